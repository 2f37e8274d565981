"""The writing process: makes a large workbook beside the window, from rows that come down a pipe.

It is started by ``list_writing.py`` and reads nothing but what the program itself sends: first the
title, the filter and the columns, then blocks of rows, at last None. A pipe that ends before is a
cancelled export; nothing is left then.
"""

import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from desk.documents.papers import Cell

NOT_WRITTEN_EXIT, BROKEN_OFF_EXIT = 3, 4


def main(arguments: list[str] | None = None) -> int:
    """Write one workbook: ``<file>``; return the exit code. Why it failed stands on stderr."""
    (target,) = sys.argv[1:] if arguments is None else arguments
    source = sys.stdin.buffer
    sys.unraisablehook = lambda _fault: None  # what a half-written file says when it is dropped
    from desk.documents.xlsx import write_list_xlsx

    try:
        title, filter_text, columns = pickle.load(source)
        with Path(target).open("wb") as file:
            write_list_xlsx(file, title, filter_text, columns, _rows(source))
    except EOFError:
        return BROKEN_OFF_EXIT
    except OSError as fault:
        sys.stderr.write(fault.strerror or str(fault))
        return NOT_WRITTEN_EXIT
    return 0


def _rows(source: BinaryIO) -> Iterator[tuple[Cell, ...]]:
    while (block := pickle.load(source)) is not None:
        yield from block


if __name__ == "__main__":
    sys.exit(main())
