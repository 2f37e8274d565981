"""The hands on every page and form: Esc asks once when something is typed, and no typing is lost."""

import time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk.app import command_table
from tests.conftest import Office
from tests.ui.conftest import FrameSpy, ScriptedAsker, asker, context, dressed, frame  # noqa: F401
from ui.desks import DESKS
from ui.desks.kept_fields import KeptFields
from ui.desks.kept_line import KeptLine
from ui.desks.photos import PhotoEditor
from ui.desks.unfinished import unfinished
from ui.editors import Editor, PasswordEditor
from ui.editors.line import TextEditor
from ui.editors.picked import ChoiceEditor, FlagEditor, NoteEditor
from ui.editors.read import DateEditor
from ui.editors.suggesting import ReferenceEditor
from ui.pages.argument_fields import argument_fields, fits_a_form, row_argument
from ui.pages.form_dialog import FormDialog
from ui.pages.page import Page
from ui.registry import Context

Key = Qt.Key
LOOKS_UP = "the first field only looks something up; nothing of it is saved"
AS_KEPT = "what is typed is kept by itself and Esc goes back to the list"
CLERK = "in"
ASKS_NOTHING = {
    "self_pickup": LOOKS_UP,
    "return_desk": LOOKS_UP,
    "receipt_desk": LOOKS_UP,
    "survey_desk": LOOKS_UP,
    "claim_desk": LOOKS_UP,
    "story": LOOKS_UP,
    "import_wizard": LOOKS_UP,
    "voucher_filing": LOOKS_UP,
    "stocktake_desk": "the shelf a count begins at is one word; the counts themselves ask",
    "scan_sorting": LOOKS_UP,
    "arrival_count": "a time for the next step of the truck; a count asks nothing, it is saved at once",
    "callback_desk": "the customer is looked up; what he said asks",
}
"""Pages whose first field asks nothing when Esc is pressed in it, and why."""

SHORT = "a few words at most, typed and saved in one go"
KEEPS_NO_DRAFT = {
    "due_extension": SHORT,
    "return_desk": SHORT,
    "cod_desk": SHORT,
    "recheck_start": SHORT,
    "voucher_filing": "every paper typed stands in the box at once; only numbers are typed",
    "scan_sorting": LOOKS_UP,
    "arrival_count": "every count is saved at once",
    "survey_desk": "ticks on a sheet that lies on the desk and can be read again",
    "import_wizard": LOOKS_UP,
    "story": LOOKS_UP,
    "stocktake_desk": "numbers on the count sheet that lies on the desk; F9 saves as one goes",
}
"""Pages with fields that keep no draft, and why."""

NO_UNDO = (PasswordEditor, PhotoEditor)
"""A password comes back from nowhere; a chosen file is taken away by its own key."""


@pytest.fixture
def clerk_context(context: Context, office: Office) -> Context:  # noqa: F811
    """The context of the clerk who may do most of what is typed."""
    office.as_(CLERK)
    return context


def first_field(page: QWidget) -> QWidget | None:
    """The first field something can be typed into."""
    for editor in page.findChildren(Editor):
        line = editor.control
        open_ = line.isVisible() and line.isEnabled()
        if isinstance(line, QLineEdit | QPlainTextEdit) and open_ and not line.isReadOnly():
            return line
    return None


def settled(page: QWidget) -> QWidget | None:
    """The first field once the page has read what it shows."""
    until = time.monotonic() + 0.25
    while time.monotonic() < until and first_field(page) is None:
        QApplication.processEvents()
        time.sleep(0.005)
    return first_field(page)


def test_on_every_page_esc_asks_once_and_typing_is_kept_and_taken_back(
    clerk_context: Context,
    asker: ScriptedAsker,  # noqa: F811
    qtbot: QtBot,
) -> None:
    asked, lost, bare, stays, written = {}, set(), set(), set(), set()
    pages = []  # as in the program, a page lives as long as its window
    for spec in DESKS:
        if not clerk_context.may(spec.right):
            continue
        page = spec.build(clerk_context)
        assert isinstance(page, Page)
        pages.append(page)
        qtbot.addWidget(page)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.shown()
        field = settled(page)
        if field is not None:
            asked[spec.name] = _questions(field, asker)
            if not page.findChildren(KeptLine):
                bare.add(spec.name)
            elif spec.name not in ASKS_NOTHING and not _writes_down(page):
                lost.add(spec.name)
            elif page.findChildren(KeptFields) and spec.name not in ASKS_NOTHING:
                written.add(spec.name)
        stays |= {(spec.name, name) for name in _that_stay_typed(page)}
        page.hide()
    assert len(asked) > 20
    wanted = {name: (0, 0 if name in ASKS_NOTHING else 1) for name in asked}
    assert asked == wanted
    assert bare == KEEPS_NO_DRAFT.keys() & asked.keys()
    assert lost == set()
    assert written
    assert written <= {one.page for one in unfinished(clerk_context.desk)}
    assert stays == set()


