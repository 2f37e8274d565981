"""Money taken at the door or the counter, runs settled and tickets closed, as the COD ledger sees it."""

from desk.freight.cod.choices import CodState, CodStep
from desk.freight.cod.commands import from_a_run
from desk.freight.cod.ledger import (
    account_of,
    bank_entries,
    book,
    entries_of,
    reverse_entries,
    standing,
    unbanked,
)
from desk.freight.cod.model import CodEntry
from desk.freight.consignments.choices import MoneyKind, PayMethod
from desk.freight.consignments.events import ClosingAsked, MoneyTaken
from desk.freight.consignments.model import Consignment, MoneyRow
from desk.freight.delivery.events import RunSettled
from desk.kernel.commands import on
from desk.kernel.errors import refuse
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.work import Work


@on(MoneyTaken)
def note_collection(work: Work, happened: MoneyTaken) -> None:
    """Cash on delivery was taken, or its row reversed.

    What came to the counter by transfer or code is on the firm's account already, so it is banked.
    """
    row = happened.row
    if row.kind is not MoneyKind.COD:
        return
    if row.reverses_id is not None:
        _take_back(work, happened.consignment, row)
        return
    entry = CodEntry(
        consignment_id=happened.consignment.id,
        at=row.at,
        step=CodStep.COLLECTED,
        amount_fen=row.amount_fen,
        method=row.method,
        doc_no=row.doc_no,
    )
    book(work, entry)
    if row.method is not PayMethod.CASH and not from_a_run(row.doc_no):
        bank_entries(work, [entry], row.doc_no, row.at)


def _take_back(work: Work, consignment: Consignment, row: MoneyRow) -> None:
    account = account_of(work.session, consignment.id)
    if account is not None and account.state is CodState.REMITTED:
        obj = tr("{no} 的代收货款").format(no=consignment.label)
        raise refuse("E008", obj=obj, state=account.state.label, action=tr("撤销收款"))
    entries = standing(entries_of(work.session, consignment.id), CodStep.COLLECTED, CodStep.BANKED)
    undone = [entry for entry in entries if entry.doc_no == row.doc_no]
    reverse_entries(work, undone, row.note)


@on(RunSettled)
def bank_what_the_driver_brought(work: Work, happened: RunSettled) -> None:
    """The hand-in of a run banks the cash on delivery of its stops."""
    run = happened.run
    assert run.settled_at is not None
    for line in run.lines:
        if line.receipt is not None and line.receipt.cash_cod_fen:
            waiting = unbanked(entries_of(work.session, line.consignment_id))
            own = [entry for entry in waiting if entry.doc_no == line.receipt.number]
            bank_entries(work, own, run.number, run.settled_at)


@on(ClosingAsked)
def object_until_remitted(work: Work, asked: ClosingAsked) -> None:
    """A consignment is not closed while its shipper waits for his money."""
    consignment = asked.consignment
    account = account_of(work.session, consignment.id)
    if account is None or account.state in (CodState.DUE, CodState.REMITTED):
        return
    why = tr("代收货款 {a} 元{state},尚未返款").format(
        a=show_money(account.collected_fen), state=account.state.label
    )
    asked.problems.add("E032", no=consignment.label, why=why)
