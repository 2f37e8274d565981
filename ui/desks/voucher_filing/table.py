"""The table of the papers in a box, and how what is refused comes to its row."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desk.kernel.errors import Problem
from ui.desks.row_table import RowTable
from ui.desks.voucher_filing.lines import Line
from ui.editors import FieldSet


class LineTable(RowTable[Line]):
    """Delete takes a paper out."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class RowProblems(FieldSet):
    """Refusals of filed papers go to their rows: `mark` is told the place of each and its sentences."""

    def __init__(self, page: QObject, mark: Callable[[dict[int, list[str]]], None]) -> None:
        super().__init__(page)
        self._mark = mark

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        rest, rows = [], dict[int, list[str]]()
        for one in problems:
            path = (one.field or "").split(".")
            if len(path) > 1 and path[0] == "papers" and path[1].isdigit():
                rows.setdefault(int(path[1]), []).append(one.message)
            else:
                rest.append(one)
        self._mark(rows)
        return tuple(rest)
