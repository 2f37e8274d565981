"""Finance hears of a changed rate before the day is closed (E165)."""

from collections.abc import Iterator

from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.partners.rates.notices import unsent_notices
from desk.partners.rates.today import notices_to_send
from desk.storage.work import Work

NOTICES = Duty("rate_notices", "运价变更未通知财务", frozenset({Role.IN, Role.OUT, Role.MGR}))


@on(DayClosing)
def notices_not_sent(work: Work, day: DayClosing) -> None:
    """Notices finance has not got; one past its deadline is said aloud."""

    def items() -> Iterator[OpenItem]:
        late = {problem.values["no"]: problem for problem in unsent_notices(work).found}
        for row in notices_to_send(work, None):
            yield OpenItem(row.number, row.title, row.due_at, row.page, late.get(row.number))

    day.ask(NOTICES, items)
