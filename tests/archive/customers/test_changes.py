"""Guarded changes: asked for by the clerk, verified or turned down by the manager."""

from typing import Any

import pytest
from sqlalchemy import select

from desk.archive.customers.changes import approve_change, reject_change, request_change
from desk.archive.customers.choices import ChangeField, ChangeSource, ChangeStatus
from desk.archive.customers.model import CustomerChange
from desk.archive.customers.standing import archive_customer
from desk.kernel.errors import Refused
from desk.screens.lists import Filter
from tests.archive.customers.makers import added, card
from tests.conftest import Office


def asked(office: Office, customer: int, changed: ChangeField, value: str) -> int:
    arguments: dict[str, Any] = {"customer_id": customer, "changed": changed, "new_value": value}
    outcome = office.as_("jia").run(
        request_change, **arguments, source=ChangeSource.LETTER, evidence="盖章函 2026-11"
    )
    return outcome.value


@pytest.mark.parametrize(
    ("changed", "value", "field", "result"),
    [
        (ChangeField.NAME, "天果园果业", "name", "天果园果业"),
        (ChangeField.TAX_NO, "91650100", "tax_no", "91650100"),
        (ChangeField.BANK, "农行", "bank", "农行"),
        (ChangeField.ACCOUNT, "6222000011112222", "account", "****2222"),
        (ChangeField.CREDIT_LIMIT, "5000", "credit_limit_fen", 500_000),
        (ChangeField.CREDIT_DAYS, "30", "credit_days", 30),
    ],
)
def test_a_verified_change_is_written_into_the_customer(
    office: Office, changed: ChangeField, value: str, field: str, result: object
) -> None:
    made = added(office.as_("jia"))
    change = asked(office, made, changed, value)
    assert getattr(card(office.desk, made).entry, field) != result
    office.as_("boss").run(approve_change, change_id=change)
    now = card(office.desk, made)
    assert getattr(now.entry, field) == result
    assert (now.changes[0].status, now.changes[0].decided_by) == (ChangeStatus.VERIFIED, "经理")
    with pytest.raises(Refused) as caught:
        office.desk.run(approve_change, change_id=change)
    assert caught.value.codes == ("E008",)


def test_a_new_name_is_found_and_compared_at_once(office: Office) -> None:
    made = added(office.as_("jia"))
    change = asked(office, made, ChangeField.NAME, "昆仑果业")
    desk = office.as_("boss")
    desk.run(approve_change, change_id=change)
    assert list(desk.list_ids("customers", search="klgy")) == [made]


def test_a_refused_change_needs_a_reason_and_changes_nothing(office: Office) -> None:
    made = added(office.as_("jia"))
    change = asked(office, made, ChangeField.BANK, "农行")
    desk = office.as_("boss")
    with pytest.raises(Refused) as caught:
        desk.run(reject_change, change_id=change)
    assert caught.value.codes == ("E191",)
    desk.with_(reason="电话核实不符").run(reject_change, change_id=change)
    now = card(desk, made)
    assert (now.entry.bank, now.changes[0].status) == ("", ChangeStatus.REJECTED)
    assert now.changes[0].reject_reason == "电话核实不符"
    with pytest.raises(Refused) as caught:
        desk.with_(reason="再驳").run(reject_change, change_id=change)
    assert caught.value.codes == ("E008",)


def test_nobody_verifies_his_own_wish(office: Office) -> None:
    made = added(office.as_("jia"))
    desk = office.as_("boss")
    change = desk.run(
        request_change,
        customer_id=made,
        changed=ChangeField.BANK,
        new_value="农行",
        source=ChangeSource.PHONE,
    ).value
    with pytest.raises(Refused) as caught:
        desk.run(approve_change, change_id=change)
    assert caught.value.codes == ("E190",)


