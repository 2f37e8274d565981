"""The eight hard figures of a partner in a period, counted from the office's records.

Each figure is the sum over the rows behind it, so what is shown and what a click opens never differ.

Source: spec 5.7, AT-12.
"""

from dataclasses import dataclass
from datetime import date

from desk.evaluation.measures.behind import rows_behind
from desk.evaluation.measures.handovers import business, handed_over
from desk.evaluation.measures.rules import CODES
from desk.storage.work import Reader


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One indicator: its rate is `rules.rate(code, numerator, denominator)`.

    Attributes:
        code: H1 … H8.
        numerator, denominator: tickets, pieces, receipts, claims, or fen (H6).
        left_out: tickets and records that count nowhere, each with its reason in `tickets_behind`.
    """

    code: str
    numerator: int
    denominator: int
    left_out: int = 0


def measure(read: Reader, *, partner_id: int, first: date, last: date) -> tuple[Measure, ...]:
    """All eight in order; a denominator of 0 means that there was nothing to measure."""
    handed = handed_over(read, partner_id, first, last)
    found = []
    for code in CODES:
        rows = rows_behind(read, code, handed, partner_id, first, last)
        found.append(
            Measure(
                code=code,
                numerator=sum(row.numerator for row in rows),
                denominator=sum(row.denominator for row in rows),
                left_out=sum(bool(row.left_out) for row in rows),
            )
        )
    return tuple(found)


def tickets(read: Reader, *, partner_id: int, first: date, last: date) -> int:
    """How many tickets a partner was handed in a period; what was fetched back unpaid is none."""
    carried, _ = business(handed_over(read, partner_id, first, last))
    return len({h.consignment_id for h in carried})
