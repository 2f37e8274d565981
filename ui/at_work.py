"""The window is at something somebody waits for: whoever works beside it stands still until that is painted.

Painting a page of a list lets go of the interpreter hundreds of times. Work beside it that takes it each time
makes the page cost twice its processor time, and as long again in waiting.
"""

import threading
from functools import cache

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

_ENDS = QEvent.Type.User
_AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1


_over = threading.Event()
_over.set()


class _Turns(QObject):
    """Counts the turns of the window and hears of their ends."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = 0

    def event(self, event: QEvent) -> bool:
        if event.type() == _ENDS:
            _over.set()
            return True
        return super().event(event)


@cache
def _turns() -> _Turns:
    """Made by whoever begins the first: this module may be imported on a thread that soon ends."""
    return _Turns()


def begin() -> None:
    """On the GUI thread: a key, a click or an answer came; it lasts until what follows from it is painted."""
    if _over.is_set():
        turns = _turns()
        turns.begun += 1
        _over.clear()
        QCoreApplication.postEvent(turns, QEvent(_ENDS), _AFTER_PAINTING)


def turn() -> int:
    """Which turn of the window's is under way; 0 when it is at nothing."""
    return 0 if _over.is_set() else _turns().begun


def wait(seconds: float) -> bool:
    """On another thread: wait until the window has ended its turn; whether it has."""
    return _over.wait(seconds)
