"""A card of cases that wait, the nearest deadline first; opening a row shows its case beside it."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from ui.asking import plain_label
from ui.desks.pieces import Card
from ui.desks.row_table import Column, RowTable


class Numbered(Protocol):
    """A row that has a document number."""

    @property
    def number(self) -> str:
        """The document number."""
        ...


R = TypeVar("R", bound=Numbered)


class WaitingCard(Card, Generic[R]):
    """See the module.

    Args:
        title: heading of the card.
        name: what a screen reader calls the table.
        columns: what a row shows.
        empty: what is said while nothing waits.

    Signals:
        chosen: the number of a case to open.
    """

    chosen = Signal(str)

    def __init__(self, title: str, name: str, columns: Sequence[Column[R]], empty: str) -> None:
        super().__init__(title)
        self.table = RowTable(name, columns, lambda row: row.number)
        self.table.opened.connect(self._opened)
        self.table.clicked.connect(lambda _: self._opened())
        policy = QSizePolicy.Policy
        self.table.setSizePolicy(policy.Expanding, policy.Expanding)
        self.nothing = plain_label(empty, "muted")
        self.nothing.setWordWrap(True)
        self.column.addWidget(self.nothing)
        self.column.addWidget(self.table, 1)
        self.column.addStretch(0)
        self.show_cases([])

    def show_cases(self, rows: Sequence[R]) -> None:
        """Show the cases in their order."""
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def mark(self, number: str) -> None:
        """Mark the case that is shown, or none."""
        if not self.table.go_to(number):
            self.table.clearSelection()

    def _opened(self) -> None:
        row = self.table.current()
        if row is not None:
            self.chosen.emit(row.number)
