"""Rows that could not be read are read again after a pause, by themselves."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE_MS = 3_000


class ReadAgain(QObject):
    """The blocks of a list that could not be read, while they wait.

    Signals:
        failed: the first failure of a series.
        over: the pause of these blocks is over.
        healed: all that could not be read has come.
    """

    failed = Signal(object)
    over = Signal(object)
    healed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._unread: set[int] = set()
        self._waiting: set[int] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._go_on)

    def put_off(self, blocks: Iterable[int], fault: BaseException) -> None:
        """These could not be read."""
        first = not self._unread
        self._waiting.update(blocks)
        self._unread |= self._waiting
        if not self._pause.isActive():
            self._pause.start(PAUSE_MS)
        if first:
            self.failed.emit(fault)

    def came(self, blocks: Iterable[int]) -> None:
        """These have been read."""
        if self._unread:
            self._unread.difference_update(blocks)
            if not self._unread:
                self.healed.emit()

    def forget(self) -> None:
        """Another result is asked for."""
        self._unread.clear()
        self._waiting.clear()
        self._pause.stop()

    def _go_on(self) -> None:
        blocks, self._waiting = self._waiting, set()
        self.over.emit(blocks)
