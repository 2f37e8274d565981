"""Who complained and what was said is forgotten five years after the closing (spec 5.13)."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from desk.care.complaints.model import Complaint
from desk.kernel.commands import on
from desk.kernel.retention import (
    CLEARED,
    Expired,
    Keeping,
    RetentionAsked,
    RetentionGranted,
    end_years_before,
)
from desk.kernel.text import tr
from desk.storage.work import Work

COMPLAINTS = Keeping("complaints", "投诉", "办结后 5 年", "抹去投诉人、电话、诉求、调查和回复内容")
YEARS = 5
GONE = "匿名投诉人"
WORDS = ("demand", "circumstances", "investigation", "reply", "answer", "check_result", "summary")
PEOPLE = ("resp_person", "corrective_owner", "checked_by")


@on(RetentionAsked)
def complaints_to_clear(work: Work, asked: RetentionAsked) -> None:
    """Complaints closed over five years ago that still say who complained."""
    asked.ask(COMPLAINTS, lambda: _over(work, asked.today))


def _over(work: Work, today: date) -> Iterator[Expired]:
    old = select(Complaint).where(
        Complaint.complainant != tr(GONE), Complaint.closed_at <= end_years_before(today, YEARS)
    )
    for case in work.session.scalars(old.order_by(Complaint.id)):
        if case.closed_at is not None:
            yield Expired.after(case.id, case.number, case.closed_at, YEARS)


@on(RetentionGranted)
def clear_complaints(work: Work, granted: RetentionGranted) -> None:
    """Kind, level, cause, decision, clocks and money stay for the figures."""
    for complaint_id in granted.of(COMPLAINTS):
        case = work.session.get(Complaint, complaint_id)
        if case is not None and case.closed_at is not None:
            _forget(case)


def _forget(case: Complaint) -> None:
    case.complainant, case.phone, case.content = tr(GONE), "", tr(CLEARED)
    for name in WORDS + PEOPLE:
        setattr(case, name, "")
    for told in case.progress:
        told.who, told.text = tr(GONE), tr(CLEARED)
    for report in case.reports:
        report.note = ""
