"""What a partner rate must be like, and what a ticket costs by it.

Pure functions; no database, clock or file. Source: spec 3.11, 5.2, 5.3, A-23.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from desk.archive.customers.rules import check_text
from desk.kernel.calendar import BEIJING, WorkingCalendar
from desk.kernel.divisions import Division, find_division
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text
from desk.kernel.moments import show_date
from desk.kernel.prices import (
    MAX_PRICE_FEN,
    MAX_PRICE_KG_MILL,
    Basis,
    Load,
    UnitPrice,
    chargeable_kg,
    check_unit_price,
    freight_fen,
    show_price,
)
from desk.kernel.quantities import round_half_up, show_money
from desk.kernel.states import Move, StateTable, moves_from
from desk.kernel.text import tr
from desk.partners.rates.choices import NoticeState
from desk.partners.rates.drafts import ExampleTicket, RateDraft, RateTerms

MOST_DAYS = 60
OPEN_END = date.max

NOTICE_STATES: StateTable[NoticeState] = StateTable(
    obj="运价变更通知单",
    initial=NoticeState.DRAFT,
    moves=(
        Move("send_rate_notice", moves_from(NoticeState.DRAFT), NoticeState.SENT, "发送"),
        Move(
            "acknowledge_rate_notice", moves_from(NoticeState.SENT), NoticeState.ACKED, "登记签收"
        ),
    ),
    final=frozenset({NoticeState.ACKED}),
)


PRICE_TERMS = tuple(name for name in RateTerms.__dataclass_fields__ if name != "transit_days")


@dataclass(frozen=True)
class TicketCost:
    """What a partner charges for one ticket.

    Attributes:
        transit_fee_fen: freight of the leg, on whole yuan, at least the minimum.
        door_fee_fen: delivery to the door; 0 when the goods are collected.
        chargeable_kg: the weight it is reckoned from.
        unit: the unit price in words (「0.95元/kg」).
    """

    transit_fee_fen: int
    door_fee_fen: int
    chargeable_kg: int
    unit: str

    @property
    def total_fen(self) -> int:
        return self.transit_fee_fen + self.door_fee_fen


@dataclass(frozen=True)
class RateEffect:
    """What a rate change means for an example ticket; `change_bp` in basis points of the old cost."""

    chargeable_kg: int
    old_fen: int
    new_fen: int
    change_bp: int | None

    @property
    def more_fen(self) -> int:
        """How much more the ticket costs; negative when it got cheaper."""
        return self.new_fen - self.old_fen


def unit_price(terms: RateTerms) -> UnitPrice:
    """The prices the freight is reckoned from."""
    return UnitPrice(
        basis=terms.basis,
        price_kg_mill=terms.price_kg_mill,
        price_m3_fen=terms.price_m3_fen,
        price_piece_fen=terms.price_piece_fen,
        lump_fen=terms.lump_fen,
        ratio=terms.ratio,
        min_charge_fen=terms.min_charge_fen,
    )


def return_price(terms: RateTerms) -> UnitPrice:
    """The price of the way back: by chargeable weight, with the lane's own minimum."""
    return UnitPrice(
        price_kg_mill=terms.return_price_kg_mill,
        ratio=terms.ratio,
        min_charge_fen=terms.min_charge_fen,
    )


def cost_by(price: UnitPrice, load: Load, door_fee_fen: int) -> TicketCost:
    """A ticket's cost: ``max(minimum, whole yuan of basis × price) + door fee`` (spec 5.3)."""
    kg = chargeable_kg(load.weight_g, load.volume_cm3, price.ratio)
    return TicketCost(freight_fen(price, load), door_fee_fen, kg, price_words(price))


def price_words(price: UnitPrice) -> str:
    """The unit price as the office says it: 「0.95元/kg」, 「12.00元/件」, 「整票500.00元」."""
    per_kg = tr("{p}元/kg").format(p=show_price(price.price_kg_mill))
    if price.basis is Basis.WV:
        return per_kg + tr("或{p}元/m³取高").format(p=show_money(price.price_m3_fen))
    if price.basis is Basis.P:
        return tr("{p}元/件").format(p=show_money(price.price_piece_fen))
    if price.basis is Basis.L:
        return tr("整票{p}元").format(p=show_money(price.lump_fen))
    return per_kg


