"""The limit of a start: a window with an empty table; the process ends at its first paint."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from tests.bench.ended import end


class Painted(QTableView):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, end)


if __name__ == "__main__":
    qt = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(Painted())
    window.resize(1366, 768)
    window.show()
    qt.exec()
