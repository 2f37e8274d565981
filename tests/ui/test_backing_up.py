"""The window makes its backups beside itself, says what failed, and makes a last one when it is closed."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.backing_up import is_due, second_place_wanted
from desk.checking import check
from desk.kernel.errors import FileRefused
from desk.office.calendar.commands import set_calendar_day
from desk.storage.cabinet import AUTOMATIC
from desk.storage.rotation import BackupBook, backups_in, folder_of, read_book, write_book
from tests.conftest import Office, at
from tests.ui.conftest import FrameSpy, ScriptedAsker
from ui import backing_up
from ui.backing_up import NO_AGE, BackingUp, back_up_at_exit
from ui.pages.check_page import CheckPage
from ui.registry import Context
from ui.second_drive import other_drives
from ui.start import OPENING, Curtain


@pytest.fixture(autouse=True)
def _no_other_drives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backing_up, "other_drives", lambda _: [])


def looked(context: Context, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    backing = BackingUp(context, window)
    backing.look()
    qtbot.waitUntil(lambda: backing.idle, timeout=20_000)
    backing.stop()


def test_the_window_backs_up_and_drills_by_itself(
    context: Context, office: Office, frame: FrameSpy, qtbot: QtBot
) -> None:
    path = office.desk.path
    looked(context, qtbot)
    assert len(backups_in(folder_of(path), path)) == 1
    assert (read_book(path).drill_fault, read_book(path).drilled_at) == ("", "2026-11-16 10:00")
    assert frame.said == []


def test_a_second_drive_is_offered_in_a_line_once(
    context: Context,
    office: Office,
    frame: FrameSpy,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, drive = office.desk.path, tmp_path / "E"
    monkeypatch.setattr(backing_up, "other_drives", lambda _: [drive])
    window = QWidget()
    qtbot.addWidget(window)
    backing = BackingUp(context, window)
    for _ in range(2):
        backing.look()
        qtbot.waitUntil(lambda: backing.idle, timeout=20_000)
    backing.stop()
    assert frame.said == [f"备份只在一块硬盘上。{drive} 可以放第二份:请在「核验」按 F8 选它。"]
    assert second_place_wanted(path, office.desk.now, ()) == "", (
        "without a drive not in the first week"
    )
    later = office.desk.now + timedelta(days=7)
    assert "请接一块移动盘" in second_place_wanted(path, later, ())
    write_book(path, BackupBook(second=str(drive)))
    assert second_place_wanted(path, later, [drive]) == ""


def test_a_drive_that_is_away_is_told_and_taken_up_again(
    context: Context, office: Office, frame: FrameSpy, qtbot: QtBot, tmp_path: Path
) -> None:
    path, drive = office.desk.path, tmp_path / "E"
    write_book(path, BackupBook(second=str(drive)))
    looked(context, qtbot)
    assert "可能没有插上" in frame.said[0]
    assert len(backups_in(folder_of(path), path)) == 1, "the first copy stands"
    assert [row.kind for row in office.desk.today()] == ["备份"]
    drive.mkdir()
    office.desk.run(set_calendar_day, day=at("2027-02-01 00:00").date(), works=True)
    office.clock.put(office.clock.now() + timedelta(hours=1))
    looked(context, qtbot)
    assert len(frame.said) == 1
    assert len(list(drive.glob(f"{AUTOMATIC}-*/*.office"))) == 1
    assert read_book(path).fault == ""
    assert office.desk.today() == []


def test_only_real_drives_elsewhere_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = other_drives(tmp_path / "t.office")
    assert all(drive.stat().st_dev != tmp_path.stat().st_dev for drive in seen)
    assert Path("/proc") not in seen
    with monkeypatch.context() as parts:
        parts.setattr("ui.disk_number.disk_of", lambda _: (7, 0))
        assert other_drives(tmp_path / "t.office") == []


def test_what_failed_is_said(
    context: Context, frame: FrameSpy, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FileRefused("磁盘已满")

    monkeypatch.setattr(backing_up, "back_up", full)
    looked(context, qtbot)
    assert frame.said == ["自动备份没有成功:磁盘已满"]
    monkeypatch.undo()
    monkeypatch.setattr(backing_up, "drill", lambda *_: "文件校验不通过")
    looked(context, qtbot)
    assert frame.said[1:] == [
        "备份试恢复没有通过:文件校验不通过。请在「核验」查看,并另做一份备份。"
    ]


def test_the_curtain_says_that_the_end_of_the_work_is_backed_up(
    dressed: QApplication, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, curtain = office.as_("boss"), Curtain()
    qtbot.addWidget(curtain)
    desk.run(set_calendar_day, day=at("2027-02-01 00:00").date(), works=True)
    shown, say = list[str](), Curtain.say

    def heard(self: Curtain, words: str) -> None:
        shown.append(words)
        say(self, words)

    monkeypatch.setattr(Curtain, "say", heard)
    back_up_at_exit(desk, curtain)
    assert shown == ["正在备份数据,请稍候…"]
    assert not curtain.isVisible()
    assert curtain._label.text() == OPENING
    assert not is_due(desk.path, desk.now, NO_AGE)
    back_up_at_exit(desk, curtain)
    assert len(shown) == 1


def test_the_check_page_takes_a_second_drive(
    context: Context,
    asker: ScriptedAsker,
    frame: FrameSpy,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = CheckPage(context)
    qtbot.addWidget(page)
    (tmp_path / "same").mkdir()
    chosen: list[Path | None] = [None, tmp_path / "same", tmp_path / "E"]
    monkeypatch.setattr(page, "asked_folder", lambda: chosen.pop(0))
    page.choose_second()
    page.choose_second()
    assert "同一个盘上" in asker.told[0].text
    monkeypatch.setattr("ui.pages.check_page.choose_second", lambda _office, _folder: None)
    page.choose_second()
    assert frame.said == [f"从下一份起,自动备份同时抄到 {tmp_path / 'E'}。"]
    chosen.append(tmp_path / "D")
    monkeypatch.setattr("ui.disk_number.disk_of", lambda _: (7, 0))  # C: and D: of one disk
    page.choose_second()
    assert "在同一块硬盘上" in frame.said[1]


def test_the_check_page_tells_a_lost_backup_from_a_damaged_file(
    context: Context, office: Office, qtbot: QtBot
) -> None:
    page = CheckPage(context)
    qtbot.addWidget(page)
    page.show_report(check(office.desk.path), 1)
    before = page.advice.text()
    write_book(office.desk.path, BackupBook(fault="磁盘已满", failed_at="2026-11-16 11:00"))
    page.show_report(check(office.desk.path), 1)
    assert "1 项有问题" in page.note.text()
    assert page.advice.text().startswith("数据文件本身完好,备份有问题")
    assert page.advice.text() != before
    qtbot.waitUntil(lambda: context.bridge.reading.idle)
