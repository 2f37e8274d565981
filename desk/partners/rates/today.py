"""Open work around rates: finance to tell, its signature to write down, rates to confirm."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import select

from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.partners.carriers.model import Partner
from desk.partners.rates.choices import NoticeState
from desk.partners.rates.model import PartnerRate, RateChangeNotice
from desk.partners.rates.queries import CONFIRM_DAYS, unconfirmed
from desk.storage.work import Reader


def notices_to_send(read: Reader, most: int | None = MOST_ROWS) -> list[TodayRow]:
    """Rate changes finance has not been told of, by deadline (E165 once it has passed)."""
    return [_notice(n, tr("通知财务运价变更")) for n in _notices(read, NoticeState.DRAFT, most)]


def signatures_to_note(read: Reader) -> list[TodayRow]:
    """Notices that were sent and wait for finance's signature."""
    return [_notice(n, tr("登记财务签收")) for n in _notices(read, NoticeState.SENT)]


def _notices(
    read: Reader, state: NoticeState, most: int | None = MOST_ROWS
) -> Iterable[RateChangeNotice]:
    waiting = select(RateChangeNotice).where(RateChangeNotice.state == state)
    return read.session.scalars(waiting.order_by(RateChangeNotice.due_at).limit(most))


def _notice(notice: RateChangeNotice, kind: str) -> TodayRow:
    title = f"{notice.partner.name} {notice.new_rate.lane}"
    due_at = notice.due_at if notice.state is NoticeState.DRAFT else None
    return TodayRow(kind, title, due_at, "rate_notices", {"ids": [notice.id]}, notice.number)


def unconfirmed_rates(read: Reader) -> list[TodayRow]:
    """Partners whose rates were not confirmed for 90 days."""
    rate, partner = PartnerRate, Partner
    wanted: Any = select(partner.name, partner.id, rate.id)
    asked = unconfirmed(read, wanted)
    found = read.session.execute(
        asked.order_by(partner.name, partner.id, rate.confirmed_at, rate.id)
    )
    rows = []
    for (name, _), group in groupby(found, key=lambda row: (row[0], row[1])):
        ids = [row[2] for row in group]
        title = tr("{name} {n} 条运价超过 {d} 天未确认").format(
            name=name, n=len(ids), d=CONFIRM_DAYS
        )
        rows.append(TodayRow(tr("确认合作商运价"), title, None, "partner_rates", {"ids": ids}))
    return rows[:MOST_ROWS]


SOURCES = (
    TodaySource("rate_notice.send", notices_to_send),
    TodaySource("rate_notice.send", signatures_to_note),
    TodaySource("partner_rate.update", unconfirmed_rates),
)