def same_price(old: RateTerms, new: RateTerms) -> bool:
    """Whether nothing that costs money differs."""
    return all(getattr(old, name) == getattr(new, name) for name in PRICE_TERMS)


def price_change_bp(old: RateTerms, new: RateTerms) -> int | None:
    """Change of the price in basis points, half-up; None when it is counted by something else now.

    By weight or volume, whichever is higher, the price per m³ counts when only that one changed.
    """
    if old.basis is not new.basis:
        return None
    name = {Basis.P: "price_piece_fen", Basis.L: "lump_fen"}.get(new.basis, "price_kg_mill")
    if new.basis is Basis.WV and old.price_kg_mill == new.price_kg_mill:
        name = "price_m3_fen"
    return change_bp(getattr(old, name), getattr(new, name))


def change_bp(old: int, new: int) -> int | None:
    """Change in basis points of the old value, half-up; None when the old value is 0."""
    return round_half_up((new - old) * 10_000, old) if old else None


def effect_on(old: RateTerms, new: RateTerms, ticket: ExampleTicket) -> RateEffect:
    """What a change means for an example ticket."""
    load = Load(weight_g=ticket.weight_g, volume_cm3=ticket.volume_cm3, pieces=ticket.pieces)
    before, after = (
        cost_by(unit_price(terms), load, terms.door_fee_fen if ticket.door else 0)
        for terms in (old, new)
    )
    change = change_bp(before.total_fen, after.total_fen)
    return RateEffect(after.chargeable_kg, before.total_fen, after.total_fen, change)


def notice_due_at(
    calendar: WorkingCalendar, recorded_at: datetime, effective_on: date, hours: int
) -> datetime:
    """Until when finance must be told: so many working hours, and before the new rate counts (A-23)."""
    starts = datetime.combine(effective_on, time(), BEIJING)
    return min(calendar.deadline(recorded_at, hours=hours), starts)


def place_codes(division: Division) -> tuple[str, ...]:
    """The codes under which a place is looked up: its own first, then its city's."""
    city = f"{division.city_code}00"
    return (division.code,) if division.county is None else (division.code, city)


def overlaps(a_from: date, a_to: date | None, b_from: date, b_to: date | None) -> bool:
    """Whether two periods share a day; None is open-ended."""
    return a_from <= (b_to or OPEN_END) and b_from <= (a_to or OPEN_END)


def period(valid_from: date, valid_to: date | None) -> tuple[str, str]:
    """Both ends of a validity in words."""
    return show_date(valid_from), show_date(valid_to) if valid_to else tr("长期")


def check_rate_draft(draft: RateDraft) -> Problems:
    """Return every problem of a typed rate by itself."""
    problems = Problems()
    for name, label, place in (
        ("from_place", tr("起运地"), draft.from_place),
        ("to_place", tr("到达地"), draft.to_place),
    ):
        if problems.require(place, name, label):
            problems.check(find_division(place) is not None, "E007", name, v=place)
            check_text(problems, clean_text(place), name, label, 40)
    check_terms(problems, draft.terms)
    if draft.valid_to is not None:
        why = tr("不能早于生效日 {d}").format(d=show_date(draft.valid_from))
        fits = draft.valid_to >= draft.valid_from
        problems.check(fits, "E019", "valid_to", label=tr("有效期至"), why=why)
    check_text(problems, clean_text(draft.note), "note", tr("备注"), 200)
    return problems


def check_terms(problems: Problems, terms: RateTerms) -> None:
    """Add every problem of typed terms."""
    problems.extend(check_unit_price(unit_price(terms)).found)
    days = terms.transit_days
    if problems.require(days or None, "transit_days", tr("时效(天)")):
        label = tr("时效(天)")
        fits = 1 <= days <= MOST_DAYS
        problems.check(fits, "E003", "transit_days", label=label, lo=1, hi=MOST_DAYS, v=days)
    fee, most = terms.door_fee_fen, MAX_PRICE_FEN
    shown = {"lo": 0, "hi": show_money(most), "v": show_money(fee)}
    problems.check(0 <= fee <= most, "E003", "door_fee_fen", label=tr("送货费"), **shown)
    back, dearest = terms.return_price_kg_mill, MAX_PRICE_KG_MILL
    shown = {"lo": 0, "hi": show_price(dearest), "v": show_price(max(0, back))}
    fits = 0 <= back <= dearest
    problems.check(fits, "E003", "return_price_kg_mill", label=tr("返程价"), **shown)
