"""What of the tickets must not lie overnight: consignees to tell, transit goods, drafts."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import ColumnElement, select

from desk.freight.consignments.choices import ConsignmentState, DeliveryMode, Direction
from desk.freight.consignments.model import Consignment
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.storage.work import Work

AHEAD = timedelta(hours=4)  # 20 of the 24 hours of A-12 (AT-17)

TELLING = Duty("notices_to_send", "未通知收货人", frozenset({Role.CS, Role.IN}))
TRANSIT = Duty("transit_lying", "中转货物未交接", frozenset({Role.IN}))
DRAFTS = Duty("drafts", "草稿未受理", frozenset({Role.CS}))


@on(DayClosing)
def consignees_not_told(work: Work, day: DayClosing) -> None:
    """Arrived goods of which the consignee has not heard, with the deadline of A-30."""
    hours = work.settings.notice_hours

    def items() -> Iterator[OpenItem]:
        for c in _in_stock(
            work,
            Consignment.state == ConsignmentState.IN_STOCK,
            Consignment.delivery_mode != DeliveryMode.TRANSIT,
            Consignment.notice_at.is_(None),
        ):
            due = work.calendar.deadline(c.stocked_at, hours=hours) if c.stocked_at else None
            yield OpenItem(c.label, _goods(c), due, "consignment")

    day.ask(TELLING, items)


@on(DayClosing)
def transit_goods_lying(work: Work, day: DayClosing) -> None:
    """Goods for a partner that lie for more than 20 of the 24 hours they may (urgent: 2 of 6)."""
    hours = {False: work.settings.transit_hours, True: work.settings.transit_urgent_hours}

    def items() -> Iterator[OpenItem]:
        for c in _in_stock(
            work,
            Consignment.delivery_mode == DeliveryMode.TRANSIT,
            Consignment.stocked_at.is_not(None),
        ):
            due = (c.stocked_at or work.now) + timedelta(hours=hours[c.urgent])
            if due - AHEAD < work.now:
                yield OpenItem(c.label, f"{c.destination} {_goods(c)}", due, "consignment")

    day.ask(TRANSIT, items)


def _in_stock(work: Work, *conditions: ColumnElement[bool]) -> Iterator[Consignment]:
    inbound = Consignment.direction == Direction.INBOUND
    lying = select(Consignment).where(Consignment.in_stock > 0, inbound, *conditions)
    return iter(work.session.scalars(lying.order_by(Consignment.stocked_at, Consignment.id)))


def _goods(c: Consignment) -> str:
    return f"{c.consignee_name} {c.goods_summary} {c.in_stock}{tr('件')}"


@on(DayClosing)
def drafts_not_accepted(work: Work, day: DayClosing) -> None:
    """Tickets the closing clerk began and left lying."""
    own = select(Consignment).where(
        Consignment.state == ConsignmentState.DRAFT,
        Consignment.created_by == work.actor.user_id,
    )
    day.ask(
        DRAFTS,
        lambda: (
            OpenItem(
                f"{c.label} {c.id}",
                f"{c.shipper_name or '?'} → {c.consignee_name or '?'}",
                page="consignment_entry",
            )
            for c in work.session.scalars(own.order_by(Consignment.id))
        ),
    )
