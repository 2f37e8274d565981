"""The figures find their records by indexes: no statement walks through a whole table."""

import re

import pytest

from desk.evaluation.measures.cod_delay import cod_delay
from desk.evaluation.measures.measuring import measure
from tests.bench.evaluating import asked_while
from tests.evaluation.at12_courses import Q3
from tests.evaluation.conftest import Quarter

WALKED = re.compile(r"^SCAN ([a-z_]+)")


@pytest.mark.parametrize("partner_id", [1, 3, 4])
def test_nothing_is_walked_through(quarter: Quarter, partner_id: int) -> None:
    period = {"partner_id": partner_id, "first": Q3[0], "last": Q3[1]}
    with quarter.office.desk.reading() as read:
        with asked_while(read) as asked:
            measure(read, **period)  # type: ignore[arg-type]
            cod_delay(read, **period)  # type: ignore[arg-type]
        connection = read.session.connection()
        plans = [
            line.detail
            for sql, values in asked
            for line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]
    assert len(asked) >= 8
    assert [line for line in plans if WALKED.match(line)] == []
    assert any("ix_transit_manifest_partner" in line for line in plans)
    assert any("ix_consignment_put_off" in line for line in plans)


def test_the_number_of_statements_does_not_grow_with_the_tickets(quarter: Quarter) -> None:
    counts = []
    with quarter.office.desk.reading() as read:
        for partner_id in (1, 5):
            with asked_while(read) as asked:
                measure(read, partner_id=partner_id, first=Q3[0], last=Q3[1])
            counts.append(len(asked))
    assert counts[0] <= counts[1] + 2
