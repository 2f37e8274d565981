"""One call beside the window: the caller waits for it, the window does not."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal

from ui.staying_open import staying_open

T = TypeVar("T")
WONDERS_AFTER_MS = 700


_loops: list[None] = []
_answers: list[Callable[[], None]] = []


def when_nobody_waits(answer: Callable[[], None]) -> None:
    """Hand over what a lane brought, but never in the midst of a save or question of the window's.

    Whoever began that goes on with what he saw before it; the answer follows right after.
    """
    _answers.append(answer)
    _hand_over()


def _hand_over() -> None:
    """The oldest answer; the next in another turn, also when this one is a bug."""
    if _loops or not _answers:
        return
    try:
        _answers.pop(0)()
    finally:
        if _answers:
            QTimer.singleShot(0, _hand_over)


@contextmanager
def _answers_wait() -> Iterator[None]:
    _loops.append(None)
    try:
        yield
    finally:
        _loops.pop()
        if _answers:
            QTimer.singleShot(0, _hand_over)


class _End(QObject):
    """Says on the GUI thread that a call has ended."""

    came = Signal()


def beside(call: Callable[[], T], long: Callable[[], None] | None = None) -> T:
    """Run a call on a thread of its own and wait; the window is drawn meanwhile, its input waits.

    For what may take longer than a frame or two, such as a save or opening a key by its password.
    Keys and clicks wait for it, none is lost, and none of them can begin the same thing again.

    Who is beside the window already (`ui.bridge.Lane`) simply makes the call.

    Args:
        call: what is done; it touches no widget.
        long: called in the window's thread once it takes so long that the user wonders.

    Raises:
        whatever the call raises.
    """
    if threading.current_thread() is not threading.main_thread():
        return call()
    loop, end, wondering = QEventLoop(), _End(), QTimer()
    if long is not None:
        wondering.setSingleShot(True)
        wondering.timeout.connect(long)
        wondering.start(WONDERS_AFTER_MS)
    end.came.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    values: list[T] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            values.append(call())
        except BaseException as fault:
            faults.append(fault)
        end.came.emit()

    thread = threading.Thread(target=run, name="desk-beside", daemon=True)
    thread.start()
    with staying_open(), _answers_wait():
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    thread.join()
    wondering.stop()
    if faults:
        raise faults.pop()  # one that stayed in its own traceback would keep Qt's objects in a ring
    return values.pop()
