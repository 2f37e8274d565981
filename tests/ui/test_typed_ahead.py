"""What is typed behind the Enter on the password comes to the first page, and to nothing else."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.kernel.roles import Role
from desk.office.users.commands import add_user
from tests.conftest import PASSWORD, Office
from tests.ui.conftest import ScriptedAsker
from ui import typed_ahead
from ui.given_key import TypedKey, give_key, shortcut_for
from ui.loading import Opening
from ui.local_settings import LocalSettings
from ui.login import LoginDialog, PasswordDialog
from ui.main_window import MainWindow
from ui.start import Curtain, _Session
from ui.typed_ahead import MOST_EVENTS, TypedAhead

Key = Qt.Key
NONE, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


def shown(widget: QWidget, qtbot: QtBot) -> QWindow:
    """A window in front, and what the system sends its keys to."""
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is widget.windowHandle())
    return widget.windowHandle()


def type_at(front: QWindow, *keys: str | Key) -> None:
    """Type as the system hands keys over: to a window, whatever has the keyboard there."""
    for key in keys:
        if isinstance(key, str) and key.startswith("^"):
            QTest.keyClick(front, Key(ord(key[1:])), CONTROL)
        elif isinstance(key, str):
            for sign in key:
                QTest.keyClick(front, sign)
        else:
            QTest.keyClick(front, key)


@pytest.fixture
def gate(dressed: QApplication) -> QWidget:
    """What stands before the window."""
    return QWidget()


@pytest.fixture
def window(
    dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot
) -> Iterator[MainWindow]:
    """The window of whoever has signed in, not seen yet."""
    window = MainWindow(office.as_("boss"), LocalSettings(), asker)
    qtbot.addWidget(window)
    yield window
    window.bridge.stop()


@pytest.fixture
def under_way(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """Keys are on their way until the test says that all have come."""
    follows: list[Callable[[], None]] = []
    monkeypatch.setattr(TypedAhead, "_when_all_came", lambda _, then: follows.append(then))
    return follows


def all_came(under_way: list[Callable[[], None]]) -> None:
    (ends,) = under_way
    ends()


def opening_of(office: Office) -> Opening:
    """An office on its way."""
    opening = Opening(office.desk.path)
    office.desk.logout()
    return opening


def comes(opening: Opening, office: Office) -> None:
    opening.desk = office.desk
    opening.settled.emit()


def brought_forward(window: MainWindow, ahead: TypedAhead | None, qtbot: QtBot) -> None:
    """As the session does when somebody has signed in."""
    assert ahead is not None
    with qtbot.waitSignal(ahead.ended):
        ahead.is_meant_for(window)
        window.appear()
        window.activateWindow()


def finder_text(window: MainWindow) -> str:
    return window._finder.box.text() if window._finder is not None else ""


# -- what is kept and given ------------------------------------------------------------------------


def test_what_is_typed_while_the_office_opens_comes_to_the_first_page(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    opening = opening_of(office)
    dialog = LoginDialog(opening, "boss")
    front = shown(dialog, qtbot)
    type_at(front, PASSWORD, Key.Key_Return)
    assert (dialog.go_button.text(), dialog.password.line.isEnabled()) == ("正在打开…", False)
    type_at(front, Key.Key_Return, "^K", "ysm", Key.Key_Backspace, "d")
    assert dialog.password.line.text() == PASSWORD
    comes(opening, office)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert dialog.result() == QDialog.DialogCode.Accepted
    brought_forward(window, dialog.ahead, qtbot)
    assert finder_text(window) == "ysd"


def test_what_is_typed_until_the_window_is_in_front_follows_in_order(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    dialog = LoginDialog(office.desk, "boss")
    front = shown(dialog, qtbot)
    type_at(front, PASSWORD, Key.Key_Return)
    ahead = dialog.ahead
    assert ahead is not None
    assert (dialog.result(), dialog.isVisible()) == (QDialog.DialogCode.Accepted, False)
    type_at(front, "^K", "a")  # still on their way to the dialog
    ahead.is_meant_for(window)
    window.appear()
    shown(window, qtbot)
    type_at(window.windowHandle(), "b")
    qtbot.waitUntil(lambda: finder_text(window) == "ab")
    qtbot.waitUntil(lambda: ahead._over)
    type_at(window.windowHandle(), "c")
    assert finder_text(window) == "abc"


def test_a_key_that_is_held_and_an_impatient_enter_do_nothing(
    window: MainWindow, gate: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    front = shown(gate, qtbot)
    ahead = TypedAhead()
    given: list[tuple[Key, bool]] = []
    monkeypatch.setattr(typed_ahead, "give_key", lambda _, key: given.append((key.key, key.again)))
    type_at(front, Key.Key_Return, Key.Key_Enter, Key.Key_Shift, "7", Key.Key_Return)
    brought_forward(window, ahead, qtbot)
    assert given == [(Key.Key_7, False)] * 2 + [(Key.Key_Return, False)] * 2


def test_fifty_keys_are_kept_and_none_that_is_old(
    window: MainWindow, gate: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    front = shown(gate, qtbot)
    given: list[str] = []
    monkeypatch.setattr(typed_ahead, "give_key", lambda _, key: given.append(key.text))
    monkeypatch.setattr(typed_ahead, "UNDER_WAY_MS", 1000)  # a busy machine shows the window late
    old, new = TypedAhead(), TypedAhead()
    type_at(front, "x" * 60)
    old._since -= typed_ahead.OLDEST_S
    assert len(new._kept) == MOST_EVENTS
    with qtbot.waitSignal(old.ended):
        brought_forward(window, new, qtbot)
        assert given == ["x"] * MOST_EVENTS
        old.is_meant_for(window)
        old._give()
    assert len(given) == MOST_EVENTS


def test_closing_always_works_and_composed_text_is_left_alone(
    dressed: QApplication, qtbot: QtBot
) -> None:
    line = QLineEdit()
    front = shown(line, qtbot)
    ahead = TypedAhead()
    for key, held, kept in (
        (Key.Key_F4, ALT, False),
        (Key.Key_Space, ALT, False),
        (Key.Key_A, NONE, True),
        (Key.Key_F4, NONE, True),
    ):
        came: list[QEvent.Type] = []
        watch = Watch(came)
        line.installEventFilter(watch)
        QTest.keyClick(front, key, held)
        assert (QEvent.Type.KeyPress not in came) is kept
        line.removeEventFilter(watch)
    line.clear()
    commit = QInputMethodEvent()
    commit.setCommitString("西山")
    QApplication.sendEvent(QGuiApplication.focusObject(), commit)
    assert line.text() == "西山"
    ahead.drop()


class Watch(QObject):
    def __init__(self, came: list[QEvent.Type]) -> None:
        super().__init__()
        self._came = came

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._came.append(event.type())
        return False


# -- to nothing else -------------------------------------------------------------------------------


def test_behind_a_wrong_password_nothing_is_kept(
    dressed: QApplication, office: Office, qtbot: QtBot, under_way: list[Callable[[], None]]
) -> None:
    dialog = LoginDialog(office.desk, "boss")
    front = shown(dialog, qtbot)
    type_at(front, "wrong-wrong", Key.Key_Return)
    assert dialog.password.problem_text
    type_at(front, "^K", "abc")  # they were on their way while the password was proved
    assert (dialog.password.line.text(), dialog.ahead) == ("", None)
    assert dialog.password.line.hasFocus()
    all_came(under_way)
    type_at(front, PASSWORD, Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.ahead is not None
    assert not dialog.ahead._kept


def test_esc_takes_the_enter_back_and_what_was_typed_behind_it(
    office: Office, dressed: QApplication, qtbot: QtBot
) -> None:
    opening = opening_of(office)
    dialog = LoginDialog(opening, "boss")
    front = shown(dialog, qtbot)
    type_at(front, "mistyped", Key.Key_Return, "^K", "abc", Key.Key_Escape)
    assert (dialog.isVisible(), dialog.go_button.isEnabled()) == (True, True)
    assert dialog.password.line.selectedText()
    comes(opening, office)
    qtbot.wait(2 * typed_ahead.UNDER_WAY_MS)
    assert office.desk.actor is None, "nobody pressed Enter any more"
    type_at(front, PASSWORD, Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.ahead is not None
    assert not dialog.ahead._kept
    dialog.ahead.drop()


def test_esc_leaves_when_nothing_waits(office: Office, dressed: QApplication, qtbot: QtBot) -> None:
    dialog = LoginDialog(opening_of(office), "boss")
    front = shown(dialog, qtbot)
    type_at(front, "mistyped", Key.Key_Return, Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.wait(2 * typed_ahead.UNDER_WAY_MS)
    type_at(front, Key.Key_Escape)
    assert (dialog.isVisible(), dialog.result()) == (False, QDialog.DialogCode.Rejected)


def test_esc_before_the_window_takes_back_what_was_typed(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    dialog = LoginDialog(office.desk, "boss")
    front = shown(dialog, qtbot)
    type_at(front, PASSWORD, Key.Key_Return, "^K", "abc", Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Accepted
    brought_forward(window, dialog.ahead, qtbot)
    assert finder_text(window) == ""


@pytest.mark.parametrize("window_is_known", [False, True])
def test_a_question_that_comes_up_instead_gets_nothing(
    window: MainWindow,
    gate: QWidget,
    qtbot: QtBot,
    under_way: list[Callable[[], None]],
    window_is_known: bool,
) -> None:
    front = shown(gate, qtbot)
    ahead = TypedAhead()
    type_at(front, "^K", "abc")
    if window_is_known:
        ahead.is_meant_for(window)
    question = QDialog()
    line = QLineEdit(question)
    question.setModal(True)
    asked = shown(question, qtbot)
    type_at(asked, "def")  # typed before, and still on its way when the question came
    assert line.text() == ""
    all_came(under_way)
    type_at(asked, "ghi")
    assert line.text() == "ghi"
    question.close()
    shown(window, qtbot)
    qtbot.wait(100)
    assert finder_text(window) == ""


def test_what_a_key_opens_gets_no_more_of_them(
    window: MainWindow, gate: QWidget, qtbot: QtBot
) -> None:
    texts: list[str] = []

    def opens() -> None:
        dialog = QDialog(window)
        line = QLineEdit(dialog)
        dialog.setModal(True)
        shown(dialog, qtbot)
        qtbot.wait(3 * typed_ahead.UNDER_WAY_MS)
        texts.append(line.text())
        dialog.close()

    action = QAction(window)
    action.setShortcut("Ctrl+Y")
    action.triggered.connect(opens)
    window.addAction(action)
    front = shown(gate, qtbot)
    ahead = TypedAhead()
    type_at(front, "^Y", "^K", "abc")
    brought_forward(window, ahead, qtbot)
    assert texts == [""]
    assert finder_text(window) == ""


def test_a_window_that_does_not_come_to_the_front_gets_nothing(
    window: MainWindow, gate: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed_ahead, "IN_FRONT_MS", 20)
    front = shown(gate, qtbot)
    ahead = TypedAhead()
    type_at(front, "^K", "abc")
    with qtbot.waitSignal(ahead.ended):
        ahead.is_meant_for(window)
    shown(window, qtbot)
    qtbot.wait(3 * typed_ahead.UNDER_WAY_MS)
    assert finder_text(window) == ""


def test_an_initial_password_is_not_changed_by_what_was_typed(
    office: Office,
    dressed: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    under_way: list[Callable[[], None]],
) -> None:
    office.as_("boss").run(add_user, login="neu", name="新人", role=Role.CS, password="first-2026")
    opening = opening_of(office)
    found: list[object] = []

    def asked(dialog: PasswordDialog) -> int:
        front = shown(dialog, qtbot)
        type_at(front, "xyz")  # still on its way
        found.append(dialog.fields["password"].value())
        return 0

    monkeypatch.setattr(PasswordDialog, "exec", asked)
    dialog = LoginDialog(opening, "neu")
    front = shown(dialog, qtbot)
    type_at(front, "first-2026", Key.Key_Return, "abc")
    comes(opening, office)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [""]
    assert dialog.ahead is None
    all_came(under_way)


# -- in the session --------------------------------------------------------------------------------


def test_the_session_passes_it_from_the_sign_in_to_the_window(
    office: Office,
    asker: ScriptedAsker,
    dressed: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.mishaps.Mishaps.install", lambda _: None)
    curtain = Curtain()
    shown(curtain, qtbot)
    session = _Session(dressed, curtain, "boss")
    window = MainWindow(office.as_("boss"), LocalSettings(), asker)

    def signs_in(dialog: LoginDialog) -> int:
        dialog.show()
        dialog.activateWindow()
        front = dialog.windowHandle()
        type_at(front, PASSWORD, Key.Key_Return, "^K")
        type_at(curtain.windowHandle(), "a")  # the dialog has gone, the window is not there yet
        return dialog.result()

    def worked() -> int:
        window.activateWindow()
        qtbot.waitUntil(lambda: finder_text(window) == "a")
        assert curtain.isHidden()
        qtbot.waitUntil(lambda: session._ahead is None)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert curtain.findChild(LoginDialog) is None
        window.bridge.stop()
        return 7

    monkeypatch.setattr(LoginDialog, "exec", signs_in)
    monkeypatch.setattr(session, "make_window", lambda _: window)
    monkeypatch.setattr(session, "_remember", lambda *_: None)
    monkeypatch.setattr(session, "qt", Served(worked))
    assert session._sign_in(office.desk)
    assert session._work(office.desk) == (7, False)


class Served:
    """The application, except that its loop is the test's."""

    def __init__(self, loop: Callable[[], int]) -> None:
        self.exec = loop

    def __getattr__(self, name: str) -> object:
        return getattr(QApplication.instance(), name)


