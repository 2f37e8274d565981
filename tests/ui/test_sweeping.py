"""Full looks for garbage happen while nobody works, never in between."""

import gc
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.sweeping import ENOUGH, Sweeping


class Ring:
    """Garbage that only a look for it frees: it holds itself."""

    left = 0

    def __init__(self) -> None:
        self.itself = self
        Ring.left += 1

    def __del__(self) -> None:
        Ring.left -= 1


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
    busy, quiet = Sweeping(window, quiet_s=3600), Sweeping(window, quiet_s=0)
    try:
        assert gc.get_threshold()[2] > 1_000_000  # Python does not do it by itself
        while gc.get_count()[2] < ENOUGH:
            gc.collect(1)
        looks: list[int] = []
        gc.callbacks.append(lambda _, told: looks.append(told["generation"]))
        busy.step()
        assert 2 not in looks
        quiet.step()
        assert 2 in looks
        assert gc.get_freeze_count() > 0
    finally:
        gc.callbacks.pop()
        quiet.stop()
        busy.stop()
        gc.set_threshold(*usual)


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
