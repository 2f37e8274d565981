"""A name stays readable in a narrow table, and no bar comes for a few dots."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.desks.row_table import Column
from ui.desks.transit_board.attentive import LEAST_LETTERS, AttentiveTable
from ui.theme import SIZES, SPACE

LEAST = LEAST_LETTERS * SIZES.em + 2 * SPACE.small


@pytest.mark.parametrize(
    ("missing", "scrolls"),
    [(-40, False), (0, False), (1, False), (SPACE.small, False), (SPACE.small + 1, True)],
)
def test_a_bar_comes_when_the_name_would_be_too_narrow(
    dressed: QApplication, qtbot: QtBot, missing: int, scrolls: bool
) -> None:
    columns = (Column("运单号", str, 8, stretch=True), Column("件", str, 4))
    table: AttentiveTable[str] = AttentiveTable("货", columns, str)
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.show()
    table.show_rows(["一"])
    frame = table.width() - table.viewport().width()
    table.resize(LEAST - missing + table.columnWidth(1) + frame, 200)
    qtbot.waitUntil(lambda: bool(table.horizontalScrollBar().maximum()) is scrolls)
    assert table.columnWidth(0) == (LEAST if scrolls else LEAST - missing)
