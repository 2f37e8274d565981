"""The reading process: looks at one stranger's file under tight ceilings and answers with its cells.

It is started by ``reader.py`` and is the only place where a parser meets such a file. Whatever
happens here, the window lives on.
"""

import shutil
import sys
from itertools import islice
from pathlib import Path

import python_calamine

from desk.documents.intake import answer
from desk.documents.intake.caps import cap_this_process
from desk.documents.intake.guard import ErrorCells, check_parts, sound_entries
from desk.documents.intake.limits import LIMITS
from desk.documents.intake.long_sheets import LongSheets, is_hidden, worksheets
from desk.documents.intake.plain_text import TextShape, text_records
from desk.documents.intake.refusals import SheetRefused
from desk.documents.intake.sending import CellSink, rows_of, with_errors
from desk.documents.intake.sheet_parts import parts_by_sheet
from desk.documents.intake.slices import Slicing
from desk.documents.intake.sniff import Kind, sniff

OUT_OF_MEMORY_EXIT = 77
CPU_SECONDS = 60


def main(arguments: list[str] | None = None) -> int:
    """Read one file: ``<file> <answer file> <megabytes>``; return the exit code.

    The answer file stands in a folder of its own, where a copy of the file is kept while reading.
    """
    path, answer_path, megabytes = sys.argv[1:] if arguments is None else arguments
    with Path(answer_path).open("wb") as file:
        sink = CellSink(answer.AnswerWriter(file))
        cap_this_process(int(megabytes), CPU_SECONDS)
        sink.send(answer.Ready())
        return _answer(Path(path), Path(answer_path).parent, sink)


def _answer(path: Path, folder: Path, sink: CellSink) -> int:
    try:
        _read(path, folder, sink)
        sink.send(answer.Finished())
    except SheetRefused as refused:
        sink.send(answer.Refusal(refused.reason, refused.values_shown))
    except MemoryError:
        return OUT_OF_MEMORY_EXIT
    except python_calamine.PasswordError:
        sink.send(answer.Refusal("encrypted", {}))
    # The parser's panics are no Exceptions, and all failures mean the same to the clerk.
    except BaseException:
        sink.send(answer.Refusal("damaged", {}))
    return 0


def _read(path: Path, folder: Path, sink: CellSink) -> None:
    kind = sniff(path)
    # The parser believes the extension, so it gets a copy with the true one; nor can anybody swap
    # the file between the guard's look and the parser's.
    copy = folder / f"book.{kind.kind}"
    shutil.copyfile(path, copy)
    if kind.kind is Kind.XLSX:
        _read_xlsx(copy, sink)
        return
    sink.send(answer.Weighed(copy.stat().st_size))
    if kind.shape:
        _read_text(copy, path.stem, kind.shape, sink)
    else:
        _send_sheets(copy, None, sink, {}, {})


def _read_text(path: Path, name: str, shape: TextShape, sink: CellSink) -> None:
    records = text_records(path.read_bytes(), shape)
    rows = list(islice(records, LIMITS["rows"].most + 1))
    sink.begin(name, False, len(rows))
    sink.rows(tuple([cell or None for cell in row]) for row in rows)


def _read_xlsx(path: Path, sink: CellSink) -> None:
    """Send what the guard has passed: long sheets piece by piece, the file as it is when all of it has passed."""
    entries = sound_entries(path, lambda size: sink.send(answer.Weighed(size)))
    slicing = Slicing(path, entries)
    errors = check_parts(path, [entry for entry in entries if entry.filename not in slicing.long])
    left = LongSheets(path, slicing, sink).send_first() if slicing.long else None
    errors |= check_parts(path, slicing.long.values())
    if left != []:
        parts = parts_by_sheet(path) if any(errors.values()) else {}
        _send_sheets(path, left, sink, errors, parts)


def _send_sheets(
    path: Path,
    chosen: "list[python_calamine.SheetMetadata] | None",
    sink: CellSink,
    errors: ErrorCells,
    parts: dict[str, str],
) -> None:
    with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
        for sheet in worksheets(book) if chosen is None else chosen:
            content = book.get_sheet_by_name(sheet.name)
            sink.begin(sheet.name, is_hidden(sheet), content.end[0] + 1 if content.end else 0)
            its_errors = errors.get(parts.get(sheet.name, ""), [])
            sink.rows(with_errors(rows_of(content), its_errors))


if __name__ == "__main__":
    sys.exit(main())
