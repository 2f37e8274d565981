"""Forms for a customer's contacts, addresses and changes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desk.archive.customers.cards import AddressRow, ContactRow
from desk.archive.customers.changes import request_change
from desk.archive.customers.choices import AddressLabel, ChangeField, ChangeSource, ContactRole
from desk.archive.customers.contacts import (
    add_address,
    add_contact,
    update_address,
    update_contact,
)
from desk.archive.customers.entries import AddressEntry, ContactEntry
from desk.archive.customers.queries import customer_card
from desk.filing.customer_files.commands import file_customers
from desk.kernel.commands import entry_of
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.pages.form_dialog import FormDialog
from ui.registry import Context

CONTACT = (
    Field("name", "姓名", required=True),
    Field("mobile", "手机", Kind.PHONE),
    Field("phone", "座机", Kind.PHONE),
    Field("role", "职责", Kind.CHOICE, choices=ContactRole),
    Field("wechat", "微信"),
    Field("call_time_pref", "方便时间"),
    Field("is_primary", "主要联系人", Kind.FLAG),
    Field("do_not_call", "请勿致电", Kind.FLAG),
)
ADDRESS = (
    Field("place", "所在地", Kind.DIVISION, required=True),
    Field("street", "详细地址", required=True, width=16),
    Field("label", "类别", Kind.CHOICE, choices=AddressLabel),
    Field("geo_note", "位置说明", Kind.NOTE, help="门禁、限行、卸货条件"),
    Field("is_default", "默认地址", Kind.FLAG),
)
CHANGE = (
    Field("changed", "变更项目", Kind.CHOICE, choices=ChangeField, required=True),
    Field("new_value", "新内容", required=True),
    Field("source", "来源", Kind.CHOICE, choices=ChangeSource, required=True),
    Field("evidence", "依据", help="盖章函、来电时间等"),
)


class EntryDialog(FormDialog):
    """A form whose fields make up one argument of the command."""

    argument = ""
    entry: type[ContactEntry] | type[AddressEntry]

    def _typed(self, values: dict[str, Any]) -> dict[str, Any]:
        return {self.argument: self.entry(**values)}


class ContactDialog(EntryDialog):
    argument, entry = "contact", ContactEntry


class AddressDialog(EntryDialog):
    argument, entry = "address", AddressEntry


def new_contact(context: Context, customer_id: int, window: QWidget) -> None:
    """Ask for another contact."""
    _open(ContactDialog, context, add_contact, CONTACT, {"customer_id": customer_id}, window)


def edit_contact(context: Context, customer: int | str, row: ContactRow, window: QWidget) -> None:
    """Correct a contact; masked numbers may stay as they are."""
    fixed = {"contact_id": row.id, "row_version": row.row_version}

    def again() -> tuple[dict[str, Any], int | None]:
        return _saved_now(context.look_up(customer_card, customer=customer).contacts, row)

    _open(ContactDialog, context, update_contact, CONTACT, fixed, window, row, again)


def new_address(context: Context, customer_id: int, window: QWidget) -> None:
    """Ask for another address."""
    _open(AddressDialog, context, add_address, ADDRESS, {"customer_id": customer_id}, window)


def edit_address(context: Context, customer: int | str, row: AddressRow, window: QWidget) -> None:
    """Correct an address."""
    fixed = {"address_id": row.id, "row_version": row.row_version}

    def again() -> tuple[dict[str, Any], int | None]:
        return _saved_now(context.look_up(customer_card, customer=customer).addresses, row)

    _open(AddressDialog, context, update_address, ADDRESS, fixed, window, row, again)


def ask_change(context: Context, customer_id: int, window: QWidget) -> None:
    """Note a change of name, tax number, bank or credit for the manager."""
    _open(FormDialog, context, request_change, CHANGE, {"customer_id": customer_id}, window)


def file_papers(context: Context, customer_id: int, window: QWidget) -> None:
    """Ask for the year and the place of the customer's file."""
    year = local(context.desk.now).year
    fields = (
        Field("year", tr("年度"), Kind.COUNT, required=True),
        Field("location", tr("位置"), required=True, help="如 档案柜 3-2"),
    )
    fixed = {"customer_ids": (customer_id,)}
    owner = window.window()
    FormDialog(context, entry_of(file_customers), fields, fixed, {"year": year}, owner).show()


def _open(
    make: type[FormDialog],
    context: Context,
    command: Callable[..., Any],
    fields: Sequence[Field],
    fixed: Mapping[str, Any],
    window: QWidget,
    row: ContactRow | AddressRow | None = None,
    again: Callable[[], tuple[dict[str, Any], int | None]] | None = None,
) -> None:
    values = _values(row.entry) if row is not None else None
    entry, owner = entry_of(command), window.window()
    make(context, entry, fields, fixed, values, owner, reread=again).show()


def _saved_now(
    rows: Sequence[ContactRow] | Sequence[AddressRow], row: ContactRow | AddressRow
) -> tuple[dict[str, Any], int | None]:
    """The values and version of a part as it is saved now; the shown ones when it is gone."""
    now = next((one for one in rows if one.id == row.id), row)
    return _values(now.entry), now.row_version


def _values(entry: ContactEntry | AddressEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in type(entry).__dataclass_fields__}


def sure_to_remove(context: Context, what: str) -> bool:
    """Ask before a contact or an address is removed."""
    return context.sure(tr("删除{v}?").format(v=what), yes=tr("删除"), no=tr("返回"))
