"""A pasted column of numbers becomes a set of rows of a list: these, in this order, and what is unknown.

Source: issue (one search box: a pasted column of numbers becomes a filter and a set to act on).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from desk.app import Desk
from desk.freight.transit.bills import tickets_by_bill
from desk.kernel.pasted import MOST, Cell, pasted_cells
from desk.screens.lists import Filter, ListSpec
from desk.searching import searched_lists
from desk.storage.numbered import ids_by_number, number_fields

OF_CONSIGNMENTS = "consignments"


@dataclass(frozen=True)
class PastedSet:
    """What a pasted column stands for.

    Attributes:
        ids: the rows in pasted order, every one once.
        known: how many of the numbers lead to a row.
        unknown: numbers that lead to none, as pasted.
        shared: numbers that lead to several rows; all of them are in the set.
        left_out: how many numbers beyond the most that are taken.
    """

    ids: tuple[int, ...]
    known: int
    unknown: tuple[str, ...]
    shared: tuple[str, ...]
    left_out: int


def takes_numbers(spec: ListSpec) -> bool:
    """Whether a list has numbers that can be pasted."""
    return bool(number_fields(spec))


def only_these(spec: ListSpec, ids: tuple[int, ...]) -> Filter:
    """The condition that narrows a list to a set of its rows."""
    return Filter(number_fields(spec)[0], "ids", json.dumps(ids))


def find_pasted(desk: Desk, name: str, text: str) -> PastedSet:
    """The rows of a list whose numbers were pasted.

    Consignments are known by their own number, the paper's number and the partner's.

    Raises:
        Refused: E210 without the right to the list.
    """
    spec = desk.list_spec(name)
    desk.list_ids(name, filters=(), limit=0)  # the list's own right
    cells = pasted_cells(text)
    numbers = [cell.text for cell in cells[:MOST]]
    with desk.reading() as reader:
        found = ids_by_number(reader.session, spec, numbers)
        if name == OF_CONSIGNMENTS:
            missing = [number for number in numbers if number not in found]
            found |= tickets_by_bill(reader, missing)
    ids = dict.fromkeys(i for number in numbers for i in found.get(number, ()))
    return PastedSet(
        tuple(ids),
        len(found),
        _unknown(cells[:MOST], found),
        tuple(number for number in numbers if len(found.get(number, ())) > 1),
        max(0, len(cells) - MOST),
    )


def find_pasted_anywhere(
    desk: Desk, text: str, *, wanted: Callable[[], bool] = lambda: True
) -> tuple[str, PastedSet]:
    """The list that knows most of the pasted numbers, consignments first, and what it knows.

    `wanted` is asked between lists: thousands of numbers that no list knows take seconds.
    """
    names = [spec.name for spec in searched_lists(desk) if takes_numbers(spec)]
    best: tuple[str, PastedSet] | None = None
    for name in names:
        if not wanted():
            break
        found = find_pasted(desk, name, text)
        if best is None or found.known > best[1].known:
            best = (name, found)
        if found.known > len(found.unknown):
            break
    return best or (OF_CONSIGNMENTS, PastedSet((), 0, (), (), 0))


def _unknown(cells: tuple[Cell, ...], found: dict[str, list[int]]) -> tuple[str, ...]:
    """Numbers without a row; of a pasted table only those of the columns that hold numbers at all."""
    columns = {cell.column for cell in cells if cell.text in found}
    return tuple(
        cell.text
        for cell in cells
        if cell.text not in found and (not columns or cell.column in columns)
    )
