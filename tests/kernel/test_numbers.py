from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.kernel.errors import Refused
from desk.kernel.numbers import NUMBER_RULES, compose, receipt_number, revision_number, scope


@pytest.mark.parametrize(
    ("record", "day", "serial", "number"),
    [
        ("consignment", date(2026, 11, 16), 1, "YD2611160001"),
        ("return_consignment", date(2026, 11, 25), 1, "FH2611250001"),
        ("inbound_manifest", date(2026, 11, 18), 1, "JG261118-001"),
        ("pickup_order", date(2026, 11, 18), 1, "TH261118-001"),
        ("delivery_run", date(2026, 11, 19), 1, "PS261119-001"),
        ("outbound_preadvice", date(2026, 11, 19), 1, "CG261119-001"),
        ("transit_manifest", date(2026, 11, 19), 1, "ZZ261119-001"),
        ("stock_in", date(2026, 11, 18), 1, "RK261118-001"),
        ("stock_out", date(2026, 11, 18), 12, "CK261118-012"),
        ("quote", date(2026, 11, 16), 1, "BJ261116-001"),
        ("exception", date(2026, 11, 18), 2, "YC261118-002"),
        ("complaint", date(2026, 11, 23), 1, "TS261123-001"),
        ("claim", date(2026, 11, 19), 1, "LP261119-001"),
        ("callback", date(2026, 11, 24), 3, "HF261124-003"),
        ("visit", date(2026, 1, 2), 3, "LF260102-003"),
        ("rate_change", date(2026, 11, 24), 1, "YB261124-001"),
        ("customer", date(2026, 11, 24), 7, "K00007"),
        ("partner", date(2026, 11, 24), 1, "P001"),
        ("vehicle", date(2026, 11, 24), 1, "V001"),
        ("driver", date(2026, 11, 24), 1, "D001"),
        ("staff", date(2026, 11, 24), 1, "E001"),
        ("inbound_manifest", date(2026, 11, 18), 1000, "JG261118-1000"),
        ("partner", date(2026, 11, 24), 1000, "P1000"),
    ],
)
def test_examples_of_the_specification(record: str, day: date, serial: int, number: str) -> None:
    assert compose(NUMBER_RULES[record], day, serial) == number


def test_serials_are_counted_by_day_or_for_ever() -> None:
    assert scope(NUMBER_RULES["consignment"], date(2026, 11, 16)) == "YD261116"
    assert scope(NUMBER_RULES["customer"], date(2026, 11, 16)) == "K"


def test_no_two_kinds_share_a_prefix() -> None:
    prefixes = [rule.prefix for rule in NUMBER_RULES.values()]
    assert len(set(prefixes)) == len(prefixes)


ANY_NUMBER = st.tuples(
    st.sampled_from(sorted(NUMBER_RULES)),
    st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    st.integers(1, 9_999),
)


@given(ANY_NUMBER, ANY_NUMBER)
def test_a_number_belongs_to_one_scope_and_serial(
    one: tuple[str, date, int], other: tuple[str, date, int]
) -> None:
    def key(record: str, day: date, serial: int) -> tuple[str, int]:
        return scope(NUMBER_RULES[record], day), serial

    def number(record: str, day: date, serial: int) -> str:
        return compose(NUMBER_RULES[record], day, serial)

    assert (number(*one) == number(*other)) == (key(*one) == key(*other))


@pytest.mark.parametrize(
    ("record", "last", "number"),
    [
        ("consignment", 99_999, "YD26111699999"),
        ("return_consignment", 10_000, "FH26111610000"),
        ("delivery_run", 9_999, "PS261116-9999"),
    ],
)
def test_a_day_may_need_one_digit_more(record: str, last: int, number: str) -> None:
    assert compose(NUMBER_RULES[record], date(2026, 11, 16), last) == number


@pytest.mark.parametrize(
    ("record", "last", "said"),
    [
        ("consignment", 99_999, "YD261116 开头的单号今天已用完(99,999 号)"),
        ("delivery_run", 9_999, "9,999"),
    ],
)
def test_then_the_day_is_full(record: str, last: int, said: str) -> None:
    with pytest.raises(Refused) as caught:
        compose(NUMBER_RULES[record], date(2026, 11, 16), last + 1)
    assert caught.value.codes == ("E028",)
    assert said in str(caught.value)


def test_serial_zero_is_a_bug() -> None:
    with pytest.raises(ValueError):
        compose(NUMBER_RULES["consignment"], date(2026, 11, 16), 0)


def test_receipts_and_revisions_hang_on_their_paper() -> None:
    assert receipt_number("PS261119-001", 1) == "PS261119-001/01"
    assert revision_number("BJ261116-001", 1) == "BJ261116-001-R1"
    assert revision_number("BJ261116-001", 0) == "BJ261116-001"
