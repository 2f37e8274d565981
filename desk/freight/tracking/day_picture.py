"""The calm picture of the day: what arrived and what was delivered, what is open, what is late.

Every count goes by an index made for it, so the board opens as fast with a million consignments as
with ten; each opens the consignments it counted.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from desk.freight.consignments.choices import Direction
from desk.freight.consignments.model import IS_INBOUND, Consignment
from desk.freight.tracking.under_way import OPEN
from desk.kernel.calendar import BEIJING
from desk.kernel.text import tr
from desk.kernel.today import DayBars, DayFigure
from desk.screens.lists import Filter, just
from desk.storage.work import Reader

DAYS = 14
LIST, READ = "consignments", "consignment.read"
_ARRIVING = (Filter("direction", "in", (Direction.INBOUND,)),)


def open_and_late(read: Reader) -> list[DayFigure]:
    """Tickets accepted and not delivered, and those of them whose due date is over (spec 5.15)."""
    if not read.may(READ):
        return []
    under_way, yesterday = Consignment.state.in_(OPEN), read.today - timedelta(days=1)
    is_late = Consignment.due_on <= yesterday
    is_open = Filter("state", "in", OPEN)
    was_due = Filter("due_on", "to", yesterday)
    late = _count(read, under_way, is_late)
    return [
        DayFigure(tr("在办票数"), _count(read, under_way), LIST, just(is_open)),
        DayFigure(tr("超期票数"), late, LIST, just(is_open, was_due), is_bad=late > 0),
    ]


def arrived_and_delivered(read: Reader) -> list[DayBars]:
    """Inbound tickets by the day they came into stock, and all tickets by the day of their signature."""
    if not read.may(READ):
        return []
    return [
        _bars(read, tr("到货票数"), Consignment.stocked_at, _ARRIVING, IS_INBOUND),
        _bars(read, tr("签收票数"), Consignment.signed_at, ()),
    ]


def _count(read: Reader, *where: ColumnElement[bool]) -> int:
    return read.session.scalar(select(func.count()).select_from(Consignment).where(*where)) or 0


def _bars(
    read: Reader,
    label: str,
    moment: InstrumentedAttribute[datetime | None],
    filters: tuple[Filter, ...],
    *where: ColumnElement[bool],
) -> DayBars:
    days = [read.today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    day: ColumnElement[Any] = func.date(moment, "+8 hours")
    counted = select(day, func.count()).where(moment >= _midnight(days[0]), *where).group_by(day)
    counts: dict[str, int] = dict(iter(read.session.execute(counted)))
    bars = (
        DayFigure(
            f"{each:%m-%d}",
            counts.get(each.isoformat(), 0),
            LIST,
            just(*filters, *_on(moment.key, each)),
        )
        for each in days
    )
    return DayBars(label, tuple(bars))


def _on(field: str, day: date) -> tuple[Filter, Filter]:
    after = _midnight(day + timedelta(days=1))
    return Filter(field, "from", _midnight(day)), Filter(field, "to", after - timedelta(seconds=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)
