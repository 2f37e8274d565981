"""Reading inquiries and quotes: the call sheet with its clock, a quote with its cost, a price unsaved."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.archive.customers.choices import PayTerms
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.office.users.model import User
from desk.pricing.quotes.choices import (
    Channel,
    CostLeg,
    InquiryState,
    Light,
    LostReason,
    Msds,
    QuoteItem,
    QuoteState,
    RefusalKind,
)
from desk.pricing.quotes.clock import light_on, minutes_used
from desk.pricing.quotes.drafts import STANDARD, InquiryDraft, QuoteTerms
from desk.pricing.quotes.finding import (
    inquiry_by_number,
    inquiry_standing,
    quote_by_number,
    standing,
)
from desk.pricing.quotes.lines import reckon
from desk.pricing.quotes.model import Inquiry, QuoteLine
from desk.pricing.quotes.reckoning import terms_of
from desk.pricing.quotes.taking import objection
from desk.pricing.tariffs.choices import PriceLevel
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader

MOST_ROWS = 200


@dataclass(frozen=True)
class QuoteLineRow:
    """One charge of a quote."""

    item: QuoteItem
    title: str
    price: str
    quantity: str
    amount_fen: int


@dataclass(frozen=True)
class QuoteCostRow:
    """Estimated cost of one part of the way; `amount_fen` None: unknown."""

    leg: CostLeg
    amount_fen: int | None
    source: str


@dataclass(frozen=True)
class QuotePreview:
    """What a call sheet would be quoted, before anything is saved."""

    lines: tuple[QuoteLineRow, ...]
    total_fen: int
    chargeable_kg: int
    light_cargo: bool
    price_level: PriceLevel
    transit_days: int | None
    tariff: str


@dataclass(frozen=True)
class QuoteCard:
    """A quote with everything in it; costs and margin are None for roles that may not see them.

    `state` is the one of today: an offer is expired after its last day. `cost_gap` names the parts
    whose cost is unknown: the margin is then without them (「不含…」).
    """

    number: str
    version: int
    state: QuoteState
    inquiry_no: str
    caller_company: str
    quoted_on: date
    valid_until: date
    pay_terms: PayTerms
    transit_days: int | None
    nonstandard: bool
    repeatable: bool
    remark: str
    reason: str
    price_level: PriceLevel
    tariff: str
    chargeable_kg: int
    tariff_base_fen: int
    base_fen: int
    discount_fen: int
    total_fen: int
    lines: tuple[QuoteLineRow, ...]
    costs: tuple[QuoteCostRow, ...] | None
    cost_fen: int | None
    margin_fen: int | None
    margin_bp: int | None
    cost_gap: str
    sent_at: datetime | None
    sent_by: str
    sent_channel: Channel | None
    accepted_at: datetime | None
    clause_ack: bool
    end_note: str
    terms: QuoteTerms


@dataclass(frozen=True)
class InquiryBoardRow:
    """A call that waits for its answer."""

    number: str
    caller_company: str
    lane: str
    goods_name: str
    msds: Msds
    due_at: datetime
    used_minutes: int
    light: Light
    owner: str


@dataclass(frozen=True)
class InquiryCard:
    """A call sheet with its clock, its quotes (newest first) and what stands against quoting."""

    id: int
    number: str
    version: int
    state: InquiryState
    received_at: datetime
    due_at: datetime
    answered_at: datetime | None
    used_minutes: int
    light: Light
    owner: str
    phone_masked: str
    sheet: InquiryDraft
    msds: Msds
    files: tuple[str, ...]
    refusal: RefusalKind | None
    lost: LostReason | None
    end_note: str
    consignment_no: str
    objection_code: str
    objection: str
    quotes: tuple[tuple[str, QuoteState], ...]


@query("inquiry.read", "询价详情")
def inquiry_card(read: Reader, *, inquiry_no: str) -> InquiryCard:
    """One call sheet; phones in it are masked.

    Raises:
        Refused: E006.
    """
    inquiry = inquiry_by_number(read, inquiry_no)
    against = objection(inquiry)
    sheet = _sheet(inquiry, masked=True)
    same = [
        "id",
        "number",
        "received_at",
        "due_at",
        "answered_at",
        "msds",
        "refusal",
        "lost",
        "end_note",
        "consignment_no",
    ]
    return InquiryCard(
        version=inquiry.row_version,
        state=inquiry_standing(inquiry, read.today),
        used_minutes=minutes_used(read, inquiry),
        light=light_on(read, inquiry),
        owner=_user_name(read, inquiry.owner_id),
        phone_masked=sheet.phone,
        sheet=sheet,
        files=tuple(
            file.label for file in attachments_of(read.session, Inquiry.__tablename__, inquiry.id)
        ),
        objection_code=against.code if against else "",
        objection=against.message if against else "",
        quotes=tuple((q.number, standing(q, read.today)) for q in reversed(inquiry.quotes)),
        **{name: getattr(inquiry, name) for name in same},
    )


@query("inquiry.read", "待答复的询价")
def inquiry_board(read: Reader) -> list[InquiryBoardRow]:
    """Calls that wait for an answer with their traffic lights, the nearest deadline first."""
    waiting = select(Inquiry).where(Inquiry.state == InquiryState.OPEN)
    found = read.session.scalars(waiting.order_by(Inquiry.due_at, Inquiry.id).limit(MOST_ROWS))
    return [
        InquiryBoardRow(
            inquiry.number,
            inquiry.caller_company,
            inquiry.lane,
            inquiry.goods_name,
            inquiry.msds,
            inquiry.due_at,
            minutes_used(read, inquiry),
            light_on(read, inquiry),
            _user_name(read, inquiry.owner_id),
        )
        for inquiry in found
    ]


@query("inquiry.update", "询价单内容")
def inquiry_sheet(read: Reader, *, inquiry_no: str) -> InquiryDraft:
    """A call sheet as typed, to be corrected.

    Raises:
        Refused: E006.
    """
    return _sheet(inquiry_by_number(read, inquiry_no), masked=False)


def _sheet(inquiry: Inquiry, *, masked: bool) -> InquiryDraft:
    values = {name: getattr(inquiry, name) for name in InquiryDraft.__dataclass_fields__}
    if masked:
        for name in ("phone", "consignee_phone"):
            values[name] = mask_phone(values[name]) if values[name] else ""
    return InquiryDraft(**values)


@query("quote.read", "试算报价")
def quote_preview(
    read: Reader, *, draft: InquiryDraft, terms: QuoteTerms = STANDARD
) -> QuotePreview:
    """Price a call sheet that is not saved yet, by the tariffs of today; nothing is written.

    Raises:
        Refused: E019, E120, E121 and what is wrong with the terms.
    """
    values = {name: getattr(draft, name) for name in InquiryDraft.__dataclass_fields__}
    found = reckon(read, Inquiry(**values), terms, read.today)
    ratio = found.hit.price.ratio if found.hit else read.settings.volumetric_ratio
    return QuotePreview(
        lines=_lines(found.lines),
        total_fen=found.total_fen,
        chargeable_kg=found.chargeable_kg,
        light_cargo=draft.weight_g * 1000 < draft.volume_cm3 * ratio,
        price_level=found.level,
        transit_days=found.hit.transit_days if found.hit else None,
        tariff=f"{found.hit.sheet_name} V{found.hit.version}" if found.hit else "",
    )


@query("quote.read", "报价详情")
def quote_card(read: Reader, *, number: str) -> QuoteCard:
    """One quote.

    Raises:
        Refused: E006.
    """
    quote = quote_by_number(read, number)
    costs = read.may("cost.read")
    known = costs and quote.margin_bp is not None
    same = [
        "number",
        "quoted_on",
        "valid_until",
        "pay_terms",
        "transit_days",
        "nonstandard",
        "repeatable",
        "remark",
        "reason",
        "price_level",
        "tariff",
        "chargeable_kg",
        "tariff_base_fen",
        "base_fen",
        "discount_fen",
        "total_fen",
        "sent_at",
        "sent_channel",
        "accepted_at",
        "clause_ack",
        "end_note",
    ]
    return QuoteCard(
        version=quote.row_version,
        state=standing(quote, read.today),
        inquiry_no=quote.inquiry.number,
        caller_company=quote.inquiry.caller_company,
        lines=_lines(tuple(quote.lines)),
        costs=tuple(QuoteCostRow(c.leg, c.amount_fen, c.source) for c in quote.costs)
        if costs
        else None,
        cost_fen=quote.cost_fen if known else None,
        margin_fen=quote.total_fen - quote.cost_fen if known else None,
        margin_bp=quote.margin_bp if known else None,
        cost_gap=quote.cost_gap if costs else "",
        sent_by=_user_name(read, quote.sent_by),
        terms=terms_of(quote),
        **{name: getattr(quote, name) for name in same},
    )


def _lines(lines: tuple[QuoteLine, ...]) -> tuple[QuoteLineRow, ...]:
    return tuple(
        QuoteLineRow(n.item, n.title, n.price or "", n.quantity or "", n.amount_fen) for n in lines
    )


def _user_name(read: Reader, user_id: int | None) -> str:
    return read.session.scalar(select(User.name).where(User.id == user_id)) or ""
