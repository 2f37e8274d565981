"""Goods of AT-03 in stock at 17:30 on the 18th, partners with rates, and the steps of a manifest."""

from typing import Any

from desk.freight.consignments.commands import by_number
from desk.freight.transit.commands import add_transit
from desk.freight.transit.drafts import Counted, HandOver, OneOffPrice, TransitGoods, TransitPlan
from desk.freight.transit.handing import hand_over_transit
from desk.freight.transit.queries import TransitCard, transit_card
from desk.kernel.commands import command
from desk.storage.work import Work
from tests.conftest import Office, at
from tests.freight.inbound.truck import N1, N4, stocked
from tests.partners.firms import rates

ZZ = "ZZ261119-001"
HAND = HandOver(
    handed_by="马力",
    received_by="艾力",
    plate_no="新Q12345",
    partner_bill_no="HY8861",
    at=at("2026-11-19 10:30"),
)
DEAR = OneOffPrice(price_kg_mill=1_058, door_fee_fen=10_000, transit_days=3)
"""770 元 to 喀什 (AT-20)."""


@command("office.read", "改运单(仅测试)")
def alter(work: Work, *, number: str, field: str, value: Any) -> None:
    """What other rooms write on a ticket."""
    setattr(by_number(work, number), field, value)


def yard(office: Office) -> Office:
    """19 November, 10:30: AT-03's goods in stock, P001 to P004 known, pick-up 60 on the pumps."""
    rates(office)
    stocked(office)
    office.as_("in").run(alter, number=N1, field="pickup_cost_fen", value=6_000)
    office.at("2026-11-19 10:30")
    return office


def drafted(office: Office, partner: str = "P001", waybill: str = N1, **goods: Any) -> str:
    """A manifest with one ticket."""
    dest = "库尔勒" if waybill == N4 else "喀什"
    return (
        office.as_("in")
        .run(
            add_transit,
            plan=TransitPlan(partner=partner, dest=dest),
            goods=(TransitGoods(waybill=waybill, **goods),),
        )
        .value
    )


def handed(office: Office, partner: str = "P001", waybill: str = N1, **goods: Any) -> str:
    """The same, handed over at 10:30."""
    number = drafted(office, partner, waybill, **goods)
    hand(office, number)
    return number


def hand(office: Office, number: str, *counted: Counted, reason: str = "") -> str:
    desk = office.as_("in")
    return desk.run(
        hand_over_transit, number=number, hand=HAND, counted=counted, price_reason=reason
    ).value


def card(office: Office, number: str = ZZ) -> TransitCard:
    return office.as_("in").ask(transit_card, number=number)
