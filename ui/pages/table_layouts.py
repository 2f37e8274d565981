"""The layout of a table, kept for each user on this computer."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desk.screens.lists import Sort
from ui import local_settings
from ui.local_settings import TableLayout
from ui.models.arranging import Arranged
from ui.registry import Context

UNSORTED = Sort("")


def put_kept_layout(table: Arranged, login: str, name: str) -> Sort | None:
    """Arrange a table as the user left it; returns by what he sorted it, if by anything."""
    layout = local_settings.current().tables.get(login, {}).get(name)
    if layout is None:
        return None
    table.columns.put_layout(layout)
    known = layout.sort in table.columns.names
    return Sort(layout.sort, layout.descending) if known else None


def keep_layout(table: Arranged, login: str, name: str, usual: Sort) -> None:
    """Remember how the user wants the table; nothing when it is as it was at first."""
    settings = local_settings.current()
    own = settings.tables.setdefault(login, {})
    sort = table.sorted_by
    sorted_ = sort if sort is not None and sort != usual else Sort("")
    if table.columns.usual and not sorted_.field:
        own.pop(name, None)
    else:
        shown, widths = tuple(table.columns.shown()), table.columns.widths()
        own[name] = TableLayout(shown, widths, sorted_.field, sorted_.descending)
    local_settings.save(settings)


# -- the tables of the desks ----------------------------------------------------------------------


def context_of(widget: QWidget) -> Context | None:
    """The context of the page a widget stands on; none while it stands nowhere."""
    return getattr(_place_of(widget), "context", None)


def put_layout_of_desk(table: Any) -> Sort | None:
    """Arrange the table of a desk (an `Arranged` view) as the user left it; returns its order."""
    context = context_of(table)
    if context is None:
        return None
    sort = put_kept_layout(table, context.desk.signed_in().login, _name_of(table))
    if sort is not None:
        table.show_sort(sort)
    return sort


def keep_layout_of_desk(table: Any) -> None:
    """Remember how the user wants the table of a desk."""
    context = context_of(table)
    if context is not None:
        keep_layout(table, context.desk.signed_in().login, _name_of(table), UNSORTED)


def _name_of(table: Any) -> str:
    """A layout belongs to these columns of this table of this page."""
    page, words = type(_place_of(table)).__name__, "、".join(table.columns.names)
    return f"{page}: {table.accessibleName()}: {words}"


def _place_of(widget: QWidget) -> QWidget | None:
    above = widget.parentWidget()
    while above is not None and not isinstance(getattr(above, "context", None), Context):
        above = above.parentWidget()
    return above
