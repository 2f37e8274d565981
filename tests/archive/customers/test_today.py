"""Customers' contracts are warned of in three stages (spec 5.18)."""

from dataclasses import replace
from datetime import date

import pytest

from desk.archive.customers.standing import archive_customer
from desk.archive.customers.today import expiring_contracts
from desk.kernel.expiry import ExpiryStage as S
from tests.archive.customers.makers import FRUIT, added, another
from tests.conftest import Office


@pytest.mark.parametrize(
    ("ends", "stage"),
    [
        (date(2027, 1, 16), None),
        (date(2027, 1, 15), S.IN_60_DAYS),
        (date(2026, 12, 16), S.IN_30_DAYS),
        (date(2026, 11, 16), S.IN_7_DAYS),
        (date(2026, 11, 15), S.EXPIRED),
    ],
)
def test_the_stage_of_a_contract(office: Office, ends: date, stage: S | None) -> None:
    desk = office.as_("jia")
    added(desk, replace(FRUIT, contract_no="HT-1", contract_valid_to=ends))
    found = [(row.contract_no, row.stage) for row in desk.ask(expiring_contracts)]
    assert found == ([("HT-1", stage)] if stage else [])
    spec, ids = desk.list_spec("customers"), desk.list_ids("customers")
    names = [field.name for field in spec.fields]
    row = desk.list_rows("customers", ids)[ids[0]]
    assert row[names.index("expiry_stage")] is stage
    assert row[names.index("days_left")] == (ends - date(2026, 11, 16)).days


def test_contracts_stand_on_the_board_soonest_first(office: Office) -> None:
    desk = office.as_("jia")
    added(desk, replace(FRUIT, contract_valid_to=date(2026, 11, 30)))
    another(desk, "昌吉果蔬", "13800000077", contract_valid_to=date(2026, 11, 13))
    gone = another(desk, "旧客户商行", "13800000078", contract_valid_to=date(2026, 11, 18))
    office.as_("boss").with_(reason="不再发货").run(archive_customer, customer_id=gone)
    rows = [row for row in office.as_("jia").today() if row.page == "customers"]
    assert [(row.kind, row.title) for row in rows] == [
        ("续签客户合同", "昌吉果蔬 已过期 3 天"),
        ("续签客户合同", "天果园果品 剩 14 天"),
    ]
