"""Which goods went which way: boundaries, void tickets, sums, the index (K30, P-21)."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Select, create_engine, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from desk.checking import check
from desk.documents.pdf import render_pdf
from desk.exporting import paper_xlsx
from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.commands import void_consignment
from desk.freight.consignments.drafting import save_draft
from desk.freight.consignments.drafts import Charges
from desk.freight.consignments.model import Consignment
from desk.freight.flow.choices import FlowGroup
from desk.freight.flow.model import FlowDay
from desk.freight.flow.queries import (
    FlowReport,
    cargo_flow,
    flow_faults,
    flow_statement,
    places_used,
)
from desk.freight.flow.rules import Amounts, Lane, compare, row_of, total
from desk.kernel.divisions import find_division
from desk.kernel.errors import Refused
from desk.kernel.periods import moments_of
from tests.conftest import Office, at
from tests.documents.paper_reading import page_texts
from tests.freight.consignments.tickets import CUTLERY, OUTBOUND, accepted, ticket

G = FlowGroup
MOMENTS = ["2026-11-15 15:59:59.000000", "2026-11-15 16:00:00.000000", "2026-10-01 02:00:00.000000"]


def lanes(report: FlowReport) -> list[tuple[Any, ...]]:
    return [
        (r.group, r.lane, r.now.tickets, r.now.pieces, r.now.revenue_fen, r.before.revenue_fen)
        for r in report.rows
    ]


def book(office: Office) -> None:
    """October: one bearing ticket; November: two of them, cutlery with COD, one outbound, a void."""
    office.at("2026-10-20 10:00")
    accepted(office.as_("boss"))
    office.at("2026-11-16 10:00")
    desk = office.as_("boss")
    accepted(desk, paper_no="A")
    accepted(desk, paper_no="B", charges=Charges(base_freight_fen=24_000))
    accepted(desk, CUTLERY, paper_no="C")
    accepted(
        desk,
        paper_no="D",
        destination="喀什",
        delivery_mode=DeliveryMode.TRANSIT,
        consignee_address="喀什市人民东路 18 号",
    )
    accepted(desk, OUTBOUND, paper_no="E")
    wrong = accepted(desk, paper_no="F")
    desk.run(void_consignment, number=wrong, reason="重复开单")
    desk.run(save_draft, draft=ticket(paper_no="G"))


def test_tickets_by_direction_and_lane(office: Office) -> None:
    book(office)
    report = office.desk.ask(cargo_flow, period="2026-11")
    assert lanes(report) == [
        (G.INBOUND, "郑州→乌鲁木齐", 3, 36, 48_000 + 24_000 + 98_400, 48_000),
        (G.OUTBOUND, "乌鲁木齐→郑州", 1, 150, 48_000, 0),
        (G.TRANSIT, "郑州→喀什", 1, 8, 48_000, 0),
    ]
    assert report.total.now == Amounts(5, 194, 4_560_000, 11_700_000, 266_400)
    first = report.rows[0]
    assert (first.share_bp, first.change_bp) == (6_396, 25_500)
    assert report.rows[1].change_bp is None
    assert report.total.change_bp == 45_500
    assert (report.period, report.period_before, report.sentence) == ("2026-11", "2026-10", "")
    assert [row.lane for row in report.groups] == ["进港小计", "出港小计", "中转小计"]


def test_the_day_begins_and_ends_in_local_time(office: Office) -> None:
    for moment in ("2026-11-17 23:59", "2026-11-18 00:00", "2026-11-18 23:59", "2026-11-19 00:00"):
        office.at(moment)
        accepted(office.as_("boss"), paper_no=moment)
    report = office.desk.ask(cargo_flow, period="2026-11-18")
    assert (report.total.now.tickets, report.period_before) == (2, "2026-11-17")
    assert report.rows[0].before.tickets == 1
    start, end = moments_of(date(2026, 11, 18), date(2026, 11, 18))
    assert (start.astimezone(UTC).hour, end) == (16, at("2026-11-19 00:00"))


def test_a_lane_that_had_goods_only_before_is_shown(office: Office) -> None:
    office.at("2026-10-20 10:00")
    accepted(office.as_("boss"))
    office.at("2026-11-16 10:00")
    report = office.as_("boss").ask(cargo_flow)
    assert lanes(report) == [(G.INBOUND, "郑州→乌鲁木齐", 0, 0, 0, 48_000)]
    assert report.rows[0].change_bp == -10_000
    assert report.sentence == "本期没有受理的运单。"


def test_one_place_spelled_two_ways_is_one_lane(office: Office) -> None:
    desk = office.as_("boss")
    accepted(desk, paper_no="1", destination="兰州")
    accepted(desk, paper_no="2", destination="兰州市")
    (row,) = desk.ask(cargo_flow).rows
    assert (row.lane, row.now.tickets) == ("郑州→兰州", 2)


def test_periods_that_cannot_be_read(office: Office) -> None:
    desk = office.as_("boss")
    for typed, code in (("十一月", "E002"), ("2026-11-18~2026-11-17", "E019")):
        with pytest.raises(Refused) as caught:
            desk.ask(cargo_flow, period=typed)
        assert caught.value.codes == (code,)


def test_the_sums_of_the_days_are_those_of_the_tickets(office: Office) -> None:
    book(office)
    with office.desk.reading() as read:
        assert flow_faults(read.session) == []
        assert read.session.scalar(select(func.sum(FlowDay.tickets))) == 6
        steps = plan(read.session, flow_statement().params(MONTH))
    assert any("SEARCH flow_day" in step for step in steps), steps


def plan(session: Session, statement: Select[Any]) -> list[str]:
    connection = session.connection()
    sql = statement.compile(connection, compile_kwargs={"literal_binds": True})
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]


MONTH = {"first_on": date(2026, 11, 1), "last_on": date(2026, 11, 30)}
CHANGED = st.one_of(
    st.tuples(st.just("accept_at"), st.sampled_from(MOMENTS)),
    st.tuples(st.just("direction"), st.sampled_from(["INBOUND", "OUTBOUND", "RETURN"])),
    st.tuples(st.just("delivery_mode"), st.sampled_from(["TRANSIT", "SELF_PICKUP"])),
    st.tuples(st.just("destination"), st.sampled_from(["喀什", "和田"])),
    st.tuples(st.just("destination_code"), st.sampled_from(["", "653100"])),
    st.tuples(st.just("total_fen"), st.integers(0, 99_999)),
    st.tuples(st.just("declared"), st.integers(1, 99)),
    st.tuples(st.just("voided"), st.booleans()),
    st.tuples(st.just("number"), st.none()),
    st.tuples(st.just("remark"), st.just("改")),
)


@given(st.lists(st.tuples(st.integers(1, 7), st.lists(CHANGED, max_size=4)), max_size=12))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sums_follow_whatever_happens_to_a_ticket(
    booked: Path, steps: list[tuple[int, list[tuple[str, Any]]]]
) -> None:
    with closing(sqlite3.connect(booked, isolation_level=None)) as file:
        file.execute("BEGIN")
        for ticket_id, changes in steps:
            if changes:
                names = ", ".join(f"{name} = ?" for name, _ in changes)
                values = (*(value for _, value in changes), ticket_id)
                file.execute(f"UPDATE consignment SET {names} WHERE id = ?", values)
            else:
                file.execute("DELETE FROM consignment WHERE id = ?", (ticket_id,))
        engine = create_engine("sqlite://", creator=lambda: file, poolclass=StaticPool)
        with Session(engine) as session:
            assert flow_faults(session) == []
        file.rollback()


@pytest.fixture
def booked(office: Office) -> Path:
    book(office)
    office.desk.close()
    return office.desk.path


def test_a_check_tells_a_sum_that_was_tampered_with(office: Office) -> None:
    book(office)
    with office.desk.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE flow_day SET tickets = 9 WHERE destination = '喀什'")
    (wrong,) = check(office.desk).problems
    assert (wrong.name, wrong.text) == ("货物流量", "2026-11-16 郑州→喀什")


AMOUNTS = st.builds(
    Amounts,
    st.integers(1, 999),
    st.integers(1, 9_999),
    st.integers(1, 10**9),
    st.integers(1, 10**9),
    st.integers(0, 10**9),
)
LANES = st.dictionaries(
    st.builds(
        lambda group, origin, place: Lane(group, origin, place, place),
        st.sampled_from(list(G)),
        st.sampled_from("甲乙丙"),
        st.sampled_from("丁戊己庚"),
    ),
    AMOUNTS,
    max_size=12,
)


@given(LANES, LANES)
def test_lanes_sum_to_the_totals(now: dict[Lane, Amounts], before: dict[Lane, Amounts]) -> None:
    rows = compare(now, before)
    assert total(row.now for row in rows) == total(now.values())
    assert total(row.before for row in rows) == total(before.values())
    assert len(rows) == len(now.keys() | before.keys())
    keys = [(list(G).index(row.group), -row.now.tickets) for row in rows if row.group]
    assert keys == sorted(keys)
    shares = [row.share_bp or 0 for row in rows]
    if total(now.values()).revenue_fen:
        assert abs(sum(shares) - 10_000) <= len(rows)


def test_change_is_rounded_half_up() -> None:
    third = row_of(G.INBOUND, "甲→乙", Amounts(revenue_fen=200), Amounts(revenue_fen=300), 600)
    assert (third.share_bp, third.change_bp) == (3_333, -3_333)
    none = row_of(G.INBOUND, "甲→乙", Amounts(), Amounts(), 0)
    assert (none.share_bp, none.change_bp) == (None, None)


def test_the_paper_and_its_excel(office: Office) -> None:
    book(office)
    desk = office.desk
    (paper,) = desk.paper("P-21", "2026-11")
    assert paper.title == "货物流量月报"
    (text,) = page_texts(render_pdf(paper).pdf)
    for word in ("郑州→喀什", "进港小计", "1,704.00", "2,664.00", "新增", "455.00%"):
        assert word in text, word
    out = desk.path.with_suffix(".xlsx")
    assert paper_xlsx(desk, "P-21", "2026-11", out) == 3
    (empty,) = desk.paper("P-21", "2026-09")
    assert "本期没有受理的运单。" in page_texts(render_pdf(empty).pdf)[0]
    assert desk.paper("P-21", "2026-11-16")[0].title == "货物流量日报"


def test_who_may_see_it(office: Office) -> None:
    for login in ("jia", "in", "out", "boss"):
        assert office.as_(login).ask(cargo_flow).rows == ()


def test_the_places_used_are_those_of_the_tickets(office: Office) -> None:
    book(office)
    desk = office.as_("boss")
    used = desk.ask(places_used)
    ends: Counter[str] = Counter()
    with desk.reading() as reader:
        c = Consignment
        wanted = select(c.origin_station, c.destination).where(
            c.number.is_not(None), c.voided.is_(False)
        )
        for place in (end for row in reader.session.execute(wanted) for end in row):
            found = find_division(place)
            assert found is not None
            ends[found.code] += 1
    assert used == ends
    assert used["653100"] >= 1
