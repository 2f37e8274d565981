"""A list exported as Excel by its own process: how long, and how far it holds up the window."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from openpyxl import Workbook

from desk.app import Desk
from desk.exporting import export_list
from tests.bench.figures import MS, Figure, milliseconds, worst_gap
from tests.bench.offices import Ground, signed_in

MOST_ROWS = 50_000
STALL_MS, CANCEL_MS = 50, 500
LIST, PURPOSE = "consignments", "bench"


class _Enough(Exception):
    pass


def measure(ground: Ground) -> Iterator[Figure]:
    with signed_in(ground.copy("exported.office")) as desk:
        count = min(MOST_ROWS, ground.size)
        setattr(desk, "list_ids", partial(_first_ids, desk.list_ids, count))  # noqa: B010
        out = ground.folder / "list.xlsx"
        spent: list[float] = []
        worst = worst_gap(lambda: spent.append(milliseconds(partial(_export, desk, out))))
        columns = sum(1 for field in desk.list_spec(LIST).fields if not field.hidden)
        bare = milliseconds(partial(_bare, ground.folder / "bare.xlsx", count, columns))
        yield Figure(f"{count:,} rows exported, beside openpyxl", spent[0], bare, None)
        yield Figure("another thread held during an export", worst, STALL_MS, 1)
        yield Figure(
            "cancelled half-way, until it has stopped", _cancelled(desk, out), CANCEL_MS, 1
        )


def _first_ids(ask: Callable[..., Sequence[int]], count: int, *args: object) -> object:
    return ask(*args)[:count]


def _export(desk: Desk, out: Path) -> None:
    export_list(desk, LIST, out, (), purpose=PURPOSE)


def _bare(path: Path, rows: int, columns: int) -> None:
    """As many plain cells by the kept library alone, in this process."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(rows):
        sheet.append([number if column % 2 else f"文字{number}" for column in range(columns)])
    book.save(path)


def _cancelled(desk: Desk, out: Path) -> float:
    asked: list[float] = []

    def enough(done: int, total: int) -> None:
        if done * 2 >= total:
            asked.append(time.perf_counter())
            raise _Enough

    try:
        export_list(desk, LIST, out, (), purpose=PURPOSE, progress=enough)
    except _Enough:
        return (time.perf_counter() - asked[0]) * MS
    raise AssertionError("nothing to cancel")
