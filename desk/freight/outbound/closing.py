"""Trucks whose station was not told, before the day ends."""

from collections.abc import Iterator
from datetime import datetime, time

from sqlalchemy import and_, or_, select

from desk.freight.outbound.choices import PreadviceState
from desk.freight.outbound.model import OutboundPreadvice
from desk.freight.outbound.rules import SEND_WITHIN
from desk.kernel.calendar import BEIJING
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.storage.work import Work

UNSENT = Duty("preadvices_unsent", "出港预报未发送", frozenset({Role.OUT}))


@on(DayClosing)
def preadvices_not_sent(work: Work, day: DayClosing) -> None:
    """Loaded trucks that were not announced, and drafts that should have left by tonight."""
    tonight = datetime.combine(work.today, time.max, BEIJING)
    state, leaves_at = OutboundPreadvice.state, OutboundPreadvice.depart_plan_at
    planned = and_(state == PreadviceState.DRAFT, leaves_at <= tonight)
    left = select(OutboundPreadvice).where(or_(state == PreadviceState.CONFIRMED, planned))

    def items() -> Iterator[OpenItem]:
        for truck in work.session.scalars(left.order_by(leaves_at, OutboundPreadvice.id)):
            what = f"{truck.dest_station} {truck.vehicle.plate_no} {len(truck.lines)}{tr('票')}"
            due_at = truck.depart_plan_at + SEND_WITHIN
            yield OpenItem(truck.number, what, due_at, "preadvice_board")

    day.ask(UNSENT, items)
