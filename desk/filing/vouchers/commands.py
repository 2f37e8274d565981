"""Boxes are opened, papers are put into them, and taken out again when that was a mistake."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from desk.filing.vouchers.choices import VoucherType
from desk.filing.vouchers.documents import KnownDocument, is_ours, known_document
from desk.filing.vouchers.finding import box_by_number, filed_original
from desk.filing.vouchers.model import Voucher, VoucherBox
from desk.filing.vouchers.rules import box_number, kept_years
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


@dataclass(frozen=True, kw_only=True)
class VoucherDraft:
    """A paper as it is filed.

    Attributes:
        doc_no: number of the document (the waybill for a return receipt).
        doc_date: date on the paper; None takes the document's own.
        pages: sheets of paper.
        is_copy: a copy, not the original.
        date_reason: why the date on the paper differs from the document's.
    """

    doc_no: str
    doc_date: date | None = None
    pages: int = 1
    is_copy: bool = False
    date_reason: str = ""


@command(
    "voucher.create",
    "新建档案盒",
    example='{"voucher_type": "RECEIPT", "month": "2026-11", "location": "档案柜 2-3"}',
)
def open_box(work: Work, *, voucher_type: VoucherType, month: str, location: str = "") -> str:
    """Begin a box for papers of one type and one month.

    Returns:
        The box's number, ``GD202611-回单-01``.

    Raises:
        Refused: E004, E019 a month not written 2026-11.
    """
    problems, place = Problems(), clean_text(location)
    fits = _MONTH.fullmatch(month.strip()) is not None
    problems.check(fits, "E019", "month", label=tr("月份"), why=tr("应写成 2026-11 的形式"))
    problems.fits(place, 60, "location", tr("位置"))
    problems.raise_if_any()
    month = month.strip()
    before = select(func.count()).select_from(VoucherBox)
    mine = (VoucherBox.voucher_type == voucher_type, VoucherBox.month == month)
    serial = 1 + (work.session.scalar(before.where(*mine)) or 0)
    number = box_number(month, voucher_type, serial)
    box = VoucherBox(number=number, voucher_type=voucher_type, month=month, location=place)
    return work.add(box).number


@command(
    "voucher.create",
    "单据归档",
    example='{"number": "GD202611-回单-01", "papers": [{"doc_no": "YD2611160001", "pages": 2}]}',
)
def file_vouchers(work: Work, *, number: str, papers: tuple[VoucherDraft, ...]) -> int:
    """Put papers into a box, in the order given.

    Returns:
        How many were filed.

    Raises:
        Refused: E001, E003, E004, E006 no such document, E008 a sealed box, E009 a date other than
            the document's without a reason, E017 filed already, E019 of another month: everything
            wrong at once.

    Source: spec 3.22.
    """
    target = box_by_number(work, number)
    if target.sealed_on is not None:
        raise refuse("E008", "number", obj=tr("档案盒"), state=tr("已封盒"), action=tr("归档"))
    problems = Problems()
    problems.require(papers, "papers", tr("单据"))
    fresh: list[Voucher] = []
    next_no = 1 + max((voucher.file_no for voucher in target.vouchers), default=0)
    for index, draft in enumerate(papers):
        check_paper(work, problems, target, draft, fresh, f"papers.{index}", next_no + index)
    problems.raise_if_any()
    target.vouchers.extend(fresh)
    return len(fresh)


def check_paper(
    read: Reader,
    problems: Problems,
    box: VoucherBox,
    draft: VoucherDraft,
    fresh: list[Voucher],
    path: str,
    file_no: int,
) -> None:
    """Check one paper for a box and put what it becomes behind `fresh`."""
    number, kind = clean_text(draft.doc_no), box.voucher_type
    if not problems.require(number, f"{path}.doc_no", tr("单号")):
        return
    if not problems.fits(number, 40, f"{path}.doc_no", tr("单号")):
        return
    known = known_document(read, kind, number)
    if known is None and is_ours(kind):
        problems.add("E006", f"{path}.doc_no", label=kind.label, v=number)
        return
    twice = any(other.doc_no == number and not other.is_copy for other in fresh)
    again = twice or filed_original(read, kind, number) is not None
    free = draft.is_copy or not again
    problems.check(free, "E017", f"{path}.doc_no", label=tr("已归档的单据"), v=number)
    problems.check(
        1 <= draft.pages <= 999,
        "E003",
        f"{path}.pages",
        label=tr("页数"),
        lo=1,
        hi=999,
        v=draft.pages,
    )
    dated = _dated(problems, box, draft, known, path)
    fresh.append(
        Voucher(
            file_no=file_no,
            voucher_type=kind,
            doc_no=number,
            doc_date=dated or read.today,
            date_reason=clean_text(draft.date_reason)[:200],
            consignment=known.consignment if known else None,
            pages=draft.pages,
            is_copy=draft.is_copy,
            kept_years=kept_years(kind, read.settings),
            filed_on=read.today,
        )
    )


def _dated(
    problems: Problems, box: VoucherBox, draft: VoucherDraft, known: KnownDocument | None, path: str
) -> date | None:
    own = known.dated if known else None
    dated = draft.doc_date or own
    if not problems.require(dated, f"{path}.doc_date", tr("单据日期")) or dated is None:
        return None
    differs = own is not None and dated != own
    if differs and not draft.date_reason.strip():
        action = tr("归档({no} 的单据日期 {a} 与记录 {b} 不一致)").format(
            no=draft.doc_no, a=show_date(dated), b=show_date(own or dated)
        )
        problems.add("E009", f"{path}.date_reason", action=action)
    why = tr("{no} 是 {m} 的单据,本盒只装 {box}").format(
        no=draft.doc_no, m=f"{own or dated:%Y-%m}", box=box.month
    )
    same_month = f"{own or dated:%Y-%m}" == box.month
    problems.check(same_month, "E019", f"{path}.doc_date", label=tr("月份"), why=why)
    return dated


@command(
    "voucher.update",
    "取消归档",
    example='{"voucher_id": 3, "reason": "放错盒"}',
)
def unfile_voucher(work: Work, *, voucher_id: int, reason: str) -> None:
    """Take a paper out that was filed by mistake; its place in the box stays empty.

    Raises:
        Refused: E006, E008 sealed, lent or destroyed, E009.
    """
    voucher = work.get(Voucher, voucher_id, tr("归档单据"))
    target = voucher.box
    state = _held(target, voucher)
    if state:
        raise refuse("E008", obj=voucher.label, state=state, action=tr("取消归档"))
    if not reason.strip():
        raise refuse("E009", "reason", action=tr("取消归档"))
    target.vouchers.remove(voucher)
    work.session.delete(voucher)


def _held(box: VoucherBox, voucher: Voucher) -> str:
    if voucher.destroyed_on is not None:
        return tr("已销毁")
    if voucher.destruction_id is not None:
        return tr("待销毁")
    if voucher.loans:
        return tr("有借阅记录")
    return tr("已封盒") if box.sealed_on is not None else ""


def voucher_in(box: VoucherBox, file_no: int) -> Voucher:
    """Raises: Refused E006."""
    for voucher in box.vouchers:
        if voucher.file_no == file_no:
            return voucher
    raise refuse("E006", "file_no", label=tr("{box} 的第几件").format(box=box.number), v=file_no)


@command("voucher.update", "封盒", example='{"number": "GD202611-回单-01", "location": "库房 A-1"}')
def seal_box(work: Work, *, number: str, location: str = "") -> None:
    """Close a box that is complete and say where it stands; nothing is put in or taken out any more.

    Raises:
        Refused: E001 an empty box or no place, E004, E006, E008.
    """
    target = box_by_number(work, number)
    if target.sealed_on is not None:
        raise refuse("E008", "number", obj=tr("档案盒"), state=tr("已封盒"), action=tr("封盒"))
    problems, place = Problems(), clean_text(location) or target.location
    problems.require(tuple(target.vouchers), "number", tr("盒内单据"))
    problems.require(place, "location", tr("位置"))
    problems.fits(place, 60, "location", tr("位置"))
    problems.raise_if_any()
    target.location, target.sealed_on = place, work.today


@command(
    "voucher.update", "重开档案盒", example='{"number": "GD202611-回单-01", "reason": "补归档"}'
)
def unseal_box(work: Work, *, number: str, reason: str) -> None:
    """Open a sealed box again, to put something in that turned up late.

    Raises:
        Refused: E006, E008, E009.
    """
    target = box_by_number(work, number)
    if target.sealed_on is None:
        raise refuse("E008", "number", obj=tr("档案盒"), state=tr("未封盒"), action=tr("重开"))
    if not reason.strip():
        raise refuse("E009", "reason", action=tr("重开档案盒"))
    target.sealed_on = None
