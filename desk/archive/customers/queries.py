"""Reading the archive: the quick search of the counter, the whole card, twins of a new customer."""

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select

from desk.archive.customers.cards import (
    AddressRow,
    ChangeRow,
    ContactRow,
    CustomerCard,
    CustomerHit,
    CustomerTwin,
    card_of,
    hit_of,
)
from desk.archive.customers.choices import CustomerStatus
from desk.archive.customers.counter import customers_named, customers_with_phone
from desk.archive.customers.model import Contact, Customer
from desk.kernel.commands import query
from desk.kernel.errors import refuse
from desk.kernel.folding import fold_width
from desk.kernel.identity import name_key
from desk.kernel.text import tr
from desk.storage.listing import MOST_WORDS, escape_like
from desk.storage.work import Reader

__all__ = [
    "AddressRow",
    "ChangeRow",
    "ContactRow",
    "CustomerCard",
    "CustomerHit",
    "CustomerTwin",
]

MOST_HITS = 20
_OFFERED = (CustomerStatus.ACTIVE, CustomerStatus.FROZEN)
_TAIL_DIGITS = 3
_PART_OF_NAME = 3


@query("customer.read", "客户档案")
def customer_card(read: Reader, *, customer: int | str) -> CustomerCard:
    """Everything about one customer by id or code, personal values masked.

    Raises:
        Refused: E006.
    """
    wanted = Customer.id == customer if isinstance(customer, int) else Customer.code == customer
    found = read.session.scalar(select(Customer).where(wanted))
    if found is None:
        raise refuse("E006", label=tr("客户"), v=customer)
    return card_of(read, found)


@query("customer.read", "查找客户")
def find_customers(read: Reader, *, text: str, limit: int = MOST_HITS) -> list[CustomerHit]:
    """The customers a clerk may mean by a part of the name, code, initials or end of a phone.

    Several words must all fit. Those whose name or code begins with the text come first, then those
    with the latest tickets. Archived and merged customers are not offered.

    Args:
        read: the reader.
        text: what was typed so far; nothing typed finds nobody.
        limit: at most so many, never more than 20.
    """
    words = fold_width(text).split()[:MOST_WORDS]
    if not words:
        return []
    start = f"{escape_like(words[0])}%"
    begins = or_(Customer.name.like(start, escape="\\"), Customer.code.ilike(start, escape="\\"))
    found = (
        select(Customer)
        .where(Customer.status.in_(_OFFERED), and_(*(_fits(word) for word in words)))
        .order_by(begins.desc(), Customer.last_ticket_on.desc().nulls_last(), Customer.id)
        .limit(min(limit, MOST_HITS))
    )
    return [hit_of(customer) for customer in read.session.scalars(found)]


def _fits(word: str) -> ColumnElement[bool]:
    part = f"%{escape_like(word)}%"
    ways = [Customer.name.ilike(part, escape="\\"), Customer.code.ilike(part, escape="\\")]
    if word.isascii() and word.isalnum():
        start = escape_like(word.lower())
        ways.append(Customer.initials.like(f"{start}%", escape="\\"))
        ways.append(Customer.initials.like(f"% {start}%", escape="\\"))
    digits = word.replace("-", "")
    if digits.isdecimal() and len(digits) >= _TAIL_DIGITS:
        ways.append(Customer.id.in_(_with_phone_end(word)))
    return or_(*ways)


def _with_phone_end(word: str) -> ScalarSelect[int]:
    end = f"%{escape_like(word)}"
    called = or_(Contact.mobile.like(end, escape="\\"), Contact.phone.like(end, escape="\\"))
    return select(Contact.customer_id).where(called).scalar_subquery()


@query("customer.read", "相似客户")
def similar_customers(read: Reader, *, name: str, phone: str = "") -> list[CustomerTwin]:
    """Customers who may be the same as a new one: same name, same phone, or one name in the other.

    The sure ones come first; at most 20.

    Source: spec 3.1, 3.28.
    """
    why: dict[Customer, str] = {}
    for customer in customers_named(read, name):
        why[customer] = tr("名称相同")
    for customer in customers_with_phone(read, [phone]):
        why.setdefault(customer, tr("电话相同"))
    for customer in _with_part_of_name(read, name_key(name)):
        why.setdefault(customer, tr("名称相近"))
    return [CustomerTwin(c.id, c.code, c.name, c.status, w) for c, w in why.items()][:MOST_HITS]


def _with_part_of_name(read: Reader, key: str) -> list[Customer]:
    if len(key) < _PART_OF_NAME:
        return []
    longer = Customer.name_key.like(f"%{escape_like(key)}%", escape="\\")
    inside = func.instr(key, Customer.name_key) > 0
    shorter = and_(func.length(Customer.name_key) >= _PART_OF_NAME, inside)
    found = select(Customer).where(Customer.status.in_(_OFFERED), or_(longer, shorter))
    return list(read.session.scalars(found.order_by(Customer.id).limit(MOST_HITS)))
