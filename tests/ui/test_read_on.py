"""Whoever pages through a list finds the next rows there, and nothing is painted for those not in view."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk.screens.lists import Sort
from tests.ui.test_id_list_model import ROWS, Synthetic
from ui.models.id_list_model import BLOCK, LOADING, IdListModel, Wanted
from ui.models.id_table import IdTable
from ui.models.row_painting import _Pen
from ui.registry import Context


@pytest.fixture
def source() -> Synthetic:
    return Synthetic()


@pytest.fixture
def table(context: Context, source: Synthetic, qtbot: QtBot) -> IdTable:
    model = IdListModel(source, context.bridge)
    table = IdTable(model)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    with qtbot.waitSignal(model.settled):
        model.show(Wanted(sort=Sort("name")))
    table.selectRow(0)
    return table


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    write = _Pen.write

    def noted(pen: _Pen, text: str, *rest: object) -> None:
        texts.append(text)
        write(pen, text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(_Pen, "write", noted)
    return texts


def rest(table: IdTable, qtbot: QtBot) -> None:
    qtbot.wait(1)
    qtbot.waitUntil(lambda: not table.list_model._next and table.list_model._bridge.reading.idle)


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_PageUp])
def test_no_row_paged_to_is_still_on_its_way(
    table: IdTable, qtbot: QtBot, written: list[str], key: Qt.Key
) -> None:
    if key == Qt.Key.Key_PageUp:
        QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    rest(table, qtbot)
    written.clear()
    begun = table.current_row() or 0
    while abs((table.current_row() or 0) - begun) < 6 * BLOCK:
        QTest.keyClick(table, key)
        rest(table, qtbot)
    assert written
    assert LOADING not in written


def test_rows_that_nobody_sees_paint_nothing(table: IdTable, qtbot: QtBot) -> None:
    model = table.list_model
    changed: list[int] = []
    model.dataChanged.connect(lambda first, *_: changed.append(first.row()))
    while model.blocks_held < 5:
        QTest.keyClick(table, Qt.Key.Key_PageDown)
        rest(table, qtbot)
    assert not changed
    table.verticalScrollBar().setValue(ROWS // 2)
    qtbot.waitUntil(lambda: bool(changed))
    assert ROWS // 2 // BLOCK * BLOCK in changed, "those waited for are painted"


def test_a_jump_reads_what_is_in_view_first(
    table: IdTable, source: Synthetic, qtbot: QtBot
) -> None:
    rest(table, qtbot)
    source.read.clear()
    at_the_end_of_a_block = 40 * BLOCK - 3
    table.verticalScrollBar().setValue(at_the_end_of_a_block)
    rest(table, qtbot)
    table.viewport().repaint()
    rest(table, qtbot)
    assert source.read[0] == 39 * BLOCK + 1
    assert set(source.read) == set(range(39 * BLOCK + 1, 41 * BLOCK + 1))
