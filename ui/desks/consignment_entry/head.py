"""The head line: direction, time, from where to where, how it is handed over, the paper's number."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QVBoxLayout

from desk.freight.consignments.choices import Direction
from desk.kernel.text import tr
from ui.desks.consignment_entry.fields import EntryFields
from ui.desks.consignment_entry.words import HEAD
from ui.desks.pieces import Card
from ui.editors import editor_for
from ui.editors.line import LineEditor
from ui.pages.folding_grid import FoldingGrid
from ui.theme import SIZES

if TYPE_CHECKING:
    from ui.registry import Context


LEAST_SIGNS = 24
"""A line of a message holds so many signs at least; where less room is left, it begins further left."""


class HeadLine(Card):
    """One line over everything else.

    What is wrong with the destination takes two lines, not the ten its narrow field would give it: it
    begins below the field and ends with the card.
    """

    def __init__(self, context: "Context", fields: EntryFields) -> None:
        super().__init__()
        self._context, self._fields = context, fields
        grid = FoldingGrid(columns=len(HEAD), fewest=len(HEAD) // 2)
        grid.place(fields.add(editor_for(field, context)) for field in HEAD)
        grid.stretch(*(field.width for field in HEAD))
        self.column.addWidget(grid)
        self._below = QVBoxLayout()
        self.column.addLayout(self._below)
        self._destination = fields["destination"]
        self._destination.problem_column = self._below
        self._destination.installEventFilter(self)
        accept_at = fields["accept_at"]
        if isinstance(accept_at, LineEditor):
            accept_at.line.setPlaceholderText(tr("空着为现在"))
        fields["direction"].edited.connect(self._turned)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._destination and event.type() == QEvent.Type.Move:
            inside = self.column.contentsRect()
            begins = self._destination.mapTo(self, QPoint()).x() - inside.left()
            most = inside.width() - LEAST_SIGNS * SIZES.em
            self._below.setContentsMargins(max(0, min(begins, most)), 0, 0, 0)
        return False

    def usual_origin(self, direction: Direction | None) -> str:
        """What does not come in leaves from the hub."""
        incoming = direction in (Direction.INBOUND, None)
        return "" if incoming else self._context.desk.settings.hub_city

    def _turned(self) -> None:
        """Another direction, another origin, unless one was typed."""
        origin, direction = self._fields["origin_station"], self._fields["direction"].value()
        if origin.is_empty() or origin.value() == self._context.desk.settings.hub_city:
            origin.set_value(self.usual_origin(direction))
