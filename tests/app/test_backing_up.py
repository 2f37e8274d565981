"""An office backs itself up by the hour and at its end, and a backup is restored every day to see."""

import itertools
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from desk import backing_up
from desk.app import Desk
from desk.backing_up import back_up, choose_second, drill, drill_is_due, is_due
from desk.checking import check
from desk.kernel.errors import FileRefused
from desk.known_backups import known_backups
from desk.office.calendar.commands import set_calendar_day
from desk.restoring import restore
from desk.storage import rotation
from desk.storage.cabinet import AUTOMATIC, cabinet_of, copy_files, place_of
from tests.conftest import PASSWORD, Office, at
from tests.storage.test_gate import keep_paper

DAYS = itertools.count(1)


def work(office: Office) -> None:
    day = at("2027-02-01 00:00").date() + timedelta(days=next(DAYS))
    office.as_("boss").run(set_calendar_day, day=day, works=True)


def test_a_changed_office_has_a_backup_of_the_last_hour(office: Office) -> None:
    path, clock = office.desk.path, office.clock
    ages = []
    for minute in range(0, 600, 4):  # as often as the window looks
        office.at(f"2026-11-16 {10 + minute // 60}:{minute % 60:02}")
        if minute % 20 == 0:
            work(office) if minute < 500 else None
        back_up(path, clock)
        newest = next(reversed(rotation.backups_in(rotation.folder_of(path), path)))
        ages.append(clock.now() - newest)
    changed = ages[:125]
    assert max(changed).total_seconds() <= 3600
    assert not is_due(path, clock.now())
    assert 9 <= len(rotation.backups_in(rotation.folder_of(path), path)) <= 11


def test_the_end_of_the_work_has_its_own(office: Office) -> None:
    path, clock = office.desk.path, office.clock
    assert back_up(path, clock) is not None
    office.clock.pass_(minutes=3)
    work(office)
    assert back_up(path, clock) is None
    made = back_up(path, clock, timedelta())
    assert made is not None
    assert rotation.newest_row(made) == rotation.newest_row(path)
    assert back_up(path, clock, timedelta()) is None


def test_attachments_lie_once_beside_all_backups_and_come_back(office: Office) -> None:
    path, clock = office.desk.path, office.clock
    office.as_("boss").run(keep_paper, content=b"%PDF-1.7 once")
    first = back_up(path, clock)
    kept = next(file for file in cabinet_of(path).rglob("*") if file.is_file())
    content = kept.read_bytes()
    kept.unlink()  # what lies with the backups already is not read again every hour
    office.clock.pass_(hours=1)
    work(office)
    made = back_up(path, clock)
    assert first is not None
    assert made is not None
    assert cabinet_of(first) == cabinet_of(made)
    assert len([file for file in cabinet_of(made).rglob("*") if file.is_file()]) == 1
    assert all(line.ok for line in check(made).lines)
    kept.write_bytes(content)
    office.desk.close()
    shutil.rmtree(cabinet_of(path))
    restore(made, path, "boss", PASSWORD, clock)
    assert check(path).ok


def test_a_damaged_office_is_not_backed_up_and_nothing_is_thinned(office: Office) -> None:
    path, clock = office.desk.path, office.clock
    for day in range(16, 29):
        office.at(f"2026-11-{day} 10:00")
        work(office)
        back_up(path, clock)
    before = rotation.backups_in(rotation.folder_of(path), path)
    office.at("2026-12-20 10:00")
    work(office)
    office.desk.engine.dispose()
    content = bytearray(path.read_bytes())
    content[4096 * 40 : 4096 * 60] = b"\xa5" * 4096 * 20
    path.write_bytes(content)
    with pytest.raises(FileRefused):
        back_up(path, clock)
    assert rotation.backups_in(rotation.folder_of(path), path) == before
    book = rotation.read_book(path)
    assert book.fault
    assert book.failed_at == "2026-12-20 10:00"


