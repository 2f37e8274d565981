"""Every kind of editor: what is typed, what is kept, what is said about it, and how Enter walks."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk.kernel.errors import Refused, problem
from desk.kernel.roles import Role
from desk.screens.fields import Field, Kind
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted, ticket
from tests.ui.typing_in import focused, write
from ui.desks.arrival_count import entry as inbound
from ui.desks.consignment_entry import words as entry
from ui.desks.import_wizard import head as imported
from ui.editors import Editor, FieldSet, editor_for
from ui.editors.destinations import division_suggestions
from ui.editors.line import Line, LineEditor
from ui.editors.picked import ChoiceEditor, FlagEditor, NoteEditor
from ui.editors.suggesting import DivisionEditor, ReferenceEditor
from ui.registry import Context

Key = Qt.Key


Show = Callable[..., None]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Puts editors below each other into an active window."""
    windows: list[QWidget] = []

    def build(*editors: Editor) -> None:
        window = QWidget()
        column = QVBoxLayout(window)
        for editor in editors:
            column.addWidget(editor)
        windows.append(window)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()

    yield build
    windows.clear()


def type_in(editor: Editor, text: str) -> None:
    """Type over what stands there, as an input method commits it."""
    line = line_of(editor)
    line.selectAll()
    write(text, line)


def line_of(editor: Editor) -> Line:
    assert isinstance(editor, LineEditor)
    return editor.line


