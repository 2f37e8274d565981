"""The table of any desk: columns moved, hidden and sorted, and it stays so; rows copied and added up."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout

from tests.ui.conftest import FrameSpy
from ui.desks.row_table import Column, RowTable
from ui.pages.column_chooser import ColumnChooser
from ui.pages.page import Page
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier


@dataclass(frozen=True)
class Row:
    """A ticket."""

    number: str
    pieces: str
    name: str


COLUMNS: tuple[Column[Row], ...] = (
    Column("单号", lambda r: r.number),
    Column("件 / 收货人", lambda r: r.pieces, right=True, total=True, below=lambda r: r.name),
    Column("名", lambda r: r.name, stretch=True),
)
ROWS = [Row("C", "1,100", "=1"), Row("A", "9", "乙"), Row("B", "", "丙")]


class Board(Page):
    """A page with one table."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table: RowTable[Row] = RowTable("货", COLUMNS, lambda row: row.number)
        QVBoxLayout(self).addWidget(self.table)
        self.table.show_rows(ROWS)

    @property
    def order(self) -> str:
        """The numbers from the top."""
        return "".join(row.number for row in self.table.rows)


def test_columns_are_arranged_by_keys_and_stay_so(
    context: Context, show: Callable[[Board], Board]
) -> None:
    page = show(Board(context))
    table = page.table
    table.setFocus()
    table.go_to("A")
    QTest.keyClick(table, Key.Key_C, Held.AltModifier)
    (chooser,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ColumnChooser)]
    QTest.keyClick(chooser.list, Key.Key_Down)
    QTest.keyClick(chooser.list, Key.Key_S)
    assert (page.order, table.current()) == ("ACB", ROWS[1])
    QTest.keyClick(chooser.list, Key.Key_S)
    assert page.order == "CAB"
    QTest.keyClick(chooser.list, Key.Key_Up, Held.AltModifier)
    QTest.keyClick(chooser.list, Key.Key_End)
    QTest.keyClick(chooser.list, Key.Key_Space)
    table.show_rows([Row("D", "77", "丁"), *ROWS])
    assert page.order == "CDAB"
    page.table.columns.changed.emit()
    page.hide()
    again = show(Board(context))
    assert again.table.columns.shown() == ["件 / 收货人", "单号"]
    assert again.order == "CAB"
    again.table.sort_by("件 / 收货人")
    assert again.order == "CAB"
    assert again.table.sorted_by.field == ""
    again.table.sort_by("单号")
    assert again.order == "ABC"


def test_selected_rows_are_copied_and_added_up(
    context: Context, frame: FrameSpy, show: Callable[[Board], Board]
) -> None:
    page = show(Board(context))
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_A, Held.ControlModifier)
    assert frame.said[-1] == "已选 3 行   件 / 收货人 1,109"
    QTest.keyClick(page.table, Key.Key_C, Held.ControlModifier)
    assert QApplication.clipboard().text() == (
        "单号\t件\t收货人\t名\nC\t1,100\t=1\t'=1\nA\t9\t乙\t乙\nB\t\t丙\t丙"
    )


def test_in_another_order_the_current_row_is_in_sight(
    context: Context, show: Callable[[Board], Board]
) -> None:
    page = show(Board(context))
    table = page.table
    table.show_rows([Row(f"{n:03}", "1", "甲") for n in range(300)])
    table.go_to("001")
    for _ in range(2):
        table.sort_by("单号")
        row = table.current()
        assert row is not None
        assert row.number == "001"
        assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))
