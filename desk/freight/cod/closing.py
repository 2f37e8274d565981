"""Cash taken at the counter is handed in before the day ends."""

from desk.freight.cod.today import cash_to_hand_in
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.storage.work import Work

CASH = Duty("cash_to_hand_in", "代收货款未缴存", frozenset({Role.IN}))


@on(DayClosing)
def cash_not_handed_in(work: Work, day: DayClosing) -> None:
    """Money collected and not handed in."""
    day.ask(
        CASH,
        lambda: (
            OpenItem(row.number, row.title, row.due_at, row.page)
            for row in cash_to_hand_in(work, None)
        ),
    )
