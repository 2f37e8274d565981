"""Identity numbers a year after the signature, names and phones five years after the closing (5.13)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from desk.freight.consignments.model import Consignment
from desk.kernel.commands import on
from desk.kernel.identity import mask_name
from desk.kernel.retention import (
    Expired,
    Keeping,
    RetentionAsked,
    RetentionGranted,
    end_years_before,
)
from desk.storage.work import Work

IDENTITIES = Keeping("shipper_ids", "托运人证件号", "签收后 1 年", "删除证件号,保留「已核验」")
PARTIES = Keeping("parties", "收发货人信息", "完结后 5 年", "姓名掩码,删除电话和详细地址")
ID_YEARS, PARTY_YEARS = 1, 5


@on(RetentionAsked)
def tickets_to_clear(work: Work, asked: RetentionAsked) -> None:
    """Tickets with an identity number signed for over a year ago, or closed over five years ago."""
    asked.ask(IDENTITIES, lambda: _identities(work, asked.today))
    asked.ask(PARTIES, lambda: _parties(work, asked.today))


def _identities(work: Work, today: date) -> Iterator[Expired]:
    signed = select(Consignment).where(
        Consignment.identity_doc_no.is_not(None),
        Consignment.signed_at <= end_years_before(today, ID_YEARS),
    )
    for ticket in work.session.scalars(signed.order_by(Consignment.id)):
        if ticket.signed_at is not None:
            yield Expired.after(
                ticket.id, f"{ticket.label} {ticket.shipper_name}", ticket.signed_at, ID_YEARS
            )


def _parties(work: Work, today: date) -> Iterator[Expired]:
    closed = select(Consignment).where(
        Consignment.consignee_phone != "",
        Consignment.closed_at <= end_years_before(today, PARTY_YEARS),
    )
    for ticket in work.session.scalars(closed.order_by(Consignment.id)):
        if ticket.closed_at is not None:
            yield Expired.after(ticket.id, ticket.label, ticket.closed_at, PARTY_YEARS)


@on(RetentionGranted)
def clear_tickets(work: Work, granted: RetentionGranted) -> None:
    """What the figures need stays: goods, places, money."""
    for ticket_id in granted.of(IDENTITIES):
        ticket = work.session.get(Consignment, ticket_id)
        if ticket is not None:
            ticket.identity_doc_no = None
    for ticket_id in granted.of(PARTIES):
        ticket = work.session.get(Consignment, ticket_id)
        if ticket is not None and ticket.closed_at is not None:
            _forget(ticket)


def _forget(ticket: Consignment) -> None:
    for side in ("shipper", "consignee"):
        name = getattr(ticket, f"{side}_name")
        setattr(ticket, f"{side}_name", mask_name(name))
        for part in ("contact", "phone", "address"):
            setattr(ticket, f"{side}_{part}", "")
    ticket.consignee_initials = ""
    ticket.identity_doc_no = None
