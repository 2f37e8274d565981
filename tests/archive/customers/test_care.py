"""Incomplete records and customers to verify again, by the office's own limits."""

from datetime import date
from typing import Any

from desk.archive.customers.care import incomplete_customers, stale_customers
from desk.archive.customers.choices import CustomerClass
from desk.archive.customers.standing import archive_customer, override_class
from desk.office.settings.commands import change_setting
from tests.archive.customers.makers import another, card
from tests.archive.customers.test_papers import rich_customer
from tests.conftest import Office


def listed(office: Office, name: str) -> list[dict[str, Any]]:
    names = [f.name for f in office.desk.list_spec(name).fields]
    ids = office.desk.list_ids(name)
    rows = office.desk.list_rows(name, ids)
    return [dict(zip(names, rows[i], strict=True)) for i in ids]


def test_an_incomplete_record_says_what_it_lacks(office: Office) -> None:
    rich = rich_customer(office)
    poor = another(office.as_("jia"), "西域商贸", "13900000002")
    assert card(office.desk, rich).missing == ""
    rows = office.desk.ask(incomplete_customers)
    assert [(row.customer_id, row.missing) for row in rows] == [
        (poor, "第二联系人、地址、合同、行业、统一社会信用代码")
    ]
    (row,) = listed(office, "incomplete_customers")
    assert (row["missing"], row["completeness_bp"]) == (rows[0].missing, rows[0].completeness_bp)
    assert office.desk.ask(incomplete_customers, owner_id=99) == []
    office.as_("boss").run(change_setting, key="completeness_target_bp", value=6_000)
    assert office.desk.ask(incomplete_customers) == []
    assert listed(office, "incomplete_customers") == []


def test_customers_are_due_by_their_class(office: Office) -> None:
    desk = office.as_("boss")
    a = another(desk, "甲类商贸", "13900000001", verified_on=date(2026, 5, 16))
    b = another(desk, "乙类商贸", "13900000002", verified_on=date(2025, 11, 17))
    c = another(desk, "丙类商贸", "13900000003", verified_on=date(2024, 11, 16))
    new = another(desk, "未核商贸", "13900000004")
    until, reason = date(2027, 6, 1), "战略客户"
    for who, to in ((a, CustomerClass.A), (b, CustomerClass.B)):
        desk.run(override_class, customer_id=who, customer_class=to, until=until, reason=reason)
    due = desk.ask(stale_customers)
    assert [(row.customer_id, row.verify_due_on) for row in due] == [
        (a, date(2026, 11, 16)),
        (c, date(2026, 11, 16)),
    ]
    assert [row["name"] for row in listed(office, "stale_customers")] == ["甲类商贸", "丙类商贸"]
    office.at("2026-11-17 10:00")
    assert [row.customer_id for row in desk.ask(stale_customers)] == [a, c, b]
    office.at("2028-11-16 10:00")
    assert desk.ask(stale_customers)[-1].customer_id == new
    desk.run(change_setting, key="verify_months_b", value=60)
    assert b not in [row.customer_id for row in desk.ask(stale_customers)]
    desk.with_(reason="停业").run(archive_customer, customer_id=a)
    assert a not in [row.customer_id for row in desk.ask(stale_customers)]
