"""A check that runs beside: reading goes on, writing waits, and nothing is written to a damaged file."""

import os
import shutil
import sqlite3
import time
from datetime import date
from pathlib import Path

import pytest

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.kernel.errors import FileRefused
from desk.office.calendar.commands import set_calendar_day
from desk.office.calendar.queries import special_days
from desk.storage import office_file, pins, soundness
from desk.storage.gate import Outcome
from desk.storage.opening import reported
from tests.conftest import PASSWORD, at

CLOCK = SetClock(at("2026-11-16 10:00"))


@pytest.fixture
def left(office_file: Path, tmp_path: Path) -> Path:
    """An office that this computer has opened and closed before."""
    path = shutil.copyfile(office_file, tmp_path / "t.office")
    Desk(path, CLOCK).close()
    assert pins.as_left(path)
    return path


def _close_a_day(desk: Desk) -> Outcome[None]:
    return desk.run(set_calendar_day, day=date(2026, 12, 31), works=False, note="盘点")


def _endless(path: Path, connection: sqlite3.Connection) -> None:
    with reported(path):
        connection.execute(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        )


def _damage(path: Path) -> None:
    """Spoil an index that nobody reads at opening; size and time of the file stay."""
    looks = path.stat()
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_audit_entry_record'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x0a" + b"\xff" * 40)
    os.utime(path, ns=(looks.st_atime_ns, looks.st_mtime_ns))


def test_a_command_waits_for_the_check_and_is_saved(left: Path) -> None:
    with Desk(left, CLOCK, check_beside=True) as desk:
        desk.login("boss", PASSWORD)
        assert _close_a_day(desk).changes
        assert desk.proven
    assert pins.checked_at(left) == CLOCK.now()


def test_a_damaged_file_is_never_written_to_and_refused_the_next_time(left: Path) -> None:
    _damage(left)
    before = left.read_bytes()
    with Desk(left, CLOCK, check_beside=True) as desk:
        desk.login("boss", PASSWORD)
        with pytest.raises(FileRefused, match="已损坏"):
            _close_a_day(desk)
        with pytest.raises(FileRefused, match="已损坏"):
            desk.prove_sound()
    assert left.read_bytes() == before
    with pytest.raises(FileRefused, match="已损坏"):
        Desk(left, CLOCK, check_beside=True)


@pytest.mark.parametrize("how", ["killed", "changed elsewhere", "never seen"])
def test_any_other_file_is_checked_before_it_is_looked_into(left: Path, how: str) -> None:
    _damage(left)
    if how == "killed":
        Path(f"{left}-holder").write_text("{}", encoding="utf-8")
    elif how == "changed elsewhere":
        os.utime(left)
    else:
        (pins.state_folder() / "pins.json").unlink()
    with pytest.raises(FileRefused, match="已损坏"):
        Desk(left, CLOCK, check_beside=True)


def test_reading_goes_on_meanwhile_and_closing_does_not_wait(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "quick_check", _endless)
    started = time.monotonic()
    with Desk(left, CLOCK, check_beside=True) as desk:
        desk.login("boss", PASSWORD)
        desk.ask(special_days, year=2026)
        assert not desk.proven
    assert time.monotonic() - started < 5
    assert pins.checked_at(left) == CLOCK.now(), "the check of the time before still counts"


def test_a_second_check_of_the_day_is_given_up_for_a_writer(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "quick_check", _endless)
    monkeypatch.setattr(office_file, "PATIENCE_S", 0.05)
    with Desk(left, CLOCK, check_beside=True) as desk:
        desk.login("boss", PASSWORD)
        assert _close_a_day(desk).changes
    assert pins.checked_at(left) == CLOCK.now()
    tomorrow = SetClock(at("2026-11-17 10:00"))
    assert office_file._patience_s(left, CLOCK) is not None
    assert office_file._patience_s(left, tomorrow) is None


def test_a_check_that_breaks_off_has_proved_nothing(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_path: Path, _connection: sqlite3.Connection) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(soundness, "quick_check", broken)
    with pytest.raises(FileRefused, match="没有检查完:a bug"):
        Desk(left, CLOCK).prove_sound()


def test_rubbish_that_sqlite_quotes_is_damage(left: Path) -> None:
    with pytest.raises(FileRefused, match="已损坏"), reported(left):
        raise UnicodeDecodeError("utf-8", b"\xa0", 0, 1, "invalid start byte")
