"""The number of a scan: typed whole, or chosen among the receipts that are waited for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.filing.receipts.queries import ReceiptRow
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.row_table import Column, RowTable
from ui.desks.scan_sorting.reading import fitting, is_whole_number
from ui.editors.line import Line, LineEditor
from ui.theme import SPACE

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Line(Line):
    """Up and Down choose a suggestion; Delete on an untyped line puts the scan aside."""

    stepped = Signal(int)
    puts_aside = Signal()
    typed_here = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and not self.composing:
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Delete and not self.typed_here:
            self.puts_aside.emit()
        else:
            super().keyPressEvent(event)


class NumberEditor(LineEditor):
    """The line itself."""

    line: _Line

    def __init__(self) -> None:
        field = Field("number", tr("单号末几位、收货人或发货人"), Kind.NUMBER, width=12)
        super().__init__(field, _Line())
        self.line.setPlaceholderText(tr("如 0004 或 兴华"))

    def empty(self) -> str:
        return ""

    def read(self, text: str) -> str:
        return text

    def show_as(self, value: object) -> str:
        return str(value)


class NumberBox(QWidget):
    """See the module.

    Signals:
        given: the number the scan belongs to.
        puts_aside: it belongs to nothing.
    """

    given = Signal(str)
    puts_aside = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.receipts: tuple[ReceiptRow, ...] = ()
        self.editor = NumberEditor()
        self.table: RowTable[ReceiptRow] = RowTable(
            tr("等待的回单"), _COLUMNS, lambda row: row.number
        )
        self.table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tight)
        column.addWidget(plain_label(self.editor.field.label, "label"))
        column.addWidget(self.editor)
        column.addWidget(plain_label(tr("等待的回单(↑↓ 选择)"), "label"))
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.editor)
        self.editor.line.textEdited.connect(self._typed)
        self.editor.line.stepped.connect(self._step)
        self.editor.line.puts_aside.connect(self.puts_aside)
        self.editor.walked.connect(lambda forwards: self.enter() if forwards else None)
        self.table.opened.connect(self.enter)

    def begin(self, number: str) -> None:
        """Propose the number that was read, marked so that typing replaces it."""
        self.editor.set_value(number)
        self.editor.problem(None)
        self.editor.line.typed_here = False
        self._look()

    def show_receipts(self, receipts: tuple[ReceiptRow, ...]) -> None:
        """Suggest among these; what is typed stays."""
        self.receipts = receipts
        self._look()

    def take_focus(self) -> None:
        self.editor.take_focus()

    def type_in(self, text: str) -> None:
        """Begin with what was typed elsewhere."""
        self.editor.line.setText(text)
        self.editor.line.setFocus()
        self._typed()

    def _typed(self) -> None:
        self.editor.line.typed_here = bool(self.editor.line.text())
        self._look()

    def _look(self) -> None:
        text = self.editor.line.text().strip()
        self.table.show_rows(fitting(self.receipts, text))
        self.table.clearSelection()
        self.table.setCurrentIndex(self.table.row_model.index(-1, -1))
        if text and self.table.rows and not is_whole_number(text):
            self.table.selectRow(0)

    def _step(self, step: int) -> None:
        rows = self.table.rows
        current = self.table.currentIndex().row()
        if rows:
            self.table.selectRow(max(0, min(len(rows) - 1, current + step)))

    def enter(self) -> None:
        """Give the chosen receipt, or the number that is typed."""
        chosen, text = self.table.current(), self.editor.line.text().strip()
        if chosen is not None:
            self.given.emit(chosen.number)
        elif text:
            self.given.emit(text)
        else:
            self.editor.problem(tr("请填单号,或按 ↓ 选一票回单。"))


_COLUMNS: tuple[Column[ReceiptRow], ...] = (
    Column(
        "运单号",
        lambda r: r.number,
        7,
        below=lambda r: tr("签收 {d}").format(d=show_date(r.signed_on)),
    ),
    Column("收货人", lambda r: r.consignee_name, 8, stretch=True, below=lambda r: r.shipper_name),
)
