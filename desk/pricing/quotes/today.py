"""Open work around quotes: calls to answer, quotes to send, offers running out, orders to write."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from desk.kernel.moments import end_of
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.pricing.quotes.choices import InquiryState, QuoteState
from desk.pricing.quotes.model import Inquiry, Quote
from desk.storage.work import Reader

SOON_DAYS = 2


def inquiries_to_answer(read: Reader) -> list[TodayRow]:
    """Calls that wait for their answer, by deadline; one whose quote only waits to be sent stands there."""
    approved = Inquiry.quotes.any(Quote.state == QuoteState.APPROVED)
    waiting = select(Inquiry).where(Inquiry.state == InquiryState.OPEN, ~approved)
    found = read.session.scalars(waiting.order_by(Inquiry.due_at, Inquiry.id).limit(MOST_ROWS))
    return [
        TodayRow(
            tr("答复询价"),
            f"{i.caller_company} {i.lane} {i.goods_name}",
            i.due_at if i.answered_at is None else None,
            "call_sheet",
            {"number": i.number},
            i.number,
        )
        for i in found
    ]


def quotes_to_send(read: Reader) -> list[TodayRow]:
    """Quotes the manager approved, to be given to the customer."""
    approved = select(Quote).where(Quote.state == QuoteState.APPROVED).order_by(Quote.id)
    found = read.session.scalars(approved.limit(MOST_ROWS))
    return [_row(quote, tr("发出报价"), quote.inquiry.due_at) for quote in found]


def quotes_running_out(read: Reader) -> list[TodayRow]:
    """Offers without an answer whose last day is near."""
    soon = read.today + timedelta(days=SOON_DAYS)
    wanted = select(Quote).where(
        Quote.state == QuoteState.SENT,
        Quote.valid_until >= read.today,
        Quote.valid_until <= soon,
    )
    found = read.session.scalars(wanted.order_by(Quote.valid_until, Quote.id).limit(MOST_ROWS))
    return [_row(quote, tr("跟进报价"), _end_of(quote)) for quote in found]


def orders_to_write(read: Reader) -> list[TodayRow]:
    """Offers the customer took that are no consignment yet."""
    wanted = (
        select(Quote)
        .join(Inquiry, Inquiry.id == Quote.inquiry_id)
        .where(
            Quote.state == QuoteState.ACCEPTED,
            Quote.valid_until >= read.today,
            Inquiry.consignment_no == "",
        )
    )
    found = read.session.scalars(wanted.order_by(Quote.valid_until, Quote.id).limit(MOST_ROWS))
    return [
        replace(
            _row(quote, tr("按报价开单"), _end_of(quote)),
            page="consignment_entry",
            arguments={"quote_no": quote.number},
        )
        for quote in found
    ]


def _end_of(quote: Quote) -> datetime:
    return end_of(quote.valid_until)


def _row(quote: Quote, kind: str, due_at: datetime | None) -> TodayRow:
    inquiry = quote.inquiry
    title = f"{inquiry.caller_company} {inquiry.lane} {show_money(quote.total_fen)} {tr('元')}"
    return TodayRow(kind, title, due_at, "call_sheet", {"number": quote.number}, quote.number)


SOURCES = (
    TodaySource("quote.create", inquiries_to_answer),
    TodaySource("quote.update", quotes_to_send),
    TodaySource("quote.update", quotes_running_out),
    TodaySource("consignment.create", orders_to_write),
)
