"""Every version of the report, what this one says otherwise than the one before, and what was decided."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.evaluation.reports.comparing import Differences
from desk.evaluation.reports.queries import ReportPage, VersionRow
from desk.kernel.text import tr
from desk.office.approvals.events import Change
from ui.desks.approval_desk.changes import Changes
from ui.desks.evaluation_desk.words import VERSION_COLUMNS
from ui.desks.pieces import FollowingArea, fit_rows
from ui.desks.row_table import RowTable
from ui.theme import SPACE

MOST_VERSIONS = 5


class Versions(QWidget):
    """See the module.

    Signals:
        chosen: the number of another version.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.table: RowTable[VersionRow] = RowTable(tr("版本"), VERSION_COLUMNS, lambda v: v.number)
        self.table.opened.connect(self._opened)
        self.changes = Changes()
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, SPACE.small, 0)
        inner.addWidget(self.changes)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self.table)
        column.addWidget(FollowingArea(inside), 1)

    def show_report(self, page: ReportPage | None, found: Differences | None) -> None:
        """Show the versions of another report."""
        rows = page.versions if page else ()
        self.table.show_rows(rows)
        fit_rows(self.table, len(rows), MOST_VERSIONS)
        if page is not None:
            self.table.go_to(page.number)
        changes = [Change(d.what, d.before, d.after) for d in found.rows] if found else []
        former = f"V{found.former.rpartition('-V')[2]}" if found and found.former else ""
        self.changes.show_changes(changes, former)

    def _opened(self) -> None:
        row = self.table.current()
        if row is not None:
            self.chosen.emit(row.number)
