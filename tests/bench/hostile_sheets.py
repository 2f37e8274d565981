"""How long and how large the reading of spreadsheets gets, beside the limits it must keep.

Run from the project's root: ``python -m tests.bench.hostile_sheets [mutations]``. It reads the
hostile corpus, random mutations of good files, and a list of 50,000 rows by 25 columns: as Excel and
WPS save it (`as_excel`), which is what senders send, and as openpyxl writes long lists (every text in
its cell, no dimension), by which the goal was set: openpyxl takes more than twice as long for it.
"""

import contextlib
import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import openpyxl
import python_calamine

from desk.documents.intake.reader import read_workbook
from desk.kernel.errors import FileRefused
from tests.bench.as_excel import Written, write_as_excel
from tests.bench.figures import HEADING, Figure
from tests.bench.offices import Ground
from tests.documents.intake.hostile import hostile_files, mutated_files

SECONDS_LIMIT, MEGABYTES_LIMIT = 2.0, 300
ROWS, COLUMNS = 50_000, 25
OPENPYXL_FACTOR = 12
READERS_AT_ONCE = 2


def main(mutations: int) -> None:
    """Print one line per figure: ours, the limit, ours ÷ limit."""
    print(HEADING)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for figure in (*_strange(folder, None, mutations), *_big_list(folder, ROWS)):
            print(figure.line)
        print(Figure("largest reading process", _children_mb(), MEGABYTES_LIMIT, 1, "MB").line)


def measure(ground: Ground) -> Iterator[Figure]:
    """A part of the corpus and a list as long as the office is large, for the common run."""
    files = max(4, min(40, ground.size // 500))
    yield from _strange(ground.folder, files, files)
    yield from _big_list(ground.folder, max(100, min(ROWS, ground.size // 2)))


def _strange(folder: Path, corpus: int | None, mutations: int) -> Iterator[Figure]:
    hostile = islice(hostile_files(), corpus)
    yield Figure("hostile corpus, slowest", *_slowest(folder, hostile), 1, "s")
    mutated = mutated_files(mutations)
    yield Figure(f"{mutations} mutations, slowest", *_slowest(folder, mutated), 1, "s")


def _children_mb() -> float:
    """The largest child so far; only as true as the parent was small when it started it."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _slowest(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[float, float]:
    with ThreadPoolExecutor(READERS_AT_ONCE) as pool:
        return max(pool.map(_seconds, _written(folder, files))), SECONDS_LIMIT


def _written(folder: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[Path]:
    for name, content in files:
        (folder / name).write_bytes(content)
        yield folder / name


def _seconds(path: Path) -> float:
    started = time.perf_counter()
    # Both outcomes count; anything else is a failure of the program and ends the run.
    with contextlib.suppress(FileRefused):
        read_workbook(path)
    taken = time.perf_counter() - started
    path.unlink()
    return taken


def _big_list(folder: Path, count: int) -> Iterator[Figure]:
    path, size = folder / "big.xlsx", f"{count:,} x {COLUMNS} cells"
    write_as_excel(path, _big_rows(count))
    ours, bare, peer = _ours(path, count), _bare(path, count), _peer(path, count)
    yield Figure(f"{size} read, beside the bare parser", ours, bare, None, "s")
    yield Figure(f"{size} read, beside openpyxl", ours, peer, 1 / OPENPYXL_FACTOR, "s")
    # The goal was set where the parser alone was 17 times as fast: where it is not, nobody reaches the goal.
    yield Figure("  the bare parser itself, beside openpyxl", bare, peer, None, "s")
    _write_by_openpyxl(path, count)
    ours, bare, peer = _ours(path, count), _bare(path, count), _peer(path, count)
    yield Figure("  read as openpyxl writes, beside openpyxl", ours, peer, 1 / OPENPYXL_FACTOR, "s")
    yield Figure("  the same, the bare parser itself", bare, peer, None, "s")


def _ours(path: Path, count: int) -> float:
    started = time.perf_counter()
    (sheet,) = read_workbook(path)
    taken = time.perf_counter() - started
    assert len(sheet.rows) == count + 1
    return taken


def _bare(path: Path, count: int) -> float:
    started = time.perf_counter()
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    taken = time.perf_counter() - started
    assert len(rows) == count + 1
    return taken


def _peer(path: Path, count: int) -> float:
    started = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    assert sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)) == count + 1
    return time.perf_counter() - started


def _big_rows(count: int) -> Iterator[list[Written]]:
    yield ["单号", *(f"列{n}" for n in range(COLUMNS - 1))]
    day = dt.date(2026, 11, 18)
    for n in range(count):
        texts = [f"备注{column}-{n % 300}" for column in range(12)]
        figures = [n * column * 0.5 for column in range(8)]
        yield [f"YD26{n:08}", f"收货人{n % 977}", 13_800_000_000 + n, n % 50, day, *texts, *figures]


def _write_by_openpyxl(path: Path, count: int) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("到货清单")
    for row in _big_rows(count):
        sheet.append(row)
    book.save(path)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
