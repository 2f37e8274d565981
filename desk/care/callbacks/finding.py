"""Loading plans, call-backs and the complaints that wait for one."""

from datetime import datetime

from sqlalchemy import select

from desk.care.callbacks.choices import ItemState, PlanState
from desk.care.callbacks.model import Callback, CallbackItem, CallbackPlan
from desk.care.complaints.choices import ClockKind
from desk.care.complaints.model import Complaint, ComplaintClock
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader


def plan_by_number(read: Reader, number: str) -> CallbackPlan:
    """Raises: Refused E006."""
    found = read.session.scalar(select(CallbackPlan).where(CallbackPlan.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("回访计划"), v=number)
    read.held.add(found)
    return found


def callback_by_number(read: Reader, number: str) -> Callback:
    """Raises: Refused E006."""
    found = read.session.scalar(select(Callback).where(Callback.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("回访"), v=number)
    read.held.add(found)
    return found


def waiting_complaints(
    read: Reader, customer_id: int | None = None
) -> list[tuple[Complaint, datetime]]:
    """Closed complaints whose customer must still be called, with the deadline, first due first."""
    asked = (
        select(Complaint, ComplaintClock.due_at)
        .join(ComplaintClock, ComplaintClock.complaint_id == Complaint.id)
        .where(
            ComplaintClock.kind == ClockKind.CALL_BACK,
            ComplaintClock.met_at.is_(None),
            ComplaintClock.superseded.is_(False),
            Complaint.closed_at.is_not(None),
        )
        .order_by(ComplaintClock.due_at, Complaint.id)
    )
    if customer_id is not None:
        asked = asked.where(Complaint.customer_id == customer_id)
    return [(complaint, due) for complaint, due in read.session.execute(asked)]


def waiting_item(read: Reader, customer_id: int) -> CallbackItem | None:
    """The customer's next task of an approved plan."""
    return read.session.scalar(
        select(CallbackItem)
        .join(CallbackPlan, CallbackPlan.id == CallbackItem.plan_id)
        .where(
            CallbackPlan.state == PlanState.APPROVED,
            CallbackItem.customer_id == customer_id,
            CallbackItem.state == ItemState.PLANNED,
        )
        .order_by(CallbackItem.planned_on, CallbackItem.id)
        .limit(1)
    )


def phone_of(read: Reader, callback_id: int) -> str:
    """The number that was called, in full.

    Raises:
        Refused: E006.
    """
    return read.get(Callback, callback_id, tr("回访")).phone
