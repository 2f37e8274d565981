"""One search box over everything: a number or its tail, a telephone, part of a name, initials, a plate.

Source: issue (one search box); performance of the house §2.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desk.app import Desk, list_table
from desk.kernel.roles import may
from desk.screens.lists import ListSpec
from desk.storage.finding import found_by_list

MOST = 6
"""Rows shown of each kind; the list of the kind shows them all."""


_FIRST = {"consignments": 0, "customers": 1}


@dataclass(frozen=True)
class FoundRow:
    """A record that was found: its id and its list's values in field order, personal ones masked."""

    record_id: int
    values: tuple[Any, ...]


@dataclass(frozen=True)
class FoundGroup:
    """What was found in one list, newest first; `more` when there is more than is shown."""

    spec: ListSpec
    rows: tuple[FoundRow, ...]
    more: bool


def searched_lists(desk: Desk) -> list[ListSpec]:
    """The lists the box looks through for the acting user, consignments and customers first."""
    role = desk.signed_in().role
    found = [spec for spec in list_table().values() if spec.found and may(role, spec.right)]
    return sorted(found, key=lambda spec: _FIRST.get(spec.name, len(_FIRST)))


def search(
    desk: Desk, text: str, most: int = MOST, *, wanted: Callable[[], bool] = lambda: True
) -> list[FoundGroup]:
    """Everything that contains all words of a text, by kind; kinds without any are left out.

    Args:
        desk: the open office.
        text: words as typed; less than one sign to look for finds nothing.
        most: rows of each kind.
        wanted: asked between kinds; the search ends when nobody waits for it any more.
    """
    specs = searched_lists(desk)
    with desk.reading() as reader:
        connection = reader.session.connection()
        found = list(found_by_list(connection, specs, text, most + 1, wanted))
    groups: list[FoundGroup] = []
    for spec, numbers in found:
        rows = desk.list_rows(spec.name, numbers[:most])
        shown = tuple(FoundRow(n, rows[n]) for n in numbers[:most] if n in rows)
        if shown:
            groups.append(FoundGroup(spec, shown, len(numbers) > most))
    return groups
