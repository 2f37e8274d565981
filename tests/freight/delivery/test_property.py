"""Random legal and illegal sequences keep the goods ledger, the money and the cash sum in order."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from desk.freight.consignments.choices import MoneyKind, PayMethod
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.consignments.model import Consignment, MoneyRow
from desk.freight.consignments.rules import collect_due_fen
from desk.freight.delivery.choices import Relation, RunState, SignResult
from desk.freight.delivery.commands import (
    add_run,
    add_to_run,
    depart_run,
    print_run,
    remove_from_run,
    reorder_run,
    revise_run,
    void_run,
)
from desk.freight.delivery.drafts import PickupEntry, ReceiptEntry, StopDraft
from desk.freight.delivery.model import DeliveryRun, RunLine
from desk.freight.delivery.rules import PLANNED
from desk.freight.delivery.self_pickup import sign_self_pickup
from desk.freight.delivery.settling import expected_cash_fen, return_run, settle_run
from desk.freight.delivery.signing import enter_receipt
from desk.freight.delivery.withdrawing import withdraw_receipt
from desk.freight.fleet.commands import add_vehicle
from desk.freight.fleet.driver_commands import add_driver
from desk.kernel.errors import Refused
from tests.conftest import Office
from tests.freight.delivery.yard import PLAN, PLATE, in_stock, ready, shipper_agrees

STEPS = 120
S = RunState
TRUCKS = ((PLATE, "D001"), ("新A22222", "D002"))


class Dispatcher:
    """Does the next thing that comes to his mind, allowed or not."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.dice = office, random.Random(seed)
        self.waybills = [*ready(office), in_stock(office, receipt_copies=2, receipt_required=True)]
        desk = office.as_("in")
        fields: dict[str, Any] = {
            "rated_payload_kg": 9_000,
            "gross_mass_kg": 4_500,
            "volume_cm3": 1,
        }
        desk.run(add_vehicle, plate_no=TRUCKS[1][0], **fields)
        desk.run(add_driver, name="马强", mobile="13800000022")
        self.done: Counter[str] = Counter()
        self.refused = 0

    def step(self) -> None:
        self.office.clock.pass_(minutes=self.dice.choice((0, 1, 4)))
        deeds = (
            [self.plan, self.send] * 4
            + [self.sign] * 12
            + [self.load, self.back, self.settle] * 3
            + [self.unload, self.order, self.give_up, self.mend, self.collect, self.agree, self.fix]
        )
        deed = self.dice.choice(deeds)
        try:
            deed()
            self.done[deed.__name__] += 1
        except Refused:
            self.refused += 1

    def run(self, command: Any, **fields: Any) -> Any:
        login = self.dice.choice(("in", "in", "boss"))
        return self.office.as_(login).run(command, **fields).value

    def a_run(self, *states: RunState) -> str:
        """Mostly a run in a fitting state, sometimes any."""
        with self.office.as_("in").reading() as read:
            found = read.session.execute(select(DeliveryRun.number, DeliveryRun.state)).all()
        fitting = [number for number, state in found if state in states]
        some = fitting if fitting and self.dice.random() < 0.85 else [number for number, _ in found]
        return str(self.dice.choice(some or ["PS000000-000"]))

    @property
    def any_waybill(self) -> str:
        return self.dice.choice(self.waybills)

    def stop(self) -> StopDraft:
        pieces = self.dice.choice((None, 1, 1, 2, 5, 14, 21, 0))
        return StopDraft(waybill=self.any_waybill, pieces=pieces)

    def plan(self) -> None:
        plate, driver = self.dice.choice(TRUCKS)
        now = self.office.clock.now()
        plan = replace(
            PLAN,
            plate_no=plate,
            driver_no=driver,
            planned_out_at=now,
            planned_back_at=now + timedelta(minutes=self.dice.choice((1, 20))),
            vehicle_cost_fen=10_001,
        )
        some = tuple(self.stop() for _ in range(self.dice.randint(0, 2)))
        self.office.as_("in").run(add_run, plan=plan, stops=some)

    def load(self) -> None:
        self.run(add_to_run, number=self.a_run(S.DRAFT), stops=(self.stop(),))

    def unload(self) -> None:
        self.run(remove_from_run, number=self.a_run(S.DRAFT), waybill=self.any_waybill)

    def order(self) -> None:
        number = self.a_run(S.DRAFT)
        some = self._waybills_of(number)
        self.dice.shuffle(some)
        self.run(reorder_run, number=number, waybills=tuple(some))

    def _waybills_of(self, number: str) -> list[str]:
        with self.office.as_("in").reading() as read:
            found = read.session.scalars(
                select(Consignment.number)
                .join(RunLine)
                .join(DeliveryRun)
                .where(DeliveryRun.number == number)
            )
            return [waybill for waybill in found if waybill] or self.waybills[:1]

    def fix(self) -> None:
        self.run(self.dice.choice((print_run, revise_run)), number=self.a_run(*PLANNED))

    def send(self) -> None:
        self.run(depart_run, number=self.a_run(*PLANNED))

    def sign(self) -> None:
        result = self.dice.choice(list(SignResult))
        typed = ReceiptEntry(
            result=result,
            signed_at=self.office.clock.now(),
            pieces_signed=1 if result is SignResult.PARTIAL else None,
            signer="张店长",
            relation=self.dice.choice(list(Relation)),
            signer_id_last4="1234",
            reason="客户原因",
            cash_cod_fen=self.dice.choice((None, None, 0, 700_000)),
            pay_method=self.dice.choice((PayMethod.CASH, PayMethod.QR)),
        )
        number = self.a_run(S.OUT)
        waybill = self.dice.choice(self._waybills_of(number))
        self.run(enter_receipt, number=number, waybill=waybill, entry=typed)

    def mend(self) -> None:
        number = self.a_run(S.OUT, S.RETURNED)
        waybill = self.dice.choice(self._waybills_of(number))
        self.run(withdraw_receipt, number=number, waybill=waybill, reason="录错")

    def agree(self) -> None:
        shipper_agrees(self.office, self.any_waybill)

    def back(self) -> None:
        self.run(return_run, number=self.a_run(S.OUT))

    def settle(self) -> None:
        number = self.a_run(S.RETURNED)
        papers = tuple(f"{number}/{n:02}" for n in range(1, self.dice.randint(1, 4)))
        cash = self.dice.choice((0, 898_400))
        self.run(
            settle_run,
            number=number,
            cash_handed_in_fen=cash,
            receipts_handed_in=papers,
            difference_reason="差额已核对",
        )

    def give_up(self) -> None:
        self.run(void_run, number=self.a_run(S.DRAFT), reason="改日")

    def collect(self) -> None:
        money: dict[str, Any] = {"freight_paid_fen": 98_400, "cod_paid_fen": 800_000}
        entry = PickupEntry(
            picker="张店长",
            pieces=self.dice.choice((None, 2)),
            **(money if self.dice.random() < 0.3 else {}),
        )
        self.run(sign_self_pickup, number=self.any_waybill, entry=entry)


