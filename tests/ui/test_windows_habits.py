"""One window for one user, a title that counts, an about box with the log folder."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desk import __version__
from desk.app import Desk
from desk.kernel.today import TodayRow
from desk.office.calendar.commands import set_calendar_day
from desk.sample.cast import FIRM
from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui import start
from ui.about import AboutBox, add_about
from ui.asked_again import AGAIN_MS
from ui.asking import DialogAsker
from ui.errors_shown import Shown
from ui.local_settings import LocalSettings
from ui.login import LoginDialog
from ui.main_window import MainWindow
from ui.open_work import show_open_work, titled
from ui.program_log import close_log, log_file, log_folder
from ui.single_instance import come_forward
from ui.start import _Session


@pytest.fixture
def window(dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot) -> MainWindow:
    window = MainWindow(office.as_("boss"), LocalSettings(), asker)
    qtbot.addWidget(window)
    window.show()
    return window


# -- one instance ----------------------------------------------------------------------------------


def test_a_minimised_window_comes_back(dressed: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    come_forward(window)
    assert not window.isMinimized()
    assert window.isVisible()


def test_another_file_is_opened_after_asking(
    window: MainWindow, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    session = _session(qtbot)
    asker = ScriptedAsker([False, True])
    session.asker, session.window = asker, window  # type: ignore[assignment]
    session.asked("")
    session.asked(str(office.desk.path.resolve()))
    assert asker.asked == []  # the same office: only the window comes forward
    other = tmp_path / "乙.office"
    shutil.copyfile(office.desk.path, other)
    session.asked(str(other))
    assert "打开 乙.office" in asker.asked[0][0]
    assert (session._next, window.isVisible()) == (None, True)
    session.asked(str(other))
    assert (session._next, window.isVisible()) == (other, False)


def test_before_signing_in_the_other_file_is_taken_at_once(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, office_file: Path
) -> None:
    session = _session(qtbot)
    shutil.copyfile(office_file, tmp_path / "乙.office")
    gate = QDialog(session.curtain)
    gate.setModal(True)
    gate.show()
    session.asked(str(tmp_path / "乙.office"))
    assert gate.result() == QDialog.DialogCode.Rejected
    assert not gate.isVisible()
    assert session._next == tmp_path / "乙.office"


def test_the_same_file_again_leaves_the_sign_in_and_what_is_typed_alone(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _session(qtbot)
    file = office.desk.path.resolve()
    seen: list[tuple[bool, str]] = []

    def typing(dialog: LoginDialog) -> int:
        dialog.password.line.setText("half")
        session.asked(str(file))
        seen.append((dialog.isVisible(), dialog.password.line.text()))
        return dialog.result()

    monkeypatch.setattr(LoginDialog, "exec", typing)
    assert not session._sign_in(office.desk)
    assert seen == [(True, "half")]
    assert session._following() is None
    session.asked(str(file))  # the office is being closed: it is to be served anew
    assert session._following() == file


def test_a_file_asked_for_while_the_window_is_made_is_taken_up_when_it_is_there(
    window: MainWindow, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    session = _session(qtbot)
    asker = ScriptedAsker([False])
    session.asker = asker  # type: ignore[assignment]
    shutil.copyfile(office.desk.path, tmp_path / "乙.office")
    session.asked(str(tmp_path / "甲.office-nowhere"))
    assert len(asker.told) == 1
    session.asked(str(tmp_path / "乙.office"))
    qtbot.wait(2 * AGAIN_MS)
    assert asker.asked == []
    session.window = window
    qtbot.waitUntil(lambda: len(asker.asked) == 1)
    assert "打开 乙.office" in asker.asked[0][0]
    qtbot.wait(2 * AGAIN_MS)
    assert (len(asker.asked), session._following()) == (1, None)


def test_a_file_asked_for_while_a_password_is_proved_waits_for_the_answer(
    office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    session = _session(qtbot)
    shutil.copyfile(office.desk.path, tmp_path / "乙.office")
    gate = LoginDialog(office.desk, "boss", session.curtain)
    gate.setModal(True)
    gate.show()
    gate._busy = True
    session.asked(str(tmp_path / "乙.office"))
    assert (gate.isVisible(), session._next) == (True, None)
    gate._busy = False  # it was a wrong one
    qtbot.waitUntil(lambda: not gate.isVisible())
    assert session._following() == tmp_path / "乙.office"


def test_a_file_asked_for_while_the_office_is_closed_is_served_next(
    qtbot: QtBot, tmp_path: Path, office_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _session(qtbot)
    shutil.copyfile(office_file, tmp_path / "乙.office")
    served: list[Path | None] = []

    def serve(file: Path | None) -> int:
        served.append(file)
        if len(served) == 1:  # as while the last backup is made
            session.asked(str(tmp_path / "乙.office"))
        return 0

    monkeypatch.setattr(session, "_serve_office", serve)
    assert session.serve(tmp_path / "甲.office") == 0
    assert served == [tmp_path / "甲.office", tmp_path / "乙.office"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("不在 这里.office", None, "找不到数据文件"),
        ("到货表.xlsx", b"PK\x03\x04", "不是本程序的数据文件"),
        ("空的.office", b"", "0 字节"),
        ("文件夹", "folder", "是文件夹"),
    ],
)
def test_a_file_that_is_no_office_is_said_and_nothing_closed(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    name: str,
    content: bytes | str | None,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / name
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content:
        file.mkdir()
    session = _session(qtbot)
    asker = ScriptedAsker()
    session.asker, session.window = asker, window  # type: ignore[assignment]
    session.asked(str(file))
    assert words in asker.told[0].text
    assert (session._next, window.isVisible(), asker.asked) == (None, True, [])
    session.window = None
    monkeypatch.setattr(session, "_choose", lambda: None)
    asker.answers = [False]  # a backup is offered in the place of a damaged one
    assert session.serve(file) == 4, "given at the start, the same is said, then others are offered"
    said = [*(message.text for message in asker.told), *(points[0] for _, points in asker.asked)]
    assert words in said[1]
    assert [question for question, _ in asker.asked] == ["数据文件损坏,不能使用"] * (
        "0 字节" in words
    )


def test_a_bug_on_the_way_in_ends_the_program_in_words(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_session: _Session, _file: Path | None) -> int:
        raise ValueError("王建国 13812345678")

    told: list[Shown] = []
    monkeypatch.setattr(start, "application", lambda _look: dressed)
    monkeypatch.setattr(_Session, "serve", fails)
    monkeypatch.setattr(DialogAsker, "tell", lambda _asker, shown: told.append(shown))
    assert start.run(None, "") == start.BROKE_DOWN
    assert not [window for window in dressed.topLevelWidgets() if window.isVisible()]
    assert "已经保存的内容都在,请重新打开程序" in told[0].text
    assert "ValueError" in told[0].copied
    close_log()
    assert "ValueError" in log_file().read_text(encoding="utf-8")
    assert "13812345678" not in told[0].copied + log_file().read_text(encoding="utf-8")


def test_the_session_serves_the_next_office(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _session(qtbot)
    served: list[Path | None] = []

    def serve(file: Path | None) -> int:
        served.append(file)
        session._next = tmp_path / "乙.office" if len(served) == 1 else None
        return 0

    monkeypatch.setattr(session, "_serve_office", serve)
    assert session.serve(tmp_path / "甲.office") == 0
    assert served == [tmp_path / "甲.office", tmp_path / "乙.office"]


def _session(qtbot: QtBot) -> _Session:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    curtain = start.Curtain()
    qtbot.addWidget(curtain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.mishaps.Mishaps.install", lambda _: None)
        return _Session(application, curtain, "")


# -- the title -------------------------------------------------------------------------------------


def test_the_title_counts_open_work(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = f"{FIRM.name} — 货运客服台"
    badges: list[int] = []
    window.reminders._soon.stop()
    window.reminders._look.stop()
    qtbot.waitUntil(lambda: window.bridge.reading.idle, timeout=20_000)
    monkeypatch.setattr(QGuiApplication, "setBadgeNumber", lambda _, n: badges.append(n))
    row = TodayRow("点收", "一车", None, "today")
    waiting = ([row] * 12, False)
    monkeypatch.setattr(Desk, "today_at_once", lambda _desk: waiting)
    monkeypatch.setattr(Desk, "today", lambda _desk: [row] * 13)
    window.reminders.look()
    qtbot.waitUntil(lambda: window.windowTitle() == f"(13) {plain}", timeout=20_000)
    waiting = ([], True)
    window.desk.run(set_calendar_day, day=date(2027, 2, 1), works=True)
    qtbot.waitUntil(lambda: window.windowTitle() == plain, timeout=20_000)
    window.reminders.look()
    qtbot.waitUntil(lambda: window.bridge.reading.idle, timeout=20_000)
    assert badges == [12, 13, 0], "the icon is painted anew only when the number is another one"


def test_a_title_says_no_more_than_it_can(dressed: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = TodayRow("点收", "一车", None, "today")
    show_open_work(window, "", [row] * 3)
    assert window.windowTitle() == "(3) 货运客服台"
    show_open_work(window, "", [row, row, replace(row, more=True)])
    assert window.windowTitle() == "(3+) 货运客服台", "as the board counts what may be more"
    assert titled("甲", [row] * 4711) == "(999+) 甲"


# -- about -----------------------------------------------------------------------------------------


def test_the_about_box_names_version_file_and_log(window: MainWindow, qtbot: QtBot) -> None:
    box = AboutBox(window.desk.path, window)
    lines = {line.accessibleName(): line.text() for line in box.findChildren(QLineEdit)}
    assert lines["版本"] == __version__
    assert lines["数据文件"] == str(window.desk.path)
    assert lines["日志文件夹"] == str(log_folder())
    words = [label.text() for label in box.findChildren(QLabel)]
    assert set(lines) <= set(words)
    assert all(line.isReadOnly() for line in box.findChildren(QLineEdit))
    copy = next(b for b in box.findChildren(QPushButton) if b.text() == "复制")
    copy.click()
    copied = QGuiApplication.clipboard().text()
    assert f"版本: {__version__}" in copied
    assert "Qt 6." in copied


def test_the_about_box_prints_the_acceptance_sheet(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def pressed(box: AboutBox) -> int:
        next(b for b in box.findChildren(QPushButton) if b.text() == "电脑验收单…").click()
        asked.append("closed" if box.result() == QDialog.DialogCode.Accepted else "open")
        return box.result()

    monkeypatch.setattr(window, "show_paper", lambda code, _computer: asked.append(code))
    monkeypatch.setattr(AboutBox, "exec", pressed)
    add_about(window).click()
    assert asked == ["P-90", "closed"]


def test_the_about_button_opens_it(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(AboutBox, "exec", lambda box: shown.append(box.windowTitle()))
    button = add_about(window)
    button.click()
    assert shown == ["货运客服台"]
