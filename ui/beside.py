"""One call beside the window: the caller waits for it, the window does not."""

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

T = TypeVar("T")


class _End(QObject):
    """Says on the GUI thread that a call has ended."""

    came = Signal()


def beside(call: Callable[[], T]) -> T:
    """Run a call on a thread of its own and wait; the window is drawn meanwhile, its input waits.

    For what takes a moment on purpose, such as opening a key by its password.

    Raises:
        whatever the call raises.
    """
    loop, end = QEventLoop(), _End()
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
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    thread.join()
    if faults:
        raise faults[0]
    return values[0]
