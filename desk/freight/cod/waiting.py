"""Cash on delivery that waits for its next step, ticket by ticket, with what stands in the way."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.freight.cod.choices import CodState
from desk.freight.cod.commands import from_a_run
from desk.freight.cod.ledger import entries_of, unbanked
from desk.freight.cod.model import CodAccount
from desk.freight.cod.rules import fee_and_rest
from desk.freight.consignments.model import Consignment
from desk.kernel.commands import query
from desk.kernel.text import tr
from desk.storage.work import Reader

WAITING = (CodState.COLLECTED, CodState.BANKED)


@dataclass(frozen=True)
class CodToDoRow:
    """Money of one ticket, in fen.

    Attributes:
        state: COLLECTED waits to be handed in, BANKED to be remitted.
        amount_fen: to hand in at the counter, or collected in all.
        fee_fen, rest_fen: what is kept and what the shipper gets.
        objection: why it cannot be done yet, empty when it can.
    """

    consignment_id: int
    number: str
    state: CodState
    consignee_name: str
    payee: str
    bank: str
    account_last4: str
    amount_fen: int
    fee_fen: int
    rest_fen: int
    due_on: date | None
    objection: str


@query("cod.read", "待缴存和待返还的代收货款")
def cod_waiting(read: Reader) -> list[CodToDoRow]:
    """What has to be handed in or remitted, by the day the shipper must have his money."""
    rows = read.session.execute(
        select(CodAccount, Consignment)
        .join(Consignment, Consignment.id == CodAccount.consignment_id)
        .where(CodAccount.state.in_(WAITING))
        .order_by(CodAccount.due_on, CodAccount.id)
    )
    return [_row(read, account, consignment) for account, consignment in rows]


def _row(read: Reader, account: CodAccount, c: Consignment) -> CodToDoRow:
    amount, objection = account.collected_fen, ""
    if account.state is CodState.COLLECTED:
        counter = [e for e in unbanked(entries_of(read.session, c.id)) if not from_a_run(e.doc_no)]
        amount = sum(e.amount_fen for e in counter) or amount
        objection = "" if counter else tr("随派送单结单缴存")
    elif account.collected_fen != c.cod_amount_fen:
        objection = tr("尚未收齐")
    fee, rest = fee_and_rest(amount, c.cod_fee_fen)
    return CodToDoRow(
        c.id,
        c.label,
        account.state,
        c.consignee_name,
        c.cod_payee or c.shipper_name,
        c.cod_bank,
        c.cod_account[-4:],
        amount,
        fee,
        rest,
        account.due_on,
        objection,
    )
