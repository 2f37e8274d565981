"""Whatever is done at doors, counter and till, in any order: no fen is lost or sent twice."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from desk.freight.cod.choices import CodState, CodStep
from desk.freight.cod.commands import bank_cod, remit_cod, withdraw_remittance
from desk.freight.cod.ledger import cod_faults, standing
from desk.freight.cod.model import CodAccount, CodEntry
from desk.freight.consignments.choices import PayMethod
from desk.freight.consignments.model import Consignment
from desk.freight.delivery.drafts import PickupEntry
from desk.freight.delivery.self_pickup import sign_self_pickup
from desk.kernel.errors import Refused
from tests.conftest import Office
from tests.freight.delivery.test_property import Dispatcher
from tests.freight.delivery.yard import TROLLEYS, in_stock

STEPS = 220


class Cashier(Dispatcher):
    """Hands in, remits and takes back as he likes, while trucks come and go."""

    def __init__(self, office: Office, seed: int) -> None:
        super().__init__(office, seed)
        many = replace(TROLLEYS, cod_amount_fen=900)
        self.waybills += [
            in_stock(office, base, paper_no=f"T-{n}")
            for n, base in enumerate((TROLLEYS, TROLLEYS, many), 20)
        ]

    def step(self) -> None:
        if self.dice.random() < 0.5:
            super().step()
            return
        deed = self.dice.choice(
            [self.at_counter] * 2 + [self.bank] * 5 + [self.remit] * 4 + [self.give_back]
        )
        try:
            deed()
            self.done[deed.__name__] += 1
        except Refused:
            self.refused += 1

    def at_counter(self) -> None:
        number = self.any_waybill
        with self.office.as_("in").reading() as read:
            due = read.session.scalar(
                select(Consignment.cod_amount_fen).where(Consignment.number == number)
            )
        entry = PickupEntry(
            picker="张店长",
            freight_paid_fen=98_400,
            cod_paid_fen=due or 0,
            method=self.dice.choice((PayMethod.CASH, PayMethod.CASH, PayMethod.QR)),
        )
        self.run(sign_self_pickup, number=number, entry=entry)

    def bank(self) -> None:
        some = tuple(self.any_waybill for _ in range(self.dice.choice((1, 1, 1, 2))))
        fen = self.dice.choice((800_000, 800_000, 900, 1_600_000, 0))
        why = self.dice.choice(("", "差额已核对"))
        self.run(bank_cod, numbers=some, handed_in_fen=fen, difference_reason=why)

    def remit(self) -> None:
        self.office.clock.pass_(minutes=1)
        fields: dict[str, Any] = {"method": PayMethod.TRANSFER, "reference": "2026"}
        self.run(remit_cod, numbers=(self.any_waybill,), **fields)

    def give_back(self) -> None:
        self.run(withdraw_remittance, number=self.any_waybill, reason="退回")


def check_the_till(office: Office) -> None:
    with office.as_("in").reading() as read:
        session = read.session
        assert cod_faults(session) == []
        for account in session.scalars(select(CodAccount)):
            entries = session.scalars(
                select(CodEntry).where(CodEntry.consignment_id == account.consignment_id)
            ).all()
            sent = standing(entries, CodStep.REMITTED)
            assert len(sent) == (account.state is CodState.REMITTED)
            assert account.remitted_fen + account.fee_fen in (0, account.collected_fen)
            assert 0 <= account.banked_fen <= account.collected_fen
            assert (account.due_on is None) == (account.collected_fen == 0)


@pytest.mark.parametrize("seed", [5, 23])
def test_random_days_keep_other_peoples_money(office: Office, seed: int) -> None:
    cashier = Cashier(office, seed)
    for step in range(STEPS):
        cashier.step()
        if step % 8 == 0:
            check_the_till(office)
    check_the_till(office)
    assert {"at_counter", "bank", "remit"} <= set(cashier.done)
    assert cashier.refused
    with office.as_("in").reading() as read:
        assert read.session.scalar(select(func.count(CodEntry.id)))
