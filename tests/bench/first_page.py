"""The first 50 rows of the consignments by several filters and sorts, beside the raw statement."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from desk.app import Desk
from desk.freight.consignments.choices import ConsignmentState, Direction
from desk.screens.lists import Filter, Sort
from desk.storage.listing import BLOCK
from tests.bench.figures import Figure, in_turn
from tests.bench.generate import NOW
from tests.bench.offices import Ground, bare, signed_in

LIST, ROWS, GOAL, DEPTH_GOAL = "consignments", 50, 2.5, 2.0
NEWEST = Sort("accept_at", descending=True)
LAST_MONTH = NOW - timedelta(days=30)


@dataclass(frozen=True)
class Wish:
    """A page somebody opens, and the same in SQL."""

    name: str
    filters: tuple[Filter, ...] = ()
    sort: Sort = NEWEST
    search: str = ""
    where: str = "1"
    values: tuple[Any, ...] = ()

    @property
    def order(self) -> str:
        direction = "DESC" if self.sort.descending else "ASC"
        return f"{self.sort.field} {direction}, id {direction}"


_ANYWHERE = (
    "(number LIKE ? OR paper_no LIKE ? OR shipper_name LIKE ? OR consignee_name LIKE ?"
    " OR consignee_phone LIKE ? OR shipper_phone LIKE ? OR destination LIKE ?"
    " OR consignee_address LIKE ?)"
)
WISHES = (
    Wish("as it opens"),
    Wish(
        "in stock",
        (Filter("state", "is", ConsignmentState.IN_STOCK),),
        where="state = ?",
        values=("IN_STOCK",),
    ),
    Wish(
        "last month, inbound",
        (Filter("accept_at", "from", LAST_MONTH), Filter("direction", "is", Direction.INBOUND)),
        where="accept_at >= ? AND direction = ?",
        values=(f"{LAST_MONTH:%Y-%m-%d %H:%M:%S}.000000", "INBOUND"),
    ),
    Wish("by number", sort=Sort("number", descending=True)),
    Wish("by due date", sort=Sort("due_on")),
    Wish("by destination", sort=Sort("destination")),
    Wish("by freight", sort=Sort("total_fen", descending=True)),
    Wish(
        "consignee contains",
        (Filter("consignee_name", "contains", "张海"),),
        where="consignee_name LIKE ?",
        values=("%张海%",),
    ),
    Wish("search box", search="海燕", where=_ANYWHERE, values=("%海燕%",) * 8),
    Wish("a frequent word", search="喀什", where=_ANYWHERE, values=("%喀什%",) * 8),
)


def measure(ground: Ground) -> Iterator[Figure]:
    with signed_in(ground.office) as desk, bare(ground.office) as connection:
        columns = ", ".join(field.name for field in desk.list_spec(LIST).fields)

        def ours(wish: Wish) -> list[int]:
            return list(desk.list_page(LIST, wish.filters, wish.search, wish.sort, ROWS).ids)

        def raw(wish: Wish) -> list[int]:
            statement = (
                f"SELECT id, {columns} FROM consignment WHERE {wish.where} "
                f"ORDER BY {wish.order} LIMIT {ROWS}"
            )
            return [row[0] for row in connection.execute(statement, wish.values)]

        for wish in WISHES:
            if ours(wish) != raw(wish):
                raise AssertionError(f"{wish.name}: not the same rows")
            figures = in_turn(partial(_call, ours, wish), partial(_call, raw, wish), ground.rounds)
            yield Figure(f"first {ROWS} rows, {wish.name}", *figures, GOAL)
        yield from _at_any_depth(desk, ground.rounds)


def _at_any_depth(desk: Desk, rounds: int) -> Iterator[Figure]:
    """A block of the middle and the last one, beside the first rows with their ids."""
    ids = desk.list_ids(LIST, sort=NEWEST)
    first = partial(desk.list_page, LIST, sort=NEWEST, limit=BLOCK)
    for name, start in (("middle", len(ids) // 2), ("end", max(0, len(ids) - BLOCK))):
        block = ids[start : start + BLOCK]
        figures = in_turn(partial(desk.list_rows, LIST, block), first, rounds)
        yield Figure(f"{BLOCK} rows at the {name}, beside the first", *figures, DEPTH_GOAL)


def _call(read: Callable[[Wish], list[int]], wish: Wish) -> list[int]:
    return read(wish)
