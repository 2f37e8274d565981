"""AT-12's figures come out of its tickets, each with the very tickets behind it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desk.evaluation.measures.behind import tickets_behind
from desk.evaluation.measures.cod_delay import cod_delay
from desk.evaluation.measures.measuring import Measure, measure, tickets
from desk.evaluation.measures.queries import measure_tickets, partner_measures
from desk.evaluation.measures.rules import CODES, rate
from desk.filing.receipts.ageing import receipt_return_rate
from desk.freight.consignments.ledger import ledger_faults
from desk.kernel.errors import Refused
from tests.conftest import Office
from tests.evaluation.at12_courses import BEFORE, Q2, Q3, Course, admitted, played, troubles_of
from tests.evaluation.conftest import Quarter
from tests.evaluation.playing import CONFIRMED, Book, play
from tests.evaluation.writing import write_courses

FIGURES = {
    1: (
        (231, 240, 9625), (6, 3200, 188), (1, 3200, 31), (3, 240, 125),
        (192, 200, 9600), (24_384_000, 24_000_000, 10160), (3, 4, 7500), (221, 240, 9208),
    ),
    2: (
        (108, 120, 9000), (5, 1500, 333), (1, 1500, 67), (2, 120, 167),
        (89, 100, 8900), (11_760_000, 12_000_000, 9800), (2, 2, 10000), (104, 120, 8667),
    ),
    3: (
        (12, 12, 10000), (0, 120, 0), (0, 120, 0), (0, 12, 0),
        (12, 12, 10000), (1_192_800, 1_200_000, 9940), (1, 1, 10000), (12, 12, 10000),
    ),
    4: ((0, 0, None),) * 8,
    5: (
        (6, 6, 10000), (0, 60, 0), (0, 60, 0), (0, 6, 0),
        (6, 6, 10000), (540_000, 600_000, 9000), (0, 0, None), (6, 6, 10000),
    ),
}  # fmt: skip
TICKETS = {1: 240, 2: 120, 3: 12, 4: 0, 5: 6}


def figures(office: Office, partner_id: int) -> tuple[Measure, ...]:
    with office.desk.reading() as read:
        return measure(read, partner_id=partner_id, first=Q3[0], last=Q3[1])


@pytest.mark.parametrize("partner_id", FIGURES)
def test_the_figures_of_the_scenario(quarter: Quarter, partner_id: int) -> None:
    desk = quarter.office.as_("in")
    found = desk.ask(partner_measures, partner=partner_id, from_on=Q3[0], to_on=Q3[1])
    shown = tuple((row.numerator, row.denominator, row.rate) for row in found.rows)
    assert [row.code for row in found.rows] == list(CODES)
    assert shown == FIGURES[partner_id]
    assert found.tickets == TICKETS[partner_id]
    assert all(row.left_out == 0 for row in found.rows)


@pytest.mark.parametrize("code", CODES)
def test_the_rows_behind_add_up_to_the_figure(quarter: Quarter, code: str) -> None:
    with quarter.office.desk.reading() as read:
        for partner_id in FIGURES:
            rows = tickets_behind(read, code=code, partner_id=partner_id, first=Q3[0], last=Q3[1])
            n, d, hundredths = FIGURES[partner_id][CODES.index(code)]
            assert sum(row.numerator for row in rows) == n
            assert sum(row.denominator for row in rows) == d
            assert rate(code, n, d) == hundredths
            assert len({row.number for row in rows}) == len(rows)
            assert all(row.number.startswith("YD26") and row.words for row in rows)


def test_the_late_ones_are_named(quarter: Quarter) -> None:
    desk = quarter.office.as_("in")
    rows = desk.ask(measure_tickets, partner="P001", code="h1", from_on=Q3[0], to_on=Q3[1])
    late = [row for row in rows if not row.in_numerator]
    assert {row.number for row in late} == {quarter.book[f"a{n}"] for n in range(231, 240)}
    assert late[0].words == "应到 2026-08-28,签收 2026-08-30"
    (lost,) = [
        row
        for row in desk.ask(measure_tickets, partner=1, code="H3", from_on=Q3[0], to_on=Q3[1])
        if row.in_numerator
    ]
    assert lost.number == quarter.book["a2"]
    assert lost.words.endswith("少货 1 件")


def test_receipts_are_those_of_the_return_rate(quarter: Quarter) -> None:
    desk = quarter.office.as_("in")
    for partner_id in (1, 2, 3, 5):
        found = desk.ask(receipt_return_rate, from_on=Q3[0], to_on=Q3[1], partner=partner_id)
        assert (found.in_time, found.due) == FIGURES[partner_id][4][:2]


def test_cash_that_was_kept_is_counted_in_days(quarter: Quarter) -> None:
    with quarter.office.desk.reading() as read:
        kept = cod_delay(read, partner_id=3, first=Q3[0], last=Q3[1])
        none = cod_delay(read, partner_id=1, first=Q3[0], last=Q3[1])
    assert (kept.tickets, kept.average, kept.longest, kept.unsettled) == (1, 1700, 17, 0)
    assert [row.number for row in kept.rows] == [quarter.book["c0"]]
    assert (none.tickets, none.average, none.longest) == (0, None, 0)


def test_computed_again_they_are_the_same(quarter: Quarter) -> None:
    before = [figures(quarter.office, partner_id) for partner_id in FIGURES]
    quarter.office.at("2028-03-01 10:00")
    assert [figures(quarter.office, partner_id) for partner_id in FIGURES] == before


def test_the_quarter_before(quarter: Quarter) -> None:
    with quarter.office.desk.reading() as read:
        found = measure(read, partner_id=1, first=Q2[0], last=Q2[1])
        assert tickets(read, partner_id=1, first=Q2[0], last=Q2[1]) == 20
    assert [(m.numerator, m.denominator) for m in found] == [
        (20, 20), (0, 200), (0, 200), (1, 20), (20, 20), (2_032_000, 2_000_000), (1, 1), (17, 20),
    ]  # fmt: skip


def test_a_question_that_cannot_be_answered(quarter: Quarter) -> None:
    desk = quarter.office.as_("in")
    asked: tuple[tuple[dict[str, Any], str], ...] = (
        ({"partner": 1, "code": "H9", "from_on": Q3[0], "to_on": Q3[1]}, "E005"),
        ({"partner": "P077", "code": "H1", "from_on": Q3[0], "to_on": Q3[1]}, "E006"),
        ({"partner": 1, "code": "H1", "from_on": Q3[1], "to_on": Q3[0]}, "E019"),
    )
    for values, code in asked:
        with pytest.raises(Refused) as caught:
            desk.ask(measure_tickets, **values)
        assert code in str(caught.value)


COURSE: Course = replace(
    BEFORE, name="p", tickets=12, pieces=(3, 5), late=2, unheard=2, receipts=6, receipts_late=2,
    damaged=(2, 1), lost=(1,), claims=2, claims_late=1,
)  # fmt: skip


def test_written_as_played(open_office: Callable[[str], Office]) -> None:
    """Two offices, one played and one written, give the very same rows."""
    played_one, written_one = open_office("played.office"), open_office("written.office")
    for office in (played_one, written_one):
        admitted(office)
    played(played_one, COURSE)
    book = Book()
    desk = written_one.as_("in").with_(confirmed=CONFIRMED)
    desk.run(write_courses, courses=(COURSE,), book=book)
    desk.run(play, steps=[*troubles_of(COURSE)], book=book)
    for code in CODES:
        asked: dict[str, Any] = {"partner": 1, "code": code, "from_on": Q2[0], "to_on": Q2[1]}
        expected = played_one.as_("in").ask(measure_tickets, **asked)
        assert written_one.desk.ask(measure_tickets, **asked) == expected
        assert expected


def test_the_written_goods_are_where_their_moves_say(quarter: Quarter) -> None:
    with quarter.office.desk.reading() as read:
        assert ledger_faults(read.session) == []
