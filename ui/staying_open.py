"""No window is closed while something is done for it that ends in a moment; its cross works again after."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication


class _Open(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        closes = event.type() == QEvent.Type.Close
        if closes:
            event.ignore()
        return closes


@contextmanager
def staying_open() -> Iterator[None]:
    """What the system asks a window to do is no input of the user to Qt, and comes at once."""
    keeps = _Open()
    for window in QGuiApplication.topLevelWindows():
        window.installEventFilter(keeps)
    yield
    del keeps  # Qt forgets a filter that is gone
