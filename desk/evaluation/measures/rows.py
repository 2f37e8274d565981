"""What stands behind a figure: one row a ticket, and the sums that are the figure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, kw_only=True)
class TicketBehind:
    """One ticket behind an indicator.

    Attributes:
        consignment_id: None for a record that names no ticket.
        number: the waybill, or the record's own number where it names none.
        on: the day by which it belongs to the period (handed over, due, found, received).
        numerator: its share of the numerator.
        denominator: its share of the denominator.
        words: what decided it: due day, signature, exception, complaint …
        left_out: why it counts nowhere; empty when it counts.
    """

    consignment_id: int | None
    number: str
    on: date
    numerator: int = 0
    denominator: int = 0
    words: str = ""
    left_out: str = ""

    @property
    def in_numerator(self) -> bool:
        return self.numerator > 0


Rows = tuple[TicketBehind, ...]


def one_a_ticket(rows: Iterable[TicketBehind]) -> Rows:
    """Add the rows of one ticket up; what was left out of it stays a row of its own."""
    counted: dict[int | str, TicketBehind] = {}
    aside: dict[TicketBehind, None] = {}
    for row in rows:
        if row.left_out:
            aside[row] = None
            continue
        key = row.consignment_id or row.number
        counted[key] = _added(counted[key], row) if key in counted else row
    return in_order((*counted.values(), *aside))


def in_order(rows: Iterable[TicketBehind]) -> Rows:
    """By day and number."""
    return tuple(sorted(rows, key=lambda row: (row.on, row.number, row.words)))


def _added(first: TicketBehind, more: TicketBehind) -> TicketBehind:
    return replace(
        first,
        on=min(first.on, more.on),
        numerator=first.numerator + more.numerator,
        denominator=first.denominator + more.denominator,
        words=";".join(filter(None, (first.words, more.words))),
    )
