"""How inquiries end: the clock stops, offers fall with them, calls are lost or taken up again."""

from sqlalchemy import select

from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.pricing.quotes.choices import InquiryState, LostReason, QuoteState, RefusalKind
from desk.pricing.quotes.finding import inquiry_by_number, inquiry_standing, quote_by_number
from desk.pricing.quotes.model import Inquiry, Quote
from desk.pricing.quotes.rules import INQUIRY_STATES, LIVE, OFFERED, QUOTE_STATES, used_minutes
from desk.storage.work import Work

NOTE_MOST = 200
_FINAL = (RefusalKind.DANGEROUS, RefusalKind.PROHIBITED)


def stop_clock(work: Work, inquiry: Inquiry, note: str = "") -> None:
    """Fix when the customer was first answered and how much time it took; keep the closing words."""
    words = clean_text(note)
    if len(words) > NOTE_MOST:
        raise refuse("E004", "note", label=tr("说明"), n=NOTE_MOST, v=len(words))
    inquiry.end_note = words
    if inquiry.answered_at is None:
        inquiry.answered_at = work.now
        inquiry.used_minutes = used_minutes(
            work.calendar, inquiry.received_at, work.now, work.settings
        )


def close_quotes(work: Work, inquiry: Inquiry, command_name: str, note: str) -> None:
    """Let the quote that still stands fall with its inquiry."""
    for quote in inquiry.quotes:
        if quote.state in LIVE:
            quote.state = QUOTE_STATES.step(quote.state, command_name)
            quote.end_note = clean_text(note)[:NOTE_MOST]


@command(
    "inquiry.update",
    "登记流失",
    example='{"inquiry_no": "XJ261116-001", "reason": "PRICE", "note": "同行便宜 200 元"}',
)
def lose_inquiry(work: Work, *, inquiry_no: str, reason: LostReason, note: str = "") -> None:
    """Note that the customer does not send with us, and why.

    Raises:
        Refused: E001 「其他」 without a note, E004, E006, E008, also while a quote waits for approval.
    """
    inquiry = inquiry_by_number(work, inquiry_no)
    if reason is LostReason.OTHER and not note.strip():
        raise refuse("E001", "note", label=tr("流失说明"))
    inquiry.state = INQUIRY_STATES.step(inquiry.state, "lose_inquiry")
    inquiry.lost = reason
    close_quotes(work, inquiry, "lose_inquiry", reason.label)
    stop_clock(work, inquiry, note)


@command(
    "inquiry.update",
    "重新询价",
    example='{"inquiry_no": "XJ261116-001", "reason": "客户再次来电"}',
)
def reopen_inquiry(work: Work, *, inquiry_no: str, reason: str) -> None:
    """Take up a lost inquiry again, or one refused for something that was put right since.

    Raises:
        Refused: E004, E006, E008, also for dangerous or prohibited goods, E009.
    """
    inquiry = inquiry_by_number(work, inquiry_no)
    if inquiry.refusal in _FINAL:
        state = f"{inquiry.state.label}({inquiry.refusal.label})" if inquiry.refusal else ""
        raise refuse("E008", obj=tr("询价"), state=state, action=tr("重新询价"))
    inquiry.state = INQUIRY_STATES.step(inquiry.state, "reopen_inquiry", reason)
    inquiry.lost = inquiry.refusal = None
    stop_clock(work, inquiry, reason)


@command(
    "quote.update",
    "登记客户未接受",
    example='{"number": "BJ261116-001", "reason": "PRICE", "note": "要求再让 100 元"}',
)
def reject_quote(work: Work, *, number: str, reason: LostReason, note: str = "") -> None:
    """Note that the customer turned a quote down; the inquiry waits for another one or is lost.

    Raises:
        Refused: E004, E006, E008, also once a consignment stands on the quote.
    """
    quote = quote_by_number(work, number)
    if quote.inquiry.state is InquiryState.WON:
        state = quote.inquiry.state.label
        raise refuse("E008", obj=tr("询价"), state=state, action=tr("登记未接受"))
    quote.state = QUOTE_STATES.step(quote.state, "reject_quote")
    words = "。".join(filter(None, (reason.label, clean_text(note))))
    if len(words) > NOTE_MOST:
        raise refuse("E004", "note", label=tr("说明"), n=NOTE_MOST, v=len(words))
    quote.end_note = words


@command("quote.update", "报价到期", example="{}")
def expire_quotes(work: Work) -> int:
    """Write down as expired every offer whose last day is over and which no consignment used.

    Returns:
        How many quotes expired.
    """
    over = select(Quote).where(Quote.state.in_(OFFERED), Quote.valid_until < work.today)
    quotes = [q for q in work.session.scalars(over) if q.inquiry.state is not InquiryState.WON]
    for quote in quotes:
        inquiry = quote.inquiry
        standing = inquiry_standing(inquiry, work.today)
        quote.state = QUOTE_STATES.step(quote.state, "expire_quotes")
        assert quote.state is QuoteState.EXPIRED
        if standing is not inquiry.state:
            inquiry.state = INQUIRY_STATES.step(inquiry.state, "expire_quotes")
    return len(quotes)
