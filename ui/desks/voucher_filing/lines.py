"""A row of the box: filed already, or typed and not filed yet."""

from dataclasses import dataclass, replace

from desk.filing.vouchers.checking import PaperChecked
from desk.filing.vouchers.commands import VoucherDraft
from desk.filing.vouchers.queries import VoucherRow
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from ui.desks.row_table import Column
from ui.theme import Tone


@dataclass(frozen=True)
class Line:
    """A filed paper (`filed`), or a typed one (`draft`) with what is known and wrong of it."""

    key: str
    filed: VoucherRow | None = None
    draft: VoucherDraft | None = None
    checked: PaperChecked | None = None

    @property
    def doc_no(self) -> str:
        return self.filed.doc_no if self.filed else self.draft.doc_no if self.draft else ""

    @property
    def problem(self) -> str:
        """What is wrong with it, in one line."""
        return " ".join(self.checked.problems) if self.checked else ""

    def now(self, checked: PaperChecked) -> "Line":
        return replace(self, checked=checked)


def filed_line(row: VoucherRow) -> Line:
    return Line(f"v{row.voucher_id}", filed=row)


def _no(line: Line) -> str:
    return str(line.filed.file_no) if line.filed else tr("新")


def _date(line: Line) -> str:
    if line.filed:
        return show_date(line.filed.doc_date)
    dated = line.checked.doc_date if line.checked else None
    return show_date(dated) if dated else ""


def _pages(line: Line) -> str:
    of = line.filed or line.draft
    if of is None:
        return ""
    return tr("{n} 复印").format(n=of.pages) if of.is_copy else str(of.pages)


def _waybill(line: Line) -> str:
    return line.filed.waybill if line.filed else line.checked.waybill if line.checked else ""


def _state(line: Line) -> str:
    if line.filed is None:
        return line.problem or (tr("待归档") if line.checked else tr("核对中"))
    if line.filed.destroyed_on:
        return tr("已销毁")
    if line.filed.borrower and line.filed.loan_due_on:
        due = f"{line.filed.loan_due_on:%m-%d}"
        return tr("借给 {who},{d} 还").format(who=line.filed.borrower, d=due)
    return tr("在盒")


def _tone(line: Line) -> Tone:
    if line.filed is None:
        return Tone.WRONG if line.problem else Tone.WAITING
    if line.filed.destroyed_on:
        return Tone.NEUTRAL
    return Tone.ACTIVE if line.filed.borrower else Tone.DONE


COLUMNS: tuple[Column[Line], ...] = (
    Column("件", _no, 2, right=True),
    Column("单号", lambda n: n.doc_no, 9),
    Column("日期", _date, 6),
    Column("页", _pages, 4, right=True, total=True),
    Column("运单号", _waybill, 7),
    Column("情况", _state, 12, stretch=True, ink=_tone),
)
