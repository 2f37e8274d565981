"""Completeness, stage, class, retention and the reading of written addresses."""

from datetime import UTC, date, datetime

import pytest

from desk.archive.customers.choices import (
    CustomerClass,
    CustomerKind,
    CustomerType,
    PayTerms,
    Stage,
)
from desk.archive.customers.model import Address, Contact, Customer
from desk.archive.customers.rules import (
    class_on,
    classes_by_revenue,
    completeness_bp,
    likely_type,
    retention_until,
    split_address,
    stage_on,
)

TODAY = date(2026, 11, 16)


def customer(**fields: object) -> Customer:
    made = Customer(
        name="天果园果品",
        customer_type=CustomerType.COMPANY,
        settlement=PayTerms.MONTHLY,
        owner_id=1,
        **fields,
    )
    made.kinds = frozenset({CustomerKind.OUTBOUND})
    made.contacts = [Contact(name="刘工", mobile="13800000001")]
    return made


def test_all_required_and_one_of_six_recommended_parts() -> None:
    assert completeness_bp(customer()) == 6000 + 667


def test_everything_filled_in_is_whole() -> None:
    whole = customer(uscc="x", contract_no="HT-1", industry="果品")
    whole.contacts.append(Contact(name="李会计", phone="0991-1234567"))
    whole.addresses.append(Address(city="喀什地区"))
    assert completeness_bp(whole) == 10_000


def test_missing_required_parts_cost_ten_per_cent_each() -> None:
    bare = customer()
    bare.kinds = frozenset()
    bare.contacts = []
    assert completeness_bp(bare) == 4000 + 667


def test_a_private_person_needs_no_credit_code() -> None:
    private = customer(industry="个体", contract_no="HT-2")
    private.customer_type = CustomerType.PERSON
    assert completeness_bp(private) == 6000 + 2400


@pytest.mark.parametrize(
    ("first", "last", "stage"),
    [
        (None, None, Stage.PROSPECT),
        (date(2026, 8, 19), date(2026, 8, 19), Stage.NEW),
        (date(2026, 8, 18), date(2026, 8, 19), Stage.ACTIVE),
        (date(2026, 1, 1), date(2026, 8, 18), Stage.DORMANT),
        (date(2026, 1, 1), date(2026, 5, 21), Stage.DORMANT),
        (date(2026, 1, 1), date(2026, 5, 20), Stage.CHURNED),
    ],
)
def test_stage_by_the_days_since_tickets(
    first: date | None, last: date | None, stage: Stage
) -> None:
    assert stage_on(TODAY, first, last) is stage


def test_classes_go_by_the_share_of_those_before() -> None:
    # 800 of 1000 is exactly 80 %: whoever comes after that is B; after 95 % C
    classes = classes_by_revenue({1: 50_00, 2: 500_00, 3: 300_00, 4: 150_00, 5: 0, 6: -3_00})
    assert classes == {
        2: CustomerClass.A,
        3: CustomerClass.A,
        4: CustomerClass.B,
        1: CustomerClass.C,
        5: CustomerClass.C,
        6: CustomerClass.C,
    }


def test_a_single_customer_is_a_and_nobody_is_anything_without_revenue() -> None:
    assert classes_by_revenue({7: 1}) == {7: CustomerClass.A}
    assert classes_by_revenue({7: 0}) == {7: CustomerClass.C}
    assert classes_by_revenue({}) == {}


def test_a_class_set_by_hand_counts_to_its_last_day() -> None:
    made = customer(
        customer_class=CustomerClass.C,
        class_override=CustomerClass.A,
        class_override_until=TODAY,
    )
    assert class_on(made, TODAY) is CustomerClass.A
    assert class_on(made, date(2026, 11, 17)) is CustomerClass.C


def test_retention_is_five_years_after_the_last_ticket_and_one_without() -> None:
    made = customer(created_at=datetime(2026, 11, 15, 17, tzinfo=UTC))
    assert retention_until(made) == date(2027, 11, 16)
    made.last_ticket_on = date(2024, 2, 29)
    assert retention_until(made) == date(2029, 3, 1)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("天山通达物流有限公司", CustomerType.COMPANY),
        ("库尔勒香梨合作社", CustomerType.COMPANY),
        ("老王五金店", CustomerType.SOLE),
        ("西域商贸", CustomerType.SOLE),
        ("王建国", CustomerType.PERSON),
        ("热依拉·买买提", CustomerType.PERSON),
    ],
)
def test_a_bare_name_suggests_a_type(name: str, kind: CustomerType) -> None:
    assert likely_type(name) is kind


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("喀什市人民东路188号", ("喀什市", "人民东路188号")),
        ("新疆伊宁市 解放路 3 号", ("新疆伊宁市", "解放路 3 号")),
        ("乌鲁木齐市", ("乌鲁木齐市", "乌鲁木齐市")),
        ("人民东路188号", None),
        ("", None),
    ],
)
def test_a_written_address_is_cut_at_its_place(text: str, parts: tuple[str, str] | None) -> None:
    assert split_address(text) == parts
