"""Rows that could not be read are read again after a pause, by themselves."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE_MS = 3_000


class ReadAgain(QObject):
    """The blocks of a list that could not be read, while they wait.

    Signals:
        failed: the first failure of a series.
        over: the pause of these blocks is over.
        healed: rows came again after a failure.
    """

    failed = Signal(object)
    over = Signal(object)
    healed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: set[int] = set()
        self._failing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._go_on)

    def put_off(self, blocks: Iterable[int], fault: BaseException) -> None:
        """These could not be read."""
        self._waiting.update(blocks)
        if not self._pause.isActive():
            self._pause.start(PAUSE_MS)
        if not self._failing:
            self._failing = True
            self.failed.emit(fault)

    def came(self) -> None:
        """Rows have been read."""
        if self._failing and not self._waiting:
            self._failing = False
            self.healed.emit()

    def forget(self) -> None:
        """Another result is asked for."""
        self._waiting.clear()
        self._pause.stop()

    def _go_on(self) -> None:
        blocks, self._waiting = self._waiting, set()
        self.over.emit(blocks)
