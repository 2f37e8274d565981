"""H4: tickets with a valid complaint that is the partner's fault.

Source: spec 5.7, 3.16; a ticket counts once, as in K11.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from desk.care.complaints.choices import Department, Validity
from desk.care.complaints.model import Complaint
from desk.evaluation.measures.handovers import Handed, business
from desk.evaluation.measures.rows import Rows, TicketBehind, one_a_ticket
from desk.evaluation.measures.rules import day_of
from desk.freight.consignments.model import Consignment
from desk.kernel.periods import moments_of
from desk.kernel.text import tr
from desk.storage.work import Reader

BLAMED = (None, Department.PARTNER)
"""Departments found responsible under which a named partner is to blame."""


def complained_rows(
    read: Reader, handed: tuple[Handed, ...], partner_id: int, first: date, last: date
) -> Rows:
    """Tickets handed over in the period, and those complained of in it."""
    carried, back = business(handed)
    seen: set[int] = set()
    tickets = []
    for h in carried:
        if h.consignment_id not in seen:
            tickets.append(h.row(on=h.handed_on, denominator=1, words=h.handed_words))
        seen.add(h.consignment_id)
    return one_a_ticket((*tickets, *back, *_complaints(read, partner_id, first, last)))


def _complaints(read: Reader, partner_id: int, first: date, last: date) -> Iterator[TicketBehind]:
    start, end = moments_of(first, last)
    case = Complaint
    found = read.session.execute(
        select(
            case.number,
            case.received_at,
            case.consignment_id,
            Consignment.number.label("waybill"),
            case.kind,
            case.validity,
            case.resp_department,
        )
        .outerjoin(Consignment, Consignment.id == case.consignment_id)
        .where(case.partner_id == partner_id, case.received_at >= start, case.received_at < end)
        .order_by(case.received_at, case.id)
    )
    seen: set[int] = set()
    for row in found:
        why = _left_out(row)
        yield TicketBehind(
            consignment_id=row.consignment_id,
            number=row.waybill or row.number,
            on=day_of(row.received_at),
            numerator=int(not why and row.consignment_id not in seen),
            words=f"{row.number} {row.kind.label}",
            left_out=why,
        )
        if not why:
            seen.add(row.consignment_id)


def _left_out(row: Any) -> str:
    if row.validity is not Validity.VALID:
        return tr("投诉{v}").format(v=row.validity.label)
    if row.consignment_id is None:
        return tr("投诉未指明运单")
    if row.resp_department not in BLAMED:
        return tr("责任部门为{d}").format(d=row.resp_department.label)
    return ""
