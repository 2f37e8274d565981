"""How long and how large the reading of spreadsheets gets, beside the limits it must keep.

Run from the project's root: ``python -m tests.bench.hostile_sheets [mutations]``. It reads the
hostile corpus, random mutations of good files, and a list of 50,000 rows by 25 columns.
"""

import contextlib
import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import python_calamine

from desk.documents.intake.reader import read_workbook
from desk.kernel.errors import FileRefused
from tests.documents.intake.hostile import hostile_files, mutated_files

SECONDS_LIMIT, MEGABYTES_LIMIT = 2.0, 300
ROWS, COLUMNS = 50_000, 25
OPENPYXL_FACTOR = 12
READERS_AT_ONCE = 2


def main(mutations: int) -> None:
    """Print one line per figure: ours, the limit, ours ÷ limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _line("hostile corpus, slowest", *_slowest(folder, hostile_files()), "s")
        _line(f"{mutations} mutations, slowest", *_slowest(folder, mutated_files(mutations)), "s")
        _line("largest reading process", _children_megabytes(), MEGABYTES_LIMIT, "MB")
        _big_list(folder)


def _line(what: str, ours: float, limit: float, unit: str) -> None:
    print(f"{what:38} {ours:8.2f} {unit:3} limit {limit:8.2f} {unit:3} ratio {ours / limit:5.2f}")


def _children_megabytes() -> float:
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


def _big_list(folder: Path) -> None:
    path = folder / "big.xlsx"
    _write_big_list(path)
    started = time.perf_counter()
    (sheet,) = read_workbook(path)
    ours = time.perf_counter() - started
    assert len(sheet.rows) == ROWS + 1
    started = time.perf_counter()
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    bare = time.perf_counter() - started
    assert len(rows) == ROWS + 1
    started = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    assert sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)) == ROWS + 1
    peer = time.perf_counter() - started
    _line(f"{ROWS:,} x {COLUMNS}, beside the bare parser", ours, bare, "s")
    _line(f"{ROWS:,} x {COLUMNS}, openpyxl / {OPENPYXL_FACTOR}", ours, peer / OPENPYXL_FACTOR, "s")
    _line(f"{ROWS:,} x {COLUMNS}, reading process", _children_megabytes(), MEGABYTES_LIMIT, "MB")


def _write_big_list(path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("到货清单")
    sheet.append(["单号", *(f"列{n}" for n in range(COLUMNS - 1))])
    day = dt.date(2026, 11, 18)
    for n in range(ROWS):
        texts = [f"备注{column}-{n % 300}" for column in range(12)]
        figures = [n * column * 0.5 for column in range(8)]
        sheet.append(
            [f"YD26{n:08}", f"收货人{n % 977}", 13_800_000_000 + n, n % 50, day, *texts, *figures]
        )
    book.save(path)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
