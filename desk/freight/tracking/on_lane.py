"""Which tickets a closed road holds up.

A ticket lies on a lane when the name of its destination stands in the lane or in the note's text
(assumed: the office writes lanes as 「G3012 吐鲁番-喀什」, and no ticket carries its roads).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.model import Consignment
from desk.freight.tracking.choices import Severity
from desk.freight.tracking.model import LaneNote
from desk.freight.tracking.under_way import OPEN
from desk.kernel.commands import query
from desk.kernel.text import tr
from desk.storage.work import Reader

SHOWN = 20
_ENDINGS = ("市", "地区", "县", "区")


@dataclass(frozen=True)
class ClosedLaneRow:
    """A closed road."""

    id: int
    lane: str
    text: str
    from_at: datetime
    to_at: datetime


@dataclass(frozen=True)
class LaneTicketRow:
    """A ticket under way with its due date; `due_before_on` is the first one when it was put off."""

    number: str
    state: ConsignmentState
    shipper_name: str
    consignee_name: str
    destination: str
    goods_summary: str
    pieces: int
    due_on: date
    due_before_on: date | None
    force_majeure: bool
    on_lane: bool


@query("tracking.read", "封路")
def closed_lanes(read: Reader) -> list[ClosedLaneRow]:
    """The last closed roads, the latest first."""
    wanted = select(LaneNote).where(LaneNote.severity == Severity.CLOSED)
    ordered = wanted.order_by(LaneNote.to_at.desc(), LaneNote.id.desc()).limit(SHOWN)
    return [
        ClosedLaneRow(n.id, n.lane, n.text, n.from_at, n.to_at)
        for n in read.session.scalars(ordered)
    ]


@query("tracking.read", "封路影响的运单")
def tickets_on_lane(read: Reader, *, lane_note_id: int) -> list[LaneTicketRow]:
    """Every ticket under way that has a due date, those on the lane first, then by due date.

    Raises:
        Refused: E006.
    """
    note = read.get(LaneNote, lane_note_id, tr("途径信息"))
    where = f"{note.lane} {note.text}"
    wanted = select(Consignment).where(Consignment.state.in_(OPEN), Consignment.due_on.is_not(None))
    rows = [
        _row(ticket, ticket.due_on, where)
        for ticket in read.session.scalars(wanted)
        if ticket.due_on is not None
    ]
    return sorted(rows, key=lambda row: (not row.on_lane, row.due_on, row.number))


def _row(c: Consignment, due_on: date, where: str) -> LaneTicketRow:
    return LaneTicketRow(
        c.label,
        c.state,
        c.shipper_name,
        c.consignee_name,
        c.destination,
        c.goods_summary,
        c.declared,
        due_on,
        c.due_before_on,
        c.force_majeure,
        names_place(where, c.destination),
    )


def names_place(text: str, place: str) -> bool:
    """Whether a text names a place, with or without 市, 地区, 县, 区."""
    short = next((place.removesuffix(e) for e in _ENDINGS if place.endswith(e)), place)
    return len(short) > 1 and short in text
