"""Money of a consignment: what is due, what was taken. Rows are only added or reversed."""

from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import MoneyKind, PayMethod
from desk.freight.consignments.events import MoneyTaken
from desk.freight.consignments.model import Consignment, MoneyRow
from desk.freight.consignments.rules import collect_due_fen
from desk.storage.work import Work

_USED_CREDIT = select(func.coalesce(func.sum(Consignment.total_fen), 0)).where(
    Consignment.shipper_id == bindparam("customer"),
    Consignment.pay_terms.in_([PayTerms.MONTHLY, PayTerms.CREDIT]),
    Consignment.closed_at.is_(None),
    Consignment.voided.is_(False),
    Consignment.id != bindparam("besides"),
)


def take_money(
    work: Work,
    consignment: Consignment,
    kind: MoneyKind,
    amount_fen: int,
    method: PayMethod,
    doc_no: str,
    *,
    at: datetime | None = None,
    note: str = "",
) -> MoneyRow | None:
    """Book money taken for a consignment; nothing is booked for zero."""
    if not amount_fen:
        return None
    row = work.add(
        MoneyRow(
            consignment_id=consignment.id,
            at=at or work.now,
            kind=kind,
            amount_fen=amount_fen,
            method=method,
            doc_no=doc_no,
            note=note,
        )
    )
    work.emit(MoneyTaken(consignment, row))
    return row


def taken_fen(session: Session, consignment_id: int, kind: MoneyKind) -> int:
    """What has been taken so far, reversals counted off."""
    total = select(func.coalesce(func.sum(MoneyRow.amount_fen), 0)).where(
        MoneyRow.consignment_id == consignment_id, MoneyRow.kind == kind
    )
    return int(session.scalar(total) or 0)


def unsettled_fen(session: Session, consignment: Consignment) -> int:
    """What still stands in the way of closing: collect freight and COD not taken, accounts not settled.

    Prepaid freight was taken at the origin. Freight on account or on receipt, also the receipt part
    of 三期, stays open until its statement is settled, which needs the statements of a later room.
    """
    freight = collect_due_fen(consignment) - taken_fen(session, consignment.id, MoneyKind.FREIGHT)
    cod = consignment.cod_amount_fen - taken_fen(session, consignment.id, MoneyKind.COD)
    return max(0, freight) + max(0, cod) + _on_account_fen(consignment)


def _on_account_fen(consignment: Consignment) -> int:
    if consignment.pay_terms in (PayTerms.MONTHLY, PayTerms.CREDIT, PayTerms.ON_RECEIPT):
        return consignment.total_fen
    return consignment.receipt_part_fen if consignment.pay_terms is PayTerms.SPLIT else 0


def used_credit_fen(session: Session, customer_id: int, besides: int | None = None) -> int:
    """Open amounts on account of a shipper: his monthly and credit tickets not closed or void."""
    of = {"customer": customer_id, "besides": besides or 0}
    return int(session.scalar(_USED_CREDIT, of) or 0)
