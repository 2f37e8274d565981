"""Which consignment the keyboard points at: the page's own, or that of the current row of a table."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desk.kernel.numbers import NUMBER_RULES
from ui.desks.row_table import RowTable
from ui.models.id_table import IdTable

_PREFIXES = "|".join(NUMBER_RULES[n].prefix for n in ("consignment", "return_consignment"))
_NUMBER = re.compile(rf"(?:{_PREFIXES})\d{{10}}")


def pointed_at(page: QWidget) -> str:
    """The number of the consignment, or nothing."""
    own = _number_in((getattr(page, "number", ""),))
    if own:
        return own
    tables = [t for t in page.findChildren(QAbstractItemView) if t.isVisible()]
    for table in sorted(tables, key=lambda table: not table.hasFocus()):
        found = _number_in(_row_of(table))
        if found:
            return found
    return ""


def _row_of(table: QAbstractItemView) -> Iterable[Any]:
    """What the current row holds."""
    if isinstance(table, RowTable):
        row = table.current()
        return _values_of(row) if row is not None else ()
    if isinstance(table, IdTable):
        at = table.current_row()
        return table.list_model.values_at(at).values() if at is not None else ()
    return ()


def _values_of(row: Any) -> Iterable[Any]:
    """What a row is made of: a tuple, a draft without a dictionary, or a plain class."""
    if isinstance(row, tuple):
        return row
    if isinstance(row, msgspec.Struct):
        return [getattr(row, name) for name in row.__struct_fields__]
    return list(vars(row).values())


def _number_in(values: Iterable[Any]) -> str:
    texts = (value for value in values if isinstance(value, str))
    return next((text for text in texts if _NUMBER.fullmatch(text)), "")
