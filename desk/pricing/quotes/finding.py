"""Loading inquiries and quotes by their numbers."""

from datetime import date

from sqlalchemy import select

from desk.kernel.errors import refuse
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.pricing.quotes.choices import InquiryState, QuoteState
from desk.pricing.quotes.model import Inquiry, Quote
from desk.pricing.quotes.rules import LIVE, OFFERED
from desk.storage.work import Reader


def inquiry_by_number(read: Reader, number: str) -> Inquiry:
    """Load an inquiry.

    Raises:
        Refused: E006.
    """
    found = read.session.scalar(select(Inquiry).where(Inquiry.number == number.strip()))
    if found is None:
        raise refuse("E006", "inquiry_no", label=tr("询价"), v=number)
    return found


def quote_by_number(read: Reader, number: str) -> Quote:
    """Load a quote.

    Raises:
        Refused: E006.
    """
    found = read.session.scalar(select(Quote).where(Quote.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("报价"), v=number)
    return found


def live_quote(inquiry: Inquiry, today: date) -> Quote | None:
    """The quote of an inquiry that is being prepared or still stands; at most one does."""
    return next((q for q in reversed(inquiry.quotes) if standing(q, today) in LIVE), None)


def standing(quote: Quote, today: date) -> QuoteState:
    """The state of a quote on a day: after its last day an offer not used is expired."""
    used = quote.inquiry.state is InquiryState.WON
    over = quote.state in OFFERED and quote.valid_until < today and not used
    return QuoteState.EXPIRED if over else quote.state


def inquiry_standing(inquiry: Inquiry, today: date) -> InquiryState:
    """The state of an inquiry on a day: quoted, but every offer has run out."""
    if inquiry.state is not InquiryState.QUOTED or live_quote(inquiry, today) is not None:
        return inquiry.state
    over = any(standing(quote, today) is QuoteState.EXPIRED for quote in inquiry.quotes)
    return InquiryState.EXPIRED if over else inquiry.state


def refuse_expired(quote: Quote, today: date) -> None:
    """Raises: Refused E124 after the last day of the offer."""
    if quote.valid_until < today or quote.state is QuoteState.EXPIRED:
        last = show_date(quote.valid_until)
        raise refuse("E124", "quote_no", no=quote.number, d=last)


def caller_phone(read: Reader, inquiry_id: int) -> str:
    """The caller's number in full; `reveal_personal` writes the look down first.

    Raises:
        Refused: E006.
    """
    return read.get(Inquiry, inquiry_id, tr("询价")).phone
