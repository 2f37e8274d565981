"""A manager puts a backup in the place of the office from the window: real files, one question, nothing lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desk.app import Desk
from desk.backing_up import back_up
from desk.checking import check
from desk.kernel.errors import FileDamaged, FileRefused
from desk.office.calendar.commands import set_calendar_day
from desk.office.calendar.queries import special_days
from tests.conftest import PASSWORD, Office, at
from tests.ui.conftest import FrameSpy, ScriptedAsker
from ui.asking import DialogAsker
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.opening import OpenDialog
from ui.pages.check_page import CheckPage
from ui.registry import Context
from ui.restoring import RestoreDialog, wants_backup
from ui.start import Curtain, _Session

DAY = at("2026-11-21 10:00").date()


def work(office: Office) -> None:
    office.as_("boss").run(set_calendar_day, day=DAY, works=True)


def days(path: Path) -> int:
    with Desk(path) as desk:
        desk.login("boss", PASSWORD)
        return len(desk.ask(special_days, year=2026))


def damage(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[4096 * 4 : 4096 * 24] = b"\xa5" * 4096 * 20
    path.write_bytes(content)
    return bytes(content)


@pytest.fixture
def lost(office: Office) -> Path:
    """An office that is closed: a backup, one more day entered after it."""
    before = len(office.as_("boss").ask(special_days, year=2026))
    back_up(office.desk.path, office.clock)
    work(office)
    assert len(office.desk.ask(special_days, year=2026)) == before + 1
    office.desk.close()
    return office.desk.path


def dialog_over(
    path: Path, qtbot: QtBot, *answers: bool, chosen: Path | None = None
) -> RestoreDialog:
    dialog = RestoreDialog(path, "boss", chosen=chosen, asker=ScriptedAsker(list(answers)))
    qtbot.addWidget(dialog)
    dialog.fields["password"].set_value(PASSWORD)
    return dialog


def asked(dialog: RestoreDialog) -> list[tuple[str, tuple[str, ...]]]:
    assert isinstance(dialog.asker, ScriptedAsker)
    return dialog.asker.asked


def test_a_damaged_office_is_restored_and_the_damaged_file_kept(
    dressed: QApplication, lost: Path, qtbot: QtBot
) -> None:
    content = damage(lost)
    dialog = dialog_over(lost, qtbot, True)
    dialog.go()
    assert dialog.result() == RestoreDialog.DialogCode.Accepted
    ((question, points),) = asked(dialog)
    assert question == "用 2026-11-16 10:00 的备份 换下 t.office 吗?"
    assert points[0] == "现在的数据文件改名为「t-换下-…」,留在旁边。"
    assert dialog.aside is not None
    assert dialog.aside.parent == lost.parent
    assert dialog.aside.read_bytes() == content
    assert check(lost).ok


def test_of_a_sound_office_too_and_what_came_after_the_backup_is_in_the_kept_file(
    dressed: QApplication, lost: Path, qtbot: QtBot
) -> None:
    dialog = dialog_over(lost, qtbot, True)
    dialog.go()
    assert dialog.aside is not None
    assert days(dialog.aside) == days(lost) + 1
    with Desk(
        lost
    ) as desk:  # looking into the kept file does not make the restored one an older state
        desk.login("boss", PASSWORD)
        desk.run(set_calendar_day, day=DAY, works=False)
    assert days(dialog.aside) == days(lost)


def test_turning_back_and_wrong_words_change_nothing(
    dressed: QApplication, lost: Path, qtbot: QtBot
) -> None:
    content = lost.read_bytes()
    dialog = dialog_over(lost, qtbot, False, True, True)
    dialog.go()  # the question is answered with no
    dialog.fields["password"].set_value("wrong-123")
    dialog.go()
    assert dialog.fields["password"].problem_text == "登录名或密码不对,请重新输入。"
    dialog.fields["login"].set_value("jia")
    dialog.fields["password"].set_value(PASSWORD)
    dialog.go()
    assert "无权" in dialog.sentence.text()
    dialog.reject()
    assert lost.read_bytes() == content
    assert not list(lost.parent.glob("*换下*"))


def test_a_file_of_ones_own_is_proven_first(
    dressed: QApplication, lost: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    mine = tmp_path / "U盘" / "拷贝.office"
    mine.parent.mkdir()
    mine.write_bytes(lost.read_bytes())
    damage(mine)
    content = lost.read_bytes()
    dialog = dialog_over(lost, qtbot, True, True, chosen=mine)
    assert str(mine) in dialog.which.text()
    dialog.go()
    assert dialog.sentence.text().startswith("这份备份坏了,不能用:")
    assert lost.read_bytes() == content
    dialog.take_file(None)
    dialog.go()
    assert dialog.aside is not None


def test_the_keyboard_goes_from_the_list_to_the_password(
    dressed: QApplication, lost: Path, qtbot: QtBot
) -> None:
    dialog = dialog_over(lost, qtbot)
    dialog.show()
    assert dialog.focusWidget() is dialog.table
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.fields["login"].isAncestorOf(dialog.focusWidget())


def test_without_a_backup_beside_it_another_place_is_named(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = dialog_over(tmp_path / "gone.office", qtbot)
    assert "旁边没有找到备份" in dialog.which.text()
    dialog.go()
    assert dialog.sentence.text() == "请先选一份备份。"


def test_only_damage_is_mended_by_a_backup(asker: ScriptedAsker) -> None:
    asker.answers = [True]
    assert wants_backup(FileDamaged("数据文件已损坏:甲。"), asker)
    assert asker.asked == [("数据文件损坏,不能使用", ("数据文件已损坏:甲。",))]
    assert not wants_backup(FileRefused("数据文件正被别的程序占用:甲。"), asker)
    assert [message.text for message in asker.told] == ["数据文件正被别的程序占用:甲。"]


def test_a_damaged_file_leads_straight_to_its_backup(
    dressed: QApplication, lost: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The start with a damaged file: one question, the list, the sign-in."""
    lost.write_bytes(b"")
    session = session_over(dressed, qtbot, monkeypatch)
    asker = ScriptedAsker([True])
    monkeypatch.setattr(session, "asker", asker)
    monkeypatch.setattr(RestoreDialog, "exec", typed)
    monkeypatch.setattr(session, "_sign_in", lambda opening: False)
    assert session.serve(lost) == 0
    assert [message.title for message in asker.told] == ["已从备份恢复"]
    assert "换下的文件在" in asker.told[0].text
    assert check(lost).ok


