"""A quote is written from its inquiry and terms: lines, estimated cost, margin, validity.

Source: spec 3.13, 5.3, A-22, A-31.
"""

from datetime import timedelta

import msgspec

from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.moments import show_date
from desk.kernel.quantities import show_money, show_percent
from desk.kernel.text import tr
from desk.pricing.quotes.costing import estimate
from desk.pricing.quotes.drafts import QuoteTerms
from desk.pricing.quotes.lines import Reckoned, reckon
from desk.pricing.quotes.model import Quote, QuoteCost
from desk.pricing.quotes.rules import margin_bp
from desk.pricing.tariffs.lookup import PriceHit
from desk.storage.work import Work

FURTHEST_DAYS, MOST_DAYS, MOST_FEN, WHOLE_BP = 366, 90, 99_999_999, 10_000


def terms_of(quote: Quote) -> QuoteTerms:
    """The terms a quote was written by."""
    return msgspec.json.decode(quote.terms_json, type=QuoteTerms)


def hit_of_quote(quote: Quote) -> PriceHit | None:
    """The tariff line as it was when the quote was written; None for a price by hand."""
    return msgspec.json.decode(quote.hit_json, type=PriceHit) if quote.hit_json else None


def write_quote(work: Work, quote: Quote, terms: QuoteTerms) -> None:
    """Fill a quote that has not been sent, new or being changed.

    Raises:
        Refused: E003, E004, E012, E019 of the terms, E120, E121, E162, E164 or E042 below the cost
            unless submitted or the manager's own.
        NeedsConfirmation: E041 a margin under the limit of the settings.
    """
    _check_terms(work, terms)
    inquiry = quote.inquiry
    found = reckon(work, inquiry, terms, work.today)
    quote.quoted_on = work.today
    default_last = work.today + timedelta(days=work.settings.quote_valid_days)
    quote.valid_until = terms.valid_until or default_last
    quote.pay_terms, quote.nonstandard = terms.pay_terms, terms.nonstandard
    quote.repeatable = terms.repeatable
    quote.remark, quote.reason = clean_text(terms.remark), clean_text(terms.reason)
    _write_price(quote, found)
    days = found.hit.transit_days if found.hit else None
    quote.transit_days = terms.transit_days or days
    costs = estimate(work, inquiry, terms, found.chargeable_kg)
    _write_cost(quote, costs)
    quote.terms_json = msgspec.json.encode(terms).decode()
    _judge_margin(work, quote)


def reckon_again(work: Work, quote: Quote) -> None:
    """Write a draft anew after its inquiry was corrected, by the same terms."""
    write_quote(work, quote, terms_of(quote))


def _check_terms(work: Work, terms: QuoteTerms) -> None:
    problems = Problems()
    for name, label in (("remark", tr("备注")), ("reason", tr("定价理由"))):
        text = clean_text(getattr(terms, name))
        path, size = f"terms.{name}", len(text)
        problems.check(size <= 200, "E004", path, label=label, n=200, v=size)
        problems.check(not has_control_characters(text), "E012", path, label=label)
    shown = {"lo": 0, "hi": show_money(MOST_FEN), "v": show_money(terms.base_freight_fen)}
    fits = 0 <= terms.base_freight_fen <= MOST_FEN
    problems.check(fits, "E003", "terms.base_freight_fen", label=tr("运费"), **shown)
    shown = {"lo": "0%", "hi": "99%", "v": show_percent(terms.discount_bp)}
    fits = 0 <= terms.discount_bp < WHOLE_BP
    problems.check(fits, "E003", "terms.discount_bp", label=tr("优惠比例"), **shown)
    days = terms.transit_days
    if days is not None:
        fits = 1 <= days <= MOST_DAYS
        limits = {"label": tr("时效(天)"), "lo": 1, "hi": MOST_DAYS, "v": days}
        problems.check(fits, "E003", "terms.transit_days", **limits)
    if terms.valid_until is not None:
        last = work.today + timedelta(days=FURTHEST_DAYS)
        shown = {"lo": show_date(work.today), "hi": show_date(last)}
        shown["v"] = show_date(terms.valid_until)
        fits = work.today <= terms.valid_until <= last
        problems.check(fits, "E003", "terms.valid_until", label=tr("有效期至"), **shown)
    if terms.nonstandard:
        problems.require(terms.reason, "terms.reason", tr("定价理由"))
    problems.raise_if_any()


def _write_price(quote: Quote, found: Reckoned) -> None:
    hit = found.hit
    quote.lines = list(found.lines)
    quote.price_level = found.level
    quote.tariff = f"{hit.sheet_name} V{hit.version}" if hit else ""
    quote.chargeable_kg = found.chargeable_kg
    quote.tariff_base_fen, quote.base_fen = found.tariff_base_fen, found.base_fen
    quote.discount_fen, quote.total_fen = found.discount_fen, found.total_fen
    quote.hit_json = msgspec.json.encode(hit).decode() if hit else ""


def _write_cost(quote: Quote, costs: list[QuoteCost]) -> None:
    quote.costs = costs
    quote.cost_fen = sum(cost.amount_fen or 0 for cost in costs)
    quote.cost_gap = "、".join(cost.leg.label for cost in costs if cost.amount_fen is None)
    quote.margin_bp = margin_bp(quote.total_fen, quote.cost_fen)
    if all(cost.amount_fen is None for cost in costs):
        quote.margin_bp = None


def _judge_margin(work: Work, quote: Quote) -> None:
    """A loss needs the manager; a thin margin is confirmed. What nobody can tell counts as nothing."""
    share = quote.margin_bp
    if share is None or quote.nonstandard:
        return
    if share < 0 and not work.may("tariff.approve"):
        if not work.may("cost.read"):
            raise refuse("E042", "terms.nonstandard")
        margin = show_money(quote.total_fen - quote.cost_fen)
        raise refuse("E164", "terms.nonstandard", a=margin, r=show_percent(share))
    if share < work.settings.margin_explain_bp:
        limit = show_percent(work.settings.margin_explain_bp)
        work.warn("E041", "terms.base_freight_fen", lim=limit)
