"""Returns a shipper ordered are seen to before the day ends."""

from collections.abc import Iterator

from desk.freight.returns.today import returns_to_issue, returns_to_ship
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.storage.work import Work

RETURNS = Duty("returns_to_ship", "返货未发运", frozenset({Role.OUT}))


@on(DayClosing)
def returns_not_shipped(work: Work, day: DayClosing) -> None:
    """Ordered returns without a consignment, and those that have not left."""

    def items() -> Iterator[OpenItem]:
        for row in [*returns_to_issue(work, None), *returns_to_ship(work, None)]:
            yield OpenItem(row.number, f"{row.kind} {row.title}", row.due_at, row.page)

    day.ask(RETURNS, items)
