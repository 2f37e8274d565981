"""Quotes follow their approvals, and say which of them a partner's new rate touches."""

from sqlalchemy import select

from desk.kernel.commands import on
from desk.kernel.errors import refuse
from desk.kernel.moments import show_date
from desk.kernel.quantities import show_money, show_percent
from desk.kernel.text import tr
from desk.office.approvals.events import Approved, Rejected, TakenBack
from desk.office.approvals.model import Approval
from desk.partners.rates.events import RateChanged
from desk.partners.rates.finding import ticket_cost
from desk.pricing.quotes.choices import InquiryState
from desk.pricing.quotes.finding import standing
from desk.pricing.quotes.model import Quote, QuoteCost
from desk.pricing.quotes.rules import LIVE, QUOTE_STATES
from desk.pricing.tariffs.discounts import discount_bp
from desk.storage.work import Work


def _quote_of(work: Work, approval: Approval) -> Quote | None:
    about_us = approval.obj_kind == Quote.__tablename__
    return work.get(Quote, approval.obj_id, tr("报价")) if about_us else None


@on(Approved)
def allow_sending(work: Work, event: Approved) -> None:
    """An approved quote may be sent; beyond the manager's own limit the 副总经理 must have signed."""
    quote, approval = _quote_of(work, event.approval), event.approval
    if quote is None:
        return
    limit = work.settings.discount_mgr_bp
    below = discount_bp(quote.tariff_base_fen, quote.base_fen + quote.discount_fen)
    if quote.tariff_base_fen and below > limit and not approval.countersigned_by:
        p, lim = (show_percent(bp).removesuffix("%") for bp in (below, limit))
        raise refuse("E121", "countersigned_by", p=p, lim=lim, next=tr("请填写会签人"))
    quote.state = QUOTE_STATES.step(quote.state, "grant_approval")


@on(Rejected)
def send_back(work: Work, event: Rejected) -> None:
    """A rejected quote is a draft again and says why."""
    quote = _quote_of(work, event.approval)
    if quote is not None:
        quote.state = QUOTE_STATES.step(quote.state, "refuse_approval")
        quote.end_note = event.approval.reason


@on(TakenBack)
def reopen(work: Work, event: TakenBack) -> None:
    """A quote taken back is a draft again."""
    quote = _quote_of(work, event.approval)
    if quote is not None:
        quote.state = QUOTE_STATES.step(quote.state, "cancel_approval")


@on(RateChanged)
def name_open_quotes(work: Work, changed: RateChanged) -> None:
    """Name every open quote whose leg beyond the hub was reckoned with the old rate (AT-11)."""
    found = work.session.scalars(
        select(Quote)
        .join(QuoteCost)
        .where(QuoteCost.rate_id == changed.old.id, Quote.state.in_(LIVE))
        .order_by(Quote.id)
    )
    for quote in found:
        open_still = standing(quote, work.today) in LIVE
        if open_still and quote.inquiry.state is not InquiryState.WON:
            changed.affected.append(_line(quote, changed))


def _line(quote: Quote, changed: RateChanged) -> str:
    inquiry = quote.inquiry
    load = (inquiry.weight_g or quote.chargeable_kg * 1000, inquiry.volume_cm3, inquiry.pieces)
    old, new = (
        ticket_cost(rate, *load, door=inquiry.door).total_fen for rate in (changed.old, changed.new)
    )
    return tr("报价 {no} {who} {lane}:中转 {a} → {b} 元,有效期至 {d}").format(
        no=quote.number,
        who=inquiry.caller_company,
        lane=inquiry.lane,
        a=show_money(old),
        b=show_money(new),
        d=show_date(quote.valid_until),
    )
