"""The limit of the first rows: 50 of them by one plain statement in a plain table; ends when painted."""

import sqlite3
import sys
import time
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from tests.bench.ended import end

ROWS, DISPLAY, MS = 50, 0, 1000.0


class Rows(QAbstractTableModel):
    """Rows as they came from the driver."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: object = None) -> int:
        return len(self._rows)

    def columnCount(self, parent: object = None) -> int:
        return len(self._rows[0])

    def data(self, index: Any, role: int = DISPLAY) -> str | None:
        return str(self._rows[index.row()][index.column()]) if role == DISPLAY else None


class Painted(QTableView):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, self._end)

    def _end(self) -> None:
        end(ms=(time.perf_counter() - started) * MS, busy=(time.process_time() - busy) * MS)


if __name__ == "__main__":
    qt = QApplication([])
    qt.processEvents()
    started, busy = time.perf_counter(), time.process_time()
    connection = sqlite3.connect(sys.argv[1])
    shown = "number, state, direction, shipper_name, consignee_name, consignee_phone, destination"
    found = connection.execute(
        f"SELECT id, {shown}, total_fen, due_on, accept_at FROM consignment"
        f" ORDER BY accept_at DESC, id DESC LIMIT {ROWS}"
    ).fetchall()
    window, table = QMainWindow(), Painted()
    model = Rows(found)
    table.setModel(model)
    window.setCentralWidget(table)
    window.resize(1366, 768)
    window.show()
    qt.exec()
