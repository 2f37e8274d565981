"""Each decision on how a ticket counts, with the smallest story that shows it.

Every ticket is handed to P001 on 10 September at 15:00 and due on the 13th, unless its story says more.
"""

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.care.complaints.choices import Department, Validity
from desk.care.complaints.model import Complaint
from desk.evaluation.measures.cod_delay import cod_delay
from desk.evaluation.measures.measuring import measure, tickets
from desk.evaluation.measures.queries import measure_tickets, partner_measures
from desk.evaluation.measures.rows import TicketBehind
from desk.freight.exceptions.choices import ExceptionKind, LiableParty
from desk.freight.transit.drafts import OneOffPrice
from desk.kernel.errors import Refused
from desk.partners.rates.finding import LaneRates, rates_on_lane
from desk.storage.work import Work
from tests.evaluation.at12_courses import COD
from tests.evaluation.conftest import Quarter, opened
from tests.evaluation.measures.chances import firms
from tests.evaluation.playing import (
    CONFIRMED,
    Act,
    Book,
    Step,
    arrived,
    asked_again,
    broken,
    brought_back,
    claim_settled,
    claimed,
    complained,
    hand,
    hour,
    in_stock,
    kept_as,
    notified,
    play,
    put_off,
    recalled,
    refused,
    settled,
    signed,
)

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
PIECES = 10
DAMAGE, WET, SHORTAGE = ExceptionKind.DAMAGE, ExceptionKind.WET, ExceptionKind.SHORTAGE
AGREED = OneOffPrice(price_kg_mill=970, door_fee_fen=10_000, transit_days=4)


def sep(day: int, clock: float = 12) -> datetime:
    return hour(date(2026, 9, day), clock)


def given(key: str, *, partner: str = "P001", dest: str = "喀什", **fields: Any) -> list[Step]:
    """Handed over whole on the 10th."""
    how = {name: fields.pop(name) for name in ("pieces", "door", "price") if name in fields}
    goods = in_stock(key, dest=dest, pieces=PIECES, **fields)
    return [(sep(10, 9), goods), (sep(10, 15), hand(key, partner=partner, **how))]


def signed_on(key: str, day: int, pieces: int = PIECES, told_after: float = 1) -> Step:
    return sep(day) + timedelta(hours=told_after), signed(key, pieces, sep(day))


def invalid(key: str) -> Act:
    """The manager found the newest complaint of a ticket to be none."""

    def act(work: Work, book: Book) -> None:
        newest = work.session.query(Complaint).order_by(Complaint.id.desc()).first()
        assert newest is not None
        newest.validity = Validity.INVALID

    return act


