"""Goods on the watch list are seen to before the day ends (S2-40)."""

from sqlalchemy import select

from desk.freight.consignments.choices import Direction
from desk.freight.consignments.model import Consignment
from desk.freight.tracking.model import WatchEntry
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.storage.work import Work

WATCHING = Duty("watch_list", "关注货物未处理", frozenset({Role.OUT}))


@on(DayClosing)
def watched_goods_not_seen_to(work: Work, day: DayClosing) -> None:
    """Outbound and return goods of today's watch list of which nothing was noted."""
    left = (
        select(WatchEntry, Consignment)
        .join(Consignment, Consignment.id == WatchEntry.consignment_id)
        .where(
            WatchEntry.drawn_on == work.today,
            WatchEntry.note == "",
            Consignment.direction != Direction.INBOUND,
        )
        .order_by(WatchEntry.late_days.desc(), WatchEntry.id)
    )
    day.ask(
        WATCHING,
        lambda: (
            OpenItem(ticket.label, f"{ticket.consignee_name} {entry.reasons}", page="watch_list")
            for entry, ticket in work.session.execute(left)
        ),
    )
