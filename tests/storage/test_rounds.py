"""An open office is copied in blocks; a save that comes meanwhile is never half in the copy."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import pytest

from desk.app import Desk
from desk.kernel.roles import Role
from desk.office.users.commands import add_user
from desk.storage import lending, rounds, securing
from desk.storage.backup import prove_sound
from desk.storage.lending import copy_pages
from desk.storage.opening import looking
from desk.storage.rounds import copied_in_rounds
from tests.conftest import Office
from tests.storage.broken_files import sql

BLOCK = 20 * lending.PAGE_BYTES
StandAside = Callable[[], None]


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "BLOCK_BYTES", BLOCK)


@pytest.fixture
def by_pages(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was copied page by page."""
    found: list[Path] = []
    through = lending._copy_through

    def told(source: sqlite3.Connection, target: Path, step: int, aside: StandAside) -> None:
        found.append(target)
        through(source, target, step, aside)

    monkeypatch.setattr(lending, "_copy_through", told)
    return found


@pytest.fixture
def pile(tmp_path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A file of ten blocks that anybody may write, and the same open for reading."""
    path = tmp_path / "pile"
    sql(path, "CREATE TABLE pile (id INTEGER PRIMARY KEY, content BLOB)")
    sql(path, f"INSERT INTO pile (content) VALUES (zeroblob({10 * BLOCK})), (zeroblob(9))")
    with path.open("rb", buffering=0) as reading:
        yield path, reading


def at_block(number: int, do: Callable[[], object]) -> StandAside:
    """Do something once, between two blocks."""
    passed = iter(range(1, 1000))

    def stand_aside() -> None:
        if next(passed) == number:
            do()

    return stand_aside


def save(office: Office, login: str) -> None:
    office.desk.run(add_user, login=login, name="忙碌的", role=Role.CS, password="pass-1234")


def same(copy: Path, office: Path) -> bool:
    return copy.read_bytes() == office.read_bytes()


def test_an_office_nobody_saves_to_is_copied_as_it_lies(
    office: Office, tmp_path: Path, by_pages: list[Path]
) -> None:
    copy_pages(office.desk.path, tmp_path / "copy")
    assert same(tmp_path / "copy", office.desk.path)
    assert not by_pages


@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_save_between_two_blocks_is_in_the_copy_wholly(
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    by_pages: list[Path],
    number: int,
) -> None:
    office.as_("boss")
    between = at_block(number, lambda: save(office, "late"))

    def interrupted(path: Path, reading: BinaryIO, target: Path, aside: StandAside) -> bool:
        def between_and_aside() -> None:
            between()
            aside()

        return copied_in_rounds(path, reading, target, between_and_aside)

    monkeypatch.setattr(lending, "copied_in_rounds", interrupted)
    copy_pages(office.desk.path, tmp_path / "copy")
    assert same(tmp_path / "copy", office.desk.path)
    assert sql(tmp_path / "copy", "SELECT count(*) FROM user WHERE login = 'late'") == 1
    assert not by_pages


def test_after_a_save_only_what_differs_is_written_again(
    pile: tuple[Path, BinaryIO], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    monkeypatch.setattr(securing.Securing, "written", lambda _, count: written.append(count))
    path, reading = pile
    change = at_block(6, lambda: sql(path, "UPDATE pile SET content = zeroblob(8) WHERE id = 2"))
    assert copied_in_rounds(path, reading, tmp_path / "copy", change)
    assert same(tmp_path / "copy", path)
    length = path.stat().st_size
    assert length < sum(written) <= length + 2 * BLOCK


@pytest.mark.parametrize("number", [2, 6, 10])
def test_a_file_that_grows_or_shrinks_meanwhile_is_copied_to_its_end(
    pile: tuple[Path, BinaryIO], tmp_path: Path, number: int
) -> None:
    path, reading = pile
    grow = f"INSERT INTO pile (content) VALUES (randomblob({3 * BLOCK}))"
    assert copied_in_rounds(
        path, reading, tmp_path / "grown", at_block(number, lambda: sql(path, grow))
    )
    assert same(tmp_path / "grown", path)

    def shrink() -> None:
        sql(path, "DELETE FROM pile")
        sql(path, "VACUUM")

    assert copied_in_rounds(path, reading, tmp_path / "shrunk", at_block(number, shrink))
    assert same(tmp_path / "shrunk", path)
    assert path.stat().st_size < BLOCK


def test_no_save_reaches_the_file_while_a_block_is_read(
    pile: tuple[Path, BinaryIO], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, reading = pile
    held: list[str] = []
    read = rounds._read

    def beside_a_save(file: BinaryIO, at: int, most: int) -> bytes:
        if file is reading:
            with closing(sqlite3.connect(path, timeout=0)) as saving:
                saving.execute("DELETE FROM pile")
                with pytest.raises(sqlite3.OperationalError) as fault:
                    saving.commit()
                held.append(str(fault.value))
        return read(file, at, most)

    monkeypatch.setattr(rounds, "_read", beside_a_save)
    assert copied_in_rounds(path, reading, tmp_path / "copy", lambda: None)
    assert held == ["database is locked"] * (-(-path.stat().st_size // BLOCK))


def test_when_saves_come_in_every_round_the_copy_goes_through_their_connection(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_pages: list[Path]
) -> None:
    office.as_("boss")
    blocks = 0

    def saving(path: Path, reading: BinaryIO, target: Path, aside: StandAside) -> bool:
        def before_each() -> None:
            nonlocal blocks
            blocks += 1
            save(office, f"u{blocks}")
            aside()

        return copied_in_rounds(path, reading, target, before_each)

    monkeypatch.setattr(lending, "copied_in_rounds", saving)
    copy_pages(office.desk.path, tmp_path / "copy")
    assert by_pages == [tmp_path / "copy"]
    assert blocks * BLOCK < (rounds.ROUNDS + 1) * office.desk.path.stat().st_size
    prove_sound(tmp_path / "copy")
    assert sql(tmp_path / "copy", "SELECT count(*) FROM user") == 5 + blocks


def test_an_office_somebody_holds_for_long_is_left_to_the_connection_that_waits(
    pile: tuple[Path, BinaryIO], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impatient(path: Path) -> sqlite3.Connection:
        watch = looking(path)
        watch.execute("PRAGMA busy_timeout=1")
        return watch

    monkeypatch.setattr(rounds, "looking", impatient)
    path, reading = pile
    with closing(sqlite3.connect(path)) as holding:
        holding.execute("BEGIN EXCLUSIVE")
        assert not copied_in_rounds(path, reading, tmp_path / "copy", lambda: None)


def test_a_large_office_is_copied_page_by_page(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_pages: list[Path]
) -> None:
    monkeypatch.setattr(rounds, "MOST_BYTES", office.desk.path.stat().st_size - 1)
    copy_pages(office.desk.path, tmp_path / "copy")
    assert by_pages == [tmp_path / "copy"]


def test_no_more_than_two_pieces_are_on_their_way_to_the_disk(
    pile: tuple[Path, BinaryIO], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(securing, "SECURED_BYTES", 2 * BLOCK)
    path, reading = pile
    slow, to_disk, blocks = threading.Event(), os.fsync, threading.Semaphore(0)

    def waits_for_the_disk(file: int) -> None:
        slow.wait()
        to_disk(file)

    monkeypatch.setattr(os, "fsync", waits_for_the_disk)
    args = (path, reading, tmp_path / "copy", blocks.release)
    running = threading.Thread(target=copied_in_rounds, args=args)
    running.start()
    began = [blocks.acquire(timeout=0.5) for _ in range(5)]
    slow.set()
    running.join()
    assert began == [True] * 4 + [False], "the fourth fills the second piece"
    assert same(tmp_path / "copy", path)


@pytest.mark.skipif(os.name != "posix", reason="only there locks belong to a process")
def test_a_copy_lets_go_of_no_lock_of_a_save_under_way(office: Office, tmp_path: Path) -> None:
    path = office.desk.path
    with closing(sqlite3.connect(path)) as saving:
        saving.execute("BEGIN IMMEDIATE")
        copy_pages(path, tmp_path / "copy")
        stranger = f"import sqlite3; sqlite3.connect({str(path)!r}, 0).execute('BEGIN IMMEDIATE')"
        ended = subprocess.run([sys.executable, "-c", stranger], capture_output=True, text=True)
    assert "database is locked" in ended.stderr


def test_an_office_closed_meanwhile_is_copied_to_its_end(office: Office, tmp_path: Path) -> None:
    path = office.desk.path
    reads, may_go_on = threading.Event(), threading.Event()

    def waits() -> None:
        reads.set()
        may_go_on.wait()

    loan = lending._loans[path.resolve()]

    def copy() -> None:
        with loan.in_use:
            copied_in_rounds(path, loan.reading, tmp_path / "copy", waits)

    running, closing_it = threading.Thread(target=copy), threading.Thread(target=office.desk.close)
    running.start()
    reads.wait()
    closing_it.start()
    closing_it.join(0.05)
    assert closing_it.is_alive(), "it waits for the copy"
    may_go_on.set()
    running.join()
    closing_it.join()
    assert loan.reading.closed
    assert same(tmp_path / "copy", path)


def test_an_office_closed_twice_takes_nothing_from_the_one_opened_since(
    office: Office, tmp_path: Path, by_pages: list[Path]
) -> None:
    first = office.desk
    first.close()
    with Desk(first.path, office.clock) as again:
        loan = lending._loans[again.path.resolve()]
        first.close()
        assert not loan.reading.closed
        copy_pages(again.path, tmp_path / "copy")
        assert not by_pages
    assert loan.reading.closed
    assert first.path.resolve() not in lending._loans
