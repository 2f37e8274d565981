"""The rows of a list as they are painted: grounds, chips, sides, and what has no room."""

from array import array
from collections.abc import Sequence
from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.kernel.choices import Choice
from desk.screens.fields import Field, Kind
from ui.dressing import put_on_sheet
from ui.models.id_list_model import IdListModel, Row, Source, Wanted
from ui.models.id_table import IdTable, column_width
from ui.models.row_painting import _Measures
from ui.registry import Context
from ui.theme import SIZES, SPACE, Tone, colour

NAME, FEE, STATE, DONE, SECRET = range(5)
LONG = "乌鲁木齐市沙依巴克区阿勒泰路机械有限公司"


class Light(Choice):
    GREEN = "GREEN", "绿"
    VOID = "VOID", "作废"


class Few(Source):
    """Six rows; the names of the first three are short, wide and far too long."""

    fields = (
        Field("name", "名称"),
        Field("fee", "运费", Kind.MONEY),
        Field("state", "状态", Kind.CHOICE, choices=Light),
        Field("done", "完成", Kind.FLAG),
        Field("secret", "藏", hidden=True),
    )
    names = ("甲", "W" * 9, LONG, "", "甲", "甲")

    def ids(self, wanted: Wanted, limit: int | None) -> "array[int]":
        return array("q", range(len(self.names)))

    def rows(self, ids: Sequence[int]) -> dict[int, Row]:
        return {i: (self.names[i], 12_345, _light(i), i == 1, "秘密") for i in ids}


def _light(number: int) -> Light | None:
    return None if number == 5 else Light.VOID if number % 2 else Light.GREEN


@pytest.fixture
def table(context: Context, qtbot: QtBot) -> IdTable:
    model = IdListModel(Few(), context.bridge)
    table = IdTable(model)
    put_on_sheet(table)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    for column in (NAME, FEE, STATE, DONE):
        table.setColumnWidth(column, 120)
    with qtbot.waitSignal(model.settled):
        model.show(Wanted())
    return table


def cell(table: IdTable, row: int, column: int) -> QRect:
    return table.visualRect(table.list_model.index(row, column))


def picture(table: IdTable) -> QImage:
    QApplication.processEvents()
    return table.viewport().grab().toImage()


def ground(table: IdTable, row: int, column: int = NAME) -> QColor:
    """What a cell is filled with, left of any text."""
    return picture(table).pixelColor(cell(table, row, column).topLeft() + QPoint(1, 2))


def inked(table: IdTable, row: int, column: int) -> tuple[int, int] | None:
    """How far from the left and from the right of its cell the drawing of a row begins."""
    image, area = picture(table), cell(table, row, column)
    plain = image.pixelColor(area.topLeft())
    drawn = [
        x
        for x in range(area.left(), area.right() + 1)
        if any(image.pixelColor(x, y) != plain for y in range(area.top(), area.bottom() + 1))
    ]
    return (drawn[0] - area.left(), area.right() - drawn[-1]) if drawn else None


def test_every_second_row_is_striped_and_a_chosen_one_is_seen(table: IdTable) -> None:
    table.choose([2])
    grounds = [ground(table, row) for row in range(4)]
    plain, stripe, chosen = colour("surface"), colour("stripe"), colour("accent_soft")
    assert grounds == [plain, stripe, chosen, stripe]
    assert ground(table, 2, DONE) == chosen


def test_below_the_last_row_nothing_is_drawn(table: IdTable) -> None:
    below = QPoint(5, len(Few.names) * SIZES.row + 5)
    assert picture(table).pixelColor(below) == colour("surface")


def test_words_begin_at_the_left_numbers_end_at_the_right_ticks_stand_in_the_middle(
    table: IdTable,
) -> None:
    name, fee, done = (inked(table, 1, column) for column in (NAME, FEE, DONE))
    assert name is not None
    assert fee is not None
    assert done is not None
    assert abs(name[0] - SPACE.small) <= 2
    assert abs(fee[1] - SPACE.small) <= 2
    assert fee[0] > 40
    assert abs(done[0] - done[1]) <= 2


def test_what_is_empty_draws_nothing(table: IdTable) -> None:
    assert inked(table, 3, NAME) is None
    assert inked(table, 0, DONE) is None
    assert inked(table, 5, STATE) is None


def test_what_has_no_room_is_shortened_within_its_cell(table: IdTable) -> None:
    for width in (60, 90, 120):
        table.setColumnWidth(NAME, width)
        for row in (1, 2):
            drawn = inked(table, row, NAME)
            assert drawn is not None
            assert drawn[1] >= SPACE.small - 1, (width, row)


@pytest.mark.parametrize("sign", ["😀", "⸻", "‱"])
def test_signs_wider_than_a_chinese_one_keep_within_their_cell(table: IdTable, sign: str) -> None:
    show_name(table, 2, sign * 8)
    table.setColumnWidth(NAME, 8 * SIZES.em + 2 * SPACE.small)
    drawn = inked(table, 2, NAME)
    assert drawn is not None
    assert drawn[1] >= SPACE.small - 1


