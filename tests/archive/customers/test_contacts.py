"""Contacts and addresses: one of each leads, whatever is added or removed."""

from dataclasses import replace

import pytest

from desk.archive.customers.contacts import (
    add_address,
    add_contact,
    remove_address,
    remove_contact,
    update_address,
    update_contact,
)
from desk.archive.customers.standing import archive_customer
from desk.kernel.errors import NeedsConfirmation, Refused
from tests.archive.customers.makers import AYGUL, FRUIT, KASHGAR, LIU, STORE, added, another, card
from tests.conftest import Office


def leads(office: Office, customer: int) -> list[tuple[str, bool]]:
    found = card(office.desk, customer)
    return [(c.entry.name, c.entry.is_primary) for c in found.contacts]


def defaults(office: Office, customer: int) -> list[tuple[str, bool]]:
    found = card(office.desk, customer)
    return [(a.entry.street, a.entry.is_default) for a in found.addresses]


def test_a_contact_marked_primary_takes_over(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk)
    desk.run(add_contact, customer_id=made, contact=replace(AYGUL, is_primary=True))
    assert leads(office, made) == [("阿依古丽", True), ("刘建国", False)]
    first = card(desk, made).contacts[1]
    back = replace(first.entry, is_primary=True)
    desk.run(update_contact, contact_id=first.id, row_version=first.row_version, contact=back)
    assert leads(office, made) == [("刘建国", True), ("阿依古丽", False)]
    assert card(desk, made).completeness_bp == 6000 + 1333


def test_the_primary_contact_stays_so_until_another_is_marked(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk, FRUIT, (LIU, AYGUL))
    row = card(desk, made).contacts[0]
    plain = replace(row.entry, is_primary=False)
    desk.run(update_contact, contact_id=row.id, row_version=None, contact=plain)
    assert leads(office, made) == [("刘建国", True), ("阿依古丽", False)]


def test_masked_numbers_sent_back_stay_and_new_ones_are_taken(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk, FRUIT, (replace(LIU, wechat="liugong"),))
    row = card(desk, made).contacts[0]
    assert (row.entry.mobile, row.entry.wechat) == ("138****0001", "l****")
    changed = replace(row.entry, phone="0991-7654321", call_time_pref="下午")
    desk.run(update_contact, contact_id=row.id, row_version=row.row_version, contact=changed)
    after = card(desk, made).contacts[0]
    assert (after.entry.mobile, after.entry.phone) == ("138****0001", "0991-****321")
    assert list(desk.list_ids("customers", search="13800000001")) == [made]
    with pytest.raises(Refused) as caught:
        desk.run(update_contact, contact_id=row.id, row_version=row.row_version, contact=changed)
    assert caught.value.codes == ("E211",)


def test_removing_the_primary_contact_moves_the_mark_and_the_last_one_stays(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk, FRUIT, (LIU, AYGUL))
    first, second = card(desk, made).contacts
    desk.run(remove_contact, contact_id=first.id)
    assert leads(office, made) == [("阿依古丽", True)]
    with pytest.raises(Refused) as caught:
        desk.run(remove_contact, contact_id=second.id)
    assert caught.value.codes == ("E019",)


def test_a_wrong_contact_is_refused(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk)
    for entry, codes in (
        (replace(AYGUL, phone=""), ("E001",)),
        (replace(AYGUL, phone="1234567"), ("E102",)),
        (replace(AYGUL, name="阿\n依"), ("E012",)),
        (replace(AYGUL, wechat="w" * 41), ("E004",)),
    ):
        with pytest.raises(Refused) as caught:
            desk.run(add_contact, customer_id=made, contact=entry)
        assert caught.value.codes == codes
        assert all((p.field or "").startswith("contact.") for p in caught.value.problems)


def test_another_customers_number_is_asked_about(office: Office) -> None:
    desk = office.as_("jia")
    added(desk)
    other = another(desk, "西域商贸", "13900000002")
    with pytest.raises(NeedsConfirmation) as caught:
        desk.run(add_contact, customer_id=other, contact=LIU)
    assert caught.value.codes == ("E103",)
    desk.with_(confirmed={"E103"}).run(add_contact, customer_id=other, contact=LIU)
    assert len(card(desk, other).contacts) == 2


def test_addresses_have_one_default(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk)
    desk.run(add_address, customer_id=made, address=STORE)
    desk.run(add_address, customer_id=made, address=replace(KASHGAR, is_default=True))
    kashgar, store = defaults(office, made)
    assert (kashgar, store) == (("人民东路 188 号", True), ("北京南路 100 号", False))
    row = card(desk, made).addresses[1]
    moved = replace(row.entry, street="北京南路 101 号", is_default=True)
    desk.run(update_address, address_id=row.id, row_version=row.row_version, address=moved)
    assert defaults(office, made)[0] == ("北京南路 101 号", True)
    with pytest.raises(Refused) as caught:
        desk.run(update_address, address_id=row.id, row_version=row.row_version, address=moved)
    assert caught.value.codes == ("E211",)
    desk.run(remove_address, address_id=row.id)
    assert defaults(office, made) == [("人民东路 188 号", True)]
    desk.run(remove_address, address_id=card(desk, made).addresses[0].id)
    assert defaults(office, made) == []


def test_only_official_places_are_taken(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk)
    with pytest.raises(Refused) as caught:
        desk.run(add_address, customer_id=made, address=replace(STORE, place="喀什噶尔"))
    assert caught.value.codes == ("E007",)
    desk.run(add_address, customer_id=made, address=replace(STORE, place="巴州"))
    assert card(desk, made).addresses[0].entry.place == "新疆维吾尔自治区巴音郭楞蒙古自治州"


def test_nothing_changes_on_an_archived_customer(office: Office) -> None:
    desk = office.as_("boss")
    made = added(desk, FRUIT, (LIU,), (STORE,))
    contact, address = card(desk, made).contacts[0].id, card(desk, made).addresses[0].id
    desk.with_(reason="停业").run(archive_customer, customer_id=made)
    for act, arguments in (
        (add_contact, {"customer_id": made, "contact": AYGUL}),
        (update_contact, {"contact_id": contact, "row_version": None, "contact": AYGUL}),
        (remove_contact, {"contact_id": contact}),
        (add_address, {"customer_id": made, "address": KASHGAR}),
        (update_address, {"address_id": address, "row_version": None, "address": KASHGAR}),
        (remove_address, {"address_id": address}),
    ):
        with pytest.raises(Refused) as caught:
            desk.run(act, **arguments)  # type: ignore[arg-type]
        assert caught.value.codes == ("E008",)
