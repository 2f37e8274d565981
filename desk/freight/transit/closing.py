"""Manifests not handed over or not reported as arrived, goods not delivered, before the day ends."""

from collections.abc import Iterator

from desk.freight.transit.queries import open_transits
from desk.freight.transit.rules import PLANNED
from desk.freight.transit.today import arrivals_to_ask_for, deliveries_due
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.storage.work import Work

DRAFTS = Duty("transit_drafts", "中转单未交接", frozenset({Role.IN}))
ARRIVALS = Duty("transit_arrivals", "中转到达未报", frozenset({Role.IN}))
DUE = Duty("transit_due", "中转到期未签收", frozenset({Role.IN}))


@on(DayClosing)
def manifests_not_handed_over(work: Work, day: DayClosing) -> None:
    """Manifests whose goods still lie in the warehouse."""

    def items() -> Iterator[OpenItem]:
        for card in open_transits(work):
            if card.state in PLANNED:
                what = f"{card.partner_name} {card.dest} {len(card.lines)}{tr('票')}"
                yield OpenItem(card.number, what, page="transit_manifests")

    day.ask(DRAFTS, items)


@on(DayClosing)
def arrivals_not_reported(work: Work, day: DayClosing) -> None:
    """Manifests on their way that nobody reported as arrived the day before they are due."""

    def items() -> Iterator[OpenItem]:
        for row in arrivals_to_ask_for(work, None):
            yield OpenItem(row.number, row.title, row.due_at, row.page)

    day.ask(ARRIVALS, items)


@on(DayClosing)
def deliveries_not_reported(work: Work, day: DayClosing) -> None:
    """Tickets that a partner should have delivered by today."""

    def items() -> Iterator[OpenItem]:
        for row in deliveries_due(work, None):
            yield OpenItem(row.number, row.title, row.due_at, row.page)

    day.ask(DUE, items)
