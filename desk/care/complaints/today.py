"""Open work around complaints: every clock that runs, and corrective actions to look at."""

from sqlalchemy import select

from desk.care.complaints.choices import ClockKind
from desk.care.complaints.model import Complaint, ComplaintClock
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader

SHOWN = 60
REPORTS = (ClockKind.REPORT_MGR, ClockKind.REPORT_DGM)


def clocks_to_meet(read: Reader) -> list[TodayRow]:
    """Every running clock of every complaint, the one due first on top."""
    running = (
        select(ComplaintClock, Complaint)
        .join(Complaint, Complaint.id == ComplaintClock.complaint_id)
        .where(ComplaintClock.met_at.is_(None), ComplaintClock.superseded.is_(False))
        .order_by(ComplaintClock.due_at, ComplaintClock.id)
        .limit(SHOWN)
    )
    return [
        TodayRow(
            tr("投诉{what}").format(what=clock.kind.label),
            f"{complaint.level.label} {complaint.complainant} {complaint.content[:20]}",
            clock.due_at,
            "complaint_desk",
            {"number": complaint.number},
            complaint.number,
        )
        for clock, complaint in read.session.execute(running)
    ]


SOURCES = (TodaySource("complaint.update", clocks_to_meet),)
