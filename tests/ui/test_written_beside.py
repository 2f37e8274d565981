"""Drafts and settings are on the disk when the power goes; neither the window nor a save waits for that."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import Office
from ui import local_settings, written_beside
from ui.desks.keeping import FOLDER, Keeper
from ui.desks.unfinished import unfinished
from ui.local_settings import LocalSettings
from ui.registry import Context
from ui.state_folder import kept_user, settings_file
from ui.written_beside import BESIDE, WrittenBeside

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
PATIENCE_S = 20.0
KILLED = """
import sys, time
from pathlib import Path
from ui.written_beside import BESIDE
for content in sys.argv[2:]:
    BESIDE.put(Path(sys.argv[1]), content.encode())
assert BESIDE.settle()
print("idle", flush=True)
time.sleep(60)
"""


class SlowDisk:
    """A disk that answers when it may, and remembers what it was asked, and by whom."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.may, self.asked = threading.Event(), threading.Event()
        self.steps: list[str] = []
        self.threads: set[threading.Thread] = set()
        fsync, replace = os.fsync, Path.replace

        def waits(opened: int) -> None:
            self.threads.add(threading.current_thread())
            self.steps.append("folder" if Path(f"/proc/self/fd/{opened}").is_dir() else "content")
            self.asked.set()
            assert self.may.wait(PATIENCE_S)
            fsync(opened)

        def renames(path: Path, target: Path) -> Path:
            self.steps.append("name")
            return replace(path, target)

        monkeypatch.setattr(os, "fsync", waits)
        monkeypatch.setattr(Path, "replace", renames)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch, beside: WrittenBeside) -> Iterator[SlowDisk]:
    slow = SlowDisk(monkeypatch)
    yield slow
    slow.may.set()
    assert beside.settle(PATIENCE_S)


@pytest.fixture
def beside() -> WrittenBeside:
    return BESIDE


def test_the_clerk_never_waits_for_the_disk_and_reads_what_still_waits(
    context: Context, office: Office, beside: WrittenBeside, disk: SlowDisk
) -> None:
    keeper = Keeper(context, "consignment")
    keeper.path.parent.mkdir(parents=True)
    keeper.keep({"shipper": "宏达"}, AT)
    assert disk.asked.wait(PATIENCE_S)
    keeper.keep({"shipper": "宏达水泵"}, AT)
    other = Keeper(context, "complaint")
    other.keep({"words": "少一件"}, AT)
    assert not beside.settle(0.0)
    assert (keeper.kept() or {})["shipper"] == "宏达水泵"
    assert {one.page for one in unfinished(office.desk)} == {"consignment_entry", "complaint_desk"}
    other.forget()
    assert [one.page for one in unfinished(office.desk)] == ["consignment_entry"]
    disk.may.set()
    assert beside.settle(PATIENCE_S)
    assert threading.main_thread() not in disk.threads
    assert (keeper.kept() or {})["shipper"] == "宏达水泵"
    assert other.kept() is None
    assert not other.path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="NTFS journals names by itself")
def test_the_content_is_on_the_disk_before_its_name_is(
    beside: WrittenBeside, disk: SlowDisk, tmp_path: Path
) -> None:
    disk.may.set()
    beside.put(tmp_path / "a", b"1")
    assert beside.settle(PATIENCE_S)
    beside.put(tmp_path / "a", None)
    assert beside.settle(PATIENCE_S)
    assert disk.steps == ["content", "name", "folder", "folder"]
    assert list(tmp_path.iterdir()) == []


def test_what_was_saved_is_not_written_again(
    beside: WrittenBeside, disk: SlowDisk, tmp_path: Path
) -> None:
    saved, again = tmp_path / "saved", tmp_path / "again"
    beside.put(saved, b"typed")
    assert disk.asked.wait(PATIENCE_S)  # it is being written when the form is saved
    beside.put(saved, b"typed more")
    beside.put(saved, None)
    beside.put(again, None)
    beside.put(again, b"typed anew")
    disk.may.set()
    assert beside.settle(PATIENCE_S)
    assert (saved.exists(), again.read_bytes()) == (False, b"typed anew")


def test_the_settings_are_written_beside_in_order_and_read_while_they_wait(
    beside: WrittenBeside, disk: SlowDisk
) -> None:
    kept, writing = LocalSettings(last_user="甲"), threading.active_count()
    local_settings.save(kept)
    assert disk.asked.wait(PATIENCE_S)
    for name in ("乙", "丙"):
        kept.last_user = name
        local_settings.save(kept)
    kept.last_user = "not saved"
    assert threading.active_count() == writing + 1
    assert local_settings.load().last_user == "丙"
    disk.may.set()
    assert beside.settle(PATIENCE_S)
    assert threading.main_thread() not in disk.threads
    assert local_settings.load().last_user == kept_user() == "丙"
    assert list(settings_file().parent.iterdir()) == [settings_file()]


def test_the_program_waits_for_what_a_thread_put_that_it_does_not_wait_for(
    beside: WrittenBeside, disk: SlowDisk, tmp_path: Path
) -> None:
    caller = threading.Thread(target=lambda: beside.put(tmp_path / "a", b"1"), daemon=True)
    caller.start()
    assert disk.asked.wait(PATIENCE_S)
    assert [thread.daemon for thread in disk.threads] == [False]


def test_a_disk_that_refuses_disturbs_nobody_and_the_next_is_written(
    beside: WrittenBeside, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    beside.put(tmp_path / "file" / "draft", b"1")
    beside.put(tmp_path / "draft", b"2")
    assert beside.settle(PATIENCE_S)
    assert (tmp_path / "draft").read_bytes() == b"2"


def test_a_writer_that_broke_down_is_followed_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drafts would be lost in silence till the program ends, and its end wait for nobody."""
    told: list[type[BaseException] | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: told.append(args.exc_type))
    beside, write = WrittenBeside(), written_beside.write_whole

    def full(path: Path, content: bytes, *, private: bool) -> None:
        if path.name == "large":
            raise MemoryError
        write(path, content, private=private)

    monkeypatch.setattr(written_beside, "write_whole", full)
    beside.put(tmp_path / "large", b"1")
    assert beside.settle(PATIENCE_S)
    assert told == [MemoryError]
    with pytest.raises(FileNotFoundError):
        beside.read(tmp_path / "large")
    beside.put(tmp_path / "draft", b"2")
    assert beside.settle(PATIENCE_S)
    assert (tmp_path / "draft").read_bytes() == b"2"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends processes otherwise")
def test_a_killed_program_leaves_the_newest_whole(tmp_path: Path) -> None:
    path = tmp_path / FOLDER / "draft"
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path), *("x" * n for n in range(1, 200))],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline().strip() == "idle"
        program.send_signal(signal.SIGKILL)
    assert path.read_text() == "x" * 199
    assert list(path.parent.iterdir()) == [path]
