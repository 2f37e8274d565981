"""Exceptions must not be forgotten overnight: each side of the desk answers for its own goods."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select

from desk.freight.consignments.model import IS_INBOUND, Consignment
from desk.freight.exceptions.choices import ExceptionState
from desk.freight.exceptions.model import ExceptionCase
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.storage.work import Work

INBOUND = Duty("exceptions_inbound", "异常未结案", frozenset({Role.IN}))
OUTBOUND = Duty("exceptions_outbound", "异常未结案", frozenset({Role.OUT}))
TELLING = Duty("exceptions_to_tell", "异常未告知客户", frozenset({Role.CS}))


@on(DayClosing)
def exceptions_open(work: Work, day: DayClosing) -> None:
    """Exceptions that are not closed; the clerks' are those of which a customer has not heard."""
    day.ask(INBOUND, lambda: _open(work, IS_INBOUND))
    day.ask(OUTBOUND, lambda: _open(work, ~IS_INBOUND))
    day.ask(TELLING, lambda: _open(work, ExceptionCase.customer_notified_at.is_(None)))


def _open(work: Work, which: ColumnElement[bool]) -> Iterator[OpenItem]:
    left = (
        select(ExceptionCase, Consignment)
        .join(Consignment, Consignment.id == ExceptionCase.consignment_id)
        .where(ExceptionCase.state != ExceptionState.CLOSED, which)
        .order_by(ExceptionCase.tell_due_at, ExceptionCase.id)
    )
    for case, ticket in work.session.execute(left):
        told = case.customer_notified_at is not None
        stands = case.state.label if told else tr("未告知客户")
        title = f"{case.kind.label} {case.pieces}{tr('件')} {stands} {ticket.label}"
        yield OpenItem(case.number, title, None if told else case.tell_due_at, "exceptions")
