"""Where the complaints of a period come from, and how they were handled."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.care.complaints.choices import Satisfaction, Validity
from desk.care.complaints.figures import closed_in_time, reports_in_time
from desk.care.complaints.model import Complaint
from desk.kernel.commands import query
from desk.kernel.periods import moments_of
from desk.kernel.quantities import round_half_up
from desk.storage.work import Reader


@dataclass(frozen=True)
class Tally:
    """How many complaints have one mark (type, cause, partner, lane, person)."""

    mark: str
    count: int
    share_bp: int


@dataclass(frozen=True)
class ComplaintAnalysis:
    """The complaints of a period; invalid and repeated ones are left out.

    Attributes:
        closed: closed in the period's cases; `in_time` of them within their closing clock.
        satisfied_bp: 满意 and 一般 of those reached, in basis points; None without any (K13).
    """

    total: int
    closed: int
    in_time: int
    by_kind: tuple[Tally, ...]
    by_cause: tuple[Tally, ...]
    by_partner: tuple[Tally, ...]
    by_lane: tuple[Tally, ...]
    by_person: tuple[Tally, ...]
    by_level: tuple[Tally, ...]
    reports_in_time: tuple[int, int]
    satisfied_bp: int | None


@query("complaint.read", "投诉分析")
def complaint_analysis(read: Reader, *, from_on: date, to_on: date) -> ComplaintAnalysis:
    """Where the complaints of a period come from, and how they were handled.

    Source: spec 3.16, 5.9 (K11–K13), AT-10.
    """
    start, after_end = moments_of(from_on, to_on)
    wanted = select(Complaint).where(
        Complaint.received_at >= start,
        Complaint.received_at < after_end,
        Complaint.validity == Validity.VALID,
    )
    cases = list(read.session.scalars(wanted.order_by(Complaint.id)))
    closed = [c for c in cases if c.closed_at is not None]
    reached = [c for c in cases if c.satisfied not in (None, Satisfaction.UNREACHED)]
    content = [c for c in reached if c.satisfied is not Satisfaction.DISSATISFIED]
    return ComplaintAnalysis(
        len(cases),
        len(closed),
        sum(map(closed_in_time, closed)),
        _tally(c.kind.label for c in cases),
        _tally(c.root_cause or "—" for c in cases),
        _tally(c.partner.name for c in cases if c.partner),
        _tally(
            f"{c.consignment.origin_station}→{c.consignment.destination}"
            for c in cases
            if c.consignment
        ),
        _tally(c.resp_person for c in cases if c.resp_person),
        _tally(c.level.label for c in cases),
        reports_in_time(read, cases),
        round_half_up(len(content) * 10_000, len(reached)) if reached else None,
    )


def _tally(marks: Iterable[str]) -> tuple[Tally, ...]:
    counted = Counter(marks)
    whole = counted.total()
    return tuple(
        Tally(mark, count, round_half_up(count * 10_000, whole))
        for mark, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    )
