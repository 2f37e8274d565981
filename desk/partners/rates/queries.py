"""Reading rates and the notices of their change."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from desk.kernel.commands import query
from desk.kernel.prices import Basis
from desk.partners.carriers.choices import PartnerStatus
from desk.partners.carriers.finding import partner_of
from desk.partners.carriers.model import Partner
from desk.partners.rates.choices import NoticeState, RateSource
from desk.partners.rates.commands import RECORD
from desk.partners.rates.comparing import compare_partners
from desk.partners.rates.drafts import ExampleTicket
from desk.partners.rates.finding import rate_of
from desk.partners.rates.model import PartnerRate
from desk.partners.rates.notices import notice_by_number
from desk.partners.rates.rules import RateEffect, effect_on, price_words, unit_price
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader

CONFIRM_DAYS = 90
_SAME = (
    "id",
    "partner_id",
    "from_place",
    "to_place",
    "version_no",
    "basis",
    "price_kg_mill",
    "price_m3_fen",
    "price_piece_fen",
    "lump_fen",
    "ratio",
    "min_charge_fen",
    "door_fee_fen",
    "return_price_kg_mill",
    "transit_days",
    "valid_from",
    "valid_to",
    "source",
    "confirmed_at",
    "note",
)


@dataclass(frozen=True, kw_only=True)
class RateRow:
    """One rate; prices per kg in 1/1000 yuan. `evidence` are the digests of what it was read from."""

    id: int
    version: int
    partner_id: int
    partner_name: str
    from_place: str
    to_place: str
    version_no: int
    basis: Basis
    price_kg_mill: int
    price_m3_fen: int
    price_piece_fen: int
    lump_fen: int
    ratio: int
    min_charge_fen: int
    door_fee_fen: int
    return_price_kg_mill: int
    transit_days: int
    valid_from: date
    valid_to: date | None
    source: RateSource
    confirmed_at: datetime
    note: str
    unit: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NoticeRow:
    """One notice of a rate change.

    Attributes:
        old: the rate before, new: the rate from `effective_on` on.
        change_bp: change of the price; None when it is counted by something else now.
        overdue: sent too late, or still unsent after the deadline.
        effect: what it means for the example ticket.
        ratio_bp: the example's new cost in basis points of the cheapest partner's on that day.
    """

    number: str
    state: NoticeState
    partner_code: str
    partner_name: str
    old: RateRow
    new: RateRow
    change_bp: int | None
    effective_on: date
    recorded_at: datetime
    due_at: datetime
    sent_at: datetime | None
    sent_by: str
    finance_ack_by: str
    finance_ack_at: datetime | None
    overdue: bool
    example: ExampleTicket
    effect: RateEffect
    ratio_bp: int | None
    affected: tuple[str, ...]


@query("partner_rate.read", "合作商的运价")
def rates_of(read: Reader, *, partner: int | str) -> list[RateRow]:
    """All standing rates of a partner by destination, the newest first.

    Raises:
        Refused: E006.
    """
    asked = select(PartnerRate).where(
        PartnerRate.partner_id == partner_of(read, partner).id, PartnerRate.withdrawn_at.is_(None)
    )
    order = (PartnerRate.to_code, PartnerRate.from_code, PartnerRate.valid_from.desc())
    return [_row(rate) for rate in read.session.scalars(asked.order_by(*order))]


@query("partner_rate.read", "合作商运价详情")
def rate_card(read: Reader, *, rate_id: int) -> RateRow:
    """One rate with the digests of its evidence.

    Raises:
        Refused: E006.
    """
    filed = attachments_of(read.session, RECORD, rate_id)
    return _row(rate_of(read, rate_id), tuple(paper.sha256 for paper in filed))


@query("partner_rate.read", "待确认的合作商运价")
def rates_to_confirm(read: Reader) -> list[RateRow]:
    """Rates that count and were not confirmed for 90 days, the longest unconfirmed first."""
    order = (PartnerRate.confirmed_at, PartnerRate.id)
    asked = unconfirmed(read, select(PartnerRate)).order_by(*order)
    return [_row(rate) for rate in read.session.scalars(asked)]


def unconfirmed(read: Reader, asked: Select[Any]) -> Select[Any]:
    """Whatever is asked of rates and their partners, of those rates only."""
    since = read.now - timedelta(days=CONFIRM_DAYS)
    return asked.join_from(PartnerRate, Partner, Partner.id == PartnerRate.partner_id).where(
        PartnerRate.confirmed_at < since,
        PartnerRate.withdrawn_at.is_(None),
        PartnerRate.valid_to.is_(None) | (PartnerRate.valid_to >= read.today),
        Partner.status != PartnerStatus.TERMINATED,
    )


@query("rate_notice.read", "运价变更通知")
def rate_notice_card(read: Reader, *, number: str) -> NoticeRow:
    """One notice with both rates and its effect on the example ticket.

    Raises:
        Refused: E006.
    """
    notice = notice_by_number(read, number)
    example = ExampleTicket(
        weight_g=notice.example_weight_g,
        volume_cm3=notice.example_volume_cm3,
        pieces=notice.example_pieces,
        door=notice.example_door,
    )
    return NoticeRow(
        number=notice.number,
        state=notice.state,
        partner_code=notice.partner.code,
        partner_name=notice.partner.name,
        old=_row(notice.old_rate),
        new=_row(notice.new_rate),
        change_bp=notice.change_bp,
        effective_on=notice.effective_on,
        recorded_at=notice.recorded_at,
        due_at=notice.due_at,
        sent_at=notice.sent_at,
        sent_by=notice.sent_by,
        finance_ack_by=notice.finance_ack_by,
        finance_ack_at=notice.finance_ack_at,
        overdue=notice.overdue(read.now),
        example=example,
        effect=effect_on(notice.old_rate.terms, notice.new_rate.terms, example),
        ratio_bp=_ratio(read, notice.new_rate, example),
        affected=tuple(notice.affected.splitlines()),
    )


def _ratio(read: Reader, rate: PartnerRate, example: ExampleTicket) -> int | None:
    offers = compare_partners(
        read,
        from_place=rate.from_place,
        to_place=rate.to_place,
        weight_g=example.weight_g,
        volume_cm3=example.volume_cm3,
        pieces=example.pieces,
        door=example.door,
        on=rate.valid_from,
    )
    return next((offer.ratio_bp for offer in offers if offer.rate_id == rate.id), None)


def _row(rate: PartnerRate, evidence: tuple[str, ...] = ()) -> RateRow:
    return RateRow(
        version=rate.row_version,
        partner_name=rate.partner.name,
        unit=price_words(unit_price(rate.terms)),
        evidence=evidence,
        **{name: getattr(rate, name) for name in _SAME},
    )
