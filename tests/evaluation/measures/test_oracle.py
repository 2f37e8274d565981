"""Whatever happens to tickets, the figures are those of a slow and obvious recomputation."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desk.evaluation.measures.measuring import measure, tickets
from tests.conftest import Office
from tests.evaluation.measures.chances import firms, months
from tests.evaluation.measures.oracle import Oracle

TICKETS = 25
WINDOWS = (
    (date(2026, 8, 1), date(2026, 12, 31)),
    (date(2026, 10, 1), date(2026, 10, 31)),
    (date(2026, 9, 15), date(2026, 9, 15)),
    (date(2026, 11, 1), date(2026, 11, 30)),
)


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_those_of_the_oracle(open_office: Callable[[], Office], seed: int) -> None:
    office = open_office()
    firms(office)
    months(office, seed, TICKETS)
    loaded: dict[type[Any], list[Any]] = {}
    with office.desk.reading() as read:
        for first, last in WINDOWS:
            for partner_id in (1, 2, 3, 4):
                slow = Oracle(read, partner_id, first, last, loaded)
                quick = measure(read, partner_id=partner_id, first=first, last=last)
                found = [(m.numerator, m.denominator, m.left_out) for m in quick]
                assert found == slow.figures(), (partner_id, first, last)
                count = tickets(read, partner_id=partner_id, first=first, last=last)
                assert count == slow.tickets()
