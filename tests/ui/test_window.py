"""The frame: signing in, navigation, lock, status line, what this computer remembers."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desk.app import Desk
from desk.kernel.roles import Role
from desk.office.calendar.commands import set_calendar_day
from desk.office.users.commands import add_user
from tests.conftest import PASSWORD, Office
from tests.ui.conftest import ScriptedAsker
from tests.ui.every_key import REASONS, bare, twice
from ui import local_settings
from ui.asking import Box
from ui.editors.line import LineEditor
from ui.idle import LockDialog
from ui.loading import Opening
from ui.local_settings import LocalSettings
from ui.login import LoginDialog, PasswordDialog
from ui.main_window import MainWindow
from ui.opening import FoundingDialog, OpenDialog
from ui.pages.list_page import ListPage
from ui.print_profiles import PrintProfile
from ui.start import Curtain, _Session
from ui.written_beside import BESIDE

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot) -> MainWindow:
    window = MainWindow(office.as_("boss"), LocalSettings(), asker)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def type_into(
    dialog: LoginDialog | PasswordDialog | FoundingDialog | LockDialog, *texts: str
) -> None:
    for name, text in zip(dialog.fields.names, texts, strict=True):
        editor = dialog.fields[name]
        assert isinstance(editor, LineEditor)
        editor.line.setText(text)
        editor.touch()


def test_navigation_is_grouped_and_reached_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    assert [*window.navigation.wings][-1] == "office"
    names = window.navigation.keyed
    QTest.keyClick(window, Key.Key_2, CONTROL)
    assert window.stack.currentWidget() is window.page(names[1])
    QTest.keyClick(window, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.stack.currentWidget() is window.page(names[0])


def test_wings_fold_and_every_user_keeps_his_own(
    window: MainWindow, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    wings = window.navigation.wings
    assert wings["freight"].is_open
    assert not wings["filing"].is_open
    QTest.mouseClick(wings["freight"].button, Qt.MouseButton.LeftButton)
    wings["filing"].button.setFocus()
    QTest.keyClick(wings["filing"].button, Key.Key_Return)
    kept = local_settings.load().wings["boss"]
    assert "freight" not in kept
    assert "filing" in kept
    again = MainWindow(window.desk, local_settings.load(), asker)
    qtbot.addWidget(again)
    assert again.navigation.open_wings == kept
    again.bridge.stop()


def test_a_page_unfolds_what_hides_its_button(window: MainWindow) -> None:
    navigation = window.navigation
    more = navigation._more_of["clearings"]
    before = more.button.icon().pixmap(14).toImage()
    opened = [more.is_open]
    window.open_page("clearings")
    opened.append(more.is_open)
    assert opened == [False, True]
    assert navigation.wings["filing"].is_open
    assert more.button.icon().pixmap(14).toImage() != before
    assert "boss" not in window.settings.wings


def test_every_page_opens_and_every_action_has_one_key(window: MainWindow, qtbot: QtBot) -> None:
    for name in window.navigation.names:
        window.open_page(name)
        page = window.page(name)
        assert isinstance(page, QWidget)
        assert page.isVisible()
    qtbot.waitUntil(lambda: window.bridge.reading.idle, timeout=20_000)
    asker = window.context.asker
    assert isinstance(asker, ScriptedAsker)
    assert asker.told == []
    every = {name: window.build_page(name) for name in window._specs}
    without = {n: bare(page) for n, page in every.items() if bare(page) and n not in REASONS}
    double = {n: twice(page, window) for n, page in every.items() if twice(page, window)}
    assert (without, double) == ({}, {})


def test_a_hidden_page_is_stale_and_renews_when_it_is_shown(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.open_page("users")
    page = window.page("users")
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    window.open_page("customers")
    window.desk.run(add_user, login="neu", name="新人", role=Role.CS, password="first-2026")
    assert page.stale
    assert page.model.rowCount() == 5
    window.open_page("users")
    qtbot.waitUntil(lambda: page.model.rowCount() == 6)


def test_page_keys_work_wherever_the_keyboard_is(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page("users")
    window.open_page("customers")
    page = window.page("customers")
    assert isinstance(page, ListPage)
    entry = window.navigation.findChildren(QPushButton)[0]
    entry.setFocus()
    QTest.keyClick(entry, Key.Key_F, CONTROL)
    assert page.search.hasFocus()
    users = window.page("users")
    assert isinstance(users, ListPage)
    assert not users.search.hasFocus()


def on_page(page: QWidget) -> bool:
    now = QApplication.focusWidget()
    return now is not None and page.isAncestorOf(now)


def test_the_keyboard_stays_on_the_page(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page("customers")
    page = window.page("customers")
    assert isinstance(page, ListPage)
    entry = next(
        b for b in window.navigation.findChildren(QPushButton) if b.isChecked() and b.isVisible()
    )
    QTest.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert on_page(page)
    page.search.setFocus()
    page.search.setEnabled(False)
    qtbot.waitUntil(lambda: on_page(page))
    dialog = QDialog(window)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    page.table.setEnabled(False)
    page.search.setEnabled(True)
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(lambda: on_page(page))


def test_enter_keeps_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    box = Box(window, "放弃?")
    give_up = box.buttons("放弃", "继续填写", careful=True)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    assert not give_up.isDefault()
    box.setResult(QDialog.DialogCode.Accepted)
    QTest.keyClick(box, Key.Key_Return)
    assert box.result() == QDialog.DialogCode.Rejected


def test_status_line_tells_who_and_where_and_messages_fade(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.status.who.text() == "经理 · 客服部经理"
    assert window.status.file.text() == "t.office"
    window.status._fade.setInterval(10)
    window.say("<b>已保存</b>")
    assert window.status.message.text() == "<b>已保存</b>"
    qtbot.waitUntil(lambda: window.status.message.text() == "")


def test_a_message_goes_with_its_page(window: MainWindow, qtbot: QtBot) -> None:
    first, second = window.navigation.names[:2]
    window.open_page(first)
    window.say("已保存")
    qtbot.wait(10)
    window.open_page(first)
    assert window.status.message.text() == "已保存"
    window.open_page(second)
    assert window.status.message.text() == ""
    window.say("已登记,请在这里继续")  # what is said on the way belongs to the next page
    window.open_page(first)
    assert window.status.message.text() == "已登记,请在这里继续"


def test_pages_without_right_are_not_there(
    dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    window = MainWindow(office.as_("jia"), LocalSettings(), asker)
    qtbot.addWidget(window)
    assert "users" not in window.navigation.names
    window.open_page("users")
    assert "不能打开" in window.status.message.text()
    window.close()


def test_everything_is_plain_text(window: MainWindow) -> None:
    labels = window.findChildren(QLabel)
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_closing_remembers_the_place_and_stops_the_lanes(window: MainWindow) -> None:
    window.setGeometry(10, 20, 1200, 700)
    window.close()
    assert local_settings.load().window == (10, 20, 1200, 700)
    assert not window.bridge.reading._thread.is_alive()
    assert not window.bridge.working._thread.is_alive()


def test_the_buttons_at_the_foot_tell_their_keys(
    window: MainWindow,
) -> None:
    feet = [window.navigation.foot.itemAt(n).widget() for n in range(2)]
    keys = [foot.toolTip() for foot in feet if foot is not None]
    assert keys == ["Ctrl+Shift+N", "Ctrl+Shift+L"]
    assert {action.shortcut().toString() for action in window.actions()} >= set(keys)


def test_the_lock_hides_and_opens_again(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def unlocked(dialog: LockDialog) -> int:
        seen.append(window.whole.isVisible())
        type_into(dialog, "wrong-password")
        dialog.go()
        assert "密码不对" in dialog.sentence.text()
        dialog.reject()
        assert dialog.result() == QDialog.DialogCode.Rejected
        type_into(dialog, PASSWORD)
        dialog.go()
        return dialog.result()

    monkeypatch.setattr(LockDialog, "exec", unlocked)
    QTest.keyClick(window, Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert seen == [False]
    assert window.whole.isVisible()


def test_another_user_may_sign_in_at_the_lock(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session ends as closing does; what is typed and cannot be kept keeps it locked."""
    typed = [True]
    answers: list[str] = []

    def at_the_lock(dialog: LockDialog) -> int:
        answers.append(dialog.other.text())
        if typed[0] and len(answers) == 2:
            typed[0] = False
        dialog.other.click()
        return dialog.result()

    page = window.stack.currentWidget()
    monkeypatch.setattr(page, "may_leave", lambda: not typed[0])
    monkeypatch.setattr(LockDialog, "exec", at_the_lock)
    window.lock()
    assert answers == ["换人登录", "换人登录"]
    assert window.changes_user
    assert not window.isVisible()


