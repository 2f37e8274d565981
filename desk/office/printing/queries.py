"""What has been printed and exported."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.kernel.commands import query
from desk.office.users.model import User
from desk.storage.tables import ExportLog, PrintLog
from desk.storage.work import Reader


@dataclass(frozen=True)
class PrintRow:
    form: str
    number: str
    print_no: int
    copies: int
    user_name: str
    at: datetime
    printer: str = ""


@dataclass(frozen=True)
class ExportRow:
    list_name: str
    filter_text: str
    row_count: int
    purpose: str
    user_name: str
    at: datetime


@query("print.create", "打印记录")
def print_history(read: Reader, *, number: str, form: str = "") -> list[PrintRow]:
    """The print-outs of a document, newest first; of one form only if `form` is given."""
    wanted = [PrintLog.number == number] + ([PrintLog.form == form] if form else [])
    found = (
        select(PrintLog, User.name)
        .outerjoin(User, User.id == PrintLog.user_id)
        .where(*wanted)
        .order_by(PrintLog.id.desc())
    )
    return [
        PrintRow(p.form, p.number, p.print_no, p.copies, name or "", p.at, p.printer)
        for p, name in read.session.execute(found)
    ]


@query("audit.read", "导出记录")
def export_history(read: Reader, *, limit: int = 200) -> list[ExportRow]:
    """The latest exports, newest first: what left the office, and for what purpose."""
    found = (
        select(ExportLog, User.name)
        .outerjoin(User, User.id == ExportLog.user_id)
        .order_by(ExportLog.id.desc())
        .limit(limit)
    )
    return [
        ExportRow(e.list_name, e.filter_text, e.row_count, e.purpose, name or "", e.at)
        for e, name in read.session.execute(found)
    ]
