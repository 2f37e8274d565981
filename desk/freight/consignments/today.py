"""Open work around consignments: drafts to finish, arrivals to announce, held goods."""

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from desk.freight.consignments.choices import ConsignmentState, DeliveryMode, Direction
from desk.freight.consignments.model import Consignment
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.ways import out_of_reach
from desk.storage.work import Reader


def drafts_to_finish(read: Reader) -> list[TodayRow]:
    """Orders that were begun and never accepted."""
    waiting = (
        select(Consignment)
        .where(Consignment.state == ConsignmentState.DRAFT)
        .order_by(Consignment.id)
        .limit(MOST_ROWS)
    )
    return [
        TodayRow(
            tr("草稿待受理"),
            f"{c.shipper_name or '?'} → {c.consignee_name or '?'}",
            None,
            "consignment_entry",
            {"draft_id": c.id},
        )
        for c in read.session.scalars(waiting)
    ]


def notices_to_send(read: Reader) -> list[TodayRow]:
    """Goods in stock whose consignee has not been told: due four working hours after stock-in (A-30)."""
    waiting = (
        select(Consignment)
        .where(
            out_of_reach(Consignment.state) == ConsignmentState.IN_STOCK,
            Consignment.in_stock > 0,
            Consignment.direction == Direction.INBOUND,
            Consignment.delivery_mode != DeliveryMode.TRANSIT,
            Consignment.notice_at.is_(None),
        )
        .order_by(Consignment.stocked_at)
        .limit(MOST_ROWS)
        .options(lazyload(Consignment.lines))
    )
    return [
        TodayRow(
            tr("通知收货人"),
            f"{c.consignee_name} {c.goods_summary} {c.in_stock}{tr('件')}",
            read.calendar.deadline(c.stocked_at, hours=read.settings.notice_hours)
            if c.stocked_at
            else None,
            "consignment",
            {"number": c.number},
            c.label,
        )
        for c in read.session.scalars(waiting)
    ]


SOURCES = (
    TodaySource("consignment.create", drafts_to_finish),
    TodaySource("tracking.create", notices_to_send),
)