H1: dict[str, tuple[list[Step], tuple[int, int, str]]] = {
    "on the day": ([signed_on("on the day", 13)], (1, 1, "")),
    "a day late": ([signed_on("a day late", 14)], (0, 1, "")),
    "last part late": (
        [signed_on("last part late", 12, 4), signed_on("last part late", 14, 6)],
        (0, 1, ""),
    ),
    "rest brought back": (
        [signed_on("rest brought back", 13, 4), (sep(20), brought_back("rest brought back", 6))],
        (1, 1, ""),
    ),
    "rest never": ([signed_on("rest never", 13, 4)], (0, 1, "")),
    "never": ([], (0, 1, "")),
    "force majeure": (
        [(sep(11), put_off("force majeure", date(2026, 9, 16), force_majeure=True))],
        (0, 0, "不可抗力(经理批准)"),
    ),
    "put off, kept": (
        [
            (sep(11), put_off("put off, kept", date(2026, 9, 16), force_majeure=False)),
            signed_on("put off, kept", 16),
        ],
        (1, 1, ""),
    ),
    "put off, missed": (
        [
            (sep(11), put_off("put off, missed", date(2026, 9, 16), force_majeure=False)),
            signed_on("put off, missed", 17),
        ],
        (0, 1, ""),
    ),
    "refused in time": ([(sep(13), refused("refused in time"))], (0, 0, "收货人拒收")),
    "refused late": ([(sep(14), refused("refused late"))], (0, 1, "")),
    "back in time": ([(sep(13), brought_back("back in time", 10))], (0, 0, "已退回")),
    "part back": ([(sep(12), brought_back("part back", 4))], (0, 1, "")),
    "back late": ([(sep(15), brought_back("back late", 10))], (0, 1, "")),
    "recalled": ([(sep(20), recalled("recalled"))], (0, 0, "已追回,未计费")),
    "recalled and paid": (
        [(sep(12), recalled("recalled and paid", keep_cost=True))],
        (0, 0, "已退回"),
    ),
    "door, only told": (
        [(sep(13), notified("door, only told")), signed_on("door, only told", 20)],
        (0, 1, ""),
    ),
}
H1_OTHER: dict[str, tuple[list[Step], tuple[int, int, str]]] = {
    "fetched, told in time": (
        [
            *given("fetched, told in time", door=False),
            (sep(13), notified("fetched, told in time")),
            signed_on("fetched, told in time", 20),
        ],
        (1, 1, ""),
    ),
    "fetched, told late": (
        [
            *given("fetched, told late", door=False),
            (sep(14), notified("fetched, told late")),
            signed_on("fetched, told late", 20),
        ],
        (0, 1, ""),
    ),
    "fetched, told at the hub": (
        [
            *given("fetched, told at the hub", door=False),
            (sep(10, 14), notified("fetched, told at the hub")),
        ],
        (0, 1, ""),
    ),
    "fetched untold": (
        [*given("fetched untold", door=False), signed_on("fetched untold", 13)],
        (1, 1, ""),
    ),
    "promised before": (
        [*given("promised before", promised_on=date(2026, 9, 8)), signed_on("promised before", 13)],
        (1, 1, ""),
    ),
    "promised earlier": (
        [
            *given("promised earlier", promised_on=date(2026, 9, 12)),
            signed_on("promised earlier", 13),
        ],
        (0, 1, ""),
    ),
    "two loads": (
        [
            *given("two loads", pieces=4),
            signed_on("two loads", 12, 4),
            (sep(14), hand("two loads", partner="P001")),
            signed_on("two loads", 18, 6),
        ],
        (0, 1, ""),
    ),
    "given again": (
        [
            *given("given again"),
            (sep(12), brought_back("given again", 10)),
            (sep(15), hand("given again", partner="P001")),
            signed_on("given again", 18),
        ],
        (1, 1, ""),
    ),
}
FEEDBACK: dict[str, tuple[list[Step], tuple[int, int, str]]] = {
    "told at 24 h": ([signed_on("told at 24 h", 12, told_after=24)], (1, 1, "")),
    "told after": ([signed_on("told after", 12, told_after=24.1)], (0, 1, "")),
    "arrival told": (
        [
            (sep(12, 8), arrived("arrival told", sep(11, 9))),
            signed_on("arrival told", 13, told_after=48),
        ],
        (1, 1, ""),
    ),
    "arrival told late": (
        [
            (sep(13, 8), arrived("arrival told late", sep(11, 9))),
            signed_on("arrival told late", 14),
        ],
        (1, 1, ""),
    ),
    "not a word": ([], (0, 1, "")),
    "fetched back": ([(sep(11), recalled("fetched back"))], (0, 0, "已追回,未计费")),
}


def story() -> Iterator[Step]:
    for key, (steps, _) in (H1 | FEEDBACK).items():
        yield from (*given(key), *steps)
    for steps, _ in H1_OTHER.values():
        yield from steps
    yield from (*given("price"), *given("agreed", price=AGREED), *given("alone", dest="和田"))
    for part in (pieces_and_complaints, claims, cash, passed_on):
        yield from part()
    yield from (*given("far"), (sep(11), put_off("far", date(2026, 12, 20), force_majeure=False)))
    yield hour(date(2026, 11, 15), 9), in_stock("fresh")
    yield hour(date(2026, 11, 15), 15), hand("fresh", partner="P001")


