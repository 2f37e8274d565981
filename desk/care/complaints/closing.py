"""Complaints near their deadline must not lie unnoticed overnight (AT-17)."""

from desk.care.complaints.lights import Light
from desk.care.complaints.queries import complaint_board
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.storage.work import Work

COMPLAINTS = Duty(
    "complaints_near_due", "投诉临近时限", frozenset({Role.CS, Role.IN, Role.OUT, Role.MGR})
)


@on(DayClosing)
def complaints_near_due(work: Work, day: DayClosing) -> None:
    """Every open case whose next clock is yellow or red."""
    day.ask(
        COMPLAINTS,
        lambda: (
            OpenItem(
                row.number,
                f"{row.level.label} {row.complainant} "
                f"{row.next_clock.label if row.next_clock else ''}{tr('待办')}",
                row.due_at,
                "complaint_desk",
            )
            for row in complaint_board(work)
            if row.light in (Light.YELLOW, Light.RED)
        ),
    )