def made(context: Context, kind: Kind, **extra: object) -> Editor:
    return editor_for(Field("it", "数值", kind, **extra), context)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "typed", "value", "rewritten"),
    [
        (Kind.TEXT, " <b>甲</b> ", "<b>甲</b>", " <b>甲</b> "),
        (Kind.MONEY, "1,234.5", 123_450, "1234.50"),
        (Kind.PRICE, "950元/吨", 950, "0.95"),
        (Kind.PRICE, "0.955", 955, "0.955"),
        (Kind.WEIGHT, "0.5吨", 500_000, "500.0"),
        (Kind.VOLUME, "1.25方", 1_250_000, "1.250"),
        (Kind.COUNT, "20件", 20, "20"),
        (Kind.PERCENT, "15", 1500, "15.00%"),
        (Kind.DATE, "0305", date(2026, 3, 5), "2026-03-05"),
        (Kind.DATE, "11-5", date(2026, 11, 5), "2026-11-05"),
        (Kind.MOMENT, "9:30", datetime(2026, 11, 16, 1, 30, tzinfo=UTC), "2026-11-16 09:30"),
        (Kind.PHONE, "138 1234 5678", "13812345678", "13812345678"),
        (Kind.DIVISION, "喀什", "喀什", "喀什"),
    ],
)
def test_reads_as_typed(
    context: Context, show: Show, kind: Kind, typed: str, value: object, rewritten: str
) -> None:
    editor = made(context, kind)
    show(editor)
    line = line_of(editor)
    editor.take_focus()
    type_in(editor, typed)
    QTest.keyClick(line, Key.Key_Return)
    assert editor.value() == value
    assert line.text() == rewritten
    assert editor.touched


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (Kind.MONEY, "12x", "E002"),
        (Kind.COUNT, "1.5", "E002"),
        (Kind.DATE, "31-31", "E002"),
        (Kind.PHONE, "12345", "E102"),
        (Kind.DIVISION, "乌有乡", "E007"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(
    context: Context, show: Show, kind: Kind, typed: str, code: str
) -> None:
    editor = made(context, kind)
    show(editor)
    type_in(editor, typed)
    with pytest.raises(Refused) as refused:
        editor.value()
    assert refused.value.codes == (code,)
    assert refused.value.problems[0].field == "it"


def test_a_masked_phone_is_walked_over_and_given_back(context: Context, show: Show) -> None:
    editor = made(context, Kind.PHONE)
    show(editor)
    editor.set_value("138****0301")
    QTest.keyClick(line_of(editor), Key.Key_Return)
    assert editor.problem_text == ""
    assert editor.value() == "138****0301"


def test_an_untouched_value_is_given_back_as_it_came(context: Context) -> None:
    editor = made(context, Kind.WEIGHT)
    editor.set_value(123_456)
    assert line_of(editor).text() == "123.5"
    assert editor.value() == 123_456
    assert not editor.touched


@pytest.mark.parametrize(
    ("keys", "role"), [("2", Role.IN), ("kfjg", Role.IN), ("c", Role.FIN), ("k", Role.CS)]
)
def test_choice_by_digit_and_initials(context: Context, show: Show, keys: str, role: Role) -> None:
    editor = made(context, Kind.CHOICE, choices=Role)
    show(editor)
    assert isinstance(editor, ChoiceEditor)
    QTest.keyClicks(editor.combo, keys)
    assert editor.value() is role
    QTest.keyClick(editor.combo, Key.Key_Delete)
    assert editor.value() is None


def test_flag_and_note(context: Context, show: Show) -> None:
    flag, note = made(context, Kind.FLAG), made(context, Kind.NOTE)
    show(flag, note)
    assert isinstance(flag, FlagEditor)
    assert isinstance(note, NoteEditor)
    QTest.keyClicks(flag.check, "1")
    assert flag.value() is True
    QTest.keyClicks(note.note, "a")
    QTest.keyClick(note.note, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(note.note, "b")
    assert note.value() == "a\nb"


def test_days_step_with_up_and_down(context: Context, show: Show) -> None:
    editor = made(context, Kind.DATE)
    show(editor)
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Down):
        QTest.keyClick(line_of(editor), key)
    assert editor.value() == date(2026, 11, 14)


def test_enter_walks_and_shift_enter_goes_back(context: Context, qtbot: QtBot, show: Show) -> None:
    fields = FieldSet(None)
    names = ("a", "b", "c")
    for name in names:
        fields.add(editor_for(Field(name, name), context))
    show(*fields)
    fields["b"].setEnabled(False)
    fields.focus_first()
    qtbot.waitUntil(lambda: line_of(fields["a"]).hasFocus())
    QTest.keyClick(focused(), Key.Key_Return)
    assert line_of(fields["c"]).hasFocus()
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(focused(), Key.Key_Return, shift)
    assert line_of(fields["a"]).hasFocus()
    QTest.keyClick(focused(), Key.Key_Enter)
    with qtbot.waitSignal(fields.finished):
        QTest.keyClick(focused(), Key.Key_Return)


def test_enter_belongs_to_the_input_method_while_it_composes(
    context: Context, qtbot: QtBot, show: Show
) -> None:
    editor = made(context, Kind.TEXT)
    show(editor)
    line = line_of(editor)
    QApplication.sendEvent(line, QInputMethodEvent("wang", []))
    with qtbot.assertNotEmitted(editor.walked):
        QTest.keyClick(line, Key.Key_Return)
    done = QInputMethodEvent()
    done.setCommitString("王五")
    QApplication.sendEvent(line, done)
    assert editor.value() == "王五"
    with qtbot.waitSignal(editor.walked):
        QTest.keyClick(line, Key.Key_Return)


def test_all_problems_stand_at_their_fields(context: Context, show: Show) -> None:
    fields = FieldSet(None)
    fields.add(editor_for(Field("name", "姓名", required=True), context))
    fields.add(editor_for(Field("fee", "运费", Kind.MONEY), context))
    show(*fields)
    QTest.keyClicks(line_of(fields["fee"]), "abc")
    with pytest.raises(Refused) as refused:
        fields.values()
    assert refused.value.codes == ("E001", "E002")
    elsewhere = problem("E134", "clause")
    nested = problem("E004", "customer.name", label="<b>甲</b>", n=1, v=2)
    rest = fields.show_problems((*refused.value.problems, nested, elsewhere))
    assert rest == (elsewhere,)
    assert fields["name"].problem_text.splitlines()[0] == "姓名必填。"
    assert "<b>甲</b>" in fields["name"].problem_text
    assert "abc" in fields["fee"].problem_text
    QTest.keyClicks(line_of(fields["name"]), "x")
    assert fields["name"].problem_text == ""


def test_a_refused_text_is_typed_over(context: Context, show: Show) -> None:
    editor = made(context, Kind.COUNT)
    show(editor)
    fields = FieldSet(None)
    fields.add(editor)
    editor.take_focus()
    QTest.keyClicks(line_of(editor), "31")
    fields.show_problems((problem("E001", "it", label="件数"),))
    QTest.keyClicks(line_of(editor), "29")
    assert line_of(editor).text() == "29"


def test_destinations_are_suggested_own_province_first(
    context: Context, qtbot: QtBot, show: Show
) -> None:
    names = [suggestion.text for suggestion in division_suggestions("喀什")]
    assert names[0] == "喀什地区"
    assert "喀什地区疏勒县" in names
    editor = made(context, Kind.DIVISION)
    show(editor)
    assert isinstance(editor, DivisionEditor)
    editor.take_focus()
    qtbot.waitUntil(editor.line.hasFocus)
    type_in(editor, "喀什地区")
    qtbot.waitUntil(editor.drop_down.isVisible)
    assert editor.drop_down.found[0].text == "喀什地区"
    QTest.keyClick(editor.line, Key.Key_Down)
    QTest.keyClick(editor.line, Key.Key_Return)
    assert editor.value() == editor.drop_down.found[1].text != "喀什地区"
    assert not editor.drop_down.isVisible()


def test_the_places_are_counted_once_and_beside_the_window(
    context: Context, office: Office, qtbot: QtBot, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted(office.as_("boss"), ticket(destination="喀什地区疏勒县"))
    asked: list[str] = []
    ask = office.desk.ask
    monkeypatch.setattr(
        office.desk, "ask", lambda of, **given: (asked.append(of.__name__), ask(of, **given))[1]
    )
    editor = made(context, Kind.DIVISION)
    made(context, Kind.STATION)
    show(editor)
    qtbot.waitUntil(lambda: context.places.tickets.get("653122") == 1)
    assert isinstance(editor, DivisionEditor)
    editor.take_focus()
    qtbot.waitUntil(editor.line.hasFocus)
    type_in(editor, "s")
    qtbot.waitUntil(editor.drop_down.isVisible)
    assert editor.drop_down.found[0].text == "喀什地区疏勒县"
    assert asked == ["places_used"]
    monkeypatch.setattr("ui.editors.places_used.FRESH_S", 0.0)
    made(context, Kind.STATION)
    qtbot.waitUntil(lambda: context.bridge.counting.idle)
    assert asked == ["places_used"] * 2


def test_destinations_are_found_by_their_initials(context: Context, show: Show) -> None:
    def found(typed: str) -> list[str]:
        return [suggestion.text for suggestion in division_suggestions(typed)]

    assert found("ks")[0] == "喀什地区"
    assert "喀什地区疏勒县" in found("SLX")
    assert "郑州市" in found("zzs")
    assert found("zz")[0] == "郑州市"
    assert found("gz")[:2] == ["广州市", "赣州市"]
    assert found("yw")[:2] == ["哈密市伊吾县", "金华市义乌市"]
    editor = made(context, Kind.DIVISION)
    show(editor)
    assert isinstance(editor, DivisionEditor)
    type_in(editor, "wlmqst")  # 天山区 or 头屯河区: it stays typed
    editor.settle()
    assert line_of(editor).text() == "wlmqst"
    type_in(editor, "ats")
    editor.settle()
    assert editor.value() == "克孜勒苏柯尔克孜自治州阿图什市"


@pytest.mark.parametrize("fields", [entry.HEAD, inbound.HEAD, imported._FIELDS])
def test_a_station_is_a_place_by_its_initials_or_any_yard(
    context: Context, show: Show, fields: tuple[Field, ...]
) -> None:
    editor = editor_for(next(f for f in fields if f.name == "origin_station"), context)
    show(editor)
    assert isinstance(editor, DivisionEditor)
    type_in(editor, "ats")
    editor.settle()
    assert editor.value() == "克孜勒苏柯尔克孜自治州阿图什市"
    type_in(editor, "郑州北货场")
    editor.settle()
    assert (editor.value(), editor.problem_text) == ("郑州北货场", "")


def test_a_reference_is_found_and_picked_by_keys(
    context: Context, qtbot: QtBot, show: Show
) -> None:
    editor = editor_for(Field("user_id", "用户", Kind.REFERENCE, of="users"), context)
    show(editor)
    assert isinstance(editor, ReferenceEditor)
    editor.take_focus()
    qtbot.waitUntil(editor.line.hasFocus)
    QTest.keyClicks(editor.line, "i")
    qtbot.waitUntil(editor.drop_down.isVisible)
    assert [s.text for s in editor.drop_down.found] == ["进港调度", "客服员甲", "客服员乙"]
    QTest.keyClick(editor.line, Key.Key_Down)
    with qtbot.waitSignal(editor.walked):
        QTest.keyClick(editor.line, Key.Key_Return)
    chosen = editor.value()
    assert editor.line.text() == "客服员甲"
    editor.set_value(None)
    assert editor.value() is None
    editor.set_value(chosen)
    assert editor.line.text() == "客服员甲"
    QTest.keyClicks(editor.line, "zzz")
    with pytest.raises(Refused) as refused:
        editor.value()
    assert refused.value.codes == ("E006",)


@pytest.mark.parametrize(
    ("copied", "stands"),
    [
        ("中山路\r\n8号\t东门", "中山路 8号 东门"),
        ("一格\r\n", "一格"),
        ("\n两 行\n", "两 行"),
    ],
)
def test_what_is_pasted_into_one_line_has_no_breaks_nobody_sees(
    context: Context, show: Show, copied: str, stands: str
) -> None:
    """A cell of a spreadsheet ends with a break; an address from a chat has some inside."""
    editor = made(context, Kind.TEXT)
    show(editor)
    line = line_of(editor)
    QApplication.clipboard().setText(copied)
    line.paste()
    assert (line.text(), editor.value(), editor.touched) == (stands, stands, True)
    assert line.cursorPosition() == len(stands)


def test_a_number_typed_in_full_width_is_the_number(context: Context, show: Show) -> None:
    """The input method was still Chinese: ＹＤ２６ is YD26, while a name keeps its signs."""
    number, name = made(context, Kind.NUMBER), made(context, Kind.TEXT)
    show(number, name)
    for editor in (number, name):
        type_in(editor, "ＹＤ２６　")
        QTest.keyClick(line_of(editor), Key.Key_Return)
    assert (number.value(), line_of(number).text()) == ("YD26", "YD26")
    assert name.value() == "ＹＤ２６"


def test_a_line_that_was_left_shows_how_its_text_begins(context: Context, show: Show) -> None:
    """「乌鲁木齐市新市区」 in a narrow line stood there without its first sign."""
    editor, other = made(context, Kind.TEXT), made(context, Kind.TEXT)
    show(editor, other)
    line = line_of(editor)
    line.setFixedWidth(60)
    editor.take_focus()
    line.insert("乌鲁木齐市新市区")
    assert line.cursorPosition() == 8
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert line_of(other).hasFocus()
    assert line.cursorPosition() == 0


def test_a_break_pasted_into_the_middle_leaves_the_cursor_behind_it(
    context: Context, show: Show
) -> None:
    editor = made(context, Kind.TEXT)
    show(editor)
    line = line_of(editor)
    write("头尾", line)
    line.setCursorPosition(1)
    QApplication.clipboard().setText("甲\r\n乙\r\n")
    line.paste()
    assert (line.text(), line.cursorPosition()) == ("头甲 乙 尾", 5)
