"""What may be done with one call of a plan, each in its small form: another day, another person."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desk.care.callbacks.queries import ItemRow
from desk.care.callbacks.screens import ITEMS
from desk.kernel.commands import entry_of
from desk.kernel.text import tr
from ui.pages.argument_fields import argument_fields
from ui.pages.form_dialog import FormDialog
from ui.registry import Context


def open_item_form(
    context: Context, command: Callable[..., Any], item: ItemRow, said: str, owner: QWidget
) -> None:
    """Open the form of a command about a call; `said` is told when it was saved."""
    entry = entry_of(command)
    fields = [field for field in argument_fields(entry, ITEMS) if field.name != "item_id"]
    told = "  ".join((item.customer, item.cause.label, tr("现由 {who}").format(who=item.caller)))
    FormDialog(
        context,
        entry,
        fields,
        {"item_id": item.item_id},
        None,
        owner.window(),
        lambda _: context.say(f"{item.customer} {said}"),
        told,
    ).show()
