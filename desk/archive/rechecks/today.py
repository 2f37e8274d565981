"""Customers whom the acting user has to call for a re-check, one line per re-check."""

from sqlalchemy import func, select

from desk.archive.rechecks.choices import CardState
from desk.archive.rechecks.model import Recheck, RecheckCard
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader


def customers_to_call(read: Reader) -> list[TodayRow]:
    """How many customers of each open re-check wait for the acting user, due on its last day; opens the first."""
    mine = RecheckCard.caller_id == read.actor.user_id
    waiting = (
        select(
            Recheck.number,
            Recheck.title,
            Recheck.due_on,
            func.count(),
            func.min(RecheckCard.id),
        )
        .join(RecheckCard, RecheckCard.recheck_id == Recheck.id)
        .where(mine, RecheckCard.state == CardState.TO_CALL)
        .group_by(Recheck.id)
        .order_by(Recheck.due_on, Recheck.id)
    )
    return [
        TodayRow(
            tr("复核客户"),
            tr("{title}:还有 {n} 户").format(title=title, n=count),
            end_of(due_on),
            "recheck_desk",
            {"id": first},
            number,
        )
        for number, title, due_on, count, first in read.session.execute(waiting)
    ]


SOURCES = (TodaySource("customer.update", customers_to_call),)
