"""Counting a truck: what is refused, what is booked, and a ledger that always adds up."""

from itertools import count as count_from
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.freight.consignments.choices import Condition, ConsignmentState
from desk.freight.consignments.ledger import computed_buckets, ledger_faults
from desk.freight.consignments.queries import consignment_card, moves_of
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.commands import report_exception
from desk.freight.exceptions.queries import exceptions_of
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.commands import close_manifest
from desk.freight.inbound.counting import (
    arrive_truck,
    count_line,
    count_lines,
    finish_unloading,
    start_unloading,
)
from desk.freight.inbound.drafts import LineCount
from desk.freight.inbound.queries import manifest_card
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.queries import events_of
from desk.kernel.errors import Refused
from desk.storage.cabinet import Upload
from tests.conftest import Office, at
from tests.freight.inbound.truck import (
    BEARINGS,
    MANIFEST,
    N1,
    N2,
    N3,
    N4,
    PHOTO,
    PUMPS,
    WIGS,
    announced,
    count,
    unloading,
)


def refused(office: Office, function: Any, **arguments: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as caught:
        office.as_("in").run(function, number=MANIFEST, **arguments)
    return caught.value.codes


def test_steps_follow_each_other(office: Office) -> None:
    announced(office, PUMPS)
    for function in (start_unloading, finish_unloading, close_manifest):
        assert refused(office, function) == ("E008",)
    assert refused(office, count_line, waybill=N1, pieces=1) == ("E008",)
    office.at("2026-11-18 16:20")
    office.as_("in").run(arrive_truck, number=MANIFEST)
    assert refused(office, arrive_truck) == ("E008",)
    assert refused(office, count_line, waybill=N1, pieces=1) == ("E008",)
    office.as_("in").run(start_unloading, number=MANIFEST)
    assert refused(office, start_unloading) == ("E008",)
    count(office, N1, 12)
    assert refused(office, close_manifest) == ("E008",)
    office.as_("in").run(finish_unloading, number=MANIFEST)
    assert refused(office, finish_unloading) == ("E008",)
    assert refused(office, count_line, waybill=N1, pieces=11) == ("E008",)


def test_time_runs_forward(office: Office) -> None:
    announced(office, PUMPS)
    office.at("2026-11-18 16:20")
    assert refused(office, arrive_truck, at=at("2026-11-16 19:59")) == ("E170",)
    assert refused(office, arrive_truck, at=at("2026-11-18 16:26")) == ("E171",)
    office.as_("in").run(arrive_truck, number=MANIFEST, at=at("2026-11-18 16:00"))
    assert refused(office, start_unloading, at=at("2026-11-18 15:59")) == ("E170",)
    office.as_("in").run(start_unloading, number=MANIFEST)
    count(office, N1, 12)
    assert refused(office, finish_unloading, at=at("2026-11-18 16:19")) == ("E170",)
    office.at("2026-11-18 18:00")
    office.as_("in").run(finish_unloading, number=MANIFEST, at=at("2026-11-18 17:30"))
    nodes = office.desk.ask(events_of, number=N1)
    assert [(e.kind, e.at) for e in nodes[1:]] == [
        (EventKind.ARRIVED, at("2026-11-18 16:00")),
        (EventKind.STOCKED_IN, at("2026-11-18 17:30")),
    ]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"pieces": -1}, ("E003",)),
        ({"pieces": 10_000}, ("E003", "E140")),
        ({"pieces": 9}, ("E140",)),
        ({"pieces": 8, "damaged_pieces": 1}, ("E003",)),
        ({"pieces": 8, "condition": Condition.DAMAGED, "photos": (PHOTO,)}, ("E003",)),
        (
            {"pieces": 8, "condition": Condition.WET, "damaged_pieces": 9, "photos": (PHOTO,)},
            ("E003",),
        ),
        ({"pieces": 8, "condition": Condition.WET, "damaged_pieces": 8}, ("E180",)),
        ({"pieces": 8, "bin_code": "库" * 21, "note": "\u0007"}, ("E004", "E012")),
        ({"pieces": 8, "note": "长" * 121}, ("E004",)),
        ({"pieces": 8, "photos": (Upload("x", b""),)}, ("E025",)),
    ],
)
def test_wrong_counts_are_refused(office: Office, fields: Any, codes: tuple[str, ...]) -> None:
    unloading(office, BEARINGS)
    assert refused(office, count_line, waybill=N1, **fields) == codes
    (line,) = office.desk.ask(manifest_card, number=MANIFEST).lines
    assert line.pieces_received is None


def test_a_ticket_of_another_truck_is_refused(office: Office) -> None:
    unloading(office, BEARINGS)
    assert refused(office, count_line, waybill="YD1", pieces=1) == ("E006",)


def test_a_line_may_be_counted_again(office: Office) -> None:
    unloading(office, BEARINGS)
    wet = {"condition": Condition.WET, "damaged_pieces": 2}
    count(office, N1, 7, photos=(PHOTO,), **wet)
    count(office, N1, 8, note="又找到 1 件", **wet)
    (line,) = office.desk.ask(manifest_card, number=MANIFEST).lines
    assert (line.pieces_received, line.photo_count, line.short) == (8, 1, 0)
    office.as_("in").run(finish_unloading, number=MANIFEST)
    (case,) = office.desk.ask(exceptions_of, number=N1)
    assert (case.kind, case.pieces, len(case.photos)) == (ExceptionKind.WET, 2, 1)
    assert office.desk.ask(moves_of, number=N1)[0].condition is Condition.WET


