"""Requests are decided before the manager's day ends."""

from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.office.approvals.queries import approvals_for_me
from desk.storage.work import Work

REQUESTS = Duty("approvals_waiting", "待审批", frozenset({Role.MGR}))


@on(DayClosing)
def requests_not_decided(work: Work, day: DayClosing) -> None:
    """Requests the closing manager may decide."""
    day.ask(
        REQUESTS,
        lambda: (
            OpenItem(row.number, f"{row.obj_word} {row.title}", page="approval_desk")
            for row in approvals_for_me(work)
        ),
    )
