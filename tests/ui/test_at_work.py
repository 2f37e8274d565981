"""While the window is at something, work beside it stands still until what follows is painted."""

import importlib.util
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWindow
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk.kernel.courtesy import give_way
from ui import at_work
from ui.bridge import LONGEST_WAIT_S, Step
from ui.idle import IdleWatch
from ui.registry import Context

THE_ONE_IT_WAS_AT = 1


class Steps:
    """A job beside the window that goes on in small steps until it is let go."""

    def __init__(self) -> None:
        self.done, self.ends, self.first = 0, threading.Event(), threading.Event()

    def call(self, _: Step) -> None:
        while not self.ends.is_set():
            give_way()
            self.done += 1
            self.first.set()
            time.sleep(0.001)


@pytest.fixture
def steps(context: Context, qtbot: QtBot) -> Iterator[Steps]:
    qtbot.waitUntil(lambda: not at_work.turn())
    steps = Steps()
    context.bridge.labour(steps.call, lambda _: None, lambda _: None)
    qtbot.waitUntil(steps.first.is_set)
    yield steps
    steps.ends.set()
    qtbot.waitUntil(lambda: context.bridge.working.idle)


def test_it_stands_still_from_the_key_until_the_turn_is_over(
    steps: Steps, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.bridge.LONGEST_WAIT_S", 5.0)  # however busy the machine is
    monkeypatch.setattr("ui.bridge.TURN_S", 3600.0)  # nor is it its own time to wait
    at_work.begin()
    before = steps.done
    time.sleep(0.2)  # free, it would take a hundred steps
    assert steps.done - before <= THE_ONE_IT_WAS_AT
    qtbot.waitUntil(lambda: steps.done > before + THE_ONE_IT_WAS_AT)


def test_it_goes_on_when_the_window_is_painted(
    steps: Steps, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.bridge.LONGEST_WAIT_S", 5.0)
    painted: list[int] = []

    class Painted(QWidget):
        def paintEvent(self, _: QPaintEvent) -> None:
            time.sleep(0.05)
            painted.append(steps.done)

    widget = Painted()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: bool(painted))
    for _ in range(3):
        at_work.begin()
        before = steps.done
        painted.clear()
        widget.update()
        qtbot.waitUntil(lambda: bool(painted))
        assert painted[0] - before <= THE_ONE_IT_WAS_AT


def test_a_turn_that_does_not_end_is_waited_for_once(context: Context, qtbot: QtBot) -> None:
    """The window may wait for this very job."""
    qtbot.waitUntil(lambda: not at_work.turn())
    ended = threading.Event()

    def call(_: Step) -> None:
        for _turn in range(1000):
            give_way()
        ended.set()

    began = time.monotonic()
    at_work.begin()
    context.bridge.labour(call, lambda _: None, lambda _: None)
    assert ended.wait(20 * LONGEST_WAIT_S), "waited again and again"
    assert time.monotonic() - began >= LONGEST_WAIT_S / 2
    qtbot.waitUntil(lambda: context.bridge.working.idle)


def test_a_key_and_an_answer_begin_a_turn(context: Context, qtbot: QtBot) -> None:
    watch, window = IdleWatch(1, lambda: None, context.bridge), QWindow()
    window.installEventFilter(watch)
    qtbot.waitUntil(lambda: not at_work.turn())
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(window, key)
    assert at_work.turn()
    qtbot.waitUntil(lambda: not at_work.turn())
    turns: list[int] = []
    context.bridge.later(lambda: None, lambda _: turns.append(at_work.turn()))
    qtbot.waitUntil(lambda: bool(turns))
    assert turns[0]


def test_a_turn_ends_also_where_the_code_was_loaded_beside_the_window(qtbot: QtBot) -> None:
    """As the program does, while the password is typed."""
    found = importlib.util.find_spec("ui.at_work")
    assert found is not None
    assert found.loader is not None
    loaded = importlib.util.module_from_spec(found)
    beside = threading.Thread(target=found.loader.exec_module, args=(loaded,))
    beside.start()
    beside.join()
    for number in (1, 2):
        loaded.begin()
        assert loaded.turn() == number
        qtbot.waitUntil(lambda: not loaded.turn())
