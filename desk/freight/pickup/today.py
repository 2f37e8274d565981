"""Open work around pick-ups: trucks to send, goods to take in."""

from desk.freight.pickup.choices import PickupState
from desk.freight.pickup.queries import open_pickups
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader

SHOWN = 50


def pickups_to_finish(read: Reader) -> list[TodayRow]:
    """Orders without a truck, due when it should leave, and those under way, due when it is back."""
    rows = []
    for card in open_pickups(read)[:SHOWN]:
        waits = card.state is PickupState.WAITING
        rows.append(
            TodayRow(
                tr("提货派车") if waits else tr("提货入库"),
                f"{card.place} {card.plate_no} {len(card.lines)}{tr('票')} {card.pieces}{tr('件')}",
                card.planned_out_at if waits else card.planned_back_at,
                "pickup_board",
                {"number": card.number},
                card.number,
            )
        )
    return rows


SOURCES = (TodaySource("pickup_order.update", pickups_to_finish),)
