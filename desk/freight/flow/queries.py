"""Which goods went which way: read off the sums of the days, which a check compares with the tickets."""

import functools
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    not_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.model import Consignment
from desk.freight.flow.choices import FlowGroup
from desk.freight.flow.model import KEY, SUMS, FlowDay
from desk.freight.flow.rules import Amounts, FlowRow, Lane, compare, row_of, total
from desk.kernel.commands import query
from desk.kernel.divisions import find_division
from desk.kernel.errors import refuse
from desk.kernel.moments import show_date
from desk.kernel.periods import period_before, period_of, show_period
from desk.kernel.text import tr
from desk.storage.work import Reader


@dataclass(frozen=True)
class FlowReport:
    """The flow of a period and of the one before; `sentence` says so when there was none."""

    first_on: date
    last_on: date
    period: str
    period_before: str
    rows: tuple[FlowRow, ...]
    groups: tuple[FlowRow, ...]
    total: FlowRow
    sentence: str


@query("consignment.read", "货物流量")
def cargo_flow(read: Reader, *, period: str = "") -> FlowReport:
    """Tickets, pieces, kg, m³ and revenue by direction and lane, by the day of acceptance.

    Void tickets and drafts do not count. A lane that had goods only before shows with nothing now.

    Args:
        read: the reader.
        period: 「2026-11」, 「2026-11-18」 or 「2026-11-01~2026-11-18」; this month unless said.

    Raises:
        Refused: E002 for a period that cannot be read, E019 when it ends before it begins.

    Source: spec 5.9 (K30), P-21.
    """
    first_on, last_on = period_of(period or f"{read.today:%Y-%m}", read.today)
    if last_on < first_on:
        why = tr("止日 {b} 早于起日 {a}").format(a=show_date(first_on), b=show_date(last_on))
        raise refuse("E019", "period", label=tr("期间"), why=why)
    earlier = period_before(first_on, last_on)
    now, before = _amounts(read, first_on, last_on), _amounts(read, *earlier)
    rows = compare(now, before)
    whole = total(now.values())
    return FlowReport(
        first_on,
        last_on,
        show_period(first_on, last_on),
        show_period(*earlier),
        tuple(rows),
        tuple(_sum(group, rows, whole.revenue_fen) for group in FlowGroup if _has(group, rows)),
        row_of(None, tr("合计"), whole, total(before.values()), whole.revenue_fen),
        "" if whole.tickets else tr("本期没有受理的运单。"),
    )


@query("consignment.read", "常用地点")
def places_used(read: Reader) -> dict[str, int]:
    """How many tickets came from a place or went there, by its code; what was never used is not named.

    Read off the days' sums: a hundred thousand tickets are some thousand rows.
    """
    tickets, used = func.sum(FlowDay.tickets), Counter[str]()
    ends = select(FlowDay.destination_code, tickets).group_by(FlowDay.destination_code)
    for code, count in read.session.execute(ends):
        used[code] += count
    starts = select(FlowDay.origin_station, tickets).group_by(FlowDay.origin_station)
    for station, count in read.session.execute(starts):
        place = find_division(station)
        used[place.code if place else ""] += count
    return {code: count for code, count in used.items() if code and count > 0}


def _has(group: FlowGroup, rows: list[FlowRow]) -> bool:
    return any(row.group is group for row in rows)


def _sum(group: FlowGroup, rows: list[FlowRow], whole_fen: int) -> FlowRow:
    of_group = [row for row in rows if row.group is group]
    now, before = total(r.now for r in of_group), total(r.before for r in of_group)
    return row_of(group, tr("{g}小计").format(g=group.label), now, before, whole_fen)


def _amounts(read: Reader, first_on: date, last_on: date) -> dict[Lane, Amounts]:
    days = {"first_on": first_on, "last_on": last_on}
    found = read.session.execute(flow_statement(), days)
    return {Lane(*row[:4]): Amounts(*map(int, row[4:])) for row in found}


@functools.cache
def flow_statement() -> Select[Any]:
    """Lanes are told apart by the destination's official code, else its name; read off the days' sums.

    Made once: to put it together takes longer than to read a month.
    """
    f = FlowDay
    place = func.coalesce(func.nullif(f.destination_code, ""), f.destination)
    lane: list[Any] = [f.flow, f.origin_station, place.label("place"), func.min(f.destination)]
    sums = (func.sum(getattr(f, name)) for name in SUMS)
    return (
        select(*lane, *sums)
        .where(f.day.between(bindparam("first_on"), bindparam("last_on")), f.tickets > 0)
        .group_by(f.flow, f.origin_station, "place")
    )


def recounted(first_at: datetime | None = None, end_at: datetime | None = None) -> Select[Any]:
    """The sums of a day and lane as the consignments themselves say, of all days unless told."""
    c = Consignment
    transit = (c.direction == Direction.INBOUND) & (c.delivery_mode == DeliveryMode.TRANSIT)
    flow = case((transit, literal(FlowGroup.TRANSIT.value)), else_=type_coerce(c.direction, String))
    day = func.date(c.accept_at, "+8 hours")
    key = (day, flow, c.origin_station, c.destination_code, c.destination)
    sums = (c.declared, c.weight_g, c.volume_cm3, c.total_fen)
    since = [] if first_at is None else [c.accept_at >= first_at]
    until = [] if end_at is None else [c.accept_at < end_at]
    return (
        select(*key, func.count(), *(func.sum(column) for column in sums))
        .where(c.voided.is_(False), c.number.is_not(None), *since, *until)
        .group_by(*key)
    )


def flow_faults(session: Session) -> list[str]:
    """The days and lanes whose kept sums are not those of the consignments, 「2026-11-18 郑州→喀什」."""
    keep = [type_coerce(getattr(FlowDay, name), String) for name in KEY]
    sums = [getattr(FlowDay, name) for name in SUMS]
    blank = [column == 0 for column in sums]
    kept = {tuple(row) for row in session.execute(select(*keep, *sums).where(not_(and_(*blank))))}
    counted = {tuple(row) for row in session.execute(recounted())}
    wrong = sorted({(row[0], row[2], row[4]) for row in kept ^ counted})
    return [f"{day} {origin}→{destination}" for day, origin, destination in wrong]
