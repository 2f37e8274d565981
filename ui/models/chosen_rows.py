"""Chosen rows as spans: a million of them cost no more than one, and stay chosen over a refresh."""

from array import array
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QItemSelectionModel

Span = tuple[int, int]  # first and last row
FEW = 64


def spans(selection: QItemSelection) -> list[Span]:
    """The chosen rows from the top, neighbours put together."""
    parts = (selection.at(i) for i in range(selection.count()))
    found: list[Span] = []
    for top, bottom in sorted({(part.top(), part.bottom()) for part in parts}):
        if found and top <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return found


def count(rows: Iterable[Span]) -> int:
    """How many rows these are."""
    return sum(last - first + 1 for first, last in rows)


def pieces(ids: "array[int]", rows: Iterable[Span]) -> "list[array[int]]":
    """The ids of the spans, span by span."""
    return [ids[first : last + 1] for first, last in rows]


def found_again(ids: "array[int]", kept: "Iterable[array[int]]") -> list[Span]:
    """Where kept pieces are now; a piece that was torn apart is looked up id by id."""
    rows: list[Span] = []
    lost: list[int] = []
    for piece in kept:
        first = ids.index(piece[0]) if piece[0] in ids else -1
        if first >= 0 and ids[first : first + len(piece)] == piece:
            rows.append((first, first + len(piece) - 1))
        else:
            lost.extend(piece)
    return rows + rows_of(ids, lost)


def rows_of(ids: "array[int]", wanted: Sequence[int]) -> list[Span]:
    """The rows of some ids as spans; ids that are not there are passed over."""
    if len(wanted) <= FEW:
        rows = sorted(ids.index(one) for one in set(wanted) if one in ids)
    else:
        known = set(wanted)
        rows = [row for row, one in enumerate(ids) if one in known]
    found: list[Span] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def choose(selection: QItemSelectionModel, model: QAbstractItemModel, rows: Iterable[Span]) -> None:
    """Choose these rows and no others."""
    chosen, last = QItemSelection(), model.columnCount() - 1
    for first, bottom in rows:
        chosen.select(model.index(first, 0), model.index(bottom, last))
    flags = QItemSelectionModel.SelectionFlag
    selection.select(chosen, flags.ClearAndSelect | flags.Rows)
