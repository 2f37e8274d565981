"""What goes back to the sender: the rows that were not imported, and an empty list to fill in."""

from pathlib import Path

from desk.documents.outgoing import whole_file, whole_path
from desk.documents.papers import Column as PaperColumn
from desk.importing.kinds import ImportKind
from desk.importing.previewing import ImportPreview
from desk.kernel.text import tr


def write_errors(found: ImportPreview, path: Path) -> int:
    """Write the bad rows with their reasons to an .xlsx and return how many; repaired, it imports again.

    Raises:
        FileRefused: the file cannot be written.
    """
    from desk.documents.intake.error_book import write_error_book  # openpyxl only when needed

    with whole_path(path) as part:
        return write_error_book(part, found.rows, found.rows.header.names)


def write_template(kind: ImportKind, path: Path) -> None:
    """Write an empty list with the headings of a kind; required ones carry 「*」.

    Raises:
        FileRefused: the file cannot be written.
    """
    from desk.documents.xlsx import write_list_xlsx

    columns = tuple(
        PaperColumn(c.key, ("*" if c.required else "") + tr(c.label), share=1.2)
        for c in kind.columns
    )
    with whole_file(path) as file:
        write_list_xlsx(file, tr("{title}导入模板").format(title=tr(kind.title)), "", columns, ())
