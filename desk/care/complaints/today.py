"""Open work around complaints: the clocks of one's own cases, and for the manager all that are late."""

from sqlalchemy import and_, or_, select

from desk.care.complaints.choices import ClockKind, Level
from desk.care.complaints.lights import ClockRow, Light, clock_row
from desk.care.complaints.model import Complaint, ComplaintClock
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader


def clocks_to_meet(read: Reader) -> list[TodayRow]:
    """Running clocks of the acting user's cases, the one due first on top.

    The manager sees every late one too, and the calls after major complaints, which are his.

    Source: spec 5.6 (80 % to the owner, 100 % on the manager's board).
    """
    running = (
        select(ComplaintClock, Complaint)
        .join(Complaint, Complaint.id == ComplaintClock.complaint_id)
        .where(ComplaintClock.met_at.is_(None), ComplaintClock.superseded.is_(False))
        .order_by(ComplaintClock.due_at, ComplaintClock.id)
    )
    mine = Complaint.owner_id == read.actor.user_id
    grave = ComplaintClock.level == Level.MAJOR
    his_call = and_(ComplaintClock.kind == ClockKind.CALL_BACK, grave)
    if read.may("complaint.decide"):
        mine = or_(mine, ComplaintClock.due_at < read.now, his_call)
    else:
        mine = and_(mine, ~his_call)
    found = read.session.execute(running.where(mine).limit(MOST_ROWS)).all()
    rows = [(clock_row(read, complaint, clock), complaint) for clock, complaint in found]
    more = len(rows) >= MOST_ROWS  # also when some of them stand still
    return [_row(clock, case, more) for clock, case in rows if clock.light is not Light.PAUSED]


def _row(clock: ClockRow, complaint: Complaint, more: bool) -> TodayRow:
    return TodayRow(
        tr("投诉{what}").format(what=clock.kind.label),
        f"{complaint.level.label} {complaint.complainant} {complaint.content[:20]}",
        clock.due_at,
        "complaint_desk",
        {"number": complaint.number},
        complaint.number,
        more,
    )


SOURCES = (TodaySource("complaint.update", clocks_to_meet),)
