"""Reading the COD ledger: one consignment's money, and what has to be done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from desk.freight.cod.choices import CodState, CodStep
from desk.freight.cod.ledger import account_of, entries_of
from desk.freight.cod.model import CodAccount
from desk.freight.consignments.choices import PayMethod
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.queries import load
from desk.kernel.commands import query
from desk.storage.work import Reader


@dataclass(frozen=True)
class CodEntryRow:
    """One entry; a mirror has a negative amount."""

    at: datetime
    step: CodStep
    amount_fen: int
    method: PayMethod
    doc_no: str
    reference: str
    note: str


@dataclass(frozen=True)
class CodCard:
    """The money of one consignment, in fen.

    Attributes:
        due_fen: agreed cash on delivery; `fee_fen`: agreed fee.
        to_remit_fen: what the shipper gets, or got, of what was collected.
        due_on: when it has to be remitted; None until collected.
    """

    number: str
    state: CodState
    consignee_name: str
    payee: str
    bank: str
    account_last4: str
    due_fen: int
    collected_fen: int
    banked_fen: int
    fee_fen: int
    to_remit_fen: int
    remitted_fen: int
    collected_on: date | None
    due_on: date | None
    remitted_on: date | None
    entries: tuple[CodEntryRow, ...]


@query("cod.read", "代收货款详情")
def cod_card(read: Reader, *, number: str) -> CodCard:
    """The cash on delivery of a consignment with all its entries.

    Raises:
        Refused: E006.
    """
    c = load(read, number)
    return _card(read, c, account_of(read.session, c.id))


def _card(read: Reader, c: Consignment, account: CodAccount | None) -> CodCard:
    a = account or CodAccount(
        state=CodState.DUE, collected_fen=0, banked_fen=0, remitted_fen=0, fee_fen=0
    )
    return CodCard(
        number=c.label,
        state=a.state,
        consignee_name=c.consignee_name,
        payee=c.cod_payee,
        bank=c.cod_bank,
        account_last4=c.cod_account[-4:],
        due_fen=c.cod_amount_fen,
        collected_fen=a.collected_fen,
        banked_fen=a.banked_fen,
        fee_fen=c.cod_fee_fen,
        to_remit_fen=max(0, a.collected_fen - (a.fee_fen or c.cod_fee_fen)),
        remitted_fen=a.remitted_fen,
        collected_on=a.collected_on,
        due_on=a.due_on,
        remitted_on=a.remitted_on,
        entries=tuple(
            CodEntryRow(e.at, e.step, e.amount_fen, e.method, e.doc_no, e.reference, e.note)
            for e in entries_of(read.session, c.id)
        ),
    )


@dataclass(frozen=True)
class CodWaitingRow:
    """Money that waits for the next step, in fen."""

    consignment_id: int
    number: str
    payee: str
    collected_fen: int
    due_on: date


@query("cod.read", "待返代收货款")
def remittances_due(read: Reader) -> list[CodWaitingRow]:
    """Cash on delivery that was handed in and has to be remitted, the most urgent first."""
    return waiting_in(read, CodState.BANKED)


def waiting_in(read: Reader, state: CodState, most: int | None = None) -> list[CodWaitingRow]:
    """Accounts in a state by the day their remittance is due, all or the first so many."""
    a, c = CodAccount, Consignment
    number = func.coalesce(c.number, "")
    waiting: Any = (
        select(a.consignment_id, number, c.cod_payee, a.collected_fen, a.due_on)
        .join(c, c.id == a.consignment_id)
        .where(a.state == state, a.due_on.is_not(None))
        .order_by(a.due_on, a.id)
        .limit(most)
    )
    return [CodWaitingRow(*row) for row in read.session.execute(waiting)]
