"""Whom a major event hurt and who was told is forgotten five years after it ended (spec 5.13)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from desk.care.major_events.model import MajorEvent
from desk.kernel.commands import on
from desk.kernel.retention import (
    CLEARED,
    Expired,
    Keeping,
    RetentionAsked,
    RetentionGranted,
    end_years_before,
)
from desk.kernel.text import tr
from desk.storage.work import Work

EVENTS = Keeping("major_events", "重大事件", "结案后 5 年", "抹去善后经过和上报说明")
YEARS = 5


@on(RetentionAsked)
def events_to_clear(work: Work, asked: RetentionAsked) -> None:
    """Events closed over five years ago whose aftermath can still be read."""
    asked.ask(EVENTS, lambda: _over(work, asked.today))


def _over(work: Work, today: date) -> Iterator[Expired]:
    old = select(MajorEvent).where(
        MajorEvent.aftermath != tr(CLEARED), MajorEvent.closed_at <= end_years_before(today, YEARS)
    )
    for event in work.session.scalars(old.order_by(MajorEvent.id)):
        if event.closed_at is not None:
            yield Expired.after(event.id, event.number, event.closed_at, YEARS)


@on(RetentionGranted)
def clear_events(work: Work, granted: RetentionGranted) -> None:
    """Kind, steps, times, loss and what was learned stay."""
    for event_id in granted.of(EVENTS):
        event = work.session.get(MajorEvent, event_id)
        if event is not None:
            event.aftermath = tr(CLEARED)
            for report in event.reports:
                report.note = ""
            for step in event.steps:
                step.note = ""
