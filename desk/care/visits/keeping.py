"""Who visited is forgotten after three years, as with call-backs (spec 5.13; for visits assumed)."""

from sqlalchemy import select

from desk.care.visits.model import Visit
from desk.kernel.commands import on
from desk.kernel.retention import (
    Expired,
    Keeping,
    RetentionAsked,
    RetentionGranted,
    end_years_before,
)
from desk.kernel.text import tr
from desk.storage.work import Work

VISITS = Keeping("visits", "来访记录", "3 年", "抹去来访人、单位、电话和参加人")
YEARS = 3
GONE = "匿名来访人"


@on(RetentionAsked)
def visits_to_clear(work: Work, asked: RetentionAsked) -> None:
    """Visits older than three years that still name somebody."""
    before = end_years_before(asked.today, YEARS)
    old = select(Visit).where(Visit.visitor != tr(GONE), Visit.at <= before)
    asked.ask(
        VISITS,
        lambda: (
            Expired.after(visit.id, visit.number, visit.at, YEARS)
            for visit in work.session.scalars(old.order_by(Visit.id))
        ),
    )


@on(RetentionGranted)
def clear_visits(work: Work, granted: RetentionGranted) -> None:
    """Day and purpose stay; who came does not."""
    for visit_id in granted.of(VISITS):
        visit = work.session.get(Visit, visit_id)
        if visit is not None:
            visit.visitor, visit.company, visit.phone = tr(GONE), "", ""
            visit.participants, visit.customer_id = "", None
