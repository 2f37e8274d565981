"""The small parts the daily screens share: tables over rows, dense lines, chips to choose from, photos."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk.kernel.errors import problem
from desk.screens.fields import Field, Kind
from tests.ui.conftest import ScriptedAsker
from tests.ui.typing_in import press
from ui.asking import plain_label
from ui.desks.cursor import take_up
from ui.desks.dense import DenseGrid
from ui.desks.pasted_table import in_row, not_pasted
from ui.desks.photos import PhotoEditor, file_editor
from ui.desks.row_table import Column, RowTable
from ui.desks.spot import PassingFields, Spot
from ui.desks.strip import MOST, Strip
from ui.editors import FieldSet, editor_for
from ui.registry import Context
from ui.theme import Tone

Key = Qt.Key


@dataclass(frozen=True)
class Sort:
    """A row."""

    number: str
    pieces: int


COLUMNS: tuple[Column[Sort], ...] = (
    Column("单号", lambda r: r.number, below=lambda r: "小字"),
    Column("件", lambda r: str(r.pieces), right=True, chip=lambda _: Tone.DONE, stretch=True),
)
ROWS = [Sort("A", 1), Sort("B", 2), Sort("C", 3)]


@pytest.fixture
def table(dressed: QApplication, qtbot: QtBot) -> RowTable[Sort]:
    table: RowTable[Sort] = RowTable("表", COLUMNS, lambda row: row.number)
    qtbot.addWidget(table)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    return table


def test_the_row_stays_over_a_refresh_even_when_others_come_before_it(
    table: RowTable[Sort],
) -> None:
    table.show_rows(ROWS)
    assert table.go_to("B")
    table.show_rows([Sort("Z", 0), Sort("B", 5), Sort("A", 1)])
    current = table.current()
    assert current == Sort("B", 5)
    table.show_rows([Sort("Z", 0)])
    assert table.current() in (None, Sort("Z", 0))
    assert not table.go_to("B")


def test_the_same_rows_change_in_place(table: RowTable[Sort], qtbot: QtBot) -> None:
    table.show_rows(ROWS)
    table.go_to("C")
    went: list[object] = []
    table.went.connect(lambda: went.append(table.current()))
    table.show_rows([Sort("A", 1), Sort("B", 2), Sort("C", 9)])
    assert table.current() == Sort("C", 9)
    assert went == []
    assert table.grab().width() > 0


def test_focus_finds_a_row_and_keys_are_passed_on(table: RowTable[Sort], qtbot: QtBot) -> None:
    opened: list[object] = []
    typed: list[str] = []
    table.opened.connect(lambda: opened.append(table.current()))
    table.typed.connect(typed.append)
    table.setFocus()
    table.show_rows(ROWS)
    assert table.current() == ROWS[0]
    QTest.keyClick(table, Key.Key_Down)
    QTest.keyClick(table, Key.Key_Return)
    QTest.keyClicks(table, "7y")
    QTest.keyClick(table, Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert opened == [ROWS[1]]
    assert typed == ["7", "y"]
    QTest.keyClick(table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "单号\t单号(下行)\t件\nB\t小字\t2"


def test_other_columns_begin_without_rows(table: RowTable[Sort]) -> None:
    table.show_rows(ROWS)
    table.show_columns(COLUMNS[:1])
    assert table.row_model.columnCount() == 1
    assert table.rows == []
    table.show_rows(ROWS)
    assert table.row_model.index(2, 0).data(Qt.ItemDataRole.ToolTipRole) == "<qt>C<br>小字</qt>"


def test_red_lines_stand_below_the_whole_line(context: Context, qtbot: QtBot) -> None:
    fields = FieldSet(None)
    a = fields.add(editor_for(Field("a", "甲", required=True), context))
    b = fields.add(editor_for(Field("b", "乙", Kind.COUNT), context))
    grid = DenseGrid(columns=2)
    grid.line((a, 1), (b, 1))
    qtbot.addWidget(grid)
    grid.show()
    before = a.control.y(), b.control.mapTo(grid, b.control.rect().topLeft()).y()
    fields.show_problems((problem("E001", "b", label="乙"),))
    QApplication.processEvents()
    assert b.problem_text == "乙必填。"
    assert (a.control.y(), b.control.mapTo(grid, b.control.rect().topLeft()).y()) == before


def test_enter_passes_over_what_stands_aside_and_spots(context: Context, qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    fields = PassingFields(None, aside=frozenset({"b"}))
    for name in "abc":
        column.addWidget(fields.add(editor_for(Field(name, name), context)))
    spot = fields.add(Spot("load", plain_label("装载")))
    column.addWidget(spot)
    finished: list[bool] = []
    fields.finished.connect(lambda: finished.append(True))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    fields["a"].take_focus()
    QTest.keyClick(fields["a"].control, Key.Key_Return)
    assert fields["c"].control.hasFocus()
    QTest.keyClick(fields["c"].control, Key.Key_Return)
    assert finished == [True]
    rest = fields.show_problems((problem("E001", "load", label="装载"), problem("E001", "x")))
    assert spot.problem_text == "装载必填。"
    assert [p.field for p in rest] == ["x"]


def test_a_strip_shows_eight_and_marks_the_one_in_work(dressed: QApplication, qtbot: QtBot) -> None:
    strip = Strip()
    qtbot.addWidget(strip)
    chosen: list[str] = []
    strip.chosen.connect(chosen.append)
    strip.show_items([(str(n), f"单{n} & <b>") for n in range(12)], "3")
    assert len(strip.chips) == MOST
    assert [key for key, chip in strip.chips.items() if chip.isChecked()] == ["3"]
    strip.chips["5"].click()
    assert chosen == ["5"]
    strip.mark("")
    assert not any(chip.isChecked() for chip in strip.chips.values())
    strip.show_items([])
    assert strip.isHidden()


def test_the_cursor_comes_back_to_what_was_begun_but_not_to_a_button(
    dressed: QApplication, qtbot: QtBot
) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    button, line, table = QPushButton("新"), QLineEdit(), QLineEdit()
    for widget in (button, line, table):
        column.addWidget(widget)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    button.setFocus()
    take_up(page, table)
    assert table.hasFocus()
    line.setFocus()
    take_up(page, table)
    assert line.hasFocus()


def test_a_table_that_gets_the_keyboard_shows_which_row_it_acts_on(
    dressed: QApplication, qtbot: QtBot
) -> None:
    line = QLineEdit()
    table: RowTable[Sort] = RowTable("表", COLUMNS, lambda row: row.number)
    page = QWidget()
    column = QVBoxLayout(page)
    for widget in (line, table):
        column.addWidget(widget)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    line.setFocus()
    table.show_rows(ROWS)
    table.setFocus()
    assert [index.row() for index in table.selectionModel().selectedRows()] == [0]


def test_tab_reaches_the_open_documents_where_they_stand(
    dressed: QApplication, qtbot: QtBot
) -> None:
    page, first, strip, last = QWidget(), QLineEdit(), Strip(), QLineEdit()
    column = QVBoxLayout(page)
    for widget in (first, strip, last):
        column.addWidget(widget)
    strip.show_items([("A", "甲"), ("B", "乙")], "B")
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    for documents in ("AB", "CDE"):
        strip.show_items([(key, key) for key in documents])
        chip = strip.chips[documents[0]]
        qtbot.waitUntil(chip.isVisible)
        first.setFocus()
        press(Key.Key_Tab)
        assert chip.hasFocus()
        press(Key.Key_Right)
        press(Key.Key_Space)
        assert strip.chips[documents[1]].isChecked()
        press(Key.Key_Tab)
        assert last.hasFocus()


def test_photos_are_read_and_named_and_a_lost_one_is_told(
    context: Context, qtbot: QtBot, tmp_path: Path, asker: ScriptedAsker
) -> None:
    editor = PhotoEditor(context)
    qtbot.addWidget(editor)
    picture = tmp_path / "货损 1.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    editor.choose = lambda: [picture]
    editor.add()
    qtbot.waitUntil(lambda: not editor.is_empty())
    assert [photo.label for photo in editor.value()] == ["货损 1.png"]
    assert editor.button.text() == "已选 1 张"
    assert "货损 1.png" in editor.button.toolTip()
    assert "空格 再选" in editor.button.toolTip()
    other = tmp_path / "货损 2.png"
    other.write_bytes(b"\x89PNG\r\n\x1a\n2")
    editor.choose = lambda: [picture, other]
    editor.add()
    qtbot.waitUntil(lambda: editor.button.text() == "已选 2 张")  # chosen twice, it counts once
    QTest.keyClick(editor.button, Qt.Key.Key_Delete)
    assert [photo.label for photo in editor.value()] == ["货损 1.png"]
    assert editor.touched
    editor.choose = lambda: [tmp_path / "没有.png"]
    editor.add()
    qtbot.waitUntil(lambda: bool(asker.told))
    assert "读不出来" in asker.told[0].text
    assert len(editor.value()) == 1
    editor.set_value(None)
    assert editor.button.text() == "选择  空格"
    assert editor.button.toolTip() == ""


def test_a_field_for_any_file_does_not_ask_for_photos(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def dialog(_parent: QWidget, _title: str, _folder: str, kinds: str) -> tuple[list[str], str]:
        asked.append(kinds)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", dialog)
    words = []
    for name in ("files", "photos"):
        editor = file_editor(Field(name, "附件"), context, many=True)
        qtbot.addWidget(editor)
        words.append(editor.button.text())
        editor.add()
    assert words == ["选择  空格", "选择  空格"]
    assert "*.xlsx" in asked[0]
    assert "*.xlsx" not in asked[1]


def test_what_is_wrong_with_many_pasted_rows_is_said_once() -> None:
    wrong = [in_row(place, "签收人必填。") for place in (2, 3, 4, 9)]
    other = [in_row(place, f"「{place}」太小") for place in range(20, 30)]
    told = not_pasted([*wrong, *other]).splitlines()
    assert told[:2] == ["没有粘贴,有 14 处要先在表格里改好:", "第 2–4、9 行:签收人必填。"]
    assert told[-1] == "…还有 3 处"
