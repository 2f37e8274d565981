"""A list of customers from a spreadsheet: its columns, the check of a row, the booking of the good ones.

Source: spec 3.28 (duplicate key: name or phone).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desk.archive.customers.choices import CustomerKind, CustomerType, PayTerms
from desk.archive.customers.counter import customers_named, customers_with_phone
from desk.archive.customers.entries import (
    AddressEntry,
    ContactEntry,
    CustomerEntry,
    check_contact,
    check_customer,
)
from desk.archive.customers.filling import fill_address, fill_contact, fill_customer, rename, settle
from desk.archive.customers.model import Address, Contact, Customer
from desk.archive.customers.rules import likely_type, split_address
from desk.documents.intake.cells import CellReader, one_of
from desk.documents.intake.mapping import Column
from desk.documents.intake.preview import CheckRow, RowResult, result_of
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.folding import fold_width
from desk.kernel.identity import is_mobile, name_key, normal_phone
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

COLUMNS = (
    Column("name", "客户名称", ("名称", "客户", "公司名称", "单位", "单位名称"), required=True),
    Column("phone", "联系电话", ("电话", "手机", "手机号", "联系方式"), required=True),
    Column("contact", "联系人", ("姓名", "主要联系人")),
    Column("customer_type", "客户类型", ("类型",)),
    Column("kinds", "业务类别", ("客户类别", "业务")),
    Column("settlement", "结算方式", ("付款方式", "结算")),
    Column("uscc", "统一社会信用代码", ("信用代码", "社会信用代码")),
    Column("address", "地址", ("详细地址", "联系地址", "公司地址")),
    Column("industry", "行业", ("所属行业",)),
    Column("goods_usual", "常发货物", ("货物", "主要货物", "品名")),
    Column("special_requirements", "特殊要求", ("要求",)),
    Column("contract_no", "合同编号", ("合同号",)),
)


@dataclass(frozen=True, kw_only=True)
class CustomerImportRow:
    """One customer of the list, as read."""

    name: str
    phone: str
    contact: str = ""
    customer_type: CustomerType | None = None
    kinds: tuple[CustomerKind, ...] = ()
    settlement: PayTerms = PayTerms.PREPAID
    uscc: str = ""
    address: str = ""
    industry: str = ""
    goods_usual: str = ""
    special_requirements: str = ""
    contract_no: str = ""


@dataclass(frozen=True)
class CustomersImported:
    """What became of the rows of an import; `ids` are the customers added."""

    added: int
    skipped: int
    ids: tuple[int, ...] = field(default=(), compare=False)


def row_checker(read: Reader) -> CheckRow:
    """A check of one row after the other that also finds repetitions within the list."""
    seen: dict[str, int] = {}

    def check(cells: CellReader) -> RowResult:
        result = check_row(read, cells)
        keys = [name_key(str(cells.values["name"])), normal_phone(str(cells.values["phone"]))]
        before = next((seen[key] for key in keys if key in seen), None)
        if not result.problems:
            for key in keys:
                seen.setdefault(key, cells.row_no)
        if result.is_good and before is not None:
            return result_of(cells, tr("本表第 {n} 行").format(n=before))
        return result

    return check


def check_row(read: Reader, cells: CellReader) -> RowResult:
    """Read one row strictly; say what is wrong with it or whom it repeats."""
    cells.text("name")
    cells.text("phone")
    for key in ("contact", "industry", "goods_usual", "special_requirements", "contract_no"):
        cells.text(key)
    cells.text("uscc")
    cells.text("address")
    cells.read("customer_type", one_of(CustomerType))
    cells.read("kinds", _kinds)
    cells.read("settlement", one_of(PayTerms))
    if cells.problems:
        return result_of(cells)
    row = to_row(cells.values)
    problems = Problems()
    _check(read, problems, row)
    cells.problems.extend(problems.found)
    twin = None if problems.found else _twin(read, row)
    return result_of(cells, f"{twin.name}({twin.code})" if twin else None)


def _kinds(cell: Any, label: str, field: str) -> tuple[CustomerKind, ...]:
    words = re.split("[,、/]", fold_width(str(cell)))
    parse = one_of(CustomerKind)
    return tuple(dict.fromkeys(parse(word.strip(), label, field) for word in words if word.strip()))


def to_row(values: Mapping[str, object]) -> CustomerImportRow:
    """The row to book from the values of a good row; blank cells keep the defaults."""
    given: dict[str, Any] = {key: value for key, value in values.items() if value is not None}
    return CustomerImportRow(**given)


@command(
    "customer.import",
    "导入客户",
    slow=True,
    example='{"rows": [{"name": "天果园果品", "phone": "13800000001"}]}',
)
def import_customers(work: Work, *, rows: tuple[CustomerImportRow, ...]) -> CustomersImported:
    """Book the customers of a list in one transaction; those whose name or phone is known are skipped.

    Raises:
        Refused: E001, E004, E007, E012, E019, E102, E106, with the row, and nothing is booked.

    Source: spec 3.28.
    """
    problems = Problems()
    for index, row in enumerate(rows):
        own = Problems()
        _check(work, own, row)
        problems.extend(own.found, f"rows.{index}")
    problems.raise_if_any()
    ids = []
    for index, row in enumerate(rows, 1):
        if _twin(work, row) is None:
            ids.append(_book(work, row).id)
        work.step(index, len(rows))
    return CustomersImported(len(ids), len(rows) - len(ids), tuple(ids))


def _check(read: Reader, problems: Problems, row: CustomerImportRow) -> None:
    check_customer(problems, _customer_entry(row), read.now, read.today)
    contact = Problems()
    check_contact(contact, _contact_entry(row))
    for found in contact.found:
        field = "contact" if found.field == "name" else "phone"
        problems.add(found.code, field, **found.values)
    known = not row.address.strip() or split_address(row.address) is not None
    problems.check(known, "E007", "address", v=row.address.strip())


def _twin(read: Reader, row: CustomerImportRow) -> Customer | None:
    twins = [*customers_named(read, row.name), *customers_with_phone(read, [row.phone])]
    return next(iter(twins), None)


def _customer_entry(row: CustomerImportRow) -> CustomerEntry:
    return CustomerEntry(
        name=row.name,
        customer_type=row.customer_type or likely_type(row.name),
        kinds=row.kinds or (CustomerKind.OUTBOUND,),
        settlement=row.settlement,
        uscc=row.uscc,
        industry=row.industry,
        goods_usual=row.goods_usual,
        special_requirements=row.special_requirements,
        contract_no=row.contract_no,
    )


def _contact_entry(row: CustomerImportRow) -> ContactEntry:
    mobile = row.phone if is_mobile(row.phone) else ""
    phone = "" if mobile else row.phone
    return ContactEntry(name=row.contact or row.name, mobile=mobile, phone=phone)


def _book(work: Work, row: CustomerImportRow) -> Customer:
    made = Customer(code=work.number("customer"), owner_id=work.actor.user_id)
    rename(made, row.name)
    fill_customer(work, made, _customer_entry(row))
    contact = Contact(is_primary=True)
    fill_contact(contact, _contact_entry(row))
    made.contacts.append(contact)
    parts = split_address(row.address) if row.address.strip() else None
    if parts is not None:
        address = Address(is_default=True)
        fill_address(address, AddressEntry(place=parts[0], street=parts[1]))
        made.addresses.append(address)
    settle(made)
    return work.add(made)
