"""A record read by a plain statement is the one the session would have loaded."""

from collections.abc import Callable

from desk.app import Desk
from desk.archive.customers.model import Contact, Customer
from desk.freight.inbound.model import InboundManifest
from desk.kernel.commands import Command
from desk.storage.loading import _reading, load
from desk.storage.work import Work
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted

CLERK = "in"


def _in_a_command(desk: Desk, body: Callable[[Work], None]) -> None:
    desk.execute(Command("look", "consignment.create", "看", body), {})


def test_it_is_the_same_record(office: Office) -> None:
    desk = office.as_(CLERK)
    accepted(desk)
    with desk.reading() as ours, desk.reading() as theirs:
        for model in (Customer, Contact):
            found, wanted = load(ours.session, model, 1), theirs.session.get(model, 1)
            assert found is not None
            assert wanted is not None
            names = [attribute.key for attribute in model.__mapper__.column_attrs]
            assert {n: getattr(found, n) for n in names} == {n: getattr(wanted, n) for n in names}
            assert load(ours.session, model, 1) is found
            assert ours.session.get(model, 1) is found
        customer = load(ours.session, Customer, 1)
        assert customer is not None
        assert [contact.id for contact in customer.contacts] == [1]
        assert load(ours.session, Customer, 99) is None


def test_what_is_changed_of_it_is_saved_and_kept_in_the_trail(office: Office) -> None:
    desk = office.as_(CLERK)
    accepted(desk)
    versions: list[int] = []

    def rename(work: Work) -> None:
        customer = load(work.session, Customer, 1)
        assert customer is not None
        versions.append(customer.row_version)
        customer.status_reason = "老客户"

    _in_a_command(desk, rename)
    with desk.reading() as read:
        customer = load(read.session, Customer, 1)
        assert customer is not None
        assert (customer.status_reason, customer.row_version) == ("老客户", versions[0] + 1)
        told = read.column("SELECT fields FROM audit_entry ORDER BY id DESC LIMIT 1")
    assert told == ['{"status_reason":["","老客户"]}']


def test_what_is_added_but_not_written_is_found(office: Office) -> None:
    desk = office.as_(CLERK)
    accepted(desk)

    def add(work: Work) -> None:
        with work.together():
            new = work.add(Contact(customer_id=1, name="李四"))
            assert load(work.session, Contact, new.id) is new

    _in_a_command(desk, add)


def test_records_with_more_than_columns_are_the_session_s() -> None:
    assert _reading(InboundManifest) is None, "its lines are loaded at once"
    assert _reading(Customer) is not None
