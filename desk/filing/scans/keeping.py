"""Pictures of signed papers show names, phones and signatures: they go five years after the closing."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from sqlalchemy import exists, or_, select

from desk.filing.scans.model import ScanFile, ScanPage
from desk.freight.consignments.model import Consignment
from desk.kernel.commands import on
from desk.kernel.retention import (
    Expired,
    Keeping,
    RetentionAsked,
    RetentionGranted,
    end_years_before,
)
from desk.storage.cabinet import attachments_of, take_down
from desk.storage.work import Work

PICTURES = Keeping("scans", "回单影像", "完结后 5 年", "取下影像,文件由「清除无记录附件」删除")
YEARS = 5
_HAS_PICTURE = or_(ScanPage.picture != "", ScanPage.attachment_id.is_not(None))


@on(RetentionAsked)
def pictures_to_clear(work: Work, asked: RetentionAsked) -> None:
    """Consignments closed five years ago or more whose papers are still seen."""
    asked.ask(PICTURES, lambda: _old(work, asked.today))


def _old(work: Work, today: date) -> Iterator[Expired]:
    before = end_years_before(today, YEARS)
    seen = exists().where(ScanPage.consignment_id == Consignment.id, _HAS_PICTURE)
    closed = select(Consignment).where(Consignment.closed_at <= before, seen)
    for ticket in work.session.scalars(closed.order_by(Consignment.id)):
        if ticket.closed_at is not None:
            yield Expired.after(ticket.id, ticket.label, ticket.closed_at, YEARS)


@on(RetentionGranted)
def clear_pictures(work: Work, granted: RetentionGranted) -> None:
    """The record of the scan stays; an original goes with the last of its pages."""
    files = set()
    for ticket_id in granted.of(PICTURES):
        for page in work.session.scalars(
            select(ScanPage).where(ScanPage.consignment_id == ticket_id, _HAS_PICTURE)
        ):
            files.add(page.file_id)
            _take_off(work, page)
    _originals(work, files)


def forget_papers(work: Work, numbers: Collection[str]) -> None:
    """Take off every picture of papers with these numbers, wherever it hangs or waits."""
    files = set()
    wanted = select(ScanPage).where(ScanPage.paper_no.in_(sorted(numbers)), _HAS_PICTURE)
    for page in work.session.scalars(wanted).all():
        files.add(page.file_id)
        _take_off(work, page)
    _originals(work, files)


def _take_off(work: Work, page: ScanPage) -> None:
    hanging, page.attachment_id, page.picture = page.attachment_id, None, ""
    work.session.flush()
    kept = [kept.id for kept in attachments_of(work.session, "scan_page", page.id)]
    for attachment_id in (*kept, *([hanging] if hanging else ())):
        take_down(work, attachment_id)


def _originals(work: Work, files: Iterable[int]) -> None:
    work.session.flush()
    for file_id in sorted(files):
        seen = select(ScanPage.id).join(ScanFile).where(ScanFile.id == file_id, _HAS_PICTURE)
        if work.session.scalar(seen.limit(1)) is None:
            for original in attachments_of(work.session, "scan_file", file_id):
                take_down(work, original.id)
