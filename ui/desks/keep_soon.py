"""When typing is written down: a moment after its first key, also while it goes on without a pause."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

KEEP_AFTER_MS = 800


class KeepSoon(QTimer):
    """A crash takes no more than the last moment, however fast and long somebody types.

    Args:
        parent: whose typing it is.
        keep: writes it down.
    """

    def __init__(self, parent: QObject, keep: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(KEEP_AFTER_MS)
        self.timeout.connect(keep)

    def typed(self) -> None:
        """Something was typed."""
        if not self.isActive():
            self.start()
