"""Open work around partners: goods to hand over in time, arrivals to ask for, deliveries due."""

from datetime import datetime, time, timedelta

from desk.freight.transit.choices import TransitState
from desk.freight.transit.queries import TransitCard, open_transits, transit_stock
from desk.freight.transit.rules import AWAY
from desk.kernel.calendar import BEIJING
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader

BOARD, SHOWN, AHEAD = "transit_board", 50, timedelta(hours=4)


def goods_to_hand_over(read: Reader) -> list[TodayRow]:
    """Goods whose hand-over is due within four hours or overdue (20 of the 24 hours, A-12)."""
    soon = read.now + AHEAD
    waiting = [row for row in transit_stock(read) if not row.held and not row.refused]
    return [
        TodayRow(
            tr("中转交接"),
            f"{row.destination} {row.consignee_name} {row.goods_summary} {row.in_stock}{tr('件')}",
            row.due_at,
            BOARD,
            {"number": row.manifest} if row.manifest else {"waybill": row.number},
            row.manifest or row.number,
        )
        for row in waiting
        if row.due_at is not None and row.due_at <= soon
    ][:SHOWN]


def arrivals_to_ask_for(read: Reader, most: int | None = SHOWN) -> list[TodayRow]:
    """Manifests handed over whose arrival nobody reported, from the day before they are due."""
    tomorrow = read.today + timedelta(days=1)
    return [
        TodayRow(tr("问中转到达"), _title(card), due, BOARD, {"number": card.number}, card.number)
        for card in open_transits(read)
        if card.state is TransitState.HANDED
        and (due := _due(card)) is not None
        and due.date() <= tomorrow
    ][:most]


def deliveries_due(read: Reader, most: int | None = SHOWN) -> list[TodayRow]:
    """Tickets with a partner that are due today or overdue."""
    return [
        TodayRow(
            tr("催中转签收"),
            f"{card.partner_name} {line.consignee_name} {line.goods_summary}",
            datetime.combine(line.due_on, time(23, 59), BEIJING),
            BOARD,
            {"number": card.number},
            line.waybill,
        )
        for card in open_transits(read)
        if card.state in AWAY
        for line in card.lines
        if line.due_on is not None
        and line.due_on <= read.today
        and line.pieces_signed + line.pieces_back < line.pieces
    ][:most]


def _title(card: TransitCard) -> str:
    return f"{card.partner_name} {card.dest} {len(card.lines)}{tr('票')} {card.pieces}{tr('件')}"


def _due(card: TransitCard) -> datetime | None:
    days = [line.due_on for line in card.lines if line.due_on is not None]
    return datetime.combine(min(days), time(23, 59), BEIJING) if days else None


SOURCES = (
    TodaySource("transit_manifest.update", goods_to_hand_over),
    TodaySource("transit_manifest.update", arrivals_to_ask_for),
    TodaySource("transit_manifest.update", deliveries_due),
)