# -- a key is given as Qt gives it -----------------------------------------------------------------


class Chosen(QObject):
    """Notes which shortcut Qt takes, and lets it do nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Shortcut and isinstance(watched, QAction | QShortcut):
            if not event.isAmbiguous():  # type: ignore[attr-defined]
                self.found.append(watched)
            return True
        return False


@pytest.mark.parametrize("page", ["today", "consignments"])
def test_every_shortcut_is_the_one_qt_takes(
    office: Office, asker: ScriptedAsker, dressed: QApplication, qtbot: QtBot, page: str
) -> None:
    window = MainWindow(office.as_("boss"), LocalSettings(), asker)
    front = shown(window, qtbot)
    window.open_page("customers")
    window.open_page(page)
    window.find_anything()
    assert window._finder is not None
    window._finder.leave()
    every = {a.shortcut()[0] for a in window.findChildren(QAction) if a.shortcut().count()}
    every |= {s.key()[0] for s in window.findChildren(QShortcut)}
    assert len(every) > 30
    chosen = Chosen()
    dressed.installEventFilter(chosen)
    taken = 0
    for combination in every:
        chosen.found.clear()
        key, held = combination.key(), combination.keyboardModifiers()
        ours = shortcut_for(window, TypedKey(QEvent.Type.KeyPress, key, held, ""))
        QTest.keyPress(front, key, held)
        assert chosen.found == ([ours] if ours is not None else []), combination
        taken += bool(chosen.found)
    dressed.removeEventFilter(chosen)
    assert taken > 15
    window.bridge.stop()


def test_a_line_keeps_its_own_keys_and_a_held_key_does_it_once(
    dressed: QApplication, qtbot: QtBot
) -> None:
    window = QDialog()
    line, done = QLineEdit("abc", window), []
    for keys in ("A", "Ctrl+A", "F9"):
        action = QAction(window)
        action.setShortcut(keys)
        action.setAutoRepeat(False)
        action.triggered.connect(lambda _=False, k=keys: done.append(k))
        window.addAction(action)
    shown(window, qtbot)
    line.setFocus()
    press, none = QEvent.Type.KeyPress, NONE
    give_key(window, TypedKey(press, Key.Key_A, none, "a"))
    give_key(window, TypedKey(press, Key.Key_A, CONTROL, ""))
    assert (line.text(), line.selectedText(), done) == ("abca", "abca", [])
    for held in (False, True):
        give_key(window, TypedKey(press, Key.Key_F9, none, "", held))
    assert done == ["F9"]
