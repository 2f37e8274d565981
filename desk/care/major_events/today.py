"""Open work around major events: every step that is not done."""

from sqlalchemy import select

from desk.care.major_events.choices import EventState
from desk.care.major_events.model import EventStep, MajorEvent
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader

RUNNING = (EventState.OPEN, EventState.HANDLING)


def steps_to_do(read: Reader) -> list[TodayRow]:
    """Steps of the plans under way, the one due first on top."""
    waiting = (
        select(EventStep, MajorEvent)
        .join(MajorEvent, MajorEvent.id == EventStep.event_id)
        .where(MajorEvent.state.in_(RUNNING), EventStep.done_at.is_(None), EventStep.note == "")
        .order_by(EventStep.due_at.is_(None), EventStep.due_at, EventStep.id)
        .limit(50)
    )
    return [
        TodayRow(
            tr("预案步骤"),
            f"{step.seq}. {step.text} {step.role}".rstrip(),
            step.due_at,
            "major_events",
            {"ids": [event.id]},
            event.number,
        )
        for step, event in read.session.execute(waiting)
    ]


SOURCES = (TodaySource("complaint.update", steps_to_do),)
