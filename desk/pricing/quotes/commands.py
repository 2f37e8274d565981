"""A quote is drafted, submitted where the price is not the clerk's to give, sent, revised, accepted.

Source: spec 3.13, A-31, AT-01; 3.27 (E110, E111, E114, E120, E121, E124).
"""

from dataclasses import replace

from desk.kernel.commands import command
from desk.kernel.errors import Refused, refuse
from desk.kernel.numbers import revision_number
from desk.kernel.quantities import show_money, show_percent
from desk.kernel.text import tr
from desk.office.approvals.deciding import ask_approval
from desk.pricing.quotes.choices import Channel, InquiryState, QuoteState
from desk.pricing.quotes.closing import stop_clock
from desk.pricing.quotes.drafts import STANDARD, InquiryDraft, QuoteTerms
from desk.pricing.quotes.finding import (
    inquiry_by_number,
    inquiry_standing,
    live_quote,
    quote_by_number,
    refuse_expired,
)
from desk.pricing.quotes.model import Inquiry, Quote
from desk.pricing.quotes.reckoning import terms_of, write_quote
from desk.pricing.quotes.rules import INQUIRY_STATES, QUOTE_STATES
from desk.pricing.quotes.taking import objection, rewrite
from desk.pricing.tariffs.discounts import discount_bp
from desk.storage.work import Work

_QUOTABLE = (InquiryState.OPEN, InquiryState.QUOTED, InquiryState.EXPIRED)


@command("quote.create", "编制报价", example='{"inquiry_no": "XJ261116-001", "terms": {}}')
def draft_quote(work: Work, *, inquiry_no: str, terms: QuoteTerms = STANDARD) -> str:
    """Price an inquiry by the tariffs in force, with its estimated cost and margin.

    Returns:
        The quote's number, ``BJ261116-001``.

    Raises:
        Refused: E006, E008 while another quote stands or the inquiry is closed, E110 without the
            data sheet, E111, E112, E113, E114 of refused goods, E120, E121, E162, E164, E042.
        NeedsConfirmation: E041.
    """
    inquiry = inquiry_by_number(work, inquiry_no)
    _check_quotable(work, inquiry)
    quote = Quote(inquiry=inquiry, state=QUOTE_STATES.initial, revision=0)
    with work.session.no_autoflush:
        write_quote(work, quote, terms)
        quote.number = quote.base_no = work.number("quote")
    return work.add(quote).number


@command("quote.create", "按运价报价", example='{"inquiry_no": "XJ261116-001"}')
def quote_at_tariff(work: Work, *, inquiry_no: str, remark: str = "") -> str:
    """Price an inquiry plainly by the tariffs, prepaid, without further terms.

    Returns:
        The quote's number.

    Raises:
        Refused: as drafting a quote.
        NeedsConfirmation: E041.
    """
    return draft_quote(work, inquiry_no=inquiry_no, terms=QuoteTerms(remark=remark))


def _check_quotable(work: Work, inquiry: Inquiry) -> None:
    against = objection(inquiry)
    if against is not None:
        raise Refused(against)
    if inquiry.state not in _QUOTABLE:
        raise refuse("E008", obj=tr("询价"), state=inquiry.state.label, action=tr("报价"))
    standing = live_quote(inquiry, work.today)
    if standing is not None:
        obj = tr("报价 {no} ").format(no=standing.number)
        action = tr("重复报价,请修改或修订它")
        raise refuse("E008", obj=obj, state=standing.state.label, action=action)


@command(
    "quote.update",
    "修改报价",
    example='{"number": "BJ261116-001", "version": 1, "terms": {"discount_bp": 500}}',
)
def update_quote(work: Work, *, number: str, version: int | None, terms: QuoteTerms) -> None:
    """Write a draft anew by other terms, at the tariffs of today.

    Raises:
        Refused: E006, E008 unless a draft, E211, and whatever drafting refuses.
    """
    quote = quote_by_number(work, number)
    work.expect_version(quote, version)
    if quote.state is not QuoteState.DRAFT:
        action = tr("修改,请修订报价")
        raise refuse("E008", obj=tr("报价"), state=quote.state.label, action=action)
    write_quote(work, quote, terms)


