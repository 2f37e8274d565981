"""What was agreed with visitors and is not done yet."""

from sqlalchemy import ColumnElement, select

from desk.care.visits.choices import ActionState
from desk.care.visits.model import VisitAction
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader


def open_actions(read: Reader, *where: ColumnElement[bool]) -> list[VisitAction]:
    """The acting user's open actions, the one due first on top."""
    asked = (
        select(VisitAction)
        .where(
            VisitAction.state == ActionState.OPEN,
            VisitAction.owner_id == read.actor.user_id,
            *where,
        )
        .order_by(VisitAction.due_at, VisitAction.id)
        .limit(MOST_ROWS)
    )
    return list(read.session.scalars(asked))


def actions_to_finish(read: Reader) -> list[TodayRow]:
    """What the acting user has to do after visits."""
    return [
        TodayRow(
            tr("来访跟进"),
            f"{action.visit.company or action.visit.visitor} {action.task}",
            action.due_at,
            "visit_actions",
            {"search": action.visit.number},
            action.visit.number,
        )
        for action in open_actions(read)
    ]


SOURCES = (TodaySource("visit.create", actions_to_finish),)