@pytest.mark.parametrize("login", ["jia", "in", "out"])
def test_only_the_manager_decides(office: Office, login: str) -> None:
    change = asked(office, added(office.as_("jia")), ChangeField.BANK, "农行")
    desk = office.as_(login)
    for act in (approve_change, reject_change):
        with pytest.raises(Refused) as caught:
            desk.with_(reason="试").run(act, change_id=change)
        assert caught.value.codes == ("E210",)


@pytest.mark.parametrize(
    ("changed", "value", "code"),
    [
        (ChangeField.NAME, " ", "E001"),
        (ChangeField.NAME, "天果园果品", "E019"),
        (ChangeField.TAX_NO, "9" * 21, "E004"),
        (ChangeField.BANK, "农\t行", "E012"),
        (ChangeField.CREDIT_LIMIT, "五千", "E002"),
        (ChangeField.CREDIT_LIMIT, "-5", "E003"),
        (ChangeField.CREDIT_DAYS, "181", "E003"),
        (ChangeField.CREDIT_DAYS, "30.5", "E002"),
    ],
)
def test_a_senseless_wish_is_refused(
    office: Office, changed: ChangeField, value: str, code: str
) -> None:
    made = added(office.as_("jia"))
    with pytest.raises(Refused) as caught:
        asked(office, made, changed, value)
    assert caught.value.codes == (code,)


def test_a_wish_for_an_archived_customer_is_refused(office: Office) -> None:
    made = added(office.as_("jia"))
    change = asked(office, made, ChangeField.BANK, "农行")
    desk = office.as_("boss")
    desk.with_(reason="停业").run(archive_customer, customer_id=made)
    with pytest.raises(Refused) as caught:
        desk.run(approve_change, change_id=change)
    assert caught.value.codes == ("E008",)


def test_a_credit_limit_is_kept_as_figures_and_shown_as_money(office: Office) -> None:
    made = added(office.as_("jia"))
    first = asked(office, made, ChangeField.CREDIT_LIMIT, "1,234,567.5")
    office.as_("boss").run(approve_change, change_id=first)
    second = asked(office, made, ChangeField.CREDIT_LIMIT, "5000")
    change = select(CustomerChange.old_value, CustomerChange.new_value)
    with office.desk.reading() as reader:
        kept = reader.session.execute(change.order_by(CustomerChange.id)).all()
    assert [tuple(row) for row in kept] == [("0.00", "1234567.50"), ("1234567.50", "5000.00")]
    names = [f.name for f in office.desk.list_spec("customer_changes").fields]
    row = dict(zip(names, office.desk.list_rows("customer_changes", [second])[second], strict=True))
    listed = (row["old_value"], row["new_value"])
    on_card = card(office.desk, made).changes
    assert listed == ("1,234,567.50", "5,000.00")
    assert listed in {(c.old_value, c.new_value) for c in on_card}


def test_the_list_shows_what_waits_with_masked_accounts(office: Office) -> None:
    made = added(office.as_("jia"))
    first = asked(office, made, ChangeField.ACCOUNT, "6222000011112222")
    second = asked(office, made, ChangeField.CREDIT_LIMIT, "5000.5")
    desk = office.as_("boss")
    desk.with_(reason="不符").run(reject_change, change_id=second)
    assert list(desk.list_ids("customer_changes")) == [first]
    names = [f.name for f in desk.list_spec("customer_changes").fields]
    rows = desk.list_rows("customer_changes", [first, second])
    one, two = (dict(zip(names, rows[i], strict=True)) for i in (first, second))
    assert (one["name"], one["new_value"], one["asked_by"]) == (
        "天果园果品",
        "****2222",
        "客服员甲",
    )
    assert (two["new_value"], two["decided_by"], two["reject_reason"]) == (
        "5,000.50",
        "经理",
        "不符",
    )
    rejected = [Filter("status", "is", ChangeStatus.REJECTED)]
    assert list(desk.list_ids("customer_changes", rejected)) == [second]
