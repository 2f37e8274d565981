"""Merging moves everything that names a customer, whoever keeps it."""

import pytest
from sqlalchemy import func, select, text

from desk.archive.customers.changes import request_change
from desk.archive.customers.choices import (
    ChangeField,
    ChangeSource,
    CustomerKind,
    CustomerStatus,
)
from desk.archive.customers.commands import customer_of, find_or_add_customer
from desk.archive.customers.contacts import add_contact
from desk.archive.customers.entries import ContactEntry
from desk.archive.customers.merging import merge_customers
from desk.archive.customers.model import Customer
from desk.archive.customers.references import OWN, referring
from desk.freight.consignments.model import Consignment
from desk.kernel.commands import command
from desk.kernel.errors import Refused
from desk.storage.chain import first_broken_row
from desk.storage.work import Work
from tests.archive.customers.makers import (
    AYGUL,
    FRUIT,
    KASHGAR,
    LIU,
    STORE,
    added,
    another,
    book_ticket,
    card,
)
from tests.conftest import Office


@command("customer.update", "测试找客户")
def find(work: Work, *, name: str, phone: str) -> int:
    return find_or_add_customer(work, name=name, phone=phone, kind=CustomerKind.TERMINAL).id


def merged(office: Office) -> tuple[int, int, int]:
    """A customer with two tickets merged into another one; (source, into, records moved)."""
    clerk = office.as_("jia")
    source = added(clerk, FRUIT, (LIU, AYGUL), (STORE, KASHGAR))
    into = another(clerk, "天果园果业", "13900000002", kinds=(CustomerKind.TRANSIT,))
    clerk.run(book_ticket, shipper_id=source, consignee_id=source)
    clerk.run(book_ticket, shipper_id=into, consignee_id=source)
    clerk.run(
        request_change,
        customer_id=source,
        changed=ChangeField.BANK,
        new_value="农行",
        source=ChangeSource.PHONE,
    )
    boss = office.as_("boss")
    moved = boss.with_(reason="同一家").run(merge_customers, source_id=source, into_id=into)
    return source, into, moved.value


def test_contacts_addresses_changes_and_tickets_name_the_survivor(office: Office) -> None:
    source, into, moved = merged(office)
    assert moved == 2 + 2 + 1 + 2
    left, kept = card(office.desk, source), card(office.desk, into)
    assert (left.status, left.merged_into) == (CustomerStatus.MERGED, "K00002")
    assert (left.contacts, left.addresses, left.changes) == ((), (), ())
    assert kept.merged_from == ("K00001",)
    assert [(c.entry.name, c.entry.is_primary) for c in kept.contacts] == [
        ("张三", True),
        ("刘建国", False),
        ("阿依古丽", False),
    ]
    assert [a.entry.is_default for a in kept.addresses] == [True, False]
    assert len(kept.changes) == 1
    assert set(kept.entry.kinds) == {
        CustomerKind.INBOUND,
        CustomerKind.OUTBOUND,
        CustomerKind.TRANSIT,
    }
    assert kept.completeness_bp == 6000 + 2000
    with office.desk.reading() as reader:
        for model, names in referring():
            for name in names:
                column = getattr(model, name)
                count = select(func.count()).where(column == source)
                assert reader.session.scalar(count) == 0, (model, name)


def test_the_move_is_in_the_audit_trail(office: Office) -> None:
    source, into, _ = merged(office)
    with office.desk.reading() as reader:
        fields = reader.session.scalars(
            text("SELECT fields FROM audit_entry WHERE record = 'consignment' AND op = 'U'")
        ).all()
        assert first_broken_row(reader.session) is None
    both = f'"consignee_id":[{source},{into}]'
    assert len(fields) == 2
    assert all(both in entry for entry in fields)


def test_the_merged_record_leads_to_the_survivor(office: Office) -> None:
    source, into, _ = merged(office)
    desk = office.as_("jia")
    with desk.reading() as reader:
        assert customer_of(reader, source).id == into
    assert desk.run(find, name="天果园果品", phone="13700000007").value == into
    assert desk.run(find, name="刘建国", phone="13800000001").value == into
    third = another(desk, "天山果业", "13900000003")
    office.as_("boss").with_(reason="并").run(merge_customers, source_id=into, into_id=third)
    with office.desk.reading() as reader:
        assert customer_of(reader, source).id == third
        assert reader.session.get(Customer, source).merged_into_id == third
    assert card(office.desk, third).merged_from == ("K00001", "K00002")


def test_a_merged_record_is_read_only(office: Office) -> None:
    source, into, _ = merged(office)
    desk = office.as_("boss")
    for arguments in (
        {"source_id": source, "into_id": into},
        {"source_id": into, "into_id": source},
    ):
        with pytest.raises(Refused) as caught:
            desk.with_(reason="再并").run(merge_customers, **arguments)
        assert caught.value.codes == ("E008",)
    entry = ContactEntry(name="甲", mobile="13700000001")
    with pytest.raises(Refused) as caught:
        desk.run(add_contact, customer_id=source, contact=entry)
    assert caught.value.codes == ("E008",)


def test_merging_needs_two_customers_a_reason_and_the_manager(office: Office) -> None:
    desk = office.as_("boss")
    made, other = added(desk), another(desk, "西域商贸", "13900000002")
    with pytest.raises(Refused) as caught:
        desk.with_(reason="x").run(merge_customers, source_id=made, into_id=made)
    assert caught.value.codes == ("E019",)
    with pytest.raises(Refused) as caught:
        desk.run(merge_customers, source_id=made, into_id=other)
    assert caught.value.codes == ("E009",)
    with pytest.raises(Refused) as caught:
        desk.with_(reason="x").run(merge_customers, source_id=99, into_id=other)
    assert caught.value.codes == ("E006",)
    with pytest.raises(Refused) as caught:
        office.as_("jia").with_(reason="x").run(merge_customers, source_id=made, into_id=other)
    assert caught.value.codes == ("E210",)


def test_references_are_found_by_foreign_keys() -> None:
    found = dict(referring())
    assert found[Consignment] == ("shipper_id", "consignee_id")
    assert found[Customer] == ("merged_into_id",)
    assert set(OWN) <= set(found)
