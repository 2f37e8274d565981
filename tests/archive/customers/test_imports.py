"""A list of customers: read row by row, booked in one go, repetitions skipped."""

import pytest

from desk.archive.customers.choices import CustomerKind, CustomerType, PayTerms
from desk.archive.customers.imports import (
    COLUMNS,
    CustomerImportRow,
    CustomersImported,
    _kinds,
    import_customers,
    row_checker,
    to_row,
)
from desk.documents.intake.answer import Row
from desk.documents.intake.header import find_header
from desk.documents.intake.mapping import propose_mapping, vocabulary
from desk.documents.intake.preview import Preview, preview_rows
from desk.documents.intake.reader import SheetText
from desk.kernel.errors import Refused
from tests.archive.customers.makers import USCC, added, card
from tests.conftest import Office

HEADING = ("单位名称", "联系人", "电话", "类型", "业务类别", "付款方式", "信用代码", "地址", "品名")
GOOD = ("昆仑建材有限公司", "马强", 13_900_000_001, "企业", "进港,中转", "月结", None, None, None)


def preview(office: Office, *rows: Row) -> Preview:
    sheet = SheetText("客户", False, (HEADING, *rows))
    header = find_header(sheet.rows, vocabulary(COLUMNS))
    assert header is not None
    mapping = propose_mapping(header.names, COLUMNS)
    with office.desk.reading() as reader:
        return preview_rows(sheet, header, mapping, COLUMNS, row_checker(reader))


def booked(office: Office, found: Preview) -> CustomersImported:
    rows = tuple(to_row(result.values) for result in found.good)
    return office.desk.run(import_customers, rows=rows).value


def test_a_full_row_becomes_a_customer(office: Office) -> None:
    desk = office.as_("jia")
    row = (*GOOD[:6], USCC, "新疆喀什市人民东路188号", "水泥、板材")
    assert booked(office, preview(office, row)) == CustomersImported(added=1, skipped=0)
    made = card(desk, "K00001")
    assert (made.entry.name, made.entry.uscc) == ("昆仑建材有限公司", USCC)
    assert made.entry.customer_type is CustomerType.COMPANY
    assert made.entry.kinds == (CustomerKind.INBOUND, CustomerKind.TRANSIT)
    assert (made.entry.settlement, made.entry.goods_usual) == (PayTerms.MONTHLY, "水泥、板材")
    assert (made.contacts[0].entry.name, made.contacts[0].entry.mobile) == ("马强", "139****0001")
    assert made.addresses[0].full == "新疆维吾尔自治区喀什地区喀什市人民东路188号"
    assert made.completeness_bp == 6000 + 2000


def test_name_and_phone_are_enough(office: Office) -> None:
    desk = office.as_("jia")
    bare = ("热依拉·买买提", None, " 0991-1234567", *[None] * 6)
    booked(office, preview(office, bare))
    made = card(desk, "K00001")
    assert made.entry.customer_type is CustomerType.PERSON
    assert (made.entry.kinds, made.entry.settlement) == ((CustomerKind.OUTBOUND,), PayTerms.PREPAID)
    assert made.contacts[0].entry.name == "热依拉·买买提"


def test_every_fault_of_a_row_is_named_with_its_column(office: Office) -> None:
    office.as_("jia")
    bad = (
        (None, None, None, *[None] * 6),
        ("昆仑建材", "马强", "1390000000", *[None] * 6),
        ("昆仑建材", None, 13_900_000_001, "公司", "快递", "赊账", None, None, None),
        ("昆仑建材", None, 13_900_000_001, None, None, None, USCC[:-1], "火星路1号", None),
        ("昆\x01仑", None, 13_900_000_001, *[None] * 6),
        ("昆仑建材", "马" * 61, 13_900_000_001, *[None] * 6),
    )
    found = preview(office, *bad[1:], ("x", *bad[0][1:]))
    assert [[(p.code, p.field) for p in row.problems] for row in found.rows] == [
        [("E102", "phone")],
        [("E005", "customer_type"), ("E005", "kinds"), ("E005", "settlement")],
        [("E106", "uscc"), ("E007", "address")],
        [("E012", "name")],
        [("E004", "contact")],
        [("E001", "phone")],
    ]


def test_known_and_repeated_customers_are_skipped(office: Office) -> None:
    desk = office.as_("jia")
    added(desk)
    rest = [None] * 6
    found = preview(
        office,
        ("天果园果品有限公司", None, "13700000001", *rest),
        ("西域商贸", None, "13800000001", *rest),
        GOOD,
        ("昆仑 建材", None, "13700000002", *rest),
        ("马强", None, "139 0000 0001", *rest),
    )
    assert [row.duplicate_of for row in found.rows] == [
        "天果园果品(K00001)",
        "天果园果品(K00001)",
        None,
        "本表第 4 行",
        "本表第 4 行",
    ]
    assert booked(office, found) == CustomersImported(added=1, skipped=0)
    again = preview(office, GOOD)
    assert [row.duplicate_of for row in again.rows] == ["昆仑建材有限公司(K00002)"]


def test_booking_twice_adds_nothing(office: Office) -> None:
    desk = office.as_("jia")
    row = CustomerImportRow(name="昆仑建材", phone="13900000001")
    twice = desk.run(import_customers, rows=(row, row)).value
    assert twice == CustomersImported(added=1, skipped=1)
    assert desk.run(import_customers, rows=(row,)).value == CustomersImported(added=0, skipped=1)
    assert desk.list_totals("customers")["count"] == 1


def test_one_bad_row_at_booking_books_nothing(office: Office) -> None:
    desk = office.as_("jia")
    rows = (
        CustomerImportRow(name="昆仑建材", phone="13900000001"),
        CustomerImportRow(name="西域商贸", phone="139"),
    )
    with pytest.raises(Refused) as caught:
        desk.run(import_customers, rows=rows)
    assert [(p.code, p.field) for p in caught.value.problems] == [("E102", "rows.1.phone")]
    assert desk.list_totals("customers")["count"] == 0
    assert desk.run(import_customers, rows=rows[:1]).value.added == 1
    assert card(desk, "K00001").entry.name == "昆仑建材", "the number was given back"


@pytest.mark.parametrize(
    "typed", ["进港,出港", "进港，出港", "进港、出港", "进港 / 出港", " 出港/进港/出港 "]
)
def test_several_kinds_are_read_whatever_stands_between_them(typed: str) -> None:
    assert set(_kinds(typed, "业务类别", "kinds")) == {CustomerKind.INBOUND, CustomerKind.OUTBOUND}


def test_a_word_that_is_no_kind_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refused) as refused:
        _kinds("进港,海运", "业务类别", "kinds")
    assert refused.value.codes == ("E005",)
    assert "终端" in str(refused.value)
