"""The layout of a list's table, kept for each user on this computer."""

from desk.screens.lists import Sort
from ui import local_settings
from ui.local_settings import TableLayout
from ui.models.id_table import IdTable


def put_kept_layout(table: IdTable, login: str, name: str) -> Sort | None:
    """Arrange a table as the user left it; returns by what he sorted it, if by anything."""
    layout = local_settings.current().tables.get(login, {}).get(name)
    if layout is None:
        return None
    table.columns.put_layout(layout)
    known = layout.sort in [field.name for field in table.list_model.fields]
    return Sort(layout.sort, layout.descending) if known else None


def keep_layout(table: IdTable, login: str, name: str, usual: Sort) -> None:
    """Remember how the user wants the table; nothing when it is as it was at first."""
    settings = local_settings.current()
    own = settings.tables.setdefault(login, {})
    sort = table.list_model.wanted.sort
    sorted_ = sort if sort is not None and sort != usual else Sort("")
    if table.columns.usual and not sorted_.field:
        own.pop(name, None)
    else:
        shown, widths = tuple(table.shown_columns()), table.columns.widths()
        own[name] = TableLayout(shown, widths, sorted_.field, sorted_.descending)
    local_settings.save(settings)
