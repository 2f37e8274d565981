"""How well complaints are handled: the three figures of the appraisal, and what they are counted by."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from desk.care.complaints.choices import ClockKind, Satisfaction, Validity
from desk.care.complaints.clocks import REGISTER_MINUTES, minutes_between
from desk.care.complaints.model import Complaint, ComplaintClock
from desk.freight.consignments.model import Consignment
from desk.kernel.commands import query
from desk.kernel.periods import moments_of
from desk.kernel.quantities import round_half_up
from desk.storage.work import Reader


def closed_in_time(complaint: Complaint) -> bool:
    """By the earliest closing clock of every handling: neither another level nor reopening buys time."""
    dues: list[datetime] = []
    for k in (k for k in complaint.clocks if k.kind is ClockKind.CLOSE):
        dues.append(k.due_at)
        if not k.superseded:
            if k.met_at is None or k.met_at > min(dues):
                return False
            dues.clear()
    return True


def reports_in_time(read: Reader, cases: list[Complaint]) -> tuple[int, int]:
    """Reports upward made in time, of those that were due; one of a kind counts once, by its first clock."""
    upward = (ClockKind.REPORT_MGR, ClockKind.REPORT_DGM)
    first = [
        next((k for k in case.clocks if k.kind is kind), None) for case in cases for kind in upward
    ]
    due = [k for k in first if k is not None and (k.met_at is not None or k.due_at < read.now)]
    return sum(k.met_at is not None and k.met_at <= k.due_at for k in due), len(due)


def registered_late_minutes(read: Reader, complaint: Complaint) -> int:
    """How much later than an hour after the call (at once for a major one) it was written down (5.6)."""
    allowed = REGISTER_MINUTES[complaint.proposed_level]
    level, start = complaint.proposed_level, complaint.received_at
    used = minutes_between(read.calendar, level, start, complaint.registered_at)
    return max(0, used - allowed)


@dataclass(frozen=True)
class ComplaintRates:
    """The three figures of the appraisal; None where nothing is to be counted.

    Attributes:
        complained: consignments with a valid complaint received in the period.
        tickets: consignments accepted in the period, without the voided (K11).
        closing_due: closing clocks due in the period; `closing_met` of them in time (K12).
        reached: complainants of cases received in the period who were reached; `content` of them 满意
            or 一般 (K13).
        registered_in_time: cases received in the period that were written down in time.
    """

    complained: int
    tickets: int
    closing_due: int
    closing_met: int
    reached: int
    content: int
    cases: int
    registered_in_time: int
    complaint_bp: int | None
    closing_bp: int | None
    content_bp: int | None


@query("complaint.read", "投诉考核指标")
def complaint_rates(read: Reader, *, from_on: date, to_on: date) -> ComplaintRates:
    """投诉率, 投诉处理及时率, 投诉满意率 of a period; invalid and repeated cases are left out.

    Source: spec 5.9 K11–K13, 5.6.
    """
    start, after_end = moments_of(from_on, to_on)
    valid = select(Complaint).where(Complaint.validity == Validity.VALID)
    received = valid.where(Complaint.received_at >= start, Complaint.received_at < after_end)
    cases = list(read.session.scalars(received))
    due = list(
        read.session.scalars(valid.join(ComplaintClock).where(*_closing_in(start, after_end)))
    )
    met = sum(closed_in_time(case) for case in due)
    accepted = select(func.count()).select_from(Consignment)
    tickets = accepted.where(
        Consignment.accept_at >= start,
        Consignment.accept_at < after_end,
        Consignment.voided.is_(False),
    )
    complained = len({c.consignment_id for c in cases if c.consignment_id is not None})
    reached = [c for c in cases if c.satisfied not in (None, Satisfaction.UNREACHED)]
    content = sum(c.satisfied is not Satisfaction.DISSATISFIED for c in reached)
    count = read.session.scalar(tickets) or 0
    return ComplaintRates(
        complained,
        count,
        len(due),
        met,
        len(reached),
        content,
        len(cases),
        sum(registered_late_minutes(read, case) == 0 for case in cases),
        _bp(complained, count),
        _bp(met, len(due)),
        _bp(content, len(reached)),
    )


def _closing_in(start: datetime, after_end: datetime) -> tuple[ColumnElement[bool], ...]:
    """The first closing clock of a case, due in the period."""
    before = aliased(ComplaintClock)
    earlier = select(before.id).where(
        before.complaint_id == ComplaintClock.complaint_id,
        before.kind == ClockKind.CLOSE,
        before.id < ComplaintClock.id,
    )
    return (
        ComplaintClock.kind == ClockKind.CLOSE,
        ComplaintClock.due_at >= start,
        ComplaintClock.due_at < after_end,
        ~earlier.exists(),
    )


def _bp(part: int, whole: int) -> int | None:
    return round_half_up(part * 10_000, whole) if whole else None
