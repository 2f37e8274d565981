"""Reading the yearly files: who is due, and what belongs into a customer's file."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, String, func, select, type_coerce

from desk.archive.customers.care import SERVED
from desk.archive.customers.model import Customer
from desk.archive.customers.queries import customer_card
from desk.filing.customer_files.commands import file_number
from desk.filing.customer_files.hanging import hanging_in
from desk.filing.customer_files.model import CustomerFile
from desk.kernel.commands import query
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.storage.work import Reader

MOST = 500
_WORDS = {
    "customer": "客户资料",
    "consignment": "运单附件",
    "delivery_receipt": "签收单",
    "self_pickup": "自提签收",
    "return_receipt": "回单",
    "consignee_change": "变更函",
    "exception_case": "异常照片",
    "return_order": "返货通知",
    "manifest_line": "到货照片",
    "scan_page": "扫描页",
}


@dataclass(frozen=True)
class FilingDue:
    """A customer whose yearly file is due."""

    customer_id: int
    code: str
    name: str
    last_filed: str
    due_on: date


@dataclass(frozen=True)
class FilePaper:
    """One attachment of a yearly file, with what it is and where it came from."""

    sha256: str
    label: str
    kind: str
    what: str
    waybill: str
    filed_on: date


@dataclass(frozen=True)
class YearlyFile:
    """What a customer's file of a year holds; number and location are empty while it is not filed."""

    customer_id: int
    code: str
    name: str
    year: int
    number: str
    location: str
    filed_on: date | None
    papers: tuple[FilePaper, ...]


def filing_due_on() -> ColumnElement[date]:
    """The day a customer's next file is due: a year after the last, or after he was taken in."""
    last = select(func.max(CustomerFile.next_due_on)).where(CustomerFile.customer_id == Customer.id)
    day: Any = type_coerce(last.correlate(Customer).scalar_subquery(), String)
    first = func.date(Customer.created_at, "+8 hours", "+1 year")
    return type_coerce(func.coalesce(day, first), Date())


def is_due() -> ColumnElement[bool]:
    """Whether a served customer's file is due."""
    today = select(func.office_today()).scalar_subquery()
    return Customer.status.in_(SERVED) & (type_coerce(filing_due_on(), String) <= today)


def last_file() -> ColumnElement[str]:
    """The number of the customer's newest file; empty when there is none."""
    numbers = select(func.max(CustomerFile.number)).where(CustomerFile.customer_id == Customer.id)
    return func.coalesce(numbers.correlate(Customer).scalar_subquery(), "")


@query("voucher.read", "应归案的客户")
def files_due(read: Reader) -> list[FilingDue]:
    """Customers whose yearly file is due, the longest due first; at most 500."""
    due = filing_due_on()
    found = (
        select(Customer.id, Customer.code, Customer.name, last_file(), due)
        .where(is_due())
        .order_by(due, Customer.code)
        .limit(MOST)
    )
    return [FilingDue(*row) for row in read.session.execute(found)]


@query("voucher.read", "客户年度档案内容")
def yearly_file(read: Reader, *, customer: str, year: int) -> YearlyFile:
    """What belongs into a customer's file of a year, his own papers first.

    Args:
        read: the reader.
        customer: his code.
        year: papers filed with him in it, and those of his consignments accepted in it as shipper.

    Raises:
        Refused: E006; E210 without the right to see customers.
    """
    read.require("customer.read")
    card = customer_card(read, customer=customer)
    wanted = select(CustomerFile).where(CustomerFile.number == file_number(year, card.code))
    filed = read.session.scalar(wanted)
    papers = tuple(
        FilePaper(
            found.attachment.sha256,
            found.attachment.label,
            found.attachment.kind,
            tr(_WORDS.get(found.record, "附件")),
            found.waybill,
            local(found.attachment.at).date(),
        )
        for found in hanging_in(read, card.id, year)
    )
    return YearlyFile(
        card.id,
        card.code,
        card.entry.name,
        year,
        filed.number if filed else "",
        filed.location if filed else "",
        filed.filed_on if filed else None,
        papers,
    )