def show_name(table: IdTable, row: int, name: str) -> None:
    block = table.list_model._blocks[0]
    values = block[row]
    assert values is not None
    block[row] = (name, *values[1:])


@pytest.mark.parametrize("column", [NAME, FEE, STATE])
def test_a_double_click_beside_a_heading_makes_room_for_what_is_in_view(
    table: IdTable, column: int
) -> None:
    show_name(table, 2, "乌鲁木齐")
    table.setColumnWidth(column, 300)
    left = column != FEE
    wide = [picture(table).copy(cell(table, row, column)) for row in (0, 1, 2)]
    table.resizeColumnToContents(column)
    room = table.columnWidth(column)
    assert room < 130
    for row, before in enumerate(wide):
        now = picture(table).copy(cell(table, row, column))
        begins = 0 if left else before.width() - room
        assert now == before.copy(begins, 0, room, SIZES.row), "nothing is shortened"


def test_a_column_of_which_nothing_is_in_view_is_as_wide_as_its_heading(table: IdTable) -> None:
    table.list_model._replace(array("q"), {})
    assert table.sizeHintForColumn(NAME) == 0


def test_a_state_is_a_chip_also_where_its_column_was_moved(table: IdTable) -> None:
    assert Tone.ACTIVE.ground.name() in chip_colours(table, 0)
    assert Tone.WRONG.ground.name() in chip_colours(table, 1)
    table.horizontalHeader().moveSection(STATE, 0)
    assert cell(table, 0, STATE).left() == 0
    assert Tone.ACTIVE.ground.name() in chip_colours(table, 0)
    table.choose([0])
    assert colour("surface").name() in chip_colours(table, 0)  # raised on the coloured ground


def chip_colours(table: IdTable, row: int) -> set[str]:
    image, area = picture(table), cell(table, row, STATE)
    across = range(area.left(), area.right())
    return {image.pixelColor(x, area.center().y() - 8).name() for x in across}


def test_a_hidden_column_leaves_no_trace(table: IdTable) -> None:
    before = picture(table)
    table.setColumnHidden(SECRET, False)
    table.setColumnHidden(SECRET, True)
    assert picture(table) == before


def test_scrolled_aside_the_cut_off_column_is_drawn_as_far_as_it_is_seen(table: IdTable) -> None:
    table.resize(260, 300)
    whole = picture(table).copy(40, 0, 80, SIZES.row)
    table.horizontalScrollBar().setValue(40)
    assert picture(table).copy(0, 0, 80, SIZES.row) == whole


def test_rows_on_their_way_are_dots_and_are_asked_for(table: IdTable, qtbot: QtBot) -> None:
    model = table.list_model
    whole = picture(table)
    model._blocks.clear()
    dots = inked(table, 2, NAME)
    assert dots is not None
    assert dots[1] > 90  # far narrower than the name
    qtbot.waitUntil(lambda: model.row_at(0) is not None)
    assert picture(table) == whole


def test_another_size_of_type_is_measured_anew(table: IdTable) -> None:
    small = inked(table, 1, FEE)
    font = table.font()
    font.setPixelSize(16)
    table.setStyleSheet("")
    table.setFont(font)
    large = inked(table, 1, FEE)
    assert small is not None
    assert large is not None
    assert large[0] < small[0]
    assert abs(large[1] - SPACE.small) <= 2
    for width in (128, 132, 136):
        table.setColumnWidth(NAME, width)
        drawn = inked(table, 1, NAME)
        assert drawn is not None
        assert drawn[1] >= SPACE.small - 1, width


def test_painting_a_part_asks_only_for_its_rows(
    table: IdTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    model = table.list_model
    monkeypatch.setattr(
        model, "row_at", lambda row, of=model.row_at: (asked.append(row), of(row))[1]
    )
    part = cell(table, 2, NAME).adjusted(0, 1, 0, -1)
    table.viewport().repaint(QRegion(part))
    assert asked == [2]


def test_figures_with_room_are_not_measured_to_be_shortened(dressed: QApplication) -> None:
    """Whatever is said to fit is left as it is by Qt; what does not fit is never said to."""
    measures = _Measures(dressed.font())
    texts = [
        "YD2611120004",
        "2026-11-12 05:15",
        "138****1299",
        "1,755.00",
        "{j{j{j{j",
        "WWWW",
        "ffi",
    ]
    texts += ["".join(pair) * 4 for pair in product("{j1W.-f", repeat=2)]
    for text in texts:
        for room in range(20, 200):
            if measures.fits(text, room):
                assert measures.elided(text, room) == text, (text, room)
    wide = column_width(Field("number", "运单号", width=12)) - 2 * SPACE.small
    assert all(measures.fits(text, wide) for text in texts[:4])