def pieces_and_complaints() -> Iterator[Step]:
    """One ticket that two partners had, one after the other, and one of a single partner."""
    yield from (*given("shared"), (sep(12), brought_back("shared", 10)))
    yield sep(12, 20), broken("shared", SHORTAGE, 2)
    yield sep(14, 9), kept_as("first load", "shared")
    yield sep(14, 15), hand("shared", partner="P002")
    yield sep(17), broken("shared", SHORTAGE, 3, named="first load")
    yield sep(15), broken("shared", DAMAGE, 1)
    yield sep(16), broken("shared", WET, 4, LiableParty.UNDECIDED, named=True)
    yield sep(16), broken("shared", WET, 5, LiableParty.COMPANY)
    yield from given("angry")
    for day, blamed in ((12, Department.PARTNER), (13, None), (14, Department.INBOUND)):
        yield sep(day), complained("angry", "P001", blamed)
    yield sep(15), complained("", "P001")
    yield sep(16, 12), complained("angry", "P001")
    yield sep(16, 13), invalid("angry")
    yield hour(date(2026, 10, 1)), complained("angry", "P001")


def claims() -> Iterator[Step]:
    yield from given("claim")
    for key, asked, days in (("in time", 1, 15), ("too late", 2, 16), ("open", 3, None)):
        yield sep(11, asked), _claim(key)
        if days is not None:
            yield sep(11, asked) + timedelta(days=days), claim_settled(key)


def cash() -> Iterator[Step]:
    """Three tickets with cash: settled after 5 days, in October only, and signed for in October."""
    for key, day, kept in (("soon", 12, 5), ("kept", 13, 30), ("later", 29, None)):
        yield from given(key, **COD)
        at = sep(day) + timedelta(days=5 if kept is None else 0)
        yield at + timedelta(hours=1), signed(key, PIECES, at)
        if kept is not None:
            yield at + timedelta(days=kept, hours=2), settled(key)


def passed_on() -> Iterator[Step]:
    """P001 is asked for a claim, then P002 twelve days later."""
    yield from given("passed on")
    yield sep(11, 4), claimed("passed on", "P001")
    yield sep(23, 4), asked_again("passed on", "P002")
    yield sep(23, 4) + timedelta(days=7), claim_settled("passed on")


def _claim(key: str) -> Act:
    def act(work: Work, book: Book) -> None:
        book.waybills[key] = book["claim"]
        claimed(key, "P001")(work, book)

    return act


@pytest.fixture(scope="module")
def told_file(office_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Book]:
    folder = tmp_path_factory.mktemp("definitions")
    with pytest.MonkeyPatch.context() as mp:
        mp.setenv("DESK_STATE", str(folder / "state"))
        path, book = Path(shutil.copyfile(office_file, folder / "d.office")), Book()
        office = opened(path)
        firms(office)
        office.as_("in").with_(confirmed=CONFIRMED).run(play, steps=list(story()), book=book)
        office.desk.close()
    return path, book


@pytest.fixture
def told(told_file: tuple[Path, Book], tmp_path: Path) -> Iterator[Quarter]:
    path, book = told_file
    office = opened(Path(shutil.copyfile(path, tmp_path / "d.office")))
    office.as_("in")
    yield Quarter(office, book)
    office.desk.close()


def rows(told: Quarter, code: str, key: str, partner: int = 1) -> list[TicketBehind]:
    found = told.office.desk.ask(
        measure_tickets, partner=partner, code=code, from_on=FIRST, to_on=LAST
    )
    return [row for row in found if row.number == told.book[key]]


def counted(row: TicketBehind) -> tuple[int, int, str]:
    return row.numerator, row.denominator, row.left_out


@pytest.mark.parametrize("key", [*H1, *H1_OTHER])
def test_when_a_ticket_was_in_time(told: Quarter, key: str) -> None:
    (row,) = rows(told, "H1", key)
    assert counted(row) == (H1 | H1_OTHER)[key][1]
    put_off_to = date(2026, 9, 16)
    later = {"two loads": date(2026, 9, 17), "given again": date(2026, 9, 18)}
    due = {"promised earlier": date(2026, 9, 12)} | later
    regular = put_off_to if key.startswith(("put off", "force")) else date(2026, 9, 13)
    assert row.on == due.get(key, regular)


