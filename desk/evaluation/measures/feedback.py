"""H8: tickets whose arrival or signature the partner told the office of within 24 hours.

How long it took is the time between the node and its entry. Source: spec 5.7.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.evaluation.measures.handovers import Handed, business
from desk.evaluation.measures.looking import rows_of
from desk.evaluation.measures.rows import Rows, TicketBehind, one_a_ticket
from desk.evaluation.measures.rules import fed_back
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.model import TrackingEvent
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.storage.work import Reader

ARRIVAL = EventKind.PARTNER_ARRIVED
SIGNATURES = frozenset({EventKind.SIGNED, EventKind.PART_SIGNED})


@dataclass(frozen=True)
class Told:
    """One thing the partner told: when it happened, and when it was entered."""

    kind: EventKind
    at: datetime
    entered_at: datetime
    doc_no: str

    def of(self, h: Handed) -> bool:
        """It is about this hand-over."""
        if self.at < h.handed_at:
            return False
        if self.kind is ARRIVAL:
            return self.doc_no in ("", h.manifest)
        return h.signed_at is not None and self.at <= h.signed_at


def feedback_rows(read: Reader, handed: tuple[Handed, ...]) -> Rows:
    """One row a ticket handed over in the period; one still on its way in time is left out."""
    carried, back = business(handed)
    told = _told(read, (h.consignment_id for h in carried))
    by_ticket: dict[int, list[Handed]] = defaultdict(list)
    for h in carried:
        by_ticket[h.consignment_id].append(h)
    rows = [_row(read, lines, told) for lines in by_ticket.values()]
    return one_a_ticket((*rows, *back))


def _row(read: Reader, lines: list[Handed], told: Mapping[int, list[Told]]) -> TicketBehind:
    first = lines[0]
    known = (t for t in told.get(first.consignment_id, ()) if t.entered_at <= read.now)
    heard = [t for t in known if any(t.of(h) for h in lines)]
    if not heard and all(h.due_on >= read.today for h in lines):
        return first.aside(first.handed_on, tr("在途,未到期"))
    best = min(heard, key=lambda t: t.entered_at - t.at, default=None)
    in_time = best is not None and fed_back(best.at, best.entered_at)
    words = tr("没有反馈")
    if best is not None:
        words = tr("{k} {a},登记 {b}").format(
            k=best.kind.label, a=show_moment(best.at), b=show_moment(best.entered_at)
        )
    return first.row(on=first.handed_on, numerator=int(in_time), denominator=1, words=words)


def _told(read: Reader, ids: Iterable[int]) -> dict[int, list[Told]]:
    event = TrackingEvent
    wanted = select(
        event.consignment_id, event.kind, event.at, event.created_at, event.doc_no
    ).where(event.kind.in_(sorted((ARRIVAL, *SIGNATURES))))
    found: dict[int, list[Told]] = defaultdict(list)
    for consignment_id, *told in rows_of(read, wanted, event.consignment_id, ids):
        found[consignment_id].append(Told(*told))
    return found
