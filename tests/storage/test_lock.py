"""The lock dies with the program that held it, however it died."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk.app import Desk
from desk.kernel.errors import FileRefused
from desk.storage import pins
from desk.storage.lock import OfficeLock
from tests.conftest import Office

HOLDER = """
import sys, time
from pathlib import Path
from desk.app import Desk
with Desk(Path(sys.argv[1])):
    print("open", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_killed_program_leaves_no_lock(office: Office) -> None:
    path = office.desk.path
    office.desk.close()
    source = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": source, "PYTHONDONTWRITEBYTECODE": "1"},
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(FileRefused, match="已被打开"):
            Desk(path, office.clock)
        holder.send_signal(signal.SIGKILL)
        holder.wait(10)
    with Desk(path, office.clock) as desk:
        assert desk.login("boss", "secret-123").name == "经理"


def test_a_computer_that_cannot_remember_lets_the_file_go(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.as_("boss")
    (tmp_path / "note").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("DESK_STATE", str(tmp_path / "note" / "state"))
    office.desk.close()
    Desk(office.desk.path, office.clock).close()


def test_a_holder_card_that_cannot_be_written_leaves_no_lock(office: Office) -> None:
    path = office.desk.path
    office.desk.close()
    card = Path(f"{path}-holder")
    card.mkdir()
    with pytest.raises(FileRefused, match="不能写入"):
        Desk(path, office.clock)
    card.rmdir()
    Desk(path, office.clock).close()


def test_closed_a_second_time_another_keeps_its_lock_and_card(office: Office) -> None:
    path, first = office.desk.path, office.desk
    first.close()
    with Desk(path, office.clock) as second:
        newest = pins.checked_at(path)
        office.clock.pass_(hours=1)
        first.close()
        assert Path(f"{path}-holder").exists()
        assert pins.checked_at(path) == newest, "pinned by who no longer had it"
        with pytest.raises(FileRefused, match="自 20"):
            Desk(path, office.clock)
        assert second.login("boss", "secret-123").name == "经理"
    assert not Path(f"{path}-holder").exists()


def test_one_thread_opens_and_another_closes(tmp_path: Path) -> None:
    """The window opens the office beside its sign-in; what it lets go can be opened again at once."""
    office, now = tmp_path / "t.office", datetime(2026, 3, 2, tzinfo=UTC)
    first, second = OfficeLock(office), OfficeLock(office)
    opening = threading.Thread(target=first.acquire, args=(now,))
    opening.start()
    opening.join()
    first.release()
    second.acquire(now)
    second.release()


def test_whoever_waits_for_the_file_holds_it_alone(tmp_path: Path) -> None:
    """The path of the lock stays the same file: a third program meets the second one's lock."""
    office, now = tmp_path / "t.office", datetime(2026, 3, 2, tzinfo=UTC)
    first, second, third = OfficeLock(office), OfficeLock(office), OfficeLock(office)
    first.acquire(now)
    with (tmp_path / "t.office-lock").open("rb") as waited_for:
        first.release()
        assert os.fstat(waited_for.fileno()).st_ino == (tmp_path / "t.office-lock").stat().st_ino
    second.acquire(now)
    with pytest.raises(FileRefused, match="已被打开"):
        third.acquire(now)
    second.release()


def test_a_card_somebody_reads_does_not_keep_the_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, now = tmp_path / "t.office", datetime(2026, 3, 2, tzinfo=UTC)
    held = OfficeLock(office)
    held.acquire(now)

    def in_use(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "in use", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", in_use)
        held.release()
    OfficeLock(office).acquire(now)
