"""A drive that lacks room: said before anything is written, old backups make room, the newest stay."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desk.backing_up import back_up, told_about_backups
from desk.kernel.errors import FileRefused
from desk.office.calendar.commands import set_calendar_day
from desk.restoring import restore
from desk.storage import rotation, space
from desk.storage.rotation import ALWAYS_STAY, BackupBook
from tests.conftest import PASSWORD, Office, at

NOW = at("2026-11-16 18:00")


class Drive:
    """A drive of so many office files in all."""

    def __init__(self, folder: Path, office: Path, files: float) -> None:
        self._folder = folder
        self._room = int(office.stat().st_size * files)

    def free(self, _folder: Path) -> int:
        """What the files in the folder leave of it."""
        return self._room - sum(path.stat().st_size for path in self._folder.glob("*.office"))


@pytest.fixture
def hourly(office: Office) -> tuple[Office, Path]:
    """An office with six backups of today, none of which need go."""
    path = office.desk.path
    made = back_up(path, office.clock)
    assert made is not None
    for hour in range(1, 6):
        shutil.copyfile(made, rotation.target_of(path, NOW - timedelta(hours=hour)))
    made.unlink()
    office.at("2026-11-16 18:00")
    office.as_("boss").run(set_calendar_day, day=date(2027, 2, 1), works=True)
    return office, path


def names(path: Path) -> list[datetime]:
    return [*rotation.backups_in(rotation.folder_of(path), path)]


def test_old_backups_make_room_and_it_is_told(
    hourly: tuple[Office, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, path = hourly
    drive = Drive(rotation.folder_of(path), path, 5.2)
    monkeypatch.setattr(space, "free_bytes", drive.free)
    before = names(path)
    assert back_up(path, office.clock) is not None
    assert names(path) == [*before[1:], NOW]
    good, words = told_about_backups(path)
    assert good
    assert words.endswith(";2026-11-16 18:00 盘上空间不够,提前清理了 1 份旧备份")


def test_what_a_wrong_clock_dated_ahead_goes_before_the_newest(
    hourly: tuple[Office, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, path = hourly
    before = names(path)
    ahead = [at("2036-11-16 10:00") + timedelta(hours=hour) for hour in range(3)]
    for moment in ahead:
        shutil.copyfile(
            rotation.backups_in(rotation.folder_of(path), path)[before[-1]],
            rotation.target_of(path, moment),
        )
    drive = Drive(rotation.folder_of(path), path, ALWAYS_STAY + 1.2)
    monkeypatch.setattr(space, "free_bytes", drive.free)
    assert back_up(path, office.clock) is not None
    assert names(path) == [*before[-ALWAYS_STAY:], NOW]


def test_the_newest_stay_and_nothing_goes_in_vain(
    hourly: tuple[Office, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, path = hourly
    drive = Drive(rotation.folder_of(path), path, ALWAYS_STAY + 1)
    monkeypatch.setattr(space, "free_bytes", drive.free)
    before = names(path)
    with pytest.raises(FileRefused, match=r"磁盘空间不够:备份约需 .* MB,"):
        back_up(path, office.clock)
    assert names(path) == before
    assert not list(rotation.folder_of(path).glob("*.part"))
    good, words = told_about_backups(path)
    assert not good
    assert "磁盘空间不够" in words
    told = [row for row in office.as_("boss").today() if row.kind == "备份"]
    assert len(told) == 1
    assert "磁盘空间不够" in told[0].title
    assert told[0].page == "check"


def test_nothing_makes_room_for_a_damaged_office(
    hourly: tuple[Office, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    office, path = hourly
    monkeypatch.setattr(space, "free_bytes", Drive(rotation.folder_of(path), path, 5.2).free)
    office.desk.engine.dispose()
    content = bytearray(path.read_bytes())
    content[4096 * 40 : 4096 * 60] = b"\xa5" * 4096 * 20
    path.write_bytes(content)
    before = names(path)
    with pytest.raises(FileRefused, match="校验不通过"):
        back_up(path, office.clock)
    assert names(path) == before


def test_the_second_drive_makes_room_too(
    hourly: tuple[Office, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, path = hourly
    second = tmp_path / "E"
    second.mkdir()
    rotation.write_book(path, BackupBook(second=str(second)))
    whole = space.free_bytes
    tight = Drive(second, path, 0.5)
    monkeypatch.setattr(
        space, "free_bytes", lambda folder: (tight.free if "E" in folder.parts else whole)(folder)
    )
    with pytest.raises(FileRefused, match=r"第二备份位置 .* 没有写成.磁盘空间不够"):
        back_up(path, office.clock)
    assert NOW in names(path)


def test_a_backup_by_hand_and_a_restore_say_it_before_they_write(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = office.as_("boss").backup(tmp_path / "saved.office")
    monkeypatch.setattr(space, "free_bytes", lambda _folder: 4096)
    with pytest.raises(FileRefused, match=r"只剩 4\.0 KB"):
        office.desk.backup(tmp_path / "other" / "b.office")
    assert not (tmp_path / "other").exists()
    office.desk.close()
    with pytest.raises(FileRefused, match="磁盘空间不够"):
        restore(saved, office.desk.path, "boss", PASSWORD, office.clock)
    assert not list(office.desk.path.parent.glob("*换下*"))
    assert not list(office.desk.path.parent.glob("*.part"))


def test_a_folder_still_to_be_made_lies_on_the_drive_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = shutil.disk_usage(tmp_path)  # asked twice, the drive may have more or less by then
    monkeypatch.setattr(shutil, "disk_usage", {tmp_path: told}.__getitem__)
    assert space.free_bytes(tmp_path / "a" / "b") == space.free_bytes(tmp_path) == told.free
