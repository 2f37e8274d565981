"""The list of backups a manager chooses from: where they lie, how big, how far they are known to be sound."""

from datetime import timedelta
from pathlib import Path

from desk.backing_up import back_up, choose_second, drill
from desk.known_backups import known_backups, office_name_of
from desk.office.calendar.commands import set_calendar_day
from desk.storage import rotation
from desk.storage.backup import backup_place
from tests.conftest import Office


def work(office: Office) -> None:
    day = office.clock.moment.date() + timedelta(days=office.clock.moment.hour)
    office.as_("boss").run(set_calendar_day, day=day, works=True)


def test_all_of_them_newest_first_each_once(office: Office, tmp_path: Path) -> None:
    path, clock = office.desk.path, office.clock
    assert known_backups(path) == []
    back_up(path, clock)
    office.clock.pass_(hours=1)
    work(office)
    by_hand = office.desk.backup(backup_place(path, None, clock.now()))
    office.clock.pass_(hours=1)
    work(office)
    newest = back_up(path, clock)
    assert drill(path, clock) == ""
    found = known_backups(path)
    assert [backup.place for backup in found] == ["自动备份", "日清或手工备份", "自动备份"]
    assert (found[0].path, found[1].path) == (newest, by_hand)
    assert found[0].proof == "2026-11-16 12:00 试恢复通过"
    assert {backup.proof for backup in found[1:]} == {"写好时检查过"}
    assert found[0].size_bytes == found[0].path.stat().st_size > 100_000
    assert [backup.made_at.hour for backup in found] == [12, 11, 10]


def test_what_only_the_second_drive_still_has_is_offered(office: Office, tmp_path: Path) -> None:
    path, drive = office.desk.path, tmp_path / "移动盘"
    drive.mkdir()
    rotation.write_book(path, rotation.BackupBook(second=str(drive)))
    made = back_up(path, office.clock)
    assert made is not None
    assert [backup.place for backup in known_backups(path)] == ["自动备份"]
    made.unlink()
    assert [backup.place for backup in known_backups(path)] == ["第二备份位置"]
    choose_second(path, None)
    assert known_backups(path) == []


def test_a_backup_tells_the_name_of_its_office() -> None:
    assert office_name_of(Path("E:/自动备份/总店-2-20261118-173000.office")) == "总店-2.office"
    assert office_name_of(Path("E:/拷贝.office")) == "拷贝.office"
