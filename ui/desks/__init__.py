"""The hand-made screens, named explicitly. An entry with a list's name takes that list's place."""

from PySide6.QtWidgets import QWidget

from desk.kernel.text import tr
from ui.desks.daily import DAILY
from ui.registry import Context, PageSpec


def _consignment_entry(context: Context) -> QWidget:
    from ui.desks.consignment_entry.page import ConsignmentEntry

    return ConsignmentEntry(context)


def _consignment_record(context: Context) -> QWidget:
    from ui.desks.consignment_record.page import ConsignmentRecord

    return ConsignmentRecord(context)


def _customer_entry(context: Context) -> QWidget:
    from ui.desks.customer_entry.page import CustomerEntryPage

    return CustomerEntryPage(context)


def _customer_record(context: Context) -> QWidget:
    from ui.desks.customer_record.page import CustomerRecord

    return CustomerRecord(context)


def _call_sheet(context: Context) -> QWidget:
    from ui.desks.call_sheet.page import CallSheet

    return CallSheet(context)


DESKS: tuple[PageSpec, ...] = (
    PageSpec(
        "consignment_entry",
        tr("新运单"),
        "freight",
        "file-plus",
        _consignment_entry,
        "consignment.create",
    ),
    PageSpec(
        "consignment",
        tr("运单详情"),
        "freight",
        "package",
        _consignment_record,
        "consignment.read",
        in_navigation=False,
    ),
    PageSpec(
        "customer_entry",
        tr("新客户"),
        "archive",
        "file-plus",
        _customer_entry,
        "customer.create",
        in_navigation=False,
    ),
    PageSpec(
        "customer",
        tr("客户详情"),
        "archive",
        "users",
        _customer_record,
        "customer.read",
        in_navigation=False,
    ),
    PageSpec(
        "call_sheet",
        tr("询价来电"),
        "pricing",
        "phone-call",
        _call_sheet,
        "inquiry.read",
    ),
    *DAILY,
)