@pytest.mark.parametrize("key", FEEDBACK)
def test_when_the_office_was_told_in_time(told: Quarter, key: str) -> None:
    (row,) = rows(told, "H8", key)
    assert counted(row) == FEEDBACK[key][1]


def test_what_is_not_due_yet_counts_nowhere(told: Quarter) -> None:
    """Handed over on 15 November and due on the 18th, which is still in time all day."""

    def figures() -> dict[str, tuple[int, int, int]]:
        first, last = date(2026, 11, 1), date(2026, 11, 30)
        with told.office.desk.reading() as read:
            found = measure(read, partner_id=1, first=first, last=last)
        return {m.code: (m.numerator, m.denominator, m.left_out) for m in found}

    for now in ("2026-11-16 10:00", "2026-11-18 23:00"):
        told.office.at(now)
        assert [figures()[code] for code in ("H1", "H2", "H8")] == [
            (0, 0, 1),
            (0, 10, 0),
            (0, 0, 1),
        ]
    told.office.at("2026-11-19 00:00")
    assert [figures()[code] for code in ("H1", "H2", "H8")] == [(0, 1, 0), (0, 10, 0), (0, 1, 0)]


def test_a_day_put_off_for_months_is_still_found(told: Quarter) -> None:
    told.office.at("2027-01-10 10:00")
    found = told.office.desk.ask(
        measure_tickets, partner=1, code="H1", from_on=date(2026, 12, 1), to_on=date(2026, 12, 31)
    )
    assert [(row.number, *counted(row)) for row in found] == [(told.book["far"], 0, 1, "")]


def test_an_exception_belongs_to_whoever_had_the_goods(told: Quarter) -> None:
    assert [counted(row) for row in rows(told, "H3", "shared")] == [(5, 10, "")]
    assert [counted(row) for row in rows(told, "H3", "shared", 2)] == [(0, 10, "")]
    assert [counted(row) for row in rows(told, "H2", "shared")] == [(0, 10, "")]
    undecided, damaged = sorted(map(counted, rows(told, "H2", "shared", 2)))
    assert (undecided, damaged) == ((0, 0, "责任待定"), (1, 10, ""))


def test_a_ticket_is_complained_of_once(told: Quarter) -> None:
    found = [counted(row) for row in rows(told, "H4", "angry")]
    assert sorted(found) == [(0, 0, "投诉无效"), (0, 0, "责任部门为进港调度"), (1, 1, "")]
    every = told.office.desk.ask(measure_tickets, partner=1, code="H4", from_on=FIRST, to_on=LAST)
    assert [row.left_out for row in every if row.number.startswith("TS")] == ["投诉未指明运单"]
    assert sum(row.numerator for row in every) == 1


def test_the_price_is_measured_by_the_middle_of_all(told: Quarter) -> None:
    """1,000 kg: 950 + 100 of P001 and 900 + 100 of P002."""
    assert [counted(row) for row in rows(told, "H6", "price")] == [(105_000, 102_500, "")]
    assert [counted(row) for row in rows(told, "H6", "agreed")] == [(107_000, 102_500, "")]
    assert [counted(row) for row in rows(told, "H6", "alone")] == [
        (0, 0, "没有其他合作商的有效运价")
    ]
    assert rows(told, "H6", "recalled")[0].left_out == "已追回,未计费"
    assert rows(told, "H6", "recalled and paid")[0].numerator == 105_000


def test_a_claim_has_fifteen_days(told: Quarter) -> None:
    found = {row.words.split(":")[0]: row for row in rows(told, "H7", "claim")}
    numbers = [told.book.manifests[f"claim {key}"] for key in ("in time", "too late", "open")]
    assert [counted(found[number]) for number in numbers] == [(1, 1, ""), (0, 1, ""), (0, 1, "")]


def test_a_claim_counts_from_the_day_this_partner_was_asked(told: Quarter) -> None:
    assert rows(told, "H7", "passed on") == []
    found = told.office.desk.ask(
        measure_tickets, partner=2, code="H7", from_on=date(2026, 10, 8), to_on=date(2026, 10, 8)
    )
    assert [counted(row) for row in found] == [(1, 1, "")]


