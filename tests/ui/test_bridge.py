"""Slow work runs beside the window and comes back to it; nothing is left behind."""

import threading
import time
from typing import Any

import pytest
from PySide6.QtCore import QMetaObject, QObject, Qt, Slot
from pytestqt.qtbot import QtBot

from desk.kernel.commands import command
from desk.kernel.courtesy import give_way
from desk.kernel.roles import Role
from desk.office.users.commands import add_user
from desk.storage.work import Work
from ui.bridge import LONGEST_WAIT_S, Bridge, Cancelled, Step
from ui.registry import Context


@command("user.manage", "慢工", slow=True)
def slow_work(work: Work, *, steps: int) -> int:
    """A long command that reports progress (not registered in any room)."""
    for step in range(steps):
        work.step(step, steps)
        time.sleep(0.002)
    return steps


def unexpected(_: object) -> None:
    pytest.fail("not this way")


def endless(step: Step) -> None:
    """Works until it is cancelled."""
    while True:
        step(0, 1)


def test_a_reading_is_delivered_on_the_gui_thread(context: Context, qtbot: QtBot) -> None:
    got: list[tuple[Any, str]] = []
    where: list[str] = []

    def call() -> int:
        where.append(threading.current_thread().name)
        return 7

    context.bridge.later(call, lambda v: got.append((v, threading.current_thread().name)))
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(7, threading.main_thread().name)]
    assert where == ["desk-reading"]
    assert context.bridge.reading.idle


def test_a_fault_is_delivered_too(context: Context, qtbot: QtBot) -> None:
    faults: list[BaseException] = []
    context.bridge.later(lambda: 1 // 0, lambda _: None, faults.append)
    qtbot.waitUntil(lambda: bool(faults))
    assert isinstance(faults[0], ZeroDivisionError)


def test_an_answer_for_a_dead_owner_is_dropped(context: Context, qtbot: QtBot) -> None:
    owner = QObject()
    got: list[Any] = []
    gate = threading.Event()
    context.bridge.later(lambda: gate.wait(5), got.append, owner=owner)
    owner.deleteLater()
    del owner
    qtbot.wait(10)
    gate.set()
    qtbot.waitUntil(lambda: context.bridge.reading.idle)
    assert got == []


def test_a_reading_never_waits_behind_work(context: Context, qtbot: QtBot) -> None:
    gate = threading.Event()
    got: list[Any] = []
    context.bridge.labour(lambda step: gate.wait(5), lambda _: None, lambda _: None)
    context.bridge.later(lambda: "rows", got.append)
    qtbot.waitUntil(lambda: got == ["rows"])
    assert not context.bridge.working.idle
    gate.set()
    qtbot.waitUntil(lambda: context.bridge.working.idle)


def test_a_slow_command_reports_progress(context: Context, qtbot: QtBot) -> None:
    steps: list[tuple[int, int]] = []
    done: list[Any] = []
    heard = lambda d, t: steps.append((d, t))  # noqa: E731
    context.bridge.work(slow_work, {"steps": 5}, done.append, unexpected, heard)
    qtbot.waitUntil(lambda: bool(done))
    assert done[0].value == 5
    assert steps == [(i, 5) for i in range(5)]


def test_a_cancelled_command_saves_nothing(context: Context, qtbot: QtBot) -> None:
    faults: list[BaseException] = []
    job = context.bridge.work(
        slow_work, {"steps": 5000}, unexpected, faults.append, lambda d, t: job.cancel()
    )
    qtbot.waitUntil(lambda: bool(faults))
    assert isinstance(faults[0], Cancelled)


def test_changes_become_a_signal(context: Context, qtbot: QtBot) -> None:
    heard: list[dict[str, Any]] = []
    context.bridge.changed.connect(heard.append)
    arguments = {"login": "new", "name": "新人", "role": Role.CS, "password": "first-2026"}
    context.do(add_user, arguments)
    assert "user" in heard[0]
    context.bridge.work(add_user, {**arguments, "login": "other"}, lambda _: None, unexpected)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert "user" in heard[1]


def test_stopping_ends_every_thread(context: Context, qtbot: QtBot) -> None:
    bridge = Bridge(context.desk)
    before = threading.active_count()
    bridge.labour(endless, unexpected, lambda _: None)
    bridge.later(lambda: None, lambda _: None)
    bridge.find(lambda: None, lambda _: None)
    bridge.count(lambda: None, lambda _: None)
    bridge.stop()
    bridge.stop()
    assert threading.active_count() == before - 4


def test_an_answer_on_its_way_is_dropped_when_the_window_stops(
    context: Context, qtbot: QtBot
) -> None:
    bridge = Bridge(context.desk)
    read = threading.Event()
    bridge.later(read.set, unexpected)
    assert read.wait(5)
    bridge.stop()
    qtbot.wait(20)
    assert bridge.reading.idle


def test_the_window_goes_first(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long job stands still until the window has done what waits for it."""
    monkeypatch.setattr("ui.bridge.LONGEST_WAIT_S", 5.0)  # however busy the machine is
    done: list[str] = []

    def call(_: Step) -> None:
        QMetaObject.invokeMethod(office, "deliver", Qt.ConnectionType.QueuedConnection)
        give_way()
        done.append("job")

    class Office(QObject):
        @Slot()
        def deliver(self) -> None:
            done.append("window")

    office = Office()
    context.bridge.labour(call, lambda _: done.append("ended"), unexpected)
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == ["window", "job", "ended"]


def test_a_page_is_shown_before_its_rows_are_read(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question begins when the window has ended the turn in which it was asked."""
    monkeypatch.setattr("ui.bridge.LONGEST_WAIT_S", 5.0)
    done: list[str] = []
    context.bridge.later(lambda: done.append("read"), lambda _: done.append("shown"))
    time.sleep(0.05)  # the page is built on
    done.append("built")
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == ["built", "read", "shown"]


def test_a_window_that_does_not_answer_is_waited_for_once(context: Context, qtbot: QtBot) -> None:
    """It may wait for this very job: the save behind an import."""
    ended = threading.Event()

    def call(_: Step) -> None:
        for _turn in range(1000):
            give_way()
        ended.set()

    began = time.monotonic()
    context.bridge.labour(call, lambda _: None, unexpected)
    assert ended.wait(20 * LONGEST_WAIT_S), "asked again and again"
    assert time.monotonic() - began >= LONGEST_WAIT_S / 2
    qtbot.waitUntil(lambda: context.bridge.working.idle)
