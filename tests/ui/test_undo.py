"""Ctrl+Z and Ctrl+Y in the fields of a form, driven by keys."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk.kernel.choices import Choice
from desk.screens.fields import Field, Kind
from tests.ui.typing_in import focused, press, write
from ui.editors import FieldSet, editor_for
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
CTRL = Held.ControlModifier


class Box(Choice):
    CARTON = "CARTON", "纸箱"
    CRATE = "CRATE", "木箱"


FIELDS = (
    Field("name", "名称"),
    Field("fee", "运费", Kind.MONEY),
    Field("day", "日期", Kind.DATE),
    Field("box", "包装", Kind.CHOICE, choices=Box),
    Field("urgent", "加急", Kind.FLAG),
    Field("note", "备注", Kind.NOTE),
)


@pytest.fixture
def form(context: Context, qtbot: QtBot) -> Iterator[FieldSet]:
    place = QWidget()
    column = QVBoxLayout(place)
    fields = FieldSet(place)
    for field in FIELDS:
        column.addWidget(fields.add(editor_for(field, context)))
    qtbot.addWidget(place)
    fields.fill({"name": "旧名", "fee": 100, "box": Box.CARTON})
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    fields.focus_first()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield fields
    place.hide()


def at(form: FieldSet) -> str:
    return next(editor.name for editor in form if editor.control is focused())


def undo(times: int = 1) -> None:
    for _ in range(times):
        press(Key.Key_Z, held=CTRL)


def redo(times: int = 1) -> None:
    for _ in range(times):
        press(Key.Key_Y, held=CTRL)


def test_every_kind_of_field_is_taken_back_and_made_again(form: FieldSet) -> None:
    for text in ("新名", "250", "0305"):
        write(text)
        press(Key.Key_Return)
    press(Key.Key_2)
    press(Key.Key_Return)
    press(Key.Key_1)
    press(Key.Key_Return)
    write("小心")
    typed = form.values()
    assert typed["fee"] == 25_000
    assert (typed["box"], typed["urgent"], typed["note"]) == (Box.CRATE, True, "小心")
    undo()
    assert (at(form), form["note"].value()) == ("note", "")
    undo()
    assert (at(form), form["urgent"].value()) == ("urgent", False)
    undo()
    assert (at(form), form["box"].value()) == ("box", Box.CARTON)
    undo()
    assert (at(form), form["day"].value()) == ("day", None)
    undo()
    assert (at(form), form["fee"].value()) == ("fee", 100)
    undo()
    assert (at(form), form["name"].value()) == ("name", "旧名")
    assert not form.touched or form["note"].touched
    redo(5)
    assert {**form.values(), "note": "小心"} == typed


def test_inside_a_text_the_typing_itself_is_taken_back_first(form: FieldSet) -> None:
    write("新")
    press(Key.Key_Return)
    write("88")
    undo()
    assert (at(form), form["fee"].value()) == ("fee", 100)
    undo()
    assert (at(form), form["name"].value()) == ("name", "旧名")
    undo(3)
    assert form["name"].value() == "旧名"


def test_a_change_after_undo_ends_what_could_be_made_again(form: FieldSet) -> None:
    write("一")
    press(Key.Key_Return)
    write("5")
    press(Key.Key_Return)
    undo()
    write("7")
    press(Key.Key_Return)
    redo(2)
    assert form["fee"].value() == 700


def test_other_values_end_the_history(form: FieldSet) -> None:
    write("一")
    press(Key.Key_Return)
    form.fill({"name": "别的记录", "day": date(2026, 11, 1)})
    press(Key.Key_Return)
    undo(4)
    assert form["name"].value() == "别的记录"


def test_a_step_of_many_fields_goes_back_at_once(form: FieldSet) -> None:
    seen: list[str] = []
    form.history.push(lambda: seen.append("back"), lambda: seen.append("again"))
    form["box"].take_focus()
    QTest.keyClick(form["box"].control, Key.Key_Z, CTRL)
    QTest.keyClick(form["box"].control, Key.Key_Y, CTRL)
    assert seen == ["back", "again"]
