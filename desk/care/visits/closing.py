"""Overdue actions after visits must not lie unnoticed overnight."""

from datetime import datetime, time

from desk.care.visits.model import VisitAction
from desk.care.visits.today import open_actions
from desk.kernel.calendar import BEIJING
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.storage.work import Work

ACTIONS = Duty(
    "visit_actions_due", "来访跟进未完成", frozenset({Role.CS, Role.IN, Role.OUT, Role.MGR})
)


@on(DayClosing)
def visit_actions_due(work: Work, day: DayClosing) -> None:
    """The closing person's own actions due today or before."""
    tonight = datetime.combine(work.today, time(23, 59, 59), BEIJING)
    day.ask(
        ACTIONS,
        lambda: (
            OpenItem(
                f"{action.visit.number}/{action.id}",
                f"{action.visit.company or action.visit.visitor} {action.task}",
                action.due_at,
                "visit_actions",
            )
            for action in open_actions(work, VisitAction.due_at <= tonight)
        ),
    )