def check_the_books(office: Office) -> None:
    with office.as_("in").reading() as read:
        session = read.session
        assert ledger_faults(session) == []
        for c in session.scalars(select(Consignment)):
            promised = session.scalar(
                select(func.coalesce(func.sum(RunLine.pieces), 0))
                .join(DeliveryRun)
                .where(RunLine.consignment_id == c.id, DeliveryRun.state.in_(PLANNED))
            )
            assert 0 <= promised <= c.in_stock
            assert c.on_run == _on_the_road(session, c)
            assert 0 <= _taken(session, c, MoneyKind.FREIGHT) <= collect_due_fen(c)
            assert 0 <= _taken(session, c, MoneyKind.COD) <= c.cod_amount_fen
            assert 0 <= c.receipts_back <= c.receipt_copies
        for run in session.scalars(select(DeliveryRun)):
            _check_run(run)


def _on_the_road(session: Any, c: Consignment) -> int:
    lines = session.scalars(
        select(RunLine)
        .join(DeliveryRun)
        .where(RunLine.consignment_id == c.id, DeliveryRun.state == RunState.OUT)
    )
    return sum(line.pieces for line in lines if line.receipt is None)


def _taken(session: Any, c: Consignment, kind: MoneyKind) -> int:
    rows = select(func.coalesce(func.sum(MoneyRow.amount_fen), 0)).where(
        MoneyRow.consignment_id == c.id, MoneyRow.kind == kind
    )
    return int(session.scalar(rows))


def _check_run(run: DeliveryRun) -> None:
    assert [line.seq for line in run.lines] == list(range(1, len(run.lines) + 1))
    if run.state in (RunState.OUT, RunState.RETURNED, RunState.SETTLED):
        assert sum(line.cost_fen for line in run.lines) == run.vehicle_cost_fen
    cash = 0
    for line in run.lines:
        receipt = line.receipt
        if receipt is None:
            cash += line.freight_due_fen + line.cod_due_fen
        elif receipt.pay_method is PayMethod.CASH:
            cash += receipt.cash_freight_fen + receipt.cash_cod_fen
    assert expected_cash_fen(run) == cash
    if run.state is RunState.SETTLED:
        assert run.cash_handed_in_fen == cash or run.difference_reason


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_dispatcher_tries_the_books_hold(office: Office, seed: int) -> None:
    dispatcher = Dispatcher(office, seed)
    for n in range(STEPS):
        dispatcher.step()
        if n % 10 == 0:
            check_the_books(office)
    check_the_books(office)
    assert min(dispatcher.done[deed] for deed in ("plan", "send", "sign", "back")) > 0
    assert dispatcher.refused > STEPS // 10
