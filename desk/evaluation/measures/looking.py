"""Moments of many tickets, asked block by block: a statement holds a limited number of values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Select

from desk.storage.work import Reader

BLOCK = 500


def in_blocks(
    read: Reader, wanted: "Select[*tuple[Any, ...]]", column: Any, ids: Iterable[int]
) -> dict[int, list[datetime]]:
    """The moments a statement finds for these tickets, by ticket."""
    found: dict[int, list[datetime]] = defaultdict(list)
    for consignment_id, at in rows_of(read, wanted, column, ids):
        found[consignment_id].append(at)
    return found


def rows_of(
    read: Reader, wanted: "Select[*tuple[Any, ...]]", column: Any, ids: Iterable[int]
) -> Iterator[Any]:
    """The rows of a statement for these tickets."""
    every = sorted(set(ids))
    for start in range(0, len(every), BLOCK):
        yield from read.session.execute(wanted.where(column.in_(every[start : start + BLOCK])))