@command("quote.submit", "报价提交审批", example='{"number": "BJ261116-001"}')
def submit_quote(work: Work, *, number: str) -> int:
    """Put a non-standard quote before the manager.

    Returns:
        The id of the approval that waits.

    Raises:
        Refused: E006, E008, E019 a standard quote needs no approval.
    """
    quote = quote_by_number(work, number)
    if not quote.nonstandard:
        why = tr("标准报价不需审批,可直接发出")
        raise refuse("E019", "number", label=tr("提交审批"), why=why)
    quote.state = QUOTE_STATES.step(quote.state, "submit_quote")
    asked = ask_approval(
        work,
        quote,
        word=tr("报价"),
        number=quote.number,
        title=tr("{who} {lane} {total} 元:{why}").format(
            who=quote.inquiry.caller_company,
            lane=quote.inquiry.lane,
            total=show_money(quote.total_fen),
            why=quote.reason,
        ),
        right="quote.approve",
        prepared_by=quote.created_by,
        limit_note=_limit_note(quote),
    )
    return asked.id


def _limit_note(quote: Quote) -> str:
    if not quote.tariff_base_fen:
        return tr("无有效运价")
    below = discount_bp(quote.tariff_base_fen, quote.base_fen + quote.discount_fen)
    return tr("低于公司运价 {p}").format(p=show_percent(below)) if below else tr("非标准服务")


@command("quote.update", "发出报价", example='{"number": "BJ261116-001", "channel": "WECHAT"}')
def send_quote(work: Work, *, number: str, channel: Channel = Channel.PHONE) -> None:
    """Give the quote to the customer; the first one stops the clock of the inquiry.

    Raises:
        Refused: E006, E008, also when it was sent before, E040 not approved yet, E110 to E114 when
            something stands against the goods, E124 when its last day is over.
    """
    quote = quote_by_number(work, number)
    inquiry = quote.inquiry
    if quote.state is QuoteState.DRAFT and quote.nonstandard:
        raise refuse("E040", "number", no=quote.number)
    quote.state = QUOTE_STATES.step(quote.state, "send_quote")
    against = objection(inquiry)
    if against is not None:
        raise Refused(against)
    refuse_expired(quote, work.today)
    inquiry.state = INQUIRY_STATES.step(inquiry.state, "send_quote")
    quote.sent_at, quote.sent_by, quote.sent_channel = work.now, work.actor.user_id, channel
    stop_clock(work, inquiry)


@command(
    "quote.update",
    "修订报价",
    example='{"number": "BJ261116-001", "terms": {"discount_bp": 300}}',
)
def revise_quote(
    work: Work,
    *,
    number: str,
    terms: QuoteTerms | None = None,
    inquiry: InquiryDraft | None = None,
) -> str:
    """Answer anew under the same base number (-R1): other terms, or other goods if `inquiry` is given.

    The former quote no longer stands. Without terms those of the former count, but for its last day.

    Returns:
        The number of the revision.

    Raises:
        Refused: E006, E008 unless it was approved, sent, accepted or expired, or once a consignment
            stands on it, E110 to E114, and whatever drafting refuses.
    """
    old = quote_by_number(work, number)
    asked = old.inquiry
    if inquiry_standing(asked, work.today) not in _QUOTABLE:
        raise refuse("E008", obj=tr("询价"), state=asked.state.label, action=tr("修订报价"))
    old.state = QUOTE_STATES.step(old.state, "revise_quote")
    against = rewrite(work, asked, inquiry) if inquiry else objection(asked)
    if against is not None:
        raise Refused(against)
    _check_quotable(work, asked)
    revision = max(q.revision for q in asked.quotes if q.base_no == old.base_no) + 1
    new = Quote(inquiry=asked, state=QUOTE_STATES.initial, revision=revision)
    new.base_no, new.number = old.base_no, revision_number(old.base_no, revision)
    with work.session.no_autoflush:
        write_quote(work, new, terms or _same_terms(old))
    return work.add(new).number


def _same_terms(old: Quote) -> QuoteTerms:
    return replace(terms_of(old), valid_until=None)


@command("quote.update", "客户接受报价", example='{"number": "BJ261116-001", "clause_ack": true}')
def accept_quote(work: Work, *, number: str, clause_ack: bool = False) -> None:
    """Note that the customer takes the offer; a consignment can be made of it with one key.

    Args:
        work: the running command.
        number: the quote.
        clause_ack: the limit-of-liability clause was pointed out and acknowledged.

    Raises:
        Refused: E006, E008, E124 after its last day.
    """
    quote = quote_by_number(work, number)
    refuse_expired(quote, work.today)
    quote.state = QUOTE_STATES.step(quote.state, "accept_quote")
    quote.accepted_at, quote.clause_ack = work.now, clause_ack
