"""Long work of the window itself is done in turns: between two of them timers, results and painting go on.

What is typed or clicked meanwhile waits for the page it is meant for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

_in_turns: ContextVar[bool] = ContextVar("in_turns", default=False)


def breathe() -> None:
    """Let the window live for a moment, without keys and clicks."""
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


@contextmanager
def in_turns() -> Iterator[None]:
    """Within this block a page that is built may take turns."""
    before = _in_turns.set(True)
    try:
        yield
    finally:
        _in_turns.reset(before)


def next_turn() -> None:
    """Between two blocks of a dense page that ask nothing and hear nothing before the page stands."""
    if _in_turns.get():
        breathe()


def paint_in_the_next_turn(page: QWidget) -> None:
    """What is laid out and painted in one turn held the window 10 to 30 ms; results and timers go between.

    Not by a timer of no time: PySide posts that as an event, and Qt serves those and the painting together.
    """
    page.setUpdatesEnabled(False)
    QTimer.singleShot(1, page, lambda: page.setUpdatesEnabled(True))
