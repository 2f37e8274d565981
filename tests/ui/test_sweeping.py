"""Full looks for garbage happen while nobody works, never in between."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from threading import Thread, get_ident
from typing import ClassVar

import pytest
from pytestqt.qtbot import QtBot

from desk.importing.steadily import without_garbage_passes
from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.sweeping import ENOUGH, MANY_NEW, MANY_SHORT_LOOKS, Sweeping

PYTHONS_USUAL = (700, 10, 10)


class Ring:
    """Garbage that only a look for it frees: it holds itself."""

    left = 0
    freed_by: ClassVar[set[int]] = set()

    def __init__(self) -> None:
        self.itself = self
        Ring.left += 1

    def __del__(self) -> None:
        Ring.left -= 1
        Ring.freed_by.add(get_ident())


def left_by_another_thread(count: int) -> int:
    """Have another thread leave rings behind; how many there were before."""
    Ring.freed_by.clear()
    before = Ring.left
    reads = Thread(target=lambda: [Ring() for _ in range(count)])
    reads.start()
    reads.join()
    return before


@pytest.fixture
def window(office: Office, asker: ScriptedAsker, qtbot: QtBot) -> Iterator[MainWindow]:
    shown = MainWindow(office.as_("boss"), LocalSettings(), asker)
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: not shown.bridge.busy, timeout=20_000)
    yield shown
    shown.bridge.stop()
    gc.unfreeze()


def test_a_quiet_moment_is_used_and_a_busy_one_is_not(window: MainWindow) -> None:
    usual = gc.get_threshold()
    gc.set_threshold(*PYTHONS_USUAL)
    busy, quiet = Sweeping(window, quiet_s=3600), Sweeping(window, quiet_s=0)
    try:
        assert gc.get_threshold()[0] == 0  # Python does not do it by itself
        while gc.get_count()[2] < ENOUGH:
            gc.collect(1)
        looks: list[int] = []
        gc.callbacks.append(lambda _, told: looks.append(told["generation"]))
        busy.step()
        assert 2 not in looks
        with without_garbage_passes():
            quiet.step()
            assert 2 not in looks  # not while a long list is read
        quiet.step()
        assert 2 in looks
        assert gc.get_freeze_count() > 0
    finally:
        gc.callbacks.pop()
        quiet.stop()
        busy.stop()
        gc.set_threshold(*usual)


def test_garbage_is_freed_by_the_windows_thread_whoever_makes_it(window: MainWindow) -> None:
    """A part of Qt that is let go of in another thread takes the program down."""
    usual = gc.get_threshold()
    gc.set_threshold(*PYTHONS_USUAL)
    sweeping = Sweeping(window)
    try:
        before = left_by_another_thread(20 * MANY_NEW)
        assert Ring.left == before + 20 * MANY_NEW
        sweeping.young()
        assert Ring.left == before
        assert Ring.freed_by == {get_ident()}
    finally:
        sweeping.stop()
        assert gc.get_threshold() == PYTHONS_USUAL
        gc.set_threshold(*usual)


def test_what_another_thread_leaves_is_freed_by_itself_a_moment_later(
    window: MainWindow, qtbot: QtBot
) -> None:
    sweeping = Sweeping(window)
    try:
        before = left_by_another_thread(2 * MANY_NEW)
        qtbot.waitUntil(lambda: Ring.left == before, timeout=5000)
        assert Ring.freed_by == {get_ident()}
    finally:
        sweeping.stop()


LOADED = """
import gc
from ui.unread import load_qt
load_qt()
gc.enable()
print(gc.get_threshold()[0])
"""


def test_nothing_is_looked_for_by_itself_from_the_loading_of_qt_on() -> None:
    told = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.strip() == "0"


def test_the_window_looks_as_seldom_as_python_does(window: MainWindow) -> None:
    sweeping = Sweeping(window)
    looks: list[int] = []
    gc.callbacks.append(
        lambda at, told: looks.append(told["generation"]) if at == "start" else None
    )
    try:
        gc.collect(1)
        looks.clear()
        sweeping.young()
        assert looks == []  # hardly anything is new
        kept: list[list[int]] = []
        for _ in range(MANY_SHORT_LOOKS + 2):
            kept.extend([] for _ in range(2 * MANY_NEW))
            sweeping.young()
        assert looks == [0] * (MANY_SHORT_LOOKS + 1) + [1]
        with without_garbage_passes():
            kept.extend([] for _ in range(2 * MANY_NEW))
            sweeping.young()
        assert len(looks) == MANY_SHORT_LOOKS + 2  # not while a long list is read
    finally:
        gc.callbacks.pop()
        sweeping.stop()


def test_a_long_quiet_frees_what_was_put_aside(window: MainWindow) -> None:
    usual = gc.get_threshold()
    sweeping = Sweeping(window, quiet_s=0, long_quiet_s=0)
    try:
        kept = Ring()
        gc.freeze()
        before = Ring.left
        del kept
        gc.collect()
        assert Ring.left == before  # put aside: nobody looks there
        sweeping.step()
        assert Ring.left == before - 1
    finally:
        sweeping.stop()
        gc.set_threshold(*usual)
