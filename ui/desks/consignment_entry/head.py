"""The head line: direction, time, from where to where, how it is handed over, the paper's number."""

from typing import TYPE_CHECKING

from desk.freight.consignments.choices import Direction
from desk.kernel.text import tr
from ui.desks.consignment_entry.fields import EntryFields
from ui.desks.consignment_entry.words import HEAD
from ui.desks.pieces import Card
from ui.editors import editor_for
from ui.editors.line import LineEditor
from ui.pages.field_grid import FieldGrid

if TYPE_CHECKING:
    from ui.registry import Context


class HeadLine(Card):
    """One line over everything else."""

    def __init__(self, context: "Context", fields: EntryFields) -> None:
        super().__init__()
        self._context, self._fields = context, fields
        grid = FieldGrid(columns=len(HEAD))
        for place, field in enumerate(HEAD):
            grid.put(fields.add(editor_for(field, context)))
            grid.grid.setColumnStretch(place * 2 + 1, field.width)
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
