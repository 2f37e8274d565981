"""Every print-out and every export is written down before it happens."""

from collections.abc import Sequence

from sqlalchemy import func, select

from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.storage.tables import ExportLog, PrintLog
from desk.storage.work import Work

COPIES_MAX = 99
NUMBER_MAX = 40
PRINTER_MAX = 80
PURPOSE_MAX = 200


@command(
    "print.create",
    "登记打印",
    example='{"form": "P-02", "number": "PS261119-001", "copies": 3}',
)
def record_print(work: Work, *, form: str, number: str, copies: int = 1, printer: str = "") -> int:
    """Count one print-out of a document and return which one it is (1 = the first).

    Raises:
        Refused: E001, E003, E004.
    """
    return _record(work, form, (number,), copies, printer)[0]


@command(
    "print.create",
    "登记批量打印",
    example='{"form": "P-33", "numbers": ["YD2611160001", "YD2611160002"], "copies": 1}',
)
def record_prints(
    work: Work,
    *,
    form: str,
    numbers: tuple[str, ...],
    copies: int = 1,
    printer: str = "",
    print_nos: tuple[int, ...] = (),
) -> tuple[int, ...]:
    """Count one print-out of each document, in the order given.

    Print-outs that were counted for a printer that jammed come out of another one: with their
    print numbers they are not counted again, the log names the printer they came out of.

    Args:
        work: the running command.
        form: form code.
        numbers: of the documents.
        copies: of each.
        printer: name of the printer; empty when it was saved as a file. Cut after 80 characters.
        print_nos: of each, when they are counted already; empty counts them.

    Raises:
        Refused: E001, E003, E004; E006 for a print-out that is not there or somebody else's; E019
            for more or fewer print numbers than documents.
    """
    if not print_nos:
        return tuple(_record(work, form, numbers, copies, printer))
    if len(print_nos) != len(numbers):
        raise refuse("E019", "print_nos", label=tr("打印次数"), why=tr("须与单号一一对应"))
    for number, print_no in zip(numbers, print_nos, strict=True):
        _print_out(work, form, number, print_no).printer = printer[:PRINTER_MAX]
    return print_nos


def _print_out(work: Work, form: str, number: str, print_no: int) -> PrintLog:
    this = (PrintLog.form == form, PrintLog.number == number, PrintLog.print_no == print_no)
    own = PrintLog.user_id == work.actor.user_id
    row = work.session.scalar(select(PrintLog).where(*this, own))
    if row is None:
        raise refuse("E006", "numbers", label=tr("打印记录"), v=f"{number} {print_no}")
    work.changes.setdefault(PrintLog.__tablename__, set()).add(row.id)
    return row


def _record(work: Work, form: str, numbers: Sequence[str], copies: int, printer: str) -> list[int]:
    problems = Problems()
    problems.require(form, "form", tr("单据"))
    problems.require(tuple(numbers), "numbers", tr("单号"))
    for number in numbers:
        if problems.require(number, "number", tr("单号")):
            short = len(number) <= NUMBER_MAX
            problems.check(short, "E004", "number", label=tr("单号"), n=NUMBER_MAX, v=len(number))
    within = 1 <= copies <= COPIES_MAX
    problems.check(within, "E003", "copies", label=tr("份数"), lo=1, hi=COPIES_MAX, v=copies)
    problems.raise_if_any()
    printer = printer[:PRINTER_MAX]
    return [_count(work, form, number, copies, printer) for number in numbers]


def _count(work: Work, form: str, number: str, copies: int, printer: str) -> int:
    last = work.session.scalar(
        select(func.max(PrintLog.print_no)).where(PrintLog.form == form, PrintLog.number == number)
    )
    row = PrintLog(
        form=form,
        number=number,
        print_no=(last or 0) + 1,
        copies=copies,
        printer=printer,
        user_id=work.actor.user_id,
        at=work.now,
    )
    _write(work, row)
    return row.print_no


@command(
    "office.read",
    "登记导出",
    example='{"list_name": "运单", "filter_text": "全部", "row_count": 12,'
    ' "purpose": "与客户对账"}',
)
def record_export(
    work: Work,
    *,
    list_name: str,
    filter_text: str,
    row_count: int,
    purpose: str = "",
    personal: bool = True,
) -> int:
    """Write down that a list leaves the office; returns the row's id.

    The right to export the list is checked by `desk.exporting`, which knows the list.

    Args:
        work: the running command.
        list_name: title of the list, or the form code of a paper saved as Excel.
        filter_text: what was filtered, searched and sorted by.
        row_count: how many rows leave.
        purpose: what for.
        personal: the list has columns with personal data, masked or not.

    Raises:
        Refused: E001, E004; E212 when personal data leave without a purpose.
    """
    problems = Problems()
    problems.require(list_name, "list_name", tr("列表"))
    wanted = purpose.strip()
    problems.check(bool(wanted) or not personal, "E212", "purpose")
    short = len(wanted) <= PURPOSE_MAX
    problems.check(short, "E004", "purpose", label=tr("用途"), n=PURPOSE_MAX, v=len(wanted))
    problems.raise_if_any()
    row = ExportLog(
        list_name=list_name,
        filter_text=filter_text,
        row_count=row_count,
        purpose=wanted,
        user_id=work.actor.user_id,
        at=work.now,
    )
    _write(work, row)
    return row.id


def _write(work: Work, row: PrintLog | ExportLog) -> None:
    work.session.add(row)
    work.session.flush()
    work.changes.setdefault(row.__tablename__, set()).add(row.id)
