"""The lazy table: bounded memory at any length, sorted and refreshed without losing the place."""

import threading
from array import array
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.kernel.choices import Choice
from desk.kernel.errors import refuse
from desk.screens.fields import Field, Kind
from desk.screens.lists import Sort
from ui.models.id_list_model import (
    BLOCK,
    FIRST,
    KNOWN,
    LOADING,
    MOST_BLOCKS,
    TONE,
    IdListModel,
    Row,
    Source,
    Wanted,
)
from ui.models.id_table import IdTable
from ui.models.read_again import ReadAgain
from ui.pages.unread_rows import tell_unread
from ui.registry import Context
from ui.theme import Tone

ROWS = 10_000


class Light(Choice):
    GREEN = "GREEN", "绿"
    VOID = "VOID", "作废"


class Synthetic(Source):
    """Ten thousand rows; counts how often it is asked."""

    fields = (
        Field("name", "名称"),
        Field("fee", "运费", Kind.MONEY),
        Field("state", "状态", Kind.CHOICE, choices=Light),
        Field("secret", "藏", hidden=True),
    )

    def __init__(self, count: int = ROWS) -> None:
        self.all = list(range(1, count + 1))
        self.read: list[int] = []

    def ids(self, wanted: Wanted, limit: int | None) -> "array[int]":
        ids = [i for i in self.all if wanted.search in str(i)]
        if wanted.sort and wanted.sort.descending:
            ids.reverse()
        return array("q", ids[:limit])

    def rows(self, ids: Sequence[int]) -> dict[int, Row]:
        self.read.extend(ids)
        return {i: (f"<b>{i}</b>", i * 100, Light.GREEN if i % 2 else Light.VOID, "") for i in ids}


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
    return table


def test_the_first_rows_come_with_the_first_ids(table: IdTable, source: Synthetic) -> None:
    model = table.list_model
    assert model.rowCount() == ROWS
    assert model.index(0, 0).data() == "<b>1</b>"
    assert len(source.read) == FIRST


def test_scrolling_through_everything_keeps_few_blocks(
    table: IdTable, source: Synthetic, qtbot: QtBot, context: Context
) -> None:
    model = table.list_model
    seen = 0
    for row in range(0, ROWS, BLOCK // 2):
        table.verticalScrollBar().setValue(row)
        qtbot.waitUntil(lambda row=row: model.index(row, 0).data() != LOADING)  # type: ignore[misc]
        seen = max(seen, model.blocks_held)
    assert seen <= MOST_BLOCKS
    assert len(source.read) <= ROWS + 4 * FIRST


def test_a_jump_shows_a_placeholder_first_and_asks_for_what_is_in_view(
    table: IdTable, source: Synthetic, qtbot: QtBot
) -> None:
    model = table.list_model
    asked = len(source.read)
    assert model.index(9_000, 0).data() == LOADING
    assert model.index(9_000, 1).data(TONE) is None
    qtbot.waitUntil(lambda: model.index(9_000, 0).data() == "<b>9001</b>")
    assert len(source.read) - asked <= 2 * BLOCK


def test_cells_are_shown_by_kind(table: IdTable) -> None:
    model = table.list_model
    assert model.index(1_0, 1).data() == "11.00"
    alignment = model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 2).data() == "绿"
    assert model.index(1, 2).data() == "作废"
    assert table.isColumnHidden(3)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "运费"


def test_a_state_is_a_chip(table: IdTable) -> None:
    model = table.list_model
    assert model.index(0, 2).data(TONE) is Tone.ACTIVE
    assert model.index(1, 2).data(TONE) is Tone.WRONG
    assert model.index(0, 0).data(TONE) is None


def test_a_header_click_sorts_and_again_the_other_way(table: IdTable, qtbot: QtBot) -> None:
    model = table.list_model
    for descending, first in ((True, "<b>10000</b>"), (False, "<b>1</b>")):
        with qtbot.waitSignal(model.settled):
            table.horizontalHeader().sectionClicked.emit(0)
        assert model.wanted.sort == Sort("name", descending)
        assert model.index(0, 0).data() == first