def test_short_and_damaged_at_once_opens_both(office: Office) -> None:
    unloading(office, BEARINGS)
    broken = {"condition": Condition.DAMAGED, "damaged_pieces": 1, "photos": (PHOTO,)}
    count(office, N1, 6, **broken)
    office.as_("in").run(finish_unloading, number=MANIFEST)
    cases = office.desk.ask(exceptions_of, number=N1)
    assert [(c.kind, c.pieces) for c in cases] == [
        (ExceptionKind.SHORTAGE, 2),
        (ExceptionKind.DAMAGE, 1),
    ]


def test_a_ticket_that_never_came_waits_on(office: Office) -> None:
    unloading(office, BEARINGS, WIGS)
    count(office, N1, 0, condition=Condition.MISSING)
    count(office, N2, 30)
    slip = office.as_("in").run(finish_unloading, number=MANIFEST).value
    missing = office.desk.ask(consignment_card, number=N1)
    assert (missing.state, missing.quantities["received"]) == (ConsignmentState.ACCEPTED, 0)
    assert office.desk.ask(moves_of, number=N1) == []
    (case,) = office.desk.ask(exceptions_of, number=N1)
    assert (case.kind, case.pieces) == (ExceptionKind.SHORTAGE, 8)
    assert slip == "RK261118-001"
    assert office.desk.ask(manifest_card, number=MANIFEST).state is ManifestState.STOCKED


def test_too_many_come_in_after_the_overage_is_registered(office: Office) -> None:
    unloading(office, BEARINGS)
    assert refused(office, count_line, waybill=N1, pieces=9) == ("E140",)
    over = {"kind": ExceptionKind.OVERAGE, "stage": Stage.UNLOADING, "pieces": 1}
    office.as_("in").run(report_exception, number=N1, **over)
    assert refused(office, count_line, waybill=N1, pieces=10) == ("E140",)
    count(office, N1, 9)
    office.as_("in").run(finish_unloading, number=MANIFEST)
    assert office.desk.ask(consignment_card, number=N1).quantities["in_stock"] == 9
    assert len(office.desk.ask(exceptions_of, number=N1)) == 1
    (line,) = office.desk.ask(manifest_card, number=MANIFEST).lines
    assert (line.short, line.differs) == (-1, True)


def test_the_board_names_the_truck(office: Office) -> None:
    announced(office)
    rows = [row for row in office.as_("in").today() if row.number == MANIFEST]
    assert [(row.kind, row.title) for row in rows] == [
        ("待到车", "郑州 豫A8K369 4票 70件,已点 0票")
    ]
    figures = {figure.label: figure.value for figure in office.desk.day_picture().figures}
    assert figures["待点收车次"] == 1


FRESH = count_from(1)
COUNTS = st.lists(
    st.tuples(
        st.sampled_from([N1, N2, N3, N4]),
        st.integers(-1, 33),
        st.sampled_from(list(Condition)),
        st.integers(0, 3),
        st.booleans(),
    ),
    max_size=9,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(counts=COUNTS, complete=st.booleans())
def test_whatever_is_counted_the_ledger_adds_up(
    open_office: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    counts: list[tuple[str, int, Condition, int, bool]],
    complete: bool,
) -> None:
    place = next(FRESH)
    monkeypatch.setenv("DESK_STATE", str(tmp_path / f"state{place}"))
    office = open_office(f"t{place}.office")
    unloading(office)
    desk = office.as_("in")
    counted: dict[str, int] = {}
    for waybill, pieces, condition, damaged, photo in counts:
        try:
            count(
                office,
                waybill,
                pieces,
                condition=condition,
                damaged_pieces=damaged,
                photos=(PHOTO,) if photo else (),
            )
        except Refused as fault:
            assert set(fault.codes) <= {"E003", "E140", "E180"}  # noqa: PT017
        else:
            counted[waybill] = pieces
    for waybill in {N1, N2, N3, N4} - set(counted) if complete else ():
        count(office, waybill, 8)
        counted[waybill] = 8
    try:
        desk.run(finish_unloading, number=MANIFEST)
    except Refused as fault:
        assert fault.codes == ("E141",)  # noqa: PT017
        assert len(counted) < 4
        counted = {}
    with desk.reading() as read:
        assert ledger_faults(read.session) == []
        received = [computed_buckets(read.session, i)["received"] for i in (1, 2, 3, 4)]
    assert received == [counted.get(n, 0) for n in (N1, N2, N3, N4)]


def test_many_tickets_are_counted_together_or_not_at_all(office: Office) -> None:
    unloading(office)
    clerk = office.as_("in")

    def run(*counts: LineCount) -> None:
        clerk.run(count_lines, number=MANIFEST, counts=counts)

    def lines() -> list[tuple[int | None, str]]:
        card = office.desk.ask(manifest_card, number=MANIFEST)
        found = {line.number: (line.pieces_received, line.bin_code) for line in card.lines}
        return [found[N1], found[N2]]

    good = LineCount(waybill=N1, pieces=12, bin_code="K-01")
    with pytest.raises(Refused) as caught:
        run(good, LineCount(waybill=N2, pieces=999_999), LineCount(waybill="YD1", pieces=1))
    assert [p.field for p in caught.value.problems][-1] == "counts.2.waybill"
    assert caught.value.codes[0] == "E003"
    assert lines() == [(None, ""), (None, "")]
    run(good, LineCount(waybill=N2, pieces=0))
    assert lines() == [(12, "K-01"), (0, "")]
    run(LineCount(waybill=N1, pieces=None))
    assert lines() == [(None, "K-01"), (0, "")]
    assert refused(office, count_lines, counts=()) == ("E001",)
