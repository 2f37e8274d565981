"""The limit of a sign-in's memory: an empty painted window that opens one key as dear as a new office's."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from tests.bench.dear_key import open_dear_key
from tests.bench.ended import end


class Painted(QTableView):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, _opened)


def _opened() -> None:
    open_dear_key()
    end()


if __name__ == "__main__":
    qt = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(Painted())
    window.resize(1366, 768)
    window.show()
    qt.exec()
