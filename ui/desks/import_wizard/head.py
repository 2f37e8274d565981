"""What a list does not say row by row: for an inbound list the truck, and that its origin checked it."""

from typing import Any

from desk.freight.inbound.choices import CostBasis
from desk.freight.inbound.drafts import ManifestHead
from desk.importing import ImportKind
from desk.kernel.commands import entry_of
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.checks import check_box
from ui.desks.pieces import Card
from ui.editors import FieldSet, editor_for
from ui.pages.argument_fields import argument_fields
from ui.pages.field_grid import FieldGrid
from ui.registry import Context

_FIELDS = (
    Field("origin_station", "始发站", Kind.STATION, width=6, required=True),
    Field("plate", "车牌", width=7, required=True),
    Field("eta_at", "预计到达", Kind.MOMENT, width=9, required=True),
    Field("depart_at", "发车时间", Kind.MOMENT, width=9),
    Field("line_operator", "承运单位", width=8),
    Field("driver", "司机", width=6),
    Field("driver_phone", "司机电话", Kind.PHONE, width=8),
    Field("linehaul_cost_fen", "干线运费", Kind.MONEY, width=7),
)
CERTIFIED = "origin_certified"
ROWS = frozenset({"rows", "file_name"})


class TruckHead(Card):
    """Two dense lines below the preview."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.fields = FieldSet(self)
        grid = FieldGrid(columns=4)
        for field in _FIELDS:
            grid.put(self.fields.add(editor_for(field, context)))
        self.column.addWidget(grid)
        words = tr("始发站已核验托运人身份、已开箱验视并已签认限额条款")
        self.certified = self.fields.add(check_box(Field(CERTIFIED, words, Kind.FLAG)))
        self.column.addWidget(self.certified)

    def arguments(self) -> dict[str, Any]:
        """The arguments of the booking.

        Raises:
            Refused: what cannot be read, and what is missing.
        """
        values = self.fields.values()
        certified = bool(values.pop(CERTIFIED))
        values["linehaul_cost_fen"] = values["linehaul_cost_fen"] or 0
        head = ManifestHead(cost_basis=CostBasis.WEIGHT, **values)
        return {"head": head, CERTIFIED: certified}


class PlainHead(Card):
    """The arguments of any other kind, read from its command; none for most."""

    def __init__(self, context: Context, kind: ImportKind) -> None:
        super().__init__()
        self.fields = FieldSet(self)
        grid = FieldGrid(columns=4)
        for field in argument_fields(entry_of(kind.book)):
            if field.name not in ROWS:
                grid.put(self.fields.add(editor_for(field, context)))
        self.column.addWidget(grid)

    def arguments(self) -> dict[str, Any]:
        """What was typed; what is left empty keeps its usual value.

        Raises:
            Refused: what cannot be read, and what is missing.
        """
        return {n: v for n, v in self.fields.values().items() if v not in (None, "")}


Head = TruckHead | PlainHead


def head_of(context: Context, kind: ImportKind) -> Head:
    """The head of one kind of list."""
    return TruckHead(context) if kind.name == "inbound" else PlainHead(context, kind)