def test_the_manager_leaves_the_open_office_for_a_backup(
    dressed: QApplication, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From 核验 by F7: the window closes, the list comes, the office is opened again."""
    back_up(office.desk.path, office.clock)
    work(office)
    session = session_over(dressed, qtbot, monkeypatch)
    monkeypatch.setattr(session, "asker", ScriptedAsker())
    monkeypatch.setattr(RestoreDialog, "exec", typed)
    monkeypatch.setattr(MainWindow, "appear", lambda window: leave(dressed, window))
    opened = iter([office.as_("boss")])
    monkeypatch.setattr(session, "_enter", lambda opening: next(opened, None))
    monkeypatch.setattr("ui.start.AFTER_THE_FIRST_PAGE_MS", 3_600_000)
    assert session.serve(office.desk.path) == 0
    assert (session._restores, session._next) == (False, None)
    assert len(list(office.desk.path.parent.glob("*换下*.office"))) == 1


def leave(dressed: QApplication, window: MainWindow) -> None:
    """F7 on the page, once the event loop runs; no other window of the tests stays open for it."""
    window.show()
    QTimer.singleShot(0, window, window.leave_to_restore)


def typed(dialog: RestoreDialog) -> int:
    """What the user does in the dialog."""
    dialog.asker = ScriptedAsker([True])
    dialog.fields["login"].set_value("boss")
    dialog.fields["password"].set_value(PASSWORD)
    dialog.go()
    return dialog.result()


def session_over(dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> _Session:
    monkeypatch.setattr("ui.mishaps.Mishaps.install", lambda _: None)
    curtain = Curtain()
    qtbot.addWidget(curtain)
    return _Session(dressed, curtain, "boss")


def test_the_check_page_offers_it_to_the_manager_alone(
    context: Context, office: Office, frame: FrameSpy, qtbot: QtBot
) -> None:
    for login, times in (("boss", 1), ("in", 0)):
        office.as_(login)
        page = CheckPage(context)
        qtbot.addWidget(page)
        offered = [b for b in page.findChildren(QPushButton) if b.text() == "从备份恢复  F7"]
        assert len(offered) == times
        for button in offered:
            button.click()
    assert frame.left_to_restore == 1


def test_an_office_that_is_gone_comes_back_from_the_first_window(
    dressed: QApplication, lost: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost.unlink()
    told: list[str] = []
    monkeypatch.setattr(RestoreDialog, "exec", typed)
    monkeypatch.setattr(DialogAsker, "tell", lambda _, message: told.append(message.title))
    dialog = OpenDialog(LocalSettings(recent_files=[str(lost)], last_user="boss"))
    qtbot.addWidget(dialog)
    dialog._restore()
    assert (dialog.path, told) == (lost, ["已从备份恢复"])
    assert check(lost).ok
