"""H2 and H3: pieces damaged, wet, short or lost at a partner, of the pieces he was handed.

Source: spec 5.7, 3.15.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, select

from desk.evaluation.measures.handovers import Handed, business
from desk.evaluation.measures.rows import Rows, TicketBehind, one_a_ticket
from desk.evaluation.measures.rules import day_of
from desk.freight.consignments.model import Consignment
from desk.freight.exceptions.choices import ExceptionKind, LiableParty
from desk.freight.exceptions.model import ExceptionCase
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.kernel.periods import moments_of
from desk.kernel.text import tr
from desk.storage.work import Reader

DAMAGED = frozenset({ExceptionKind.DAMAGE, ExceptionKind.WET})
MISSING = frozenset({ExceptionKind.SHORTAGE, ExceptionKind.LOSS})


def broken_rows(
    read: Reader,
    kinds: frozenset[ExceptionKind],
    handed: tuple[Handed, ...],
    partner_id: int,
    first: date,
    last: date,
) -> Rows:
    """Pieces handed over in the period, and pieces of exceptions found in it that are the partner's."""
    carried, back = business(handed)
    rows = [h.row(on=h.handed_on, denominator=h.pieces, words=h.handed_words) for h in carried]
    return one_a_ticket((*rows, *back, *_found(read, kinds, partner_id, first, last)))


def _found(
    read: Reader, kinds: frozenset[ExceptionKind], partner_id: int, first: date, last: date
) -> Iterator[TicketBehind]:
    """Exceptions of tickets whose goods were with this partner."""
    found = read.session.execute(found_statement(kinds, *moments_of(first, last)))
    for number, hand_overs in groupby(found, key=lambda row: row.exception_no):
        rows = list(hand_overs)
        case, holder = rows[0], _holder(rows)
        if holder != partner_id:
            continue
        words = f"{number} {case.kind.label} {tr('{n} 件').format(n=case.pieces)}"
        undecided = case.liable_party is LiableParty.UNDECIDED
        yield TicketBehind(
            consignment_id=case.consignment_id,
            number=case.waybill,
            on=day_of(case.found_at),
            numerator=0 if undecided else case.pieces,
            words=words,
            left_out=tr("责任待定") if undecided else "",
        )


def found_statement(
    kinds: frozenset[ExceptionKind], start: datetime, end: datetime
) -> "Select[*tuple[Any, ...]]":
    """Exceptions of some kinds found in a period, each once for every hand-over of its ticket."""
    case, line, m, c = ExceptionCase, TransitLine, TransitManifest, Consignment
    return (
        select(
            case.number.label("exception_no"),
            case.consignment_id,
            c.number.label("waybill"),
            case.kind,
            case.pieces,
            case.found_at,
            case.doc_no,
            case.liable_party,
            m.number.label("manifest"),
            m.partner_id,
            m.handover_at,
        )
        .join(line, line.consignment_id == case.consignment_id)
        .join(m, m.id == line.manifest_id)
        .join(c, c.id == case.consignment_id)
        .where(
            case.found_at >= start,
            case.found_at < end,
            case.kind.in_(sorted(kinds)),
            case.liable_party.in_((LiableParty.PARTNER, LiableParty.UNDECIDED)),
            m.handover_at.is_not(None),
        )
        .order_by(case.id, m.handover_at, m.id)
    )


def _holder(hand_overs: list[Any]) -> int | None:
    """Whose goods they were: of the manifest the exception names, else of the last one before it."""
    named = [row for row in hand_overs if row.doc_no == row.manifest]
    before = [row for row in hand_overs if row.handover_at <= row.found_at]
    holder = (named or before)[-1:]
    return holder[0].partner_id if holder else None
