"""The limit of a start: a window with an empty table; the process ends at its first paint."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from tests.bench.ended import end


class Painted(QTableView):
    """Says when it was painted."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then = then

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, self._then)


def show_empty(then: Callable[[], None]) -> None:
    """Show the window; `then` is called when it is painted."""
    qt = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(Painted(then))
    window.resize(1366, 768)
    window.show()
    qt.exec()


if __name__ == "__main__":
    show_empty(end)
