"""Lists from outside become records: preview, book, error workbook, learn, undo.

    found = preview(desk, import_kind("inbound"), Path("清单.xlsx"))
    booked = book(desk, found, origin="郑州", …)          # one transaction, or nothing
    write_errors(found, Path("错误.xlsx"))
    undo(desk, booked.batch_id)

The file is read in the capped child process of `desk.documents.intake`; rows are checked by the room
that will book them. A list imported twice doubles nothing: the room names the rows it already has.

Source: spec 3.28, AT-19.
"""

from desk.importing.booking import Booked, book, learn, undo
from desk.importing.errors import write_errors, write_template
from desk.importing.kinds import ImportKind, import_kind, import_kinds
from desk.importing.previewing import ImportPreview, choose_column, preview, recheck

__all__ = [
    "Booked",
    "ImportKind",
    "ImportPreview",
    "book",
    "choose_column",
    "import_kind",
    "import_kinds",
    "learn",
    "preview",
    "recheck",
    "undo",
    "write_errors",
    "write_template",
]
