"""The lock: nothing is to be seen or destroyed by whoever stands at the computer, and it opens once."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desk.app import command_table
from desk.screens.fields import Field
from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui.asking import Box
from ui.bridge import Step
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.desks.customer_entry.page import CustomerEntryPage
from ui.desks.due_extension import DueExtension
from ui.dialog import Dialog
from ui.editors.line import LineEditor
from ui.idle import OTHER_USER, LockDialog
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.pages.form_dialog import FormDialog
from ui.session_end import SessionEnd

Answer = Callable[[LockDialog], int]
NAMES = (Field("name", "姓名"),)


@pytest.fixture
def window(
    dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot
) -> Iterator[MainWindow]:
    window = MainWindow(office.as_("boss"), LocalSettings(), asker)
    window.show()
    yield window
    window.bridge.stop()
    window.deleteLater()


@pytest.fixture
def at_the_lock(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], None]:
    return lambda answer: monkeypatch.setattr(LockDialog, "exec", answer)


def opened(_: LockDialog) -> int:
    return QDialog.DialogCode.Accepted


def write(editor: object, text: str) -> None:
    assert isinstance(editor, LineEditor)
    editor.line.setText(text)
    editor.touch()


def typed_page(window: MainWindow, text: str) -> ConsignmentEntry:
    window.open_page("consignment_entry")
    page = window.page("consignment_entry")
    assert isinstance(page, ConsignmentEntry)
    write(page.form.fields["shipper_name"], text)
    return page


def test_the_cursor_stands_where_it_stood_when_the_lock_opens(
    window: MainWindow, qtbot: QtBot
) -> None:
    """Else the first keys of whoever comes back go nowhere."""
    line = typed_page(window, "宏达").form.fields["consignee_name"]
    qtbot.waitUntil(window.isActiveWindow)
    line.take_focus()
    seen, asked = QApplication.focusWidget(), list[bool]()
    assert seen is not None

    def answer() -> None:
        (dialog,) = window.findChildren(LockDialog)
        try:
            qtbot.waitUntil(dialog.isActiveWindow)  # on a busy machine not at once
            asked.append(dialog.password.line is QApplication.focusWidget())
        finally:
            dialog.accept()

    QTimer.singleShot(50, answer)
    window.lock()
    assert asked == [True]
    window.activateWindow()  # as every desktop does when a dialog closes
    qtbot.waitUntil(window.isActiveWindow)
    assert QApplication.focusWidget() is seen


def test_other_windows_hide_behind_the_lock_and_come_back(
    window: MainWindow, qtbot: QtBot, at_the_lock: Callable[[Answer], None]
) -> None:
    paper, question = Dialog(window), Box(window, "客户 张三 的地址?")
    paper.show()
    seen: list[object] = []

    def look(dialog: LockDialog) -> int:
        front = question.childAt(question.rect().center())
        seen.extend((paper.isVisible(), window.whole.isVisible(), question.isVisible()))
        seen.append(front is not None and front.geometry() == question.rect())
        return opened(dialog)

    def idle() -> None:
        window.lock()
        seen.append(question.isVisible())
        question.accept()

    at_the_lock(look)
    QTimer.singleShot(0, idle)
    assert question.exec() == QDialog.DialogCode.Accepted
    assert seen == [False, False, True, True, True]
    assert paper.isVisible()
    assert window.whole.isVisible()


def test_a_locked_window_is_not_locked_again_and_leaves_no_dialog(
    window: MainWindow, qtbot: QtBot, at_the_lock: Callable[[Answer], None]
) -> None:
    locks: list[bool] = []

    def again(dialog: LockDialog) -> int:
        locks.append(window.idle.running)
        window.lock()
        return opened(dialog)

    at_the_lock(again)
    window.lock()
    assert locks == [False]
    assert window.idle.running
    qtbot.waitUntil(lambda: not window.findChildren(LockDialog))


def test_a_stranger_at_the_lock_cannot_destroy_what_is_typed(
    window: MainWindow, asker: ScriptedAsker, at_the_lock: Callable[[Answer], None]
) -> None:
    page = typed_page(window, "宏达水泵")
    at_the_lock(lambda _: OTHER_USER)
    window.lock()
    assert asker.asked == []
    assert window.changes_user
    assert not window.isVisible()
    kept = page._keeper.kept()
    assert kept is not None
    assert "宏达水泵" in str(kept)


def test_what_cannot_be_kept_keeps_it_locked(
    window: MainWindow, asker: ScriptedAsker, at_the_lock: Callable[[Answer], None]
) -> None:
    window.open_page("due_extension")
    page = window.page("due_extension")
    assert isinstance(page, DueExtension)
    page.fields["reason"].touch()
    said: list[str] = []

    def tries(dialog: LockDialog) -> int:
        said.append(dialog.sentence.text())
        return OTHER_USER if len(said) == 1 else opened(dialog)

    at_the_lock(tries)
    window.lock()
    assert "请 经理 本人解锁后保存或放弃。" in said[1]
    assert (asker.asked, window.changes_user, window.isVisible()) == ([], False, True)


def test_a_page_that_stays_keeps_the_typing_of_those_that_agreed_to_close(
    window: MainWindow, asker: ScriptedAsker
) -> None:
    page = typed_page(window, "宏达水泵")
    window.open_page("customer_entry")
    other = window.page("customer_entry")
    assert isinstance(other, CustomerEntryPage)
    write(other.fields["name"], "新客户")
    asker.answers = [True, False]
    assert not window.close()
    assert len(asker.asked) == 2
    assert page._keeper.kept() is not None


def test_what_ends_behind_the_lock_asks_its_question_when_the_lock_is_open(
    window: MainWindow,
    asker: ScriptedAsker,
    qtbot: QtBot,
    at_the_lock: Callable[[Answer], None],
) -> None:
    ended = threading.Event()
    asker.answers = [True]

    def asks(_: object) -> None:
        window.context.sure("仍要继续吗?")

    def look(dialog: LockDialog) -> int:
        ended.set()
        qtbot.wait(60)
        assert asker.asked == []
        return opened(dialog)

    at_the_lock(look)
    window.bridge.labour(lambda _: ended.wait(5), asks, asks)
    window.lock()
    assert [question for question, _ in asker.asked] == ["仍要继续吗?"]
    assert window.bridge.working.idle


def test_the_end_of_the_session_writes_down_what_is_typed_and_asks_nobody(
    window: MainWindow, asker: ScriptedAsker
) -> None:
    page = typed_page(window, "宏达水泵")
    form = FormDialog(window.context, command_table()["add_user"], NAMES, window=window)
    write(form.fields["name"], "新来的")
    assert page._keeper.kept() is None
    SessionEnd(window)
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.commitDataRequest.emit(None)  # type: ignore[arg-type]  # nobody asks its manager
    assert page._keeper.path.exists()  # already: the program may be ended in the next moment
    assert "宏达水泵" in str(page._keeper.kept())
    assert form.kept.keeper is not None
    assert "新来的" in str(form.kept.keeper.kept())
    assert asker.asked == []


def test_a_stranger_at_the_lock_cannot_break_off_a_long_command(
    window: MainWindow, qtbot: QtBot, at_the_lock: Callable[[Answer], None]
) -> None:
    begun, ends = threading.Event(), threading.Event()
    ended: list[object] = []
    said: list[str] = []

    def call(step: Step) -> bool:
        begun.set()
        ends.wait(5)
        step(1, 1)
        return True

    def tries(dialog: LockDialog) -> int:
        said.append(dialog.sentence.text())
        ends.set()
        return OTHER_USER if len(said) == 1 else opened(dialog)

    at_the_lock(tries)
    window.bridge.labour(call, ended.append, ended.append)
    assert begun.wait(5)
    window.lock()
    qtbot.waitUntil(lambda: ended == [True])
    assert "还在办理" in said[1]
    assert (window.changes_user, window.isVisible()) == (False, True)
