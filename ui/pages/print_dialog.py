"""Asks for printer, copies and the fine offset of a print-out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QPushButton, QSpinBox, QWidget

from desk.kernel.text import tr
from ui.asking import Box, plain_label
from ui.local_settings import PrintProfile
from ui.theme import SPACE

MOST_COPIES = 20
MOST_OFFSET_MM = 20.0
CALIBRATE = 2
"""Result of the dialog when the calibration page is wanted."""


class PrintDialog(Box):
    """The printers of this computer. A remembered one that is gone is never replaced silently."""

    def __init__(self, names: Sequence[str], remembered: PrintProfile, window: QWidget) -> None:
        super().__init__(window, tr("打印"))
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE.normal)
        form.setVerticalSpacing(SPACE.small)
        self.body.addLayout(form)
        self.printer = QComboBox()
        self.printer.addItems(list(names))
        self.printer.setCurrentIndex(_start(names, remembered.printer))
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setValue(remembered.copies)
        self.copies.lineEdit().setTextMargins(SPACE.small, 0, 0, 0)
        self.right, self.down = _offset(remembered.right_mm), _offset(remembered.down_mm)
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("打印机"), self.printer),
            (tr("份数"), self.copies),
            (tr("右移(毫米)"), self.right),
            (tr("下移(毫米)"), self.down),
        )
        for word, widget in rows:
            widget.setAccessibleName(word)
            form.addRow(plain_label(word, "label"), widget)
        if not names:
            self.body.addWidget(plain_label(tr("这台电脑没有打印机,可以先保存为 PDF。"), "problem"))
        elif remembered.printer and remembered.printer not in names:
            gone = tr("上次用的「{name}」不在了,请另选。").format(name=remembered.printer)
            self.body.addWidget(plain_label(gone, "problem"))
        self.calibrate = QPushButton(tr("打印校准页"))
        self.calibrate.setToolTip(tr("打出十字和尺子,量后填写右移和下移"))
        self.calibrate.setAutoDefault(False)
        self.calibrate.clicked.connect(lambda: self.done(CALIBRATE))
        self.body.addWidget(self.calibrate, 0, Qt.AlignmentFlag.AlignLeft)
        self.accept_button = self.buttons(tr("打印"), tr("返回"))
        self.printer.currentIndexChanged.connect(self._chosen)
        self._chosen()

    def profile(self) -> PrintProfile:
        return PrintProfile(
            self.printer.currentText(),
            self.copies.value(),
            self.right.value(),
            self.down.value(),
        )

    def _chosen(self) -> None:
        for button in (self.accept_button, self.calibrate):
            button.setEnabled(self.printer.currentIndex() >= 0)


def _start(names: Sequence[str], remembered: str) -> int:
    if remembered:
        return list(names).index(remembered) if remembered in names else -1
    return 0 if len(names) == 1 else -1


def _offset(value: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(-MOST_OFFSET_MM, MOST_OFFSET_MM)
    box.setSingleStep(0.5)
    box.setDecimals(1)
    box.setValue(value)
    box.lineEdit().setTextMargins(SPACE.small, 0, 0, 0)
    return box
