"""Invented customers that the tests of the archive share."""

from dataclasses import replace

from desk.app import Desk
from desk.archive.customers.cards import CustomerCard
from desk.archive.customers.choices import ContactRole, CustomerKind, CustomerType, PayTerms
from desk.archive.customers.commands import add_customer
from desk.archive.customers.entries import AddressEntry, ContactEntry, CustomerEntry
from desk.archive.customers.queries import customer_card
from desk.freight.consignments.choices import ConsignmentState, DeliveryMode, Direction
from desk.freight.consignments.model import Consignment
from desk.kernel.commands import command
from desk.storage.work import Work

USCC = "91650100MA77A1B2X5"
ID_CARD = "11010519491231002X"

FRUIT = CustomerEntry(
    name="天果园果品",
    customer_type=CustomerType.COMPANY,
    kinds=(CustomerKind.OUTBOUND, CustomerKind.INBOUND),
    settlement=PayTerms.MONTHLY,
)
LIU = ContactEntry(name="刘建国", role=ContactRole.SHIPPING, mobile="138 0000 0001")
AYGUL = ContactEntry(name="阿依古丽", role=ContactRole.FINANCE, phone="(0991)1234567")
STORE = AddressEntry(place="乌鲁木齐市", street="北京南路 100 号")
KASHGAR = AddressEntry(place="喀什市", street="人民东路 188 号", geo_note="限行 7:00-20:00")


def added(
    desk: Desk,
    entry: CustomerEntry = FRUIT,
    contacts: tuple[ContactEntry, ...] = (LIU,),
    addresses: tuple[AddressEntry, ...] = (),
    **more: str,
) -> int:
    """Take a customer in; returns the id."""
    outcome = desk.run(add_customer, customer=entry, contacts=contacts, addresses=addresses, **more)
    return outcome.value


def another(desk: Desk, name: str, mobile: str, **changes: object) -> int:
    """Take in a company of that name with one contact."""
    entry = replace(FRUIT, name=name, **changes)  # type: ignore[arg-type]
    return added(desk, entry, (ContactEntry(name="张三", mobile=mobile),))


def card(desk: Desk, customer: int | str) -> CustomerCard:
    return desk.ask(customer_card, customer=customer)


@command("consignment.create", "测试运单")
def book_ticket(work: Work, *, shipper_id: int, consignee_id: int | None = None) -> int:
    """A consignment as the rooms above keep it, naming customers by their ids."""
    made = Consignment(
        number=work.number("consignment"),
        direction=Direction.OUTBOUND,
        state=ConsignmentState.ACCEPTED,
        accept_at=work.now,
        origin_station="乌鲁木齐",
        dest_station="郑州",
        destination="郑州市",
        shipper_id=shipper_id,
        shipper_name="天果园果品",
        shipper_phone="13800000001",
        consignee_id=consignee_id,
        consignee_name="河南宏达机械",
        consignee_phone="13800000009",
        delivery_mode=DeliveryMode.DOOR,
        pay_terms=PayTerms.MONTHLY,
    )
    return work.add(made).id
