"""The flags by which the packaged program is called again: to read strangers' files, to write lists.

Inside a package there is no ``python -m``; the same .exe is started with one of these flags.
"""

from collections.abc import Sequence

READ_SHEET = "--read-sheet"
READ_SCANS = "--read-scans"
WRITE_LIST = "--write-list"


def run_reading_process(arguments: Sequence[str]) -> int | None:
    """Serve as reading or writing process if the arguments ask for one; return its exit code, else None."""
    flag, rest = (arguments[0] if arguments else ""), list(arguments[1:])
    if flag == READ_SHEET:
        from desk.documents.intake import reading_child as sheets

        return sheets.main(rest)
    if flag == READ_SCANS:
        from desk.documents.scans import reading_child as scans

        return scans.main(rest)
    if flag == WRITE_LIST:
        from desk.documents import writing_child

        return writing_child.main(rest)
    return None
