"""Signed papers of every way of delivery, and short forms of the steps."""

from collections.abc import Callable
from datetime import date
from typing import Any

from desk.filing.receipts.choices import HandoverWay
from desk.filing.receipts.commands import receive_receipts
from desk.filing.receipts.handing import hand_over_receipts
from desk.filing.receipts.queries import ReceiptCard, receipt_card
from desk.freight.delivery.settling import return_run, settle_run
from desk.freight.warehouse.commands import sign_remote
from desk.kernel.errors import Refused
from tests.conftest import Office, at
from tests.freight.delivery.yard import CLOTH, enter, entry, gone, in_stock, with_truck
from tests.freight.inbound.truck import N1
from tests.freight.transit.partner_yard import drafted, hand, yard


def cloth(office: Office) -> str:
    """Cloth in stock whose shipper wants one signed copy back; 19 November, 10:00."""
    office.at("2026-11-18 17:30")
    with_truck(office)
    number = in_stock(office, CLOTH)
    office.at("2026-11-19 10:00")
    return number


def delivered(office: Office, number: str) -> str:
    """The cloth is delivered and signed for at 12:20; the run's number."""
    run = gone(office, number)
    enter(office, run, number, entry())
    return run


def settled(office: Office, run: str) -> None:
    """The driver hands in cash and papers at 14:00."""
    office.at("2026-11-19 14:00")
    desk = office.as_("in")
    desk.run(return_run, number=run)
    desk.run(settle_run, number=run, cash_handed_in_fen=0, receipts_handed_in=(f"{run}/01",))


def signed_at_partner(office: Office) -> str:
    """YD2611160001 of AT-04: signed for in 喀什 on 22 November, told on the 23rd."""
    yard(office)
    hand(office, drafted(office))
    office.at("2026-11-23 10:05")
    office.as_("in").run(
        sign_remote,
        number=N1,
        pieces=12,
        signer="王建新",
        signed_at=at("2026-11-22 11:20"),
        by="喀什鸿运 电话",
    )
    return N1


def paper(office: Office, number: str) -> ReceiptCard:
    return office.as_("jia").ask(receipt_card, number=number)


def receive(office: Office, *numbers: str, **fields: Any) -> int:
    return office.as_("jia").run(receive_receipts, numbers=numbers, **fields).value


def send(office: Office, *numbers: str, **fields: Any) -> str:
    words = {"way": HandoverWay.COURIER, "courier_no": "SF1400012345678", **fields}
    return office.as_("jia").run(hand_over_receipts, numbers=numbers, **words).value


def refusal(call: Callable[[], object]) -> str:
    """The sentences a call is refused with."""
    try:
        call()
    except Refused as refused:
        return str(refused)
    raise AssertionError("not refused")


def day(text: str) -> date:
    return date.fromisoformat(text)
