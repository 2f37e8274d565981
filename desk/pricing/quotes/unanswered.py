"""Callers whose answer is nearly or already late, before the day ends."""

from collections.abc import Iterator

from sqlalchemy import select

from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.pricing.quotes.choices import InquiryState, Light
from desk.pricing.quotes.clock import light_on
from desk.pricing.quotes.model import Inquiry
from desk.storage.work import Work

UNANSWERED = Duty("inquiries_to_answer", "询价临近或超过答复时限", frozenset({Role.CS}))


@on(DayClosing)
def inquiries_not_answered(work: Work, day: DayClosing) -> None:
    """Calls without an answer whose clock shows yellow or red."""
    waiting = select(Inquiry).where(
        Inquiry.state == InquiryState.OPEN, Inquiry.answered_at.is_(None)
    )

    def items() -> Iterator[OpenItem]:
        for call in work.session.scalars(waiting.order_by(Inquiry.due_at, Inquiry.id)):
            if light_on(work, call) is not Light.GREEN:
                what = f"{call.caller_company} {call.lane} {call.goods_name}"
                yield OpenItem(call.number, what, call.due_at, "inquiries")

    day.ask(UNANSWERED, items)
