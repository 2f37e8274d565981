"""Reports are not left over their day."""

from desk.evaluation.reports.today import reports_to_draft
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.moments import local
from desk.kernel.roles import Role
from desk.storage.work import Work

REPORTS = Duty("evaluation_reports_due", "评估报告未提交", frozenset({Role.IN, Role.OUT}))


@on(DayClosing)
def reports_not_submitted(work: Work, day: DayClosing) -> None:
    """Reports that were due today or before and are not with the manager."""
    day.ask(
        REPORTS,
        lambda: (
            OpenItem(f"{row.number} {row.title}", row.title, row.due_at, row.page)
            for row in reports_to_draft(work)
            if row.due_at is not None and local(row.due_at).date() <= work.today
        ),
    )