def test_a_backup_that_failed_waits_on_the_board_until_one_succeeds(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, clock = office.desk.path, office.clock

    def full(_office: Path, _target: Path) -> None:
        raise FileRefused("磁盘已满")

    with monkeypatch.context() as patch:
        patch.setattr(backing_up, "backup_to", full)
        with pytest.raises(FileRefused):
            back_up(path, clock)
    for login, page in (("boss", "check"), ("jia", "today")):
        told = [row for row in office.as_(login).today() if row.kind == "备份"]
        assert [row.title for row in told] == ["2026-11-16 10:00 自动备份没有成功:磁盘已满"]
        assert told[0].page == page
    assert not next(line for line in check(path).lines if line.name == "自动备份").ok
    back_up(path, clock)
    assert not [row for row in office.desk.today() if row.kind == "备份"]


def test_the_drill_restores_the_newest_backup_once_a_day(office: Office) -> None:
    path, clock = office.desk.path, office.clock
    assert not drill_is_due(path, clock.now())
    office.as_("boss").run(keep_paper, content=b"%PDF-1.7 drilled")
    made = back_up(path, clock)
    assert made is not None
    assert drill_is_due(path, clock.now())
    assert drill(path, clock) == ""
    assert not drill_is_due(path, clock.now())
    line = next(line for line in check(path).lines if line.name == "恢复演练")
    assert line.ok
    assert line.text.startswith(f"2026-11-16 10:00 试恢复 {made.name} 通过,用时 ")
    beside = {file.name for file in made.parent.iterdir()}
    assert beside == {made.name, "t.json", "附件"}
    office.at("2026-11-17 09:00")
    assert drill_is_due(path, clock.now())


@pytest.mark.parametrize("spoilt", ["backup", "attachment"])
def test_a_drill_that_fails_is_on_the_board(office: Office, spoilt: str) -> None:
    path, clock = office.desk.path, office.clock
    office.as_("boss").run(keep_paper, content=b"%PDF-1.7 lost")
    made = back_up(path, clock)
    assert made is not None
    if spoilt == "backup":
        made.write_bytes(made.read_bytes()[: 4096 * 100])
    else:
        next(file for file in cabinet_of(made).rglob("*") if file.is_file()).unlink()
    assert drill(path, clock)
    told = [row for row in office.desk.today() if row.kind == "备份"]
    assert len(told) == 1
    assert "备份试恢复没有通过" in told[0].title
    assert [line.name for line in check(path).problems] == ["恢复演练"]
    assert check(path).ok
    assert sorted(made.parent.glob("恢复演练*")) == []


def test_a_second_drive_gets_every_backup(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, clock = office.desk.path, office.clock
    drive = tmp_path / "E"
    drive.mkdir()
    with pytest.raises(FileRefused, match="同一个盘上"):
        choose_second(path, drive)
    with pytest.raises(FileRefused, match="找不到文件夹"):
        choose_second(path, tmp_path / "none")
    rotation.write_book(path, rotation.BackupBook(second=str(drive)))
    office.as_("boss").run(keep_paper, content=b"%PDF-1.7 twice")
    made = back_up(path, clock)
    assert made is not None
    copy = second_of(path) / made.name
    assert check(copy).ok
    assert copy.read_bytes() == made.read_bytes()
    shutil.rmtree(drive)
    office.clock.pass_(hours=2)
    work(office)
    with pytest.raises(FileRefused, match="可能没有插上"):
        back_up(path, clock)
    assert len(rotation.backups_in(made.parent, path)) == 2
    choose_second(path, None)
    assert rotation.read_book(path).fault == ""


def second_of(office: Path) -> Path:
    found = rotation.second_folder(rotation.read_book(office))
    assert found is not None
    return found


def files_of(backup: Path) -> list[Path]:
    return [file for file in cabinet_of(backup).rglob("*") if file.is_file()]


def test_attachments_lie_once_on_the_second_drive_too(office: Office, tmp_path: Path) -> None:
    path, clock, drive = office.desk.path, office.clock, tmp_path / "E"
    drive.mkdir()
    rotation.write_book(path, rotation.BackupBook(second=str(drive)))
    office.as_("boss").run(keep_paper, content=b"%PDF-1.7 once")
    first = back_up(path, clock)
    office.clock.pass_(hours=2)
    work(office)
    made = back_up(path, clock)
    assert first is not None
    assert made is not None
    assert len(files_of(second_of(path) / made.name)) == 1
    folder = second_of(path)
    assert sorted(each.name for each in folder.iterdir()) == sorted([first.name, made.name, "附件"])
    assert all(check(copy).ok for copy in folder.glob("*.office"))


def test_copies_in_the_folder_that_offices_shared_are_taken_over(
    office: Office, tmp_path: Path
) -> None:
    """They lay in one folder for all; those of another office of the same name stay there."""
    path, clock, drive = office.desk.path, office.clock, tmp_path / "E"
    drive.mkdir()
    (tmp_path / "分店").mkdir()
    other = tmp_path / "分店" / path.name
    Desk.create(other, "boss", "经理", PASSWORD, clock).close()
    office.as_("boss").run(keep_paper, content=b"%PDF-1.7 once")
    shared = drive / AUTOMATIC
    for each in (path, other):
        made = back_up(each, clock)
        assert made is not None
        shared.mkdir(exist_ok=True)
        shutil.copyfile(made, shared / made.name)
        copy_files(made, shared / made.name)
        office.clock.pass_(hours=2)
    (shared / f"{path.stem}-20250101-000000{path.suffix}").write_bytes(b"not an office")
    work(office)
    rotation.write_book(path, rotation.BackupBook(second=str(drive)))
    newest = back_up(path, clock)
    assert newest is not None
    taken = rotation.backups_in(second_of(path), path)
    assert len(taken) == 2
    assert taken[max(taken)].name == newest.name
    assert all(check(copy).ok for copy in taken.values())
    assert len(rotation.backups_in(shared, path)) == 2, "the other office's and what is no office"
    for own in rotation.backups_in(rotation.folder_of(path), path).values():
        own.unlink()
    assert [known.place for known in known_backups(path)] == ["第二备份位置"] * 2


def test_an_office_moved_to_its_second_drive_keeps_its_own_backups(office: Office) -> None:
    """There its own folder is called as the one that all offices shared."""
    path, clock = office.desk.path, office.clock
    rotation.write_book(path, rotation.BackupBook(second=str(path.parent)))
    for _ in range(2):
        made = back_up(path, clock)
        assert made is not None
        assert made.exists()
        office.clock.pass_(hours=2)
        work(office)
    assert len(rotation.backups_in(rotation.folder_of(path), path)) == 2
    assert len(rotation.backups_in(second_of(path), path)) == 2


def test_two_offices_of_one_name_share_a_second_drive(office: Office, tmp_path: Path) -> None:
    path, clock, drive = office.desk.path, office.clock, tmp_path / "E"
    drive.mkdir()
    (tmp_path / "分店").mkdir()
    other = tmp_path / "分店" / path.name
    Desk.create(other, "boss", "经理", PASSWORD, clock).close()
    made = {}
    for each in (path, other):
        rotation.write_book(each, rotation.BackupBook(second=str(drive)))
        made[each] = back_up(each, clock)
    assert second_of(path) != second_of(other)
    for each, backup in made.items():
        assert backup is not None
        assert (second_of(each) / backup.name).read_bytes() == backup.read_bytes()
        backup.unlink()
        assert [known.path.parent for known in known_backups(each)] == [second_of(each)]


def test_attachments_that_no_backup_names_are_swept(office: Office) -> None:
    path, clock = office.desk.path, office.clock
    office.as_("boss").run(keep_paper, content=b"%PDF-1.7 named")
    made = back_up(path, clock)
    assert made is not None
    stray = place_of(cabinet_of(made), "ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"no longer named")
    for hour in range(26):
        shutil.copyfile(made, made.with_name(f"t-20250101-{hour % 24:02}{hour:02}00.office"))
    rotation.thin(made.parent, path, clock.now())
    files = [file for file in cabinet_of(made).rglob("*") if file.is_file()]
    assert [file.read_bytes() for file in files] == [b"%PDF-1.7 named"]


def test_a_clock_that_ran_ahead_once_does_not_make_a_backup_at_every_look(office: Office) -> None:
    path, clock = office.desk.path, office.clock
    office.at("2030-11-16 10:00")
    work(office)
    ahead = back_up(path, clock)
    made = []
    for minute in range(0, 60, 4):  # as often as the window looks
        office.at(f"2026-11-16 10:{minute:02}")
        work(office)
        made.append(back_up(path, clock))
    newest = [one for one in made if one is not None]
    assert len(newest) == 2
    assert ahead is not None
    assert ahead.exists()
    assert drill(path, clock) == ""
    assert rotation.read_book(path).drilled == newest[-1].name
    work(office)
    office.clock.pass_(minutes=1)
    assert back_up(path, clock, timedelta()) is not None
    assert back_up(path, clock, timedelta()) is None


def test_what_a_power_cut_left_half_copied_is_cleared_away(office: Office, tmp_path: Path) -> None:
    path, clock = office.desk.path, office.clock
    second = tmp_path / "second"
    second.mkdir()
    rotation.write_book(path, rotation.BackupBook(second=str(second)))
    assert back_up(path, clock) is not None
    folders = (rotation.folder_of(path), second_of(path))
    halves = [folder / f"{path.stem}-20261115-090000{path.suffix}.part" for folder in folders]
    foreign = folders[1] / f"别的-20261115-090000{path.suffix}.part"
    for half in (*halves, foreign):
        half.write_bytes(b"half a copy")
    office.clock.pass_(hours=2)
    work(office)
    assert back_up(path, clock) is not None
    assert not any(half.exists() for half in halves)
    assert foreign.exists()
