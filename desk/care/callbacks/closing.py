"""Call-backs and follow-ups that are overdue must not lie unnoticed overnight."""

from desk.care.callbacks.model import CallbackFollowUp, CallbackItem
from desk.care.callbacks.today import open_follow_ups, open_items
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.storage.work import Work

_DESK = frozenset({Role.CS, Role.IN, Role.OUT, Role.MGR})
CALLS = Duty("callbacks_due", "到期未回访", _DESK)
FOLLOW_UPS = Duty("callback_follow_ups_due", "回访跟进未完成", _DESK)


@on(DayClosing)
def callbacks_due(work: Work, day: DayClosing) -> None:
    """The closing person's own calls and follow-ups whose day has come."""
    me = work.actor.user_id
    day.ask(
        CALLS,
        lambda: (
            OpenItem(
                f"{item.plan.number}/{item.id}",
                tr("{who} {why} 已试 {n} 次").format(
                    who=item.customer.name, why=item.cause.label, n=item.tries
                ),
                item.due_at,
                "callback_items",
            )
            for item in open_items(
                work, CallbackItem.caller_id == me, CallbackItem.planned_on <= work.today
            )
        ),
    )
    day.ask(
        FOLLOW_UPS,
        lambda: (
            OpenItem(
                f"{task.number}/{task.id}",
                f"{task.whom} {task.task}",
                task.due_at,
                "callback_follow_ups",
            )
            for task in open_follow_ups(
                work, CallbackFollowUp.owner_id == me, CallbackFollowUp.due_at <= work.now
            )
        ),
    )
