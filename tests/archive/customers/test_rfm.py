"""RFM: every edge of the marks, every label, and the marks as they are stored."""

from datetime import date, timedelta

import pytest

from desk.archive.customers.choices import CustomerClass, RfmLabel
from desk.archive.customers.classing import renew_classes
from desk.archive.customers.figures import margins, revenues, ticket_counts
from desk.archive.customers.rfm import Rfm, rfm_of
from desk.archive.customers.rules import classes_by_revenue
from desk.office.settings.commands import change_setting
from tests.archive.customers.makers import added, another, card
from tests.archive.customers.test_standing import ship
from tests.conftest import Office

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("days", "mark"),
    [(0, 5), (7, 5), (8, 4), (15, 4), (16, 3), (30, 3), (31, 2), (90, 2), (91, 1), (400, 1)],
)
def test_recency(days: int, mark: int) -> None:
    rated = rfm_of(TODAY, TODAY - timedelta(days=days), 1, 0)
    assert rated is not None
    assert rated.recency == mark


@pytest.mark.parametrize(
    ("tickets", "mark"),
    [(1, 1), (4, 1), (5, 2), (19, 2), (20, 3), (49, 3), (50, 4), (99, 4), (100, 5)],
)
def test_frequency(tickets: int, mark: int) -> None:
    rated = rfm_of(TODAY, TODAY, tickets, 0)
    assert rated is not None
    assert rated.frequency == mark


@pytest.mark.parametrize(
    ("fen", "mark"),
    [
        (-1, 1),
        (0, 1),
        (499_999, 1),
        (500_000, 2),
        (2_999_999, 2),
        (3_000_000, 3),
        (9_999_999, 3),
        (10_000_000, 4),
        (19_999_999, 4),
        (20_000_000, 5),
    ],
)
def test_money(fen: int, mark: int) -> None:
    rated = rfm_of(TODAY, TODAY, 1, fen)
    assert rated is not None
    assert rated.money == mark


def test_without_a_ticket_in_the_year_there_are_no_marks() -> None:
    assert rfm_of(TODAY, date(2024, 1, 1), 0, 0) is None
    unknown = rfm_of(TODAY, None, 3, 0)
    assert unknown is not None
    assert unknown.recency == 1


@pytest.mark.parametrize(
    ("marks", "label"),
    [
        ((4, 4, 4), RfmLabel.VALUE),
        ((5, 5, 5), RfmLabel.VALUE),
        ((2, 3, 4), RfmLabel.WIN_BACK),
        ((1, 5, 5), RfmLabel.WIN_BACK),
        ((4, 3, 4), RfmLabel.DEVELOP),
        ((3, 5, 5), RfmLabel.KEEP),
        ((2, 2, 4), RfmLabel.KEEP),
        ((4, 4, 3), RfmLabel.PLAIN_VALUE),
        ((5, 3, 3), RfmLabel.PLAIN_DEVELOP),
        ((3, 5, 3), RfmLabel.PLAIN_KEEP),
        ((2, 5, 3), RfmLabel.PLAIN_WIN_BACK),
        ((1, 1, 1), RfmLabel.PLAIN_WIN_BACK),
    ],
)
def test_labels(marks: tuple[int, int, int], label: RfmLabel) -> None:
    assert Rfm(*marks).label is label


def test_the_eight_customers_of_at15() -> None:
    yuan = (420_000, 260_000, 140_000, 80_000, 50_000, 30_000, 12_000, 8_000)
    classes = classes_by_revenue({n: money * 100 for n, money in enumerate(yuan, 1)})
    assert "".join(classes[n].value for n in range(1, 9)) == "AAABBCCC"
    whole = sum(yuan)
    running = [sum(yuan[: n + 1]) * 1000 // whole for n in range(8)]
    assert running == [420, 680, 820, 900, 950, 980, 992, 1000]


def test_marks_are_stored_listed_and_lost_with_the_business(office: Office) -> None:
    desk = office.as_("boss")
    made = added(desk)
    desk.run(ship, customer_id=made, on=date(2026, 11, 12))
    months = [
        lambda _read, _first, _after: {made: 12_000_000},
        lambda _read, _first, _after: {made: 60},
    ]
    revenues.append(months[0])
    ticket_counts.append(months[1])
    try:
        desk.run(renew_classes)
    finally:
        revenues.remove(months[0])
        ticket_counts.remove(months[1])
    assert card(desk, made).rfm_label is RfmLabel.VALUE
    names = [f.name for f in desk.list_spec("customers").fields]
    row = dict(zip(names, desk.list_rows("customers", [made])[made], strict=True))
    marks = (row["rfm_recency"], row["rfm_frequency"], row["rfm_money"], row["rfm_label"])
    assert marks == (5, 4, 4, RfmLabel.VALUE)
    desk.run(renew_classes)
    assert card(desk, made).rfm_label is None


def test_the_office_may_go_by_margin(office: Office) -> None:
    desk = office.as_("boss")
    big, small = added(desk), another(desk, "西域商贸", "13900000002")

    def revenue(*_: object) -> dict[int, int]:
        return {big: 900_00, small: 100_00}

    def margin(*_: object) -> dict[int, int]:
        return {big: -5_00, small: 80_00}

    revenues.append(revenue)
    margins.append(margin)
    try:
        desk.run(renew_classes)
        assert card(desk, big).customer_class is CustomerClass.A
        desk.run(change_setting, key="class_by_margin", value=True)
        desk.run(renew_classes)
    finally:
        revenues.remove(revenue)
        margins.remove(margin)
    assert card(desk, small).customer_class is CustomerClass.A
    assert card(desk, big).customer_class is CustomerClass.C