def _that_stay_typed(page: QWidget) -> set[str]:
    """Lines and notes, shown or not, that Ctrl+Z does not bring back as they stood."""
    stay = set()
    lines: list[QLineEdit | QPlainTextEdit] = [*page.findChildren(QLineEdit)]
    for line in lines + page.findChildren(QPlainTextEdit):
        hidden = isinstance(line, QLineEdit) and line.echoMode() is QLineEdit.EchoMode.Password
        if line.isReadOnly() or hidden:
            continue
        _let_in(line, page)
        QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusIn))
        before = _text(line)
        QTest.keyClick(line, Key.Key_Home)  # what was typed before is a step of its own
        QTest.keyClicks(line, "8")
        typed = _text(line)
        QTest.keyClick(line, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        if typed == before or _text(line) != before:
            stay.add(line.accessibleName() or type(line).__name__)
    return stay


def _let_in(line: QWidget, page: QWidget) -> None:
    """Open a field as the record it waits for would."""
    inner: QWidget | None = line
    while inner is not None and inner is not page:
        inner.setEnabled(True)
        inner = inner.parentWidget()


def _questions(field: QWidget, asker: ScriptedAsker) -> tuple[int, int]:  # noqa: F811
    """How often Esc asks before something is typed, and after."""
    asker.asked, asker.answers = [], [False, False]
    QTest.keyClick(field, Key.Key_Escape)
    before = len(asker.asked)
    field.setFocus()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Key.Key_Escape)
    return before, len(asker.asked) - before


def _writes_down(page: Page) -> bool:
    """Whether what is typed now is found again in the file of the draft."""
    kept = page.findChildren(KeptFields)
    for one in kept:
        one.keep()
    return not kept or any(one.keeper is not None and one.keeper.kept() for one in kept)


def test_every_form_asks_once_and_takes_typing_back(
    context: Context,  # noqa: F811
    asker: ScriptedAsker,  # noqa: F811
    qtbot: QtBot,
) -> None:
    forms = 0
    wrong: dict[str, object] = {}
    kinds: set[type[Editor]] = set()
    for command in command_table().values():
        subject = row_argument(command)
        fields = tuple(f for f in argument_fields(command) if f.name != subject)
        if not fits_a_form(command) or not fields:
            continue
        form = FormDialog(context, command, fields)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        form.show()
        line = first_field(form)
        if line is not None:
            forms += 1
            found = _esc_and_undo(form, line, asker)
            if found != ([], True, 1, True):
                wrong[command.name] = found
        kept = _not_taken_back(form, kinds)
        if kept:
            wrong[f"{command.name}: undo"] = kept
        form.hide()
        form.deleteLater()
    assert forms > 80
    assert wrong == {}
    assert kinds >= {TextEditor, ChoiceEditor, FlagEditor, NoteEditor, DateEditor, ReferenceEditor}


def _esc_and_undo(
    form: FormDialog,
    line: QWidget,
    asker: ScriptedAsker,  # noqa: F811
) -> tuple[list[tuple[str, tuple[str, ...]]], bool, int, bool]:
    """What is asked untyped, whether Ctrl+Z empties again, questions when typed, still open."""
    asker.asked, asker.answers = [], [False]
    before = _text(line)
    form.reject()
    untyped = list(asker.asked)
    form.show()
    line.setFocus()
    QTest.keyClicks(line, "7")
    QTest.keyClick(line, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    back = _text(line) == before
    QTest.keyClicks(line, "7")
    QTest.keyClick(line, Key.Key_Escape)
    return untyped, back, len(asker.asked), form.isVisible()


def _not_taken_back(form: FormDialog, kinds: set[type[Editor]]) -> list[str]:
    """Fields, one of every kind in the form, that Ctrl+Z does not bring back as they stood."""
    form.fields.clear()
    sample = {type(editor): editor for editor in form.fields if editor.isEnabled()}
    lost = []
    for kind, editor in sample.items():
        before = editor.held()
        if before is None:
            assert issubclass(kind, NO_UNDO), kind
            continue
        kinds.add(kind)
        _enters(editor.control)
        _change(editor)
        changed = editor.held()
        QTest.keyClick(editor.control, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        after = editor.held()
        if changed is None or after is None or changed[0] == before[0] or after[0] != before[0]:
            lost.append(editor.name)
    return lost


def _enters(control: QWidget) -> None:
    """The cursor comes into a field, as the application says it."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.emit(None, control)


def _change(editor: Editor) -> None:
    """Change what stands in a field, by the keyboard."""
    if isinstance(editor, FlagEditor):
        QTest.keyClick(editor.control, Key.Key_Space)
    elif isinstance(editor, ChoiceEditor):
        last = editor.combo.currentIndex() == editor.combo.count() - 1
        QTest.keyClick(editor.control, Key.Key_Up if last else Key.Key_Down)
    else:
        QTest.keyClicks(editor.control, "8")


def _text(line: QWidget) -> str:
    return line.toPlainText() if isinstance(line, QPlainTextEdit) else line.text()  # type: ignore[attr-defined]
