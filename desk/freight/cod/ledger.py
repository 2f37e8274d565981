"""The COD ledger: every step of the money is one row, and the account of a consignment follows."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.freight.cod.choices import CodStep
from desk.freight.cod.model import CodAccount, CodEntry
from desk.freight.cod.rules import derive_state
from desk.freight.consignments.choices import MoneyKind
from desk.freight.consignments.model import Consignment, MoneyRow
from desk.kernel.moments import local
from desk.storage.work import Work


def account_of(session: Session, consignment_id: int) -> CodAccount | None:
    """The account of a consignment; None while nothing was ever collected."""
    return session.scalar(select(CodAccount).where(CodAccount.consignment_id == consignment_id))


def entries_of(session: Session, consignment_id: int) -> Sequence[CodEntry]:
    """The entries of a consignment in the order they were booked."""
    wanted = select(CodEntry).where(CodEntry.consignment_id == consignment_id)
    return session.scalars(wanted.order_by(CodEntry.id)).all()


def standing(entries: Iterable[CodEntry], *steps: CodStep) -> list[CodEntry]:
    """The entries of some steps that were not reversed, without the mirrors."""
    rows = list(entries)
    gone = {row.reverses_id for row in rows}
    return [
        row for row in rows if row.step in steps and row.reverses_id is None and row.id not in gone
    ]


def book(work: Work, *entries: CodEntry) -> None:
    """Add entries of one consignment that belong together and bring its account up to date."""
    for entry in entries:
        work.add(entry)
    _recount(work, entries[0].consignment_id)


def bank_entries(
    work: Work, collected: Sequence[CodEntry], reference: str, at: datetime, note: str = ""
) -> None:
    """Hand in money that was collected for one consignment, entry by entry."""
    handed_in = [
        CodEntry(
            consignment_id=entry.consignment_id,
            at=at,
            step=CodStep.BANKED,
            amount_fen=entry.amount_fen,
            method=entry.method,
            doc_no=entry.doc_no,
            reference=reference,
            note=note,
        )
        for entry in collected
    ]
    if handed_in:
        book(work, *handed_in)


def reverse_entries(work: Work, entries: Sequence[CodEntry], note: str) -> None:
    """Undo entries of one consignment by their mirrors; the first rows stay."""
    mirrors = [
        CodEntry(
            consignment_id=entry.consignment_id,
            at=work.now,
            step=entry.step,
            amount_fen=-entry.amount_fen,
            method=entry.method,
            doc_no=entry.doc_no,
            reference=entry.reference,
            payee=entry.payee,
            account_last4=entry.account_last4,
            reverses_id=entry.id,
            note=note,
        )
        for entry in entries
    ]
    book(work, *mirrors)


def unbanked(entries: Sequence[CodEntry]) -> list[CodEntry]:
    """Collections that have not been handed in."""
    banked = {row.doc_no for row in standing(entries, CodStep.BANKED)}
    return [row for row in standing(entries, CodStep.COLLECTED) if row.doc_no not in banked]


def _recount(work: Work, consignment_id: int) -> None:
    entries = entries_of(work.session, consignment_id)
    account = account_of(work.session, consignment_id)
    if account is None:
        account = CodAccount(consignment_id=consignment_id)
    sums = _sums(entries)
    account.collected_fen, account.banked_fen = sums[CodStep.COLLECTED], sums[CodStep.BANKED]
    account.remitted_fen, account.fee_fen = sums[CodStep.REMITTED], sums[CodStep.FEE]
    account.state = derive_state(*sums.values())
    _date(work, account, entries)
    work.session.add(account)


def _sums(entries: Iterable[CodEntry]) -> dict[CodStep, int]:
    sums = dict.fromkeys(CodStep, 0)
    for row in entries:
        sums[row.step] += row.amount_fen
    return sums


def _date(work: Work, account: CodAccount, entries: Sequence[CodEntry]) -> None:
    """The days of the last step of each kind; a deadline once set moves with the collection only."""
    days = {
        step: max((local(row.at).date() for row in standing(entries, step)), default=None)
        for step in CodStep
    }
    collected_on = days[CodStep.COLLECTED]
    if collected_on != account.collected_on:
        waits = work.settings.cod_remit_days
        account.collected_on = collected_on
        account.due_on = work.calendar.add_workdays(collected_on, waits) if collected_on else None
    account.banked_on, account.remitted_on = days[CodStep.BANKED], days[CodStep.REMITTED]


def cod_faults(session: Session) -> list[str]:
    """Consignments whose account does not follow from its entries, or these from the money taken."""
    taken = _taken(session)
    accounts = {account.consignment_id: account for account in session.scalars(select(CodAccount))}
    faults = [found for found, amount in taken.items() if amount and found not in accounts]
    for found, account in accounts.items():
        sums = _sums(entries_of(session, found))
        stored = [account.collected_fen, account.banked_fen, account.remitted_fen, account.fee_fen]
        fits = list(sums.values()) == stored and account.state is derive_state(*sums.values())
        if not fits or account.collected_fen != taken.get(found, 0):
            faults.append(found)
    named = select(Consignment.number).where(Consignment.id.in_(faults))
    return [str(number) for number in session.scalars(named)]


def _taken(session: Session) -> dict[int, int]:
    """Cash on delivery taken by consignment, in fen, as the money rows say."""
    rows = session.execute(
        select(MoneyRow.consignment_id, func.sum(MoneyRow.amount_fen))
        .where(MoneyRow.kind == MoneyKind.COD)
        .group_by(MoneyRow.consignment_id)
    )
    return {found: int(total) for found, total in rows}
