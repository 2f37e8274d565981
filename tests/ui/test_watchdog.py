"""The watchdog finds what holds the GUI thread, names the place, and nothing else."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.ui.watchdog import Watchdog


def _sleeps_too_long() -> None:
    time.sleep(0.12)


def test_a_hold_is_measured_and_named(dressed: QApplication) -> None:
    with Watchdog() as watch:
        watch.now("sleeping")
        QTimer.singleShot(0, _sleeps_too_long)
        watch.rest(0.2)
    (hold,) = [hold for hold in watch.holds if "_sleeps_too_long" in hold.line]
    assert hold.ms >= 119
    assert hold.cpu_ms < hold.ms / 2
    assert hold.doing == "sleeping"
    assert hold.where[-1].endswith("_sleeps_too_long")
    assert watch.worst_ms >= 100
    assert "sleeping: " in watch.report()


def test_what_the_script_does_for_itself_does_not_count(dressed: QApplication) -> None:
    with Watchdog() as watch, watch.looking_away():
        _sleeps_too_long()
    assert not [hold for hold in watch.holds if "_sleeps_too_long" in hold.line]
