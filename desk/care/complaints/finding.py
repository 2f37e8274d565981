"""Loading a complaint, and what is known about its caller."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from desk.archive.customers.choices import CustomerClass
from desk.archive.customers.model import Customer
from desk.archive.customers.rules import class_on
from desk.care.complaints.choices import Circumstance, Validity
from desk.care.complaints.levels import THIRD_IN_DAYS, LevelFacts
from desk.care.complaints.model import Complaint
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader


def complaint_by_number(read: Reader, number: str) -> Complaint:
    """Raises: Refused E006."""
    found = read.session.scalar(select(Complaint).where(Complaint.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("投诉"), v=number)
    read.held.add(found)
    return found


def complaint_phone(read: Reader, complaint_id: int) -> str:
    """The complainant's number in full; `reveal_personal` writes the look down first.

    Raises:
        Refused: E006.
    """
    return read.get(Complaint, complaint_id, tr("投诉")).phone


def level_facts(
    read: Reader,
    *,
    received_at: datetime,
    amount_fen: int,
    customer: Customer | None,
    consignment_id: int | None,
    circumstances: frozenset[Circumstance],
) -> LevelFacts:
    """What decides the level of a complaint received at a moment; all written down already are earlier ones."""
    counted = select(func.count()).select_from(Complaint)
    counted = counted.where(Complaint.validity == Validity.VALID)
    of_ticket = of_customer = 0
    if consignment_id is not None:
        mine = counted.where(Complaint.consignment_id == consignment_id)
        of_ticket = read.session.scalar(mine) or 0
    if customer is not None:
        since = received_at - timedelta(days=THIRD_IN_DAYS)
        recent = counted.where(Complaint.customer_id == customer.id, Complaint.received_at >= since)
        of_customer = read.session.scalar(recent) or 0
    is_a = customer is not None and class_on(customer, read.today) is CustomerClass.A
    return LevelFacts(
        amount_fen=amount_fen,
        of_ticket=of_ticket,
        of_customer=of_customer,
        class_a=is_a,
        circumstances=circumstances,
    )