def test_a_refresh_keeps_selection_and_scroll(
    table: IdTable, source: Synthetic, qtbot: QtBot
) -> None:
    model = table.list_model
    table.choose([4_000, 4_001])
    table.setCurrentIndex(model.index(4_000, 0))
    table.choose([4_000, 4_001])
    table.verticalScrollBar().setValue(3_995)
    source.all.remove(17)
    with qtbot.waitSignal(model.settled):
        model.reload()
    assert model.rowCount() == ROWS - 1
    assert table.chosen_ids() == [4_000, 4_001]
    assert table.current_row() == 3_999
    assert table.verticalScrollBar().value() == 3_994


def test_a_refresh_at_the_end_of_the_list_moves_nothing(table: IdTable, qtbot: QtBot) -> None:
    table.resize(400, 237)  # the first row in view is cut, so that the last one is whole
    table.executeDelayedItemsLayout()
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum())
    before = bar.value(), table.rowAt(0)
    for _ in range(2):
        with qtbot.waitSignal(table.list_model.settled):
            table.list_model.reload()
        assert (bar.value(), table.rowAt(0)) == before
    assert bar.value() == bar.maximum()


def test_a_late_answer_of_an_older_question_is_dropped(
    table: IdTable, source: Synthetic, qtbot: QtBot
) -> None:
    model = table.list_model
    model.show(Wanted(search="99"))
    with qtbot.waitSignal(model.settled):
        model.show(Wanted(search="9999"))
    assert list(model.ids) == [9999]


