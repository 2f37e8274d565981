"""The head line: direction, time, from where to where, how it is handed over, the paper's number."""

from typing import TYPE_CHECKING

from desk.freight.consignments.choices import Direction
from desk.kernel.text import tr
from ui.desks.consignment_entry.fields import EntryFields
from ui.desks.consignment_entry.words import HEAD
from ui.desks.pieces import Card
from ui.editors import editor_for
from ui.editors.line import LineEditor
from ui.pages.folding_grid import FoldingGrid

if TYPE_CHECKING:
    from ui.registry import Context


class HeadLine(Card):
    """One line over everything else."""

    def __init__(self, context: "Context", fields: EntryFields) -> None:
        super().__init__()
        self._context, self._fields = context, fields
        grid = FoldingGrid(columns=len(HEAD), fewest=len(HEAD) // 2)
        grid.place(fields.add(editor_for(field, context)) for field in HEAD)
        grid.stretch(*(field.width for field in HEAD))
        self.column.addWidget(grid)
        accept_at = fields["accept_at"]
        if isinstance(accept_at, LineEditor):
            accept_at.line.setPlaceholderText(tr("空着为现在"))
        fields["direction"].edited.connect(self._turned)

    def usual_origin(self, direction: Direction | None) -> str:
        """What does not come in leaves from the hub."""
        incoming = direction in (Direction.INBOUND, None)
        return "" if incoming else self._context.desk.settings.hub_city

    def _turned(self) -> None:
        """Another direction, another origin, unless one was typed."""
        origin, direction = self._fields["origin_station"], self._fields["direction"].value()
        if origin.is_empty() or origin.value() == self._context.desk.settings.hub_city:
            origin.set_value(self.usual_origin(direction))