def test_cash_is_kept_until_it_is_settled(told: Quarter) -> None:
    months = {
        "9": (FIRST, LAST, {"soon": 5, "kept": 17}, 1),
        "10": (date(2026, 10, 1), date(2026, 10, 31), {"kept": 30, "later": 27}, 1),
        "11": (date(2026, 11, 1), date(2026, 11, 30), {"later": 43}, 1),
    }
    for first, last, days, unsettled in months.values():
        with told.office.desk.reading() as read:
            found = cod_delay(read, partner_id=1, first=first, last=last)
        assert {row.number: row.days for row in found.rows} == {
            told.book[key]: kept for key, kept in days.items()
        }
        assert (found.tickets, found.unsettled) == (len(days), unsettled)
        assert found.longest == max(days.values())
        assert found.average == round(sum(days.values()) * 100 / len(days))


def test_whoever_may_not_see_costs_sees_no_figures(told: Quarter) -> None:
    desk = told.office.as_("jia")
    period: dict[str, Any] = {"from_on": FIRST, "to_on": LAST}
    with pytest.raises(Refused, match="E210"):
        desk.ask(partner_measures, partner=1, **period)
    with pytest.raises(Refused, match="E210"):
        desk.ask(measure_tickets, partner=1, code="H1", **period)


def test_what_was_fetched_back_unpaid_is_no_ticket(told: Quarter) -> None:
    with told.office.desk.reading() as read:
        found = measure(read, partner_id=1, first=FIRST, last=LAST)
        count = tickets(read, partner_id=1, first=FIRST, last=LAST)
    carried = len(H1) + len(H1_OTHER) + len(FEEDBACK) + len(("price", "agreed", "alone", "far"))
    carried += len(("shared", "angry", "claim", "passed on", "soon", "kept", "later")) - len(
        ("recalled", "fetched back")
    )
    assert count == found[3].denominator == carried


def test_the_rates_of_a_period_are_those_of_each_day(told: Quarter) -> None:
    places = ("喀什", "库尔勒", "和田", "疏勒县", "哈密", "某地")
    first, last = date(2026, 10, 1), date(2026, 10, 20)
    with told.office.desk.reading() as read:
        hub = read.settings.hub_city
        lanes = LaneRates.of_period(read, hub, places, first, last)
        for place in places:
            for days in range((last - first).days + 1):
                day = first + timedelta(days=days)
                expected = rates_on_lane(read, hub, place, day)
                assert lanes.on(place, day) == expected


def test_counted_as_of_a_day_what_came_later_changes_nothing(told: Quarter) -> None:
    """A report on the month written on its morrow is recounted years later to the same result."""
    ending = date(2026, 9, 29)
    steps = [
        (hour(ending, 9), in_stock("late in the month", dest="喀什", pieces=PIECES)),
        (hour(ending, 15), hand("late in the month", partner="P001")),
        (hour(date(2026, 10, 2), 16), arrived("late in the month", hour(date(2026, 10, 2), 15))),
    ]

    def counted() -> list[tuple[int, int]]:
        with told.office.desk.reading() as read:
            read.now = hour(date(2026, 10, 1))
            found = measure(read, partner_id=1, first=FIRST, last=LAST)
        return [(m.numerator, m.denominator) for m in found if m.code == "H8"]

    desk = told.office.as_("in").with_(confirmed=CONFIRMED)
    desk.run(play, steps=steps[:2], book=told.book)
    before = counted()
    desk.run(play, steps=steps[2:], book=told.book)
    assert counted() == before
    asked: dict[str, Any] = {"partner": "P001", "code": "H8", "from_on": FIRST, "to_on": LAST}
    behind = told.office.desk.ask(measure_tickets, **asked, as_at=hour(date(2026, 10, 1)))
    assert [(sum(r.numerator for r in behind), sum(r.denominator for r in behind))] == before
    now = told.office.desk.ask(measure_tickets, **asked)
    assert sum(row.denominator for row in now) == before[0][1] + 1
