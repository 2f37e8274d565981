"""The columns of a list arranged by keyboard: shown, moved, widened, sorted; the list follows at once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desk.kernel.text import tr
from desk.screens.lists import Sort
from ui.editors.editor import ENTER
from ui.models.arranging import Arranged
from ui.pages.list_dialog import NAME, ListDialog

RESET_KEY = "Ctrl+R"
STEP = 16


class _ColumnList(QListWidget):
    """One line a column, in the order of the table."""

    def __init__(self, chooser: "ColumnChooser") -> None:
        super().__init__()
        self._chooser = chooser
        self.setAccessibleName(tr("列"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers()
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        wider = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}.get(Qt.Key(event.key()))
        if alt and steps is not None:
            self._chooser.move_column(steps)
        elif alt and wider is not None:
            self._chooser.widen_column(wider)
        elif event.key() == Qt.Key.Key_S and not held:
            self._chooser.sort_by_column()
        elif event.key() in ENTER:
            self._chooser.accept()
        else:
            super().keyPressEvent(event)


class ColumnChooser(ListDialog):
    """See the module."""

    def __init__(self, table: Arranged, usual: Sort, window: QWidget | None = None) -> None:
        super().__init__(tr("列设置"), _ColumnList(self), 520, window)
        self._table, self._usual, self._filling = table, usual, False
        self.list.itemChanged.connect(self._ticked)
        self.lay_out(
            self.list,
            tr("空格 显示或隐藏 · Alt+↑↓ 移动 · Alt+←→ 变窄变宽 · S 排序"),
            tr("列头也可以用鼠标拖动。设置只在本机对您有效。"),
        )
        QShortcut(QKeySequence(RESET_KEY), self, self.reset)
        self.add_buttons(
            f"{tr('恢复默认')}  {RESET_KEY}", self.reset, f"{tr('完成')}  Esc", self.accept
        )
        self._fill(0)

    @property
    def current(self) -> str:
        """The column the cursor is on."""
        name: str = self.list.currentItem().data(NAME)
        return name

    def move_column(self, steps: int) -> None:
        """Move the current column and stay on it."""
        name = self.current
        self._table.columns.move(name, steps)
        self._fill(self._table.columns.in_order().index(name))

    def widen_column(self, by: int) -> None:
        """Make the current column wider or narrower."""
        self._table.columns.widen(self.current, by)

    def sort_by_column(self) -> None:
        """Order the list by the current column; again turns the order round."""
        self._table.sort_by(self.current)
        self._fill(self.list.currentRow())

    def reset(self) -> None:
        """Everything as it was at first."""
        self._table.columns.reset()
        self._table.order(self._usual)
        self._fill(0)

    def _ticked(self, item: QListWidgetItem) -> None:
        if not self._filling:
            on = item.checkState() is Qt.CheckState.Checked
            self._table.columns.show_column(item.data(NAME), on)
            self._fill(self.list.currentRow())

    def _fill(self, row: int) -> None:
        """Show the columns as they stand now."""
        self._filling = True
        self.list.clear()
        labels = {field.name: field.label for field in self._table.columns.fields}
        shown, sort = self._table.columns.shown(), self._table.sorted_by
        for name in self._table.columns.in_order():
            arrow = "" if sort is None or sort.field != name else " ↓" if sort.descending else " ↑"
            item = QListWidgetItem(labels[name] + arrow, self.list)
            item.setData(NAME, name)
            checked = Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked
            item.setCheckState(checked)
        self.list.setCurrentRow(row)
        self._filling = False
