"""Open work around tracking: the watch list of the morning."""

from datetime import datetime, time

from sqlalchemy import select

from desk.freight.consignments.model import Consignment
from desk.freight.tracking.model import WatchEntry
from desk.freight.tracking.under_way import OPEN
from desk.kernel.calendar import BEIJING
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader


def goods_to_watch(read: Reader) -> list[TodayRow]:
    """Draw the list, once a morning; then every consignment on it of which nothing was noted."""
    drawn = read.session.scalar(select(WatchEntry.id).where(WatchEntry.drawn_on == read.today))
    if drawn is None:
        if not _anything_older(read):
            return []
        title = tr("超期、无消息和加急的货物")
        return [TodayRow(tr("生成关注清单"), title, None, "watch_list")]
    waiting = (
        select(WatchEntry, Consignment)
        .join(Consignment, Consignment.id == WatchEntry.consignment_id)
        .where(WatchEntry.note == "")
        .order_by(WatchEntry.late_days.desc(), WatchEntry.id)
        .limit(MOST_ROWS)
    )
    return [
        TodayRow(
            tr("跟踪货物"),
            f"{ticket.consignee_name} {entry.reasons}",
            None,
            "consignment",
            {"number": ticket.label},
            ticket.label,
        )
        for entry, ticket in read.session.execute(waiting)
    ]


def _anything_older(read: Reader) -> bool:
    """Whether goods are under way that were accepted before today."""
    morning = datetime.combine(read.today, time(), BEIJING)
    older = select(Consignment.id).where(
        Consignment.state.in_(OPEN), Consignment.accept_at < morning
    )
    return read.session.scalar(older.limit(1)) is not None


SOURCES = (TodaySource("tracking.create", goods_to_watch),)
