"""A list page described: what it shows, how it is filtered and sorted, what can be done from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desk.kernel.choices import Choice
from desk.screens.fields import Field


@dataclass(frozen=True)
class Action:
    """A button of a page.

    Attributes:
        name: command name, or ``page:<name>`` for a hand-made screen, ``edit:<name>`` for the one in which a
            row's record is changed, or ``print:<form>``.
        label: word on the button.
        key: keyboard shortcut as Qt writes it (``Ctrl+N``), shown beside the word.
        right: the right it needs (the button is hidden without it).
        per_row: acts on the selected rows.
        changes_in: states in which ``edit:`` may change the record; in another its own page is opened.
    """

    name: str
    label: str
    key: str = ""
    right: str = ""
    per_row: bool = False
    changes_in: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Sort:
    field: str
    descending: bool = False


@dataclass(frozen=True)
class Filter:
    """One condition on a list.

    Attributes:
        field: field name.
        op: ``is``, ``contains``, ``from``, ``to``, ``in``, ``empty``, or ``ids`` (just these records,
            whatever the field).
        value: of the field's own type (a tuple for ``in``, a JSON list for ``ids``).
    """

    field: str
    op: str
    value: Any = None


def just(*filters: Filter) -> dict[str, Any]:
    """Arguments of a list's page that shows these rows and nothing else."""
    return {"search": "", "filters": filters}


@dataclass(frozen=True)
class ListSpec:
    """One list.

    Attributes:
        name: identifier, unique in the program (``consignments``).
        title: heading of the page.
        right: right needed to see it.
        fields: columns in order; every column can be filtered and sorted.
        source: function returning the SQL source (see desk.storage.listing); kept opaque here.
        sort: order when the page opens.
        filters: conditions when the page opens.
        actions: buttons.
        open: page that shows one row (``page:…`` or ``record:…``).
        empty: what an empty list tells the user to do.
        export_right: right needed to export it.
        told: fields of a row that a form about it shows in full above what is typed.
        found: fields by which the search box shows a row; empty when it does not look here.
    """

    name: str
    title: str
    right: str
    fields: tuple[Field, ...]
    source: Callable[[], Any]
    sort: Sort
    filters: tuple[Filter, ...] = ()
    actions: tuple[Action, ...] = ()
    open: str = ""
    empty: str = ""
    export_right: str = ""
    told: tuple[str, ...] = ()
    found: tuple[str, ...] = ()

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)
