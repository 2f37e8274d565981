"""How long a partner keeps the cash he collected: what the evaluators see beside S4.

Source: spec 5.7 S4, V2.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select

from desk.evaluation.measures.rules import day_of
from desk.freight.consignments.model import Consignment
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.kernel.periods import moments_of
from desk.kernel.quantities import round_half_up
from desk.storage.work import Reader


@dataclass(frozen=True, kw_only=True)
class CodKept:
    """Cash of one ticket: signed for, and handed over to the office or not yet.

    Attributes:
        days: from the signature to the settlement, or to the last day looked at.
    """

    number: str
    cod_fen: int
    signed_on: date
    settled_on: date | None
    days: int


@dataclass(frozen=True, kw_only=True)
class CodDelay:
    """The days a partner kept cash on delivery in a period.

    Attributes:
        tickets: with cash handed over in the period, or still kept at its end.
        average: hundredths of a day, half-up; None without any.
        longest: days of the one kept longest (V2: more than 15).
        unsettled: tickets whose cash he still had.
    """

    tickets: int
    average: int | None
    longest: int
    unsettled: int
    rows: tuple[CodKept, ...]


def cod_delay(read: Reader, *, partner_id: int, first: date, last: date) -> CodDelay:
    """The delay of a partner's COD remittances: settled in the period, or outstanding at its end."""
    start, end = moments_of(first, last)
    until = min(last, read.today)
    rows = [
        _kept(row, end, until)
        for row in read.session.execute(kept_statement(partner_id, start, end))
    ]
    rows.sort(key=lambda kept: (-kept.days, kept.number))
    days = sum(kept.days for kept in rows)
    return CodDelay(
        tickets=len(rows),
        average=round_half_up(days * 100, len(rows)) if rows else None,
        longest=max((kept.days for kept in rows), default=0),
        unsettled=sum(kept.settled_on is None for kept in rows),
        rows=tuple(rows),
    )


def _kept(row: Any, end: datetime, until: date) -> CodKept:
    signed_on = day_of(row.signed_at)
    settled = row.settled_at is not None and row.settled_at < end
    settled_on = day_of(row.settled_at) if settled else None
    return CodKept(
        number=row.number,
        cod_fen=row.cod_for_us_fen,
        signed_on=signed_on,
        settled_on=settled_on,
        days=max(0, ((settled_on or until) - signed_on).days),
    )


def kept_statement(partner_id: int, start: datetime, end: datetime) -> "Select[*tuple[Any, ...]]":
    """Cash signed for before the end of a period and not settled before its start."""
    m, line = TransitManifest, TransitLine
    return (
        select(Consignment.number, line.cod_for_us_fen, line.signed_at, m.settled_at)
        .select_from(m)
        .join(line, line.manifest_id == m.id)
        .join(Consignment, Consignment.id == line.consignment_id)
        .where(
            m.partner_id == partner_id,
            or_(m.settled_at.is_(None), m.settled_at >= start),
            line.cod_for_us_fen > 0,
            line.pieces_signed > 0,
            line.signed_at < end,
        )
    )
