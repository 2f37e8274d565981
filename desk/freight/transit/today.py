"""Open work around partners: goods to hand over in time, arrivals to ask for, deliveries due."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from desk.freight.transit.choices import TransitState
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.freight.transit.queries import handovers_due
from desk.freight.transit.rules import AWAY
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader

BOARD, AHEAD = "transit_board", timedelta(hours=4)


def goods_to_hand_over(read: Reader) -> list[TodayRow]:
    """Goods whose hand-over is due within four hours or overdue (20 of the 24 hours, A-12)."""
    return [
        TodayRow(
            tr("中转交接"),
            f"{row.destination} {row.consignee_name} {row.goods_summary} {row.in_stock}{tr('件')}",
            row.due_at,
            BOARD,
            {"number": row.manifest} if row.manifest else {"waybill": row.number},
            row.manifest or row.number,
        )
        for row in handovers_due(read, read.now + AHEAD, MOST_ROWS)
    ]


def arrivals_to_ask_for(read: Reader, most: int | None = MOST_ROWS) -> list[TodayRow]:
    """Manifests handed over whose arrival nobody reported, from the day before they are due."""
    first_due, pieces = func.min(TransitLine.due_on), func.sum(TransitLine.pieces)
    wanted = (
        select(TransitManifest, first_due, func.count(), pieces)
        .join(TransitLine, TransitLine.manifest_id == TransitManifest.id)
        .where(TransitManifest.state == TransitState.HANDED)
        .group_by(TransitManifest.id)
        .having(first_due <= read.today + timedelta(days=1))
        .order_by(TransitManifest.id)
        .limit(most)
        .options(lazyload(TransitManifest.lines))
    )
    return [
        TodayRow(
            tr("问中转到达"),
            f"{m.partner.name} {m.dest} {tickets}{tr('票')} {count}{tr('件')}",
            _end_of(due_on),
            BOARD,
            {"number": m.number},
            m.number,
        )
        for m, due_on, tickets, count in read.session.execute(wanted)
    ]


def deliveries_due(read: Reader, most: int | None = MOST_ROWS) -> list[TodayRow]:
    """Tickets with a partner that are due today or overdue."""
    wanted = (
        select(TransitLine, TransitManifest)
        .join(TransitManifest, TransitManifest.id == TransitLine.manifest_id)
        .where(
            TransitManifest.state.in_(AWAY),
            TransitLine.due_on <= read.today,
            TransitLine.pieces_signed + TransitLine.pieces_back < TransitLine.pieces,
        )
        .order_by(TransitManifest.id, TransitLine.seq)
        .limit(most)
        .options(lazyload(TransitManifest.lines))
    )
    return [
        TodayRow(
            tr("催中转签收"),
            f"{m.partner.name} {line.consignment.consignee_name} {line.consignment.goods_summary}",
            _end_of(line.due_on),
            BOARD,
            {"number": m.number},
            line.consignment.label,
        )
        for line, m in read.session.execute(wanted)
    ]


def _end_of(day: date | None) -> datetime | None:
    return end_of(day) if day else None


SOURCES = (
    TodaySource("transit_manifest.update", goods_to_hand_over),
    TodaySource("transit_manifest.update", arrivals_to_ask_for),
    TodaySource("transit_manifest.update", deliveries_due),
)