def test_the_next_user_is_asked_for_his_name(
    office: Office, dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.mishaps.Mishaps.install", lambda _: None)
    curtain = Curtain()
    qtbot.addWidget(curtain)
    session = _Session(dressed, curtain, "boss")
    office.as_("boss")
    worked, asked = [(0, True), (7, False)], []

    def signs_in(desk: Desk) -> bool:
        asked.append(session.user or session.settings.last_user)
        office.as_("jia")
        return True

    monkeypatch.setattr("ui.start.Opening", lambda file: Opening(file, office.desk))
    monkeypatch.setattr(session, "_work", lambda desk: worked.pop(0))
    monkeypatch.setattr(session, "_sign_in", signs_in)
    monkeypatch.setattr(office.desk, "close", lambda: None)
    assert session.serve(office.desk.path) == 7
    assert asked == [""]
    assert office.desk.signed_in().login == "jia"


def test_input_keeps_the_idle_watch_awake(window: MainWindow, qtbot: QtBot) -> None:
    window.idle._timer.setTimerType(Qt.TimerType.PreciseTimer)
    window.idle._timer.setInterval(50_000)
    window.idle._timer.start()
    qtbot.wait(100)
    before = window.idle._timer.remainingTime()
    QTest.keyClick(window.windowHandle(), Key.Key_A)
    assert window.idle._timer.remainingTime() > before + 50


# -- signing in ------------------------------------------------------------------------------------


def test_signing_in_by_keys(office: Office, dressed: QApplication, qtbot: QtBot) -> None:
    dialog = LoginDialog(office.desk)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    QTest.keyClicks(dialog.user.line, "jia")
    QTest.keyClick(dialog.user.line, Key.Key_Return)
    assert dialog.password.line.hasFocus()
    QTest.keyClicks(dialog.password.line, PASSWORD)
    QTest.keyClick(dialog.password.line, Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert office.desk.signed_in().login == "jia"


def test_wrong_passwords_are_told_and_the_delay_counts_down(
    office: Office, dressed: QApplication, qtbot: QtBot
) -> None:
    dialog = LoginDialog(office.desk, "jia")
    qtbot.addWidget(dialog)
    for _ in range(4):
        type_into(dialog, "jia", "wrong-wrong")
        dialog.go()
    assert "密码连续输错" in dialog.password.problem_text
    assert not dialog.go_button.isEnabled()
    for _ in range(20):
        dialog._tick()
    assert dialog.go_button.isEnabled()
    assert dialog.password.problem_text == ""
    dialog.close()


def test_an_initial_password_is_changed_first(
    office: Office, dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.as_("boss").run(add_user, login="neu", name="新人", role=Role.CS, password="first-2026")
    office.desk.logout()

    def changed(dialog: PasswordDialog) -> int:
        type_into(dialog, "short", "other")
        dialog.go()
        assert "不一样" in dialog.fields["again"].problem_text
        type_into(dialog, "short", "short")
        dialog.go()
        assert "至少 8 位" in dialog.fields["password"].problem_text
        type_into(dialog, "my-own-words", "my-own-words")
        dialog.go()
        return dialog.result()

    monkeypatch.setattr(PasswordDialog, "exec", changed)
    dialog = LoginDialog(office.desk)
    qtbot.addWidget(dialog)
    type_into(dialog, "neu", "first-2026")
    dialog.go()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert office.desk.login("neu", "my-own-words").login == "neu"


def test_a_new_office_is_founded_or_nothing_is_left(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "new.office"
    dialog = FoundingDialog(path)
    qtbot.addWidget(dialog)
    type_into(dialog, "", "", "", "x", "经理", "short", "other")
    dialog.go()
    assert dialog.fields["firm_name"].problem_text
    type_into(dialog, "甲公司", "", "", "x", "经理", "short", "other")
    dialog.go()
    assert dialog.fields["login"].problem_text
    assert dialog.fields["password"].problem_text
    assert dialog.fields["again"].problem_text
    assert not path.exists()
    firm = ("昌吉快运有限公司", "0994-1234567", "昌吉市乌伊路 1 号")
    type_into(dialog, *firm, "boss", "经理", "secret-123", "secret-123")
    dialog.go()
    assert dialog.desk is not None
    assert dialog.desk.signed_in().role is Role.MGR
    settings = dialog.desk.settings
    assert (settings.firm_name, settings.firm_phone, settings.firm_address) == firm
    dialog.desk.close()


def test_the_last_files_are_offered_while_they_exist(
    dressed: QApplication, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    unplugged = tmp_path / "E" / "old.office"
    settings = LocalSettings(recent_files=[str(unplugged), str(tmp_path / "gone.office")])
    settings.opened(office.desk.path, "boss")
    dialog = OpenDialog(settings)
    qtbot.addWidget(dialog)
    told = [dialog.files.item(row).text().split("    ")[0] for row in range(dialog.files.count())]
    assert told == [office.desk.path.name, "gone.office(文件不见了,可从备份恢复)"]
    dialog.accept()
    assert dialog.path == office.desk.path.resolve()


# -- what this computer remembers -------------------------------------------------------------------


def test_settings_survive_and_a_broken_file_locks_nobody_out(tmp_path: Path) -> None:
    kept = LocalSettings(last_user="甲", prints={"P-02": PrintProfile("针打", 3, 0.5, -1.0)})
    kept.opened(tmp_path / "a.office", "甲")
    local_settings.save(kept)
    assert local_settings.load() == kept
    assert BESIDE.settle()
    file = local_settings.state_folder() / "window.json"
    for broken in ("{", '{"prints": 7}', '{"window": ["<b>"]}'):
        file.write_text(broken, encoding="utf-8")
        assert local_settings.load() == LocalSettings()
        assert file.with_suffix(".json.bad").read_text(encoding="utf-8") == broken
    file.write_text('{"last_user": "乙", "of_a_newer_version": 1}', encoding="utf-8")
    assert local_settings.load().last_user == "乙"


def test_one_bad_setting_loses_nothing_but_itself() -> None:
    local_settings.save(
        LocalSettings(prints={"P-02": PrintProfile("针打", 3)}, newest_release="2.0")
    )
    assert BESIDE.settle()
    file = local_settings.state_folder() / "window.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(told | {"window": [1, 2]}), encoding="utf-8")
    read = local_settings.load()
    assert (read.prints["P-02"].copies, read.newest_release, read.window) == (3, "2.0", None)
    assert file.with_suffix(".json.bad").is_file()


def test_no_button_hides_a_letter(window: MainWindow) -> None:
    assert all("&" not in b.text() or "&&" in b.text() for b in window.findChildren(QPushButton))
    assert QCoreApplication.instance() is not None


def test_a_clock_that_is_behind_is_said_below_until_it_is_put_right(
    dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    office.at("2026-11-16 12:00")
    day = office.clock.now().date()
    office.as_("boss").run(set_calendar_day, day=day, works=True)
    office.at("2026-11-16 10:30")
    window = MainWindow(office.desk, LocalSettings(), asker)
    qtbot.addWidget(window)
    window.show()
    assert window.status.clock.isVisible()
    assert window.status.clock.text() == "系统时间比上次记账早了 90 分钟,请先校准电脑时间。"
    assert asker.told == []
    office.at("2026-11-16 12:05")
    window.tell_clock()
    assert not window.status.clock.isVisible()
