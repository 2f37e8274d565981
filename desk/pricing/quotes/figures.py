"""Two figures of the service: answers in time (K18) and quotes that won (K19); spec 5.9."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from desk.kernel.calendar import BEIJING
from desk.kernel.commands import query
from desk.kernel.quantities import round_half_up
from desk.pricing.quotes.choices import InquiryState
from desk.pricing.quotes.model import Inquiry
from desk.storage.work import Reader


@dataclass(frozen=True)
class QuoteFigures:
    """Counts of a period with both shares in basis points; None where nothing was due or quoted.

    Attributes:
        due: inquiries whose deadline lies in the period.
        in_time: of them, answered by then.
        quoted: inquiries received in the period that got a quote.
        won: of them, won.
    """

    due: int
    in_time: int
    quoted: int
    won: int
    in_time_bp: int | None
    won_bp: int | None


@query("quote.read", "报价指标")
def quote_figures(read: Reader, *, first: date, last: date) -> QuoteFigures:
    """K18 报价及时率 and K19 报价成交率 of a period, both days included."""
    start = datetime.combine(first, time(), BEIJING)
    end = datetime.combine(last + timedelta(days=1), time(), BEIJING)
    due = list(
        read.session.scalars(select(Inquiry).where(Inquiry.due_at >= start, Inquiry.due_at < end))
    )
    due = [i for i in due if i.due_at <= read.now or i.answered_at is not None]
    in_time = sum(i.answered_at is not None and i.answered_at <= i.due_at for i in due)
    came = read.session.scalars(
        select(Inquiry).where(Inquiry.received_at >= start, Inquiry.received_at < end)
    )
    quoted = [i for i in came if any(q.sent_at is not None for q in i.quotes)]
    won = sum(i.state is InquiryState.WON for i in quoted)
    return QuoteFigures(
        len(due), in_time, len(quoted), won, _share(in_time, len(due)), _share(won, len(quoted))
    )


def _share(part: int, whole: int) -> int | None:
    return round_half_up(part * 10_000, whole) if whole else None
