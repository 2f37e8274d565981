"""The fields of a print profile: printer, parts, offset, scale, dots, paper in the printer, background."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desk.documents.calibration import CROSS_MM
from desk.documents.papers import SIZES, PaperSize
from desk.kernel.text import tr
from ui.asking import Box, plain_label
from ui.print_profiles import (
    MOST_OFFSET_MM,
    PAPER_NAMES,
    SCALES_PERCENT,
    Measured,
    PrintProfile,
    out_of_reach,
)
from ui.theme import SPACE

MOST_COPIES = 20
MOST_MEASURED_MM = 500.0
DOTS = (0, 180, 203, 300, 360, 600)


class ProfileForm(QWidget):
    """Edits one profile. A printer that is gone is never replaced silently.

    Signals:
        complete: whether a printer of this computer is chosen, and at least one part.
    """

    complete = Signal(bool)

    def __init__(
        self,
        names: Sequence[str],
        profile: PrintProfile,
        size: PaperSize,
        parts: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.size_of_paper, self._names = size, tuple(names)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(SPACE.normal)
        self._form.setVerticalSpacing(SPACE.small)
        self._column.addLayout(self._form)
        self._build(parts)
        self.show_profile(profile)
        self._tell_gone(profile.printer)

    @property
    def is_complete(self) -> bool:
        return self.printer.currentIndex() >= 0 and self._has_part

    def profile(self) -> PrintProfile:
        """What is chosen."""
        ticked = tuple(box.text() for box in self.parts if box.isChecked())
        return PrintProfile(
            self.printer.currentText(),
            self.copies.value(),
            self.right.value(),
            self.down.value(),
            self.across.value(),
            self.downward.value(),
            self.dpi.currentData(),
            self.sheet.currentData(),
            () if len(ticked) == len(self.parts) else ticked,
            self.preprinted.isChecked(),
        )

    def show_profile(self, profile: PrintProfile) -> None:
        """Fill the fields."""
        self.printer.setCurrentIndex(_start(self._names, profile.printer))
        self.copies.setValue(profile.copies)
        self.right.setValue(profile.right_mm)
        self.down.setValue(profile.down_mm)
        self.across.setValue(profile.across_percent)
        self.downward.setValue(profile.downward_percent)
        self.dpi.setCurrentIndex(max(0, self.dpi.findData(profile.dpi)))
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(profile.sheet)))
        wanted = {box.text() for box in self.parts} & set(profile.parts)
        for box in self.parts:
            box.setChecked(not wanted or box.text() in wanted)
        self.preprinted.setChecked(profile.preprinted)

    def fix_copies(self, copies: int) -> None:
        """A job that goes on makes as many copies as were counted when it began."""
        self.copies.setValue(copies)
        self.copies.setEnabled(False)
        self.copies.setToolTip(tr("接着打的份数和开始时一样,已经计入打印记录。"))

    def ask_measured(self) -> None:
        """Ask what a ruler says of the calibration page, and fill in what corrects it."""
        dialog = MeasuredDialog(self.size_of_paper, self.window(), self.profile())
        if dialog.answered():
            self.show_profile(self.profile().measured(self.size_of_paper, dialog.measured()))

    def _build(self, parts: Sequence[str]) -> None:
        self.printer = QComboBox()
        self.printer.addItems(list(self._names))
        self.printer.currentIndexChanged.connect(lambda: self.complete.emit(self.is_complete))
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.lineEdit().setTextMargins(SPACE.small, 0, 0, 0)
        self.right, self.down = _millimetres(), _millimetres()
        self.across, self.downward = _percent(), _percent()
        self.dpi = QComboBox()
        for dots in DOTS:
            self.dpi.addItem(str(dots) if dots else tr("由打印机决定"), dots)
        self.sheet = QComboBox()
        self.sheet.addItem(tr("与单据相同"), "")
        for key in _larger(self.size_of_paper):
            self.sheet.addItem(tr("{name},打在左上角").format(name=PAPER_NAMES[key]), key)
        self.preprinted = QCheckBox(tr("套打:纸上已印好表格,只打填写的内容"))
        self.parts = [QCheckBox(name) for name in parts]
        self._row(tr("打印机"), self.printer)
        self._row(tr("份数"), self.copies)
        self.no_part = plain_label(tr("请至少选一联。"), "problem")
        self.no_part.hide()
        if self.parts:
            self._row(tr("联次"), *self.parts)
            self._form.addRow("", self.no_part)
        for box in self.parts:
            box.toggled.connect(self._ticked)
        self._row(tr("右移、下移(毫米)"), self.right, self.down)
        self._row(tr("宽、高(%)"), self.across, self.downward)
        self._row(tr("精度(点/英寸)"), self.dpi)
        if self.sheet.count() > 1:
            self._row(tr("装入的纸"), self.sheet)
        self._row("", self.preprinted)
        self._name_pairs()

    @property
    def _has_part(self) -> bool:
        return not self.parts or any(box.isChecked() for box in self.parts)

    def _ticked(self) -> None:
        self.no_part.setHidden(self._has_part)
        self.complete.emit(self.is_complete)

    def _name_pairs(self) -> None:
        for word, widget in (
            (tr("右移"), self.right),
            (tr("下移"), self.down),
            (tr("宽"), self.across),
            (tr("高"), self.downward),
            (tr("套打"), self.preprinted),
        ):
            widget.setAccessibleName(word)

    def _row(self, word: str, *widgets: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        for widget in widgets:
            if not isinstance(widget, QCheckBox):
                widget.setAccessibleName(word)
            row.addWidget(widget, 0 if isinstance(widget, QCheckBox) else 1)
        if isinstance(widgets[0], QCheckBox):
            row.addStretch(1)
        self._form.addRow(plain_label(word, "label"), row)

    def _tell_gone(self, remembered: str) -> None:
        sentence = ""
        if not self._names:
            sentence = tr("这台电脑没有打印机,可以先保存为 PDF。")
        elif remembered and remembered not in self._names:
            sentence = tr("上次用的「{name}」不在了,请另选。").format(name=remembered)
        if sentence:
            self._column.addWidget(plain_label(sentence, "problem"))


class MeasuredDialog(Box):
    """Four figures read off the calibration page with a ruler; what cannot be corrected is refused.

    Args:
        size: the paper.
        window: parent.
        before: how the page was printed.
    """

    heading_role = "title"

    def __init__(self, size: PaperSize, window: QWidget | None, before: PrintProfile) -> None:
        super().__init__(window, tr("按校准页填写"))
        self._size, self._before = size, before
        words = tr("用尺量校准页上四个十字的中心,单位毫米。程序算出该移多少、该放大多少。")
        hint = plain_label(words, "muted")
        hint.setWordWrap(True)
        self.body.addWidget(hint)
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE.normal)
        form.setVerticalSpacing(SPACE.small)
        self.body.addLayout(form)
        wide, high = size.width_mm - 2 * CROSS_MM, size.height_mm - 2 * CROSS_MM
        self.left = _measure(CROSS_MM)
        self.top = _measure(CROSS_MM)
        self.across = _measure(wide, 1.0)
        self.downward = _measure(high, 1.0)
        rows = (
            (tr("左上十字距纸左边"), self.left, CROSS_MM),
            (tr("左上十字距纸上边"), self.top, CROSS_MM),
            (tr("左右十字相距"), self.across, wide),
            (tr("上下十字相距"), self.downward, high),
        )
        for word, box, meant in rows:
            box.setAccessibleName(word)
            label = tr("{word}(应为 {n:.4g})").format(word=word, n=meant)
            form.addRow(plain_label(label, "label"), box)
        self.refusal = plain_label("", "problem")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.body.addWidget(self.refusal)
        self.buttons(tr("填入"), tr("返回"))
        self.left.setFocus()
        self.left.selectAll()
        self._meant = self.measured()

    @property
    def typing(self) -> bool:
        return self.measured() != self._meant

    def accept(self) -> None:
        """Close, unless what was measured cannot be corrected."""
        words = out_of_reach(self._before.measured(self._size, self.measured()))
        self.refusal.setText(words)
        self.refusal.setHidden(not words)
        self.resize(self.width(), self.heightForWidth(self.width()))  # else the fields are squeezed
        if not words:
            super().accept()

    def measured(self) -> Measured:
        """What was typed."""
        boxes = (self.left, self.top, self.across, self.downward)
        return Measured(*(box.value() for box in boxes))


class CalibrationButtons(QHBoxLayout):
    """The two steps of a calibration, left to right."""

    def __init__(self, form: ProfileForm) -> None:
        super().__init__()
        self.setSpacing(SPACE.small)
        self.print = _small_button(tr("打印校准页"), tr("打出四个十字和两把尺"))
        self.fill = _small_button(tr("按校准页填写…"), tr("填写量得的数,算出右移、下移和宽、高"))
        self.fill.clicked.connect(form.ask_measured)
        self.addWidget(self.print)
        self.addWidget(self.fill)
        self.addStretch(1)


def _start(names: Sequence[str], remembered: str) -> int:
    if remembered:
        return list(names).index(remembered) if remembered in names else -1
    return 0 if len(names) == 1 else -1


def _larger(size: PaperSize) -> list[str]:
    """The papers a form may be put on instead: as wide and high as it, and not its own."""
    return [
        key
        for key, other in SIZES.items()
        if other.width_mm >= size.width_mm and other.height_mm >= size.height_mm and key != size.key
    ]


def _spin(least: float, most: float, decimals: int, step: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(least, most)
    box.setDecimals(decimals)
    box.setSingleStep(step)
    box.lineEdit().setTextMargins(SPACE.small, 0, 0, 0)
    return box


def _millimetres() -> QDoubleSpinBox:
    return _spin(-MOST_OFFSET_MM, MOST_OFFSET_MM, 2, 0.5)


def _percent() -> QDoubleSpinBox:
    return _spin(*SCALES_PERCENT, 2, 0.1)


def _measure(meant: float, least: float = 0.0) -> QDoubleSpinBox:
    box = _spin(least, MOST_MEASURED_MM, 2, 0.1)  # as the ruler says, however far off
    box.setValue(meant)
    return box


def _small_button(word: str, hint: str) -> QPushButton:
    button = QPushButton(word)
    button.setToolTip(hint)
    button.setAutoDefault(False)
    return button
