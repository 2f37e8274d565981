"""A backup made through the lent connection makes way for saves, and never lets much pile up on its way to the disk."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desk.storage import gate, lending, rounds, securing
from desk.storage.lending import copy_pages
from tests.conftest import Office

STEP, PIECE = 10, 40
LONG, SHORT = 60.0, 0.001


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages were copied after each step; steps and pieces are small, every office is too large for rounds."""
    monkeypatch.setattr(rounds, "MOST_BYTES", 0)
    monkeypatch.setattr(lending, "STEP_PAGES", STEP)
    monkeypatch.setattr(securing, "SECURED_BYTES", PIECE * lending.PAGE_BYTES)
    found: list[int] = []
    stepped = lending._Steps.stepped

    def told(steps: lending._Steps, status: int, remaining: int, total: int) -> None:
        found.append(total - remaining)
        stepped(steps, status, remaining, total)

    monkeypatch.setattr(lending._Steps, "stepped", told)
    return found


@contextmanager
def copying(office: Path, target: Path) -> Iterator[threading.Thread]:
    running = threading.Thread(target=copy_pages, args=(office, target))
    running.start()
    yield running
    running.join()
    assert target.stat().st_size == office.stat().st_size


def reached(copied: list[int], pages: int) -> int:
    """Wait until so many pages are copied; how many there are a moment later."""
    began = time.monotonic()
    while (not copied or copied[-1] < pages) and time.monotonic() - began < LONG:
        time.sleep(0.005)
    time.sleep(0.05)
    return copied[-1]


@pytest.mark.parametrize(("patience", "waits"), [(LONG, True), (SHORT, False)])
def test_a_save_under_way_ends_first_one_that_takes_long_does_not_stop_the_backup(
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    copied: list[int],
    patience: float,
    waits: bool,
) -> None:
    monkeypatch.setattr(gate, "ASIDE_SECONDS", patience)
    turn = office.desk._gate._turn
    turn.acquire()  # as a save does, from its first word to its last
    with copying(office.desk.path, tmp_path / "copy.office"):
        pages = STEP if waits else office.desk.path.stat().st_size // 4096
        far = reached(copied, pages)
        turn.release()
    assert far == pages <= copied[-1]


def test_no_more_than_two_pieces_are_on_their_way_to_the_disk(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copied: list[int]
) -> None:
    slow, to_disk = threading.Event(), os.fsync

    def waits_for_the_disk(file: int) -> None:
        slow.wait()
        to_disk(file)

    monkeypatch.setattr(os, "fsync", waits_for_the_disk)
    with copying(office.desk.path, tmp_path / "copy.office"):
        far = reached(copied, 2 * PIECE)
        slow.set()
    assert 2 * PIECE <= far < 2 * PIECE + STEP < copied[-1]
