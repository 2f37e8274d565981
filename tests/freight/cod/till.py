"""Cash on delivery collected at the door and at the counter."""

from datetime import timedelta
from typing import Any

from desk.freight.cod.commands import bank_cod, remit_cod
from desk.freight.cod.queries import CodCard, cod_card
from desk.freight.consignments.choices import PayMethod
from desk.freight.delivery.drafts import PickupEntry
from desk.freight.delivery.self_pickup import sign_self_pickup
from desk.freight.delivery.settling import return_run, settle_run
from tests.conftest import Office
from tests.freight.delivery.yard import TROLLEYS, enter, entry, gone, in_stock, ready

COD_FEN = 800_000


def at_the_counter(office: Office, method: PayMethod = PayMethod.CASH, **changes: Any) -> str:
    """Trolleys handed over at the counter, everything paid; 19 November 10:00."""
    office.at("2026-11-19 10:00")
    number = in_stock(office, TROLLEYS, **changes)
    office.clock.pass_(minutes=5)
    typed = PickupEntry(
        picker="张店长", freight_paid_fen=98_400, cod_paid_fen=COD_FEN, method=method
    )
    office.as_("in").run(sign_self_pickup, number=number, entry=typed)
    return number


def at_the_door(office: Office, method: PayMethod = PayMethod.CASH) -> tuple[str, str]:
    """Trolleys delivered by a run that is still out; returns run and waybill."""
    number, _ = ready(office)
    run = gone(office, number)
    enter(office, run, number, entry(pay_method=method))
    return run, number


def settle(office: Office, run: str, cash_fen: int) -> None:
    desk = office.as_("in")
    desk.run(return_run, number=run)
    desk.run(settle_run, number=run, cash_handed_in_fen=cash_fen, receipts_handed_in=(f"{run}/01",))


def hand_in(office: Office, who: str, fen: int, *numbers: str, why: str = "") -> None:
    office.as_(who).run(bank_cod, numbers=numbers, handed_in_fen=fen, difference_reason=why)


def remit(office: Office, who: str, *numbers: str, **fields: Any) -> int:
    office.clock.put(office.clock.now() + timedelta(minutes=1))
    fields = {"method": PayMethod.TRANSFER, "reference": "2026112300017", **fields}
    return office.as_(who).run(remit_cod, numbers=numbers, **fields).value


def cod(office: Office, number: str) -> CodCard:
    return office.as_("in").ask(cod_card, number=number)
