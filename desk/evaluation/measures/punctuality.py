"""H1: were the tickets there on the day they were due.

Source: spec 5.7, 5.15, AT-18 (d).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import select

from desk.evaluation.measures.handovers import Handed, due_in
from desk.evaluation.measures.looking import in_blocks
from desk.evaluation.measures.rows import Rows, TicketBehind, in_order
from desk.evaluation.measures.rules import day_of
from desk.freight.consignments.choices import MoveReason
from desk.freight.consignments.model import StockMove
from desk.freight.tracking.choices import EventKind, PartyKind, Topic
from desk.freight.tracking.model import ContactLog, TrackingEvent
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.storage.work import Reader

Moments = Mapping[int, list[datetime]]


def punctual_rows(read: Reader, partner_id: int, first: date, last: date) -> Rows:
    """One row a ticket due in the period; of several hand-overs each must have been in time."""
    lines = due_in(read, partner_id, first, last)
    open_ones = [h for h in lines if not _signed_in_time(h) and not h.recalled]
    ids = [h.consignment_id for h in open_ones]
    told = _notices(read, [h.consignment_id for h in open_ones if not h.door])
    refused, back = _refusals(read, ids), _returns(read, ids)
    by_ticket: dict[int, list[TicketBehind]] = defaultdict(list)
    for h in lines:
        row = _judged(h, read.today, told, refused, back)
        by_ticket[h.consignment_id].append(row)
    return in_order(_of_ticket(rows) for rows in by_ticket.values())


def _of_ticket(rows: list[TicketBehind]) -> TicketBehind:
    """The latest of the hand-overs that count speaks for the ticket."""
    counted = [row for row in rows if not row.left_out] or rows
    return min(counted, key=lambda row: (row.numerator, row.on))


def _signed_in_time(h: Handed) -> bool:
    return h.signed_on is not None and h.signed_on <= h.due_on


def _judged(h: Handed, today: date, told: Moments, refused: Moments, back: Moments) -> TicketBehind:
    due, day = h.due_on, _first_since(h, told)
    words = _words(h, day)
    if h.recalled:
        return h.aside(due, tr("已追回,未计费"), words)
    if h.force_majeure:
        return h.aside(due, tr("不可抗力(经理批准)"), words)
    if _signed_in_time(h) or (day is not None and day <= due):
        return h.row(on=due, numerator=1, denominator=1, words=words)
    for moments, why in ((refused, tr("收货人拒收")), (back if h.all_back else {}, tr("已退回"))):
        gone = _first_since(h, moments)
        if gone is not None and gone <= due:
            return h.aside(due, why, words)
    if h.signed_on is None and due >= today:
        return h.aside(due, tr("未到期"), words)
    return h.row(on=due, denominator=1, words=words)


def _first_since(h: Handed, moments: Moments) -> date | None:
    """The first day of something after the hand-over."""
    since = [day_of(at) for at in moments.get(h.consignment_id, ()) if at >= h.handed_at]
    return min(since, default=None)


def _words(h: Handed, told: date | None) -> str:
    due = tr("应到 {d}").format(d=show_date(h.due_on))
    if h.signed_on is not None:
        return tr("{due},签收 {d}").format(due=due, d=show_date(h.signed_on))
    if told is not None:
        return tr("{due},已通知自提 {d}").format(due=due, d=show_date(told))
    return tr("{due},未签收").format(due=due)


def _notices(read: Reader, ids: Iterable[int]) -> Moments:
    """When the consignee was told to fetch his goods from the partner."""
    log = ContactLog
    wanted = select(log.consignment_id, log.at).where(
        log.topic == Topic.NOTICE, log.party_kind == PartyKind.CONSIGNEE
    )
    return in_blocks(read, wanted, log.consignment_id, ids)


def _refusals(read: Reader, ids: Iterable[int]) -> Moments:
    event = TrackingEvent
    wanted = select(event.consignment_id, event.at).where(event.kind == EventKind.REFUSED)
    return in_blocks(read, wanted, event.consignment_id, ids)


def _returns(read: Reader, ids: Iterable[int]) -> Moments:
    move = StockMove
    wanted = select(move.consignment_id, move.at).where(
        move.reason == MoveReason.TRANSIT_BACK, move.reverses_id.is_(None)
    )
    return in_blocks(read, wanted, move.consignment_id, ids)
