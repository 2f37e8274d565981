"""When something was said or done: neither in the future nor before the call, nor freely dated back."""

from datetime import datetime, timedelta

from desk.care.complaints.model import Complaint
from desk.freight.tracking.rules import in_future
from desk.kernel.errors import Problems
from desk.kernel.moments import show_moment
from desk.storage.work import Work


def check_dated_back(problems: Problems, work: Work, at: datetime, field: str) -> None:
    """A clock is not beaten by an earlier time: beyond the office's limit only the manager enters it."""
    hours = work.settings.back_date_hours
    fresh = work.now - at <= timedelta(hours=hours) or work.may("complaint.decide")
    problems.check(fresh, "E070", field, t=show_moment(at), n=hours)


def moment_of(
    work: Work,
    complaint: Complaint,
    at: datetime | None,
    field: str,
    since: datetime | None = None,
) -> datetime:
    """The moment that was said, or now; not before the call, nor before `since`.

    Raises:
        Refused: E070 dated back beyond the office's limit by anyone but the manager, E170, E171.
    """
    moment, problems = at or work.now, Problems()
    problems.check(not in_future(moment, work.now), "E171", field)
    earliest = since or complaint.received_at
    t, u = show_moment(moment), show_moment(earliest)
    problems.check(moment >= earliest, "E170", field, t=t, u=u)
    check_dated_back(problems, work, moment, field)
    problems.raise_if_any()
    return moment