class Slow(Synthetic):
    """The whole of it takes until `free` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.free = threading.Event()

    def ids(self, wanted: Wanted, limit: int | None) -> "array[int]":
        if limit is None:
            assert self.free.wait(20)
        return super().ids(wanted, limit)


def test_nothing_waits_for_the_exact_count(context: Context, qtbot: QtBot) -> None:
    source = Slow()
    model = IdListModel(source, context.bridge)
    try:
        with qtbot.waitSignal(model.begun):
            model.show(Wanted(sort=Sort("name")))
        assert (model.rowCount(), model.more) == (KNOWN, True)
        far = model.index(KNOWN - 1, 0)
        qtbot.waitUntil(lambda: far.data() == f"<b>{KNOWN}</b>")
        with qtbot.waitSignal(model.begun):
            model.show(Wanted(search="1", sort=Sort("name")))
        assert (model.rowCount(), model.more) == (BLOCK, True)
    finally:
        source.free.set()
    qtbot.waitUntil(lambda: not model.more)
    assert (model.rowCount(), model.more) == (sum("1" in str(i) for i in source.all), False)


def test_another_question_shows_its_first_rows_before_all_are_known(
    context: Context, qtbot: QtBot
) -> None:
    source = Slow()
    source.free.set()
    model = IdListModel(source, context.bridge)
    with qtbot.waitSignal(model.settled):
        model.show(Wanted(sort=Sort("name")))
    source.free.clear()
    with qtbot.waitSignal(model.begun):
        model.sort_by(0, descending=True)
    assert model.index(0, 0).data() == f"<b>{ROWS}</b>"
    with qtbot.waitSignal(model.settled):
        source.free.set()
    model.reload()
    assert (model.rowCount(), model.more) == (ROWS, False)


def test_in_another_order_the_row_that_was_looked_at_is_in_sight(
    context: Context, qtbot: QtBot
) -> None:
    model = IdListModel(Synthetic(), context.bridge)
    table = IdTable(model)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()

    def sorted_by(sort: Sort) -> None:
        with qtbot.waitSignal(model.settled):
            table.order(sort)

    def in_sight() -> bool:
        row = table.current_row()
        assert row is not None
        return table.viewport().rect().contains(table.row_point(row))

    sorted_by(Sort("name"))
    table.selectRow(5)
    sorted_by(Sort("name", descending=True))
    assert table.current_row() == ROWS - 6
    assert in_sight()
    sorted_by(Sort("name"))
    assert table.current_row() == 5
    assert in_sight()


def test_everything_chosen_early_is_everything_once_it_is_known(
    context: Context, qtbot: QtBot
) -> None:
    source = Slow()
    model = IdListModel(source, context.bridge)
    table = IdTable(model)
    model.setParent(table)
    qtbot.addWidget(table)

    def begun(wanted: Wanted) -> None:
        source.free.clear()
        with qtbot.waitSignal(model.begun):
            model.show(wanted)

    def settled() -> int:
        with qtbot.waitSignal(model.settled):
            source.free.set()
        return table.chosen_count()

    def all_chosen() -> None:
        QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert table.chosen_count() < ROWS
        assert table.chooses_all

    begun(Wanted(sort=Sort("name")))
    all_chosen()
    assert settled() == ROWS
    assert len(table.chosen_ids()) == ROWS
    begun(Wanted(sort=Sort("name", descending=True)))
    all_chosen()
    table.choose([ROWS])
    assert settled() == 1
    begun(Wanted(search="1"))
    all_chosen()
    begun(Wanted(search="2"))
    assert not table.chooses_all
    assert settled() < ROWS


class Written(Slow):
    """A colleague writes: the second column follows."""

    word = 1

    def rows(self, ids: Sequence[int]) -> dict[int, Row]:
        return {i: (f"{i}", self.word, Light.GREEN, "") for i in ids}


def test_a_refresh_of_a_grown_list_shows_what_was_changed_in_it(
    context: Context, qtbot: QtBot
) -> None:
    source = Written()
    source.free.set()
    model = IdListModel(source, context.bridge)
    with qtbot.waitSignal(model.settled):
        model.show(Wanted(sort=Sort("name")))
    source.all.append(ROWS + 1)
    source.word = 2
    far = 700
    model.row_at(far)
    model._fetch()  # its answer comes after the refresh was asked for, and is dropped
    with qtbot.waitSignal(model.settled):
        model.reload()
    assert model.index(0, 1).data() == "0.02"
    qtbot.waitUntil(lambda: model.index(far, 1).data() == "0.02")


def test_the_last_rows_known_so_far_are_read_again_once_more_are_known(
    context: Context, qtbot: QtBot
) -> None:
    for arrived in (True, False):
        source = Written()
        model = IdListModel(source, context.bridge)
        with qtbot.waitSignal(model.begun):
            model.show(Wanted(sort=Sort("name")))
        model.row_at(KNOWN - 1)
        qtbot.waitUntil(lambda m=model: KNOWN // BLOCK in m._blocks)  # type: ignore[misc]
        if not arrived:  # asked for while the rest is on its way
            short = (model._ids_of(KNOWN // BLOCK), model._blocks.pop(KNOWN // BLOCK))
        with qtbot.waitSignal(model.settled):
            source.free.set()
        if not arrived:
            model._arrived(model._generation, {KNOWN // BLOCK: short})
        qtbot.waitUntil(lambda m=model: m.index(KNOWN, 0).data() == f"{KNOWN + 1}")  # type: ignore[misc]


class Failing(Synthetic):
    """Rows cannot be read while `broken` says why."""

    broken = ""

    def rows(self, ids: Sequence[int]) -> dict[int, Row]:
        if self.broken:
            raise refuse("E006", label="行", v=self.broken)
        return super().rows(ids)


def test_rows_that_could_not_be_read_are_read_again_by_themselves(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.models.read_again.PAUSE_MS", 40)
    source = Failing()
    model = IdListModel(source, context.bridge)
    table = IdTable(model)
    model.setParent(table)
    qtbot.addWidget(table)
    said: list[str] = []
    monkeypatch.setattr(context, "say", said.append)
    tell_unread(context, model)
    table.resize(600, 400)
    table.show()
    with qtbot.waitSignal(model.settled):
        model.show(Wanted(sort=Sort("name")))
    source.broken = "网络断开"
    table.verticalScrollBar().setValue(5_000)
    far = model.index(5_001, 0)
    qtbot.waitUntil(lambda: bool(said))
    with qtbot.waitSignal(model.again.over):  # refused once more: said once only
        assert far.data() == LOADING
    source.broken = ""
    qtbot.waitUntil(lambda: far.data() != LOADING)
    assert said[0].startswith("有几行没有读出,过几秒自动再读。")
    assert "网络断开" in said[0]
    assert said[1:] == ["没有读出的几行已经读出。"]


def test_other_rows_do_not_say_that_those_have_been_read(dressed: QApplication) -> None:
    again, said = ReadAgain(dressed), list[str]()
    again.failed.connect(lambda fault: said.append(str(fault)))
    again.healed.connect(lambda: said.append("healed"))
    again.put_off([3, 4], OSError("lost"))
    again._go_on()
    again.came([1, 3])
    assert said == ["lost"], "the fourth block is still to be read"
    again.came([4])
    assert said == ["lost", "healed"]
    again.put_off([3], OSError("lost once more"))
    again.forget()  # another list is asked for
    again.came([0])
    again.put_off([0], OSError("the other one"))
    assert said[2:] == ["lost once more", "the other one"]
