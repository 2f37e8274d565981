"""A row of any described list, and the page that shows its record."""

from collections.abc import Mapping
from typing import Any

from desk.app import list_table
from desk.screens.fields import Kind
from desk.screens.lists import ListSpec
from ui.registry import Context, pages


def number_of(spec: ListSpec, values: Mapping[str, Any]) -> str:
    """The document number of a row: the value of the list's first NUMBER field."""
    numbers = (field.name for field in spec.fields if field.kind is Kind.NUMBER)
    return str(values.get(next(numbers, ""), "") or "")


def has_page(spec: ListSpec) -> bool:
    """Whether the records of a list have a page of their own."""
    return spec.open.removeprefix("page:") in pages()


def open_record(
    context: Context, spec: ListSpec, record_id: int, values: Mapping[str, Any]
) -> bool:
    """Open the page of a row's record; False when the list has none of its own."""
    if not has_page(spec):
        return False
    target = spec.open.removeprefix("page:")
    number = number_of(spec, values)
    if target in list_table():
        context.open_page(target, search=number)  # the list of what belongs to it
    else:
        context.open_page(target, id=record_id, number=number)
    return True
