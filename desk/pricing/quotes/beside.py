"""What stands beside a call sheet while it is typed: its clock, the price, the cost, the partners.

Nothing is saved; what cannot be told yet is said in words instead of being refused.
Source: spec 3.13, 5.2, 5.3, AT-01, AT-02.
"""

from dataclasses import dataclass
from datetime import datetime

from desk.kernel.commands import query
from desk.kernel.errors import Problem, Refused, problem
from desk.partners.rates.comparing import PartnerOffer, compare_partners
from desk.pricing.goods import prohibited_word
from desk.pricing.quotes.choices import CostLeg, Light, Msds
from desk.pricing.quotes.costing import estimate, legs_of
from desk.pricing.quotes.drafts import STANDARD, InquiryDraft, QuoteTerms
from desk.pricing.quotes.model import Inquiry
from desk.pricing.quotes.queries import QuoteCostRow, QuotePreview, quote_preview
from desk.pricing.quotes.rules import answer_due_at, light_of, margin_bp, used_minutes
from desk.pricing.quotes.taking import is_dangerous, un_of, wants_msds
from desk.pricing.tariffs.discounts import discount_limit_bp
from desk.storage.work import Reader


@dataclass(frozen=True)
class CallClock:
    """The time of an answer: minutes used, minutes left (negative when late), the traffic light."""

    due_at: datetime
    used_minutes: int
    left_minutes: int
    light: Light


@dataclass(frozen=True, kw_only=True)
class CallPreview:
    """What is known beside a call sheet.

    Attributes:
        price: None as long as something is missing or refused; `problems` then says what.
        limit_bp: how far below the tariff the acting user may go.
        costs: None for roles that may not see costs, and before there is a way.
        margin_bp: None as long as no part of the cost is known; `cost_gap` names the unknown ones.
        offers: partners beyond the hub, the usable and cheapest first.
    """

    clock: CallClock
    price: QuotePreview | None
    problems: tuple[str, ...]
    limit_bp: int
    costs: tuple[QuoteCostRow, ...] | None = None
    margin_fen: int | None = None
    margin_bp: int | None = None
    cost_gap: str = ""
    offers: tuple[PartnerOffer, ...] = ()


def spoken_against(draft: InquiryDraft) -> Problem | None:
    """What stands against the goods as they are typed: E114, E111, E110; None when nothing does."""
    inquiry, goods = _inquiry(draft), draft.goods_name.strip()
    if prohibited_word(goods):
        return problem("E114", "goods_name", g=goods)
    if not wants_msds(inquiry):
        return None
    if draft.msds is Msds.RECEIVED and is_dangerous(inquiry):
        return problem("E111", "goods_name", g=goods, n=un_of(inquiry) or "?")
    return None if draft.msds is Msds.RECEIVED else problem("E110", "goods_name", g=goods)


@query("quote.read", "来电时的报价参考")
def call_preview(read: Reader, *, draft: InquiryDraft, terms: QuoteTerms = STANDARD) -> CallPreview:
    """Clock, price, cost and partners of a call sheet as far as it is typed; nothing is written.

    Goods that may not be quoted get the sentence of their refusal instead of a price.
    """
    clock, limit = clock_of(read, draft.received_at or read.now), discount_limit_bp(read)
    against = spoken_against(draft)
    if against is not None:
        return CallPreview(clock=clock, price=None, problems=(against.message,), limit_bp=0)
    if not (draft.weight_g or draft.volume_cm3):
        return CallPreview(clock=clock, price=None, problems=(), limit_bp=limit)
    try:
        price = quote_preview(read, draft=draft, terms=terms)
    except Refused as refused:
        told = tuple(dict.fromkeys(p.message for p in refused.problems))
        return CallPreview(
            clock=clock, price=None, problems=told, limit_bp=limit, offers=_offers(read, draft)
        )
    return _with_cost(read, draft, terms, clock, price, limit)


def clock_of(read: Reader, received_at: datetime) -> CallClock:
    """How a call stands now that came at a moment."""
    due = answer_due_at(read.calendar, received_at, read.settings)
    used = used_minutes(read.calendar, received_at, read.now, read.settings)
    left = read.settings.quote_hours * 60 - used
    return CallClock(due, used, left, light_of(used, due, read.now, read.settings))


def _with_cost(
    read: Reader,
    draft: InquiryDraft,
    terms: QuoteTerms,
    clock: CallClock,
    price: QuotePreview,
    limit_bp: int,
) -> CallPreview:
    rows, known, share = None, [], None
    if read.may("cost.read"):
        costs = estimate(read, _inquiry(draft), terms, price.chargeable_kg)
        rows = tuple(QuoteCostRow(c.leg, c.amount_fen, c.source) for c in costs)
        known = [row.amount_fen for row in rows if row.amount_fen is not None]
        share = margin_bp(price.total_fen, sum(known)) if known else None
    return CallPreview(
        clock=clock,
        price=price,
        problems=(),
        limit_bp=limit_bp,
        costs=rows,
        margin_fen=price.total_fen - sum(known) if share is not None else None,
        margin_bp=share,
        cost_gap="、".join(row.leg.label for row in rows or () if row.amount_fen is None),
        offers=_offers(read, draft),
    )


def _offers(read: Reader, draft: InquiryDraft) -> tuple[PartnerOffer, ...]:
    """The partners beyond the hub; what they take is a cost, for those who may see costs."""
    if CostLeg.TRANSIT not in legs_of(read, _inquiry(draft)) or not read.may("cost.read"):
        return ()
    return tuple(
        compare_partners(
            read,
            from_place=read.settings.hub_city,
            to_place=draft.to_place,
            weight_g=draft.weight_g,
            volume_cm3=draft.volume_cm3,
            pieces=max(1, draft.pieces),
            door=draft.door,
        )
    )


def _inquiry(draft: InquiryDraft) -> Inquiry:
    """The sheet as a record that is never added to the office."""
    return Inquiry(**{name: getattr(draft, name) for name in InquiryDraft.__dataclass_fields__})
