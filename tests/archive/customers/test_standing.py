"""Freezing, archiving, deleting, anonymising, and the class set by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desk.archive.customers.choices import CustomerClass, CustomerStatus, Stage
from desk.archive.customers.classing import Renewed, renew_classes
from desk.archive.customers.commands import note_ticket, update_customer
from desk.archive.customers.figures import revenues
from desk.archive.customers.queries import find_customers
from desk.archive.customers.standing import (
    anonymise_customer,
    archive_customer,
    delete_customer,
    freeze_customer,
    override_class,
    restore_customer,
    unfreeze_customer,
)
from desk.kernel.commands import command
from desk.kernel.errors import Refused
from desk.storage.work import Work
from tests.archive.customers.makers import (
    AYGUL,
    FRUIT,
    LIU,
    STORE,
    added,
    another,
    book_ticket,
    card,
)
from tests.conftest import Office


@command("customer.update", "测试发货")
def ship(work: Work, *, customer_id: int, on: date) -> None:
    note_ticket(work, customer_id, on)


def test_a_customer_is_frozen_and_released_with_reasons(office: Office) -> None:
    desk = office.as_("boss")
    made = added(desk)
    with pytest.raises(Refused) as caught:
        desk.run(freeze_customer, customer_id=made)
    assert caught.value.codes == ("E009",)
    desk.with_(reason="欠款超期").run(freeze_customer, customer_id=made)
    frozen = card(desk, made)
    assert (frozen.status, frozen.status_reason) == (CustomerStatus.FROZEN, "欠款超期")
    with pytest.raises(Refused) as caught:
        desk.with_(reason="再冻").run(freeze_customer, customer_id=made)
    assert caught.value.codes == ("E008",)
    desk.with_(reason="已还清").run(unfreeze_customer, customer_id=made)
    assert card(desk, made).status is CustomerStatus.ACTIVE


def test_an_archived_customer_is_read_only_and_not_offered(office: Office) -> None:
    desk = office.as_("boss")
    made = added(desk)
    desk.with_(reason="停业").run(archive_customer, customer_id=made)
    assert desk.ask(find_customers, text="天果园") == []
    assert len(desk.list_ids("customers")) == 0
    assert list(desk.list_ids("customers", [])) == [made]
    with pytest.raises(Refused) as caught:
        desk.run(update_customer, customer_id=made, row_version=None, customer=FRUIT)
    assert caught.value.codes == ("E008",)
    assert "已归档" in str(caught.value)
    desk.with_(reason="复业").run(restore_customer, customer_id=made)
    assert [hit.id for hit in desk.ask(find_customers, text="天果园")] == [made]


def test_a_customer_with_tickets_cannot_be_deleted(office: Office) -> None:
    desk = office.as_("boss")
    made = added(desk)
    other = another(desk, "河南宏达机械", "13800000009")
    desk.run(book_ticket, shipper_id=made, consignee_id=other)
    desk.run(book_ticket, shipper_id=made, consignee_id=made)
    for customer, tickets in ((made, 2), (other, 1)):
        with pytest.raises(Refused) as caught:
            desk.run(delete_customer, customer_id=customer)
        assert caught.value.codes == ("E104",)
        assert f"{tickets} 张运单" in str(caught.value)


def test_a_customer_entered_by_mistake_is_deleted_whole(office: Office) -> None:
    made = added(office.as_("jia"), FRUIT, (LIU, AYGUL), (STORE,))
    outcome = office.as_("boss").run(delete_customer, customer_id=made)
    touched = {name: len(ids) for name, ids in outcome.changes.items()}
    assert touched == {"customer": 1, "contact": 2, "address": 1}
    with pytest.raises(Refused) as caught:
        card(office.desk, made)
    assert caught.value.codes == ("E006",)


def test_personal_values_go_only_after_the_retention(office: Office) -> None:
    desk = office.as_("boss")
    made = added(desk, FRUIT, (LIU,), (STORE,))
    desk.with_(reason="停业").run(archive_customer, customer_id=made)
    with pytest.raises(Refused) as caught:
        desk.with_(reason="到期").run(anonymise_customer, customer_id=made)
    assert caught.value.codes == ("E213",)
    assert "2027-11-16" in str(caught.value)
    office.at("2027-11-16 10:00")
    desk.with_(reason="到期").run(anonymise_customer, customer_id=made)
    empty = card(desk, made)
    assert empty.entry.name == "匿名客户K00001"
    assert (empty.contacts, empty.addresses) == ((), ())
    assert empty.status is CustomerStatus.ANONYMISED


def test_a_class_is_set_by_hand_for_a_year_at_most(office: Office) -> None:
    desk = office.as_("boss")
    made = added(desk)
    a = CustomerClass.A

    def refused(**arguments: Any) -> tuple[str, ...]:
        with pytest.raises(Refused) as caught:
            desk.run(override_class, customer_id=made, **arguments)
        return caught.value.codes

    assert refused(customer_class=a, until=date(2027, 5, 1), reason=" ") == ("E009",)
    assert refused(customer_class=a, reason="战略") == ("E001",)
    assert refused(customer_class=a, until=date(2026, 11, 15), reason="战略") == ("E003",)
    assert refused(customer_class=a, until=date(2027, 11, 18), reason="战略") == ("E003",)
    assert refused(customer_class=a, until=date(2027, 5, 1), reason="长" * 201) == ("E004",)
    until = date(2027, 5, 1)
    desk.run(override_class, customer_id=made, customer_class=a, until=until, reason="战略客户")
    assert card(desk, made).customer_class is a
    desk.run(override_class, customer_id=made, customer_class=None, reason="取消")
    assert card(desk, made).customer_class is CustomerClass.C


def test_classes_and_stages_are_renewed_from_the_figures_of_rooms_above(
    office: Office,
) -> None:
    desk = office.as_("boss")
    big, small = added(desk), another(desk, "西域商贸", "13900000002")
    desk.run(ship, customer_id=big, on=date(2026, 5, 1))
    desk.run(ship, customer_id=big, on=date(2026, 8, 1))
    assert card(desk, big).stage is Stage.DORMANT
    desk.run(ship, customer_id=small, on=date(2026, 11, 15))
    assert card(desk, small).stage is Stage.NEW
    until = date(2026, 11, 20)
    desk.run(override_class, customer_id=small, customer_class=CustomerClass.B, until=until,
             reason="试行")  # fmt: skip
    asked = []

    def figures(_read: object, first: date, after: date) -> dict[int, int]:
        asked.append((first, after))
        return {big: 900_00, small: 100_00}

    revenues.append(figures)
    try:
        office.at("2027-02-20 10:00")
        assert desk.run(renew_classes).value == Renewed(classes=2, stages=2)
    finally:
        revenues.remove(figures)
    assert asked == [(date(2026, 2, 1), date(2027, 2, 1))]
    assert (card(desk, big).customer_class, card(desk, big).stage) == (
        CustomerClass.A,
        Stage.CHURNED,
    )
    after = card(desk, small)
    assert (after.customer_class, after.stage, after.class_override_until) == (
        CustomerClass.B,
        Stage.DORMANT,
        None,
    )


@pytest.mark.parametrize("login", ["jia", "in", "out"])
@pytest.mark.parametrize(
    "command", [freeze_customer, archive_customer, delete_customer, anonymise_customer]
)
def test_only_the_manager_decides_how_we_stand(
    office: Office, login: str, command: Callable[..., None]
) -> None:
    made = added(office.as_("jia"))
    with pytest.raises(Refused) as caught:
        office.as_(login).with_(reason="试").run(command, customer_id=made)
    assert caught.value.codes == ("E210",)
