"""What an accepted quote means for a consignment: its price, and that it won the inquiry.

Called by the room of consignments inside its own commands. Source: spec 5.2 (level 1), AT-01, E124.
"""

from dataclasses import dataclass
from datetime import date

from desk.kernel.errors import refuse
from desk.kernel.prices import Load, freight_fen
from desk.kernel.quantities import round_half_up
from desk.kernel.text import tr
from desk.pricing.quotes.choices import InquiryState, QuoteState
from desk.pricing.quotes.finding import quote_by_number, refuse_expired
from desk.pricing.quotes.model import Quote
from desk.pricing.quotes.reckoning import hit_of_quote
from desk.pricing.quotes.rules import INQUIRY_STATES
from desk.pricing.tariffs.lookup import PriceHit
from desk.pricing.tariffs.places import find_place
from desk.storage.work import Reader, Work


@dataclass(frozen=True, kw_only=True)
class QuotedPrice:
    """What a quote gives for a load: base freight, the least that was agreed, the tariff behind it."""

    quote_no: str
    base_fen: int
    net_fen: int
    tariff_base_fen: int
    transit_days: int | None
    hit: PriceHit | None


def usable_quote(read: Reader, number: str, on: date, waybill: str = "") -> Quote:
    """The accepted quote a consignment of a day may stand on.

    Raises:
        Refused: E006, E008 not accepted by the customer, E043 used by another consignment, E124.
    """
    quote = quote_by_number(read, number)
    refuse_expired(quote, on)
    if quote.state is not QuoteState.ACCEPTED:
        state, action = quote.state.label, tr("转运单")
        raise refuse("E008", "quote_no", obj=tr("报价"), state=state, action=action)
    used_by = quote.inquiry.consignment_no
    if used_by and used_by != waybill and not quote.repeatable:
        raise refuse("E043", "quote_no", no=quote.number, yd=used_by)
    return quote


def quoted_price(quote: Quote, origin: str, destination: str, load: Load) -> QuotedPrice:
    """The agreed price for what really came: the same goods at the quoted freight, others in proportion.

    Raises:
        Refused: E044 another lane, or other goods on a price made by hand.
    """
    inquiry, hit = quote.inquiry, hit_of_quote(quote)
    for typed, asked in ((origin, inquiry.from_place), (destination, inquiry.to_place)):
        if find_place(typed) != find_place(asked):
            why = tr("报价线路为 {lane}").format(lane=inquiry.lane)
            raise refuse("E044", "quote_no", no=quote.number, why=why)
    quoted = Load(weight_g=inquiry.weight_g, volume_cm3=inquiry.volume_cm3, pieces=inquiry.pieces)
    net = quote.base_fen + quote.discount_fen
    base, tariff_base = quote.base_fen, quote.tariff_base_fen
    if load != quoted and hit is None:
        why = tr("件数、重量或体积与报价不同")
        raise refuse("E044", "quote_no", no=quote.number, why=why)
    if load != quoted and hit is not None:
        tariff_base = freight_fen(hit.price, load, rounding_fen=hit.rounding_fen)
        base, net = (_in_proportion(fen, tariff_base, quote, hit) for fen in (base, net))
    return QuotedPrice(
        quote_no=quote.number,
        base_fen=base,
        net_fen=net,
        tariff_base_fen=tariff_base,
        transit_days=quote.transit_days,
        hit=hit,
    )


def _in_proportion(fen: int, tariff_base_fen: int, quote: Quote, hit: PriceHit) -> int:
    """As far from the tariff as the quote was, on the sheet's rounding unit."""
    whole = quote.tariff_base_fen * hit.rounding_fen
    return round_half_up(fen * tariff_base_fen, whole) * hit.rounding_fen


def win(work: Work, quote: Quote, waybill: str) -> None:
    """The inquiry is won by a consignment; the first one stays named."""
    inquiry = quote.inquiry
    inquiry.state = INQUIRY_STATES.step(inquiry.state, "accept_consignment")
    inquiry.consignment_no = inquiry.consignment_no or waybill


def release(work: Work, number: str, waybill: str, heir: str = "") -> None:
    """The consignment that won the inquiry is void, or stands on another quote now.

    Args:
        work: the running command.
        number: the quote's number.
        waybill: the consignment that leaves the quote.
        heir: another consignment that still stands on it; the inquiry stays won by that one.
    """
    inquiry = quote_by_number(work, number).inquiry
    if inquiry.state is not InquiryState.WON or inquiry.consignment_no != waybill:
        return
    inquiry.consignment_no = heir
    if not heir:
        inquiry.state = INQUIRY_STATES.step(inquiry.state, "void_consignment")
