"""The base freight of a ticket against the company's tariff, and the hit that is kept with it.

Nothing happens while no public tariff has begun. Source: spec 5.2, A-25, A-31, 3.27 (E120, E121, E124).
"""

from dataclasses import dataclass, field, replace
from datetime import date

import msgspec
from sqlalchemy import select

from desk.archive.customers.counter import known_customer
from desk.freight.consignments.choices import Direction
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.consignments.model import Consignment
from desk.kernel.commands import query
from desk.kernel.errors import Problems, Refused, refuse
from desk.kernel.identity import clean_text
from desk.kernel.moments import local
from desk.kernel.prices import Load
from desk.kernel.text import tr
from desk.pricing.quotes.winning import quoted_price, release, usable_quote, win
from desk.pricing.tariffs.choices import PriceLevel
from desk.pricing.tariffs.discounts import check_discount
from desk.pricing.tariffs.lookup import PriceHit, PriceQuestion, find_price, tariffs_in_force
from desk.pricing.tariffs.places import find_place
from desk.storage.inserting import put
from desk.storage.work import Reader, Work

BASE = "charges.base_freight_fen"
NAME_MOST = 60


@dataclass(frozen=True)
class RateSnapshot:
    """How a base freight came about, as it was when the price was made.

    Attributes:
        level: where the price comes from.
        hit: the tariff line with the freight it gave; None for the manager's own price.
        reason: why the manager set a price of his own.
        countersigned_by: 副总经理 whose decision allowed the price.
        user_id: who made the price.
        quote_no: the accepted quote, if the price is its.
        agreed_fen: freight less discount that was agreed in it.
    """

    level: PriceLevel
    hit: PriceHit | None = None
    reason: str = ""
    countersigned_by: str = ""
    user_id: int | None = None
    quote_no: str = ""
    agreed_fen: int | None = None

    @property
    def due_fen(self) -> int | None:
        """The freight the ticket should have; None where the manager alone says."""
        return self.agreed_fen if self.quote_no else self.hit.base_freight_fen if self.hit else None


@dataclass(frozen=True)
class Priced:
    """A draft with its base freight, where it comes from, and what is wrong with it."""

    draft: ConsignmentDraft
    rate: RateSnapshot | None = None
    problems: Problems = field(default_factory=Problems)

    @property
    def ratio(self) -> int | None:
        """Kg per m³ of the tariff line, if there is one."""
        return self.rate.hit.price.ratio if self.rate and self.rate.hit else None


def price_ticket(work: Work, consignment: Consignment, draft: ConsignmentDraft) -> Priced:
    """The price of a ticket about to be written; a correction of other things leaves it as it is."""
    if consignment.number is not None and _same_freight(consignment, draft):
        return Priced(draft, rate_snapshot(consignment))
    day = local(draft.accept_at or consignment.accept_at or work.now).date()
    waybill = consignment.number or ""
    priced = price_draft(work, draft, day, reason=work.reason, waybill=waybill)
    if waybill and consignment.quote_no != draft.quote_no.strip():
        _change_quote(work, consignment.quote_no, draft.quote_no, waybill, day)
    return priced


def _change_quote(work: Work, before: str, after: str, waybill: str, day: date) -> None:
    """A corrected ticket stands on another quote, or on none any more."""
    if before:
        leave_quote(work, before, waybill)
    if after.strip():
        win(work, usable_quote(work, after, day, waybill), waybill)


def leave_quote(work: Work, quote_no: str, waybill: str) -> None:
    """A ticket no longer stands on its quote; of a repeatable one the oldest other ticket takes its place."""
    heir = work.session.scalar(
        select(Consignment.number)
        .where(
            Consignment.quote_no == quote_no,
            Consignment.number != waybill,
            ~Consignment.voided,
        )
        .order_by(Consignment.id)
        .limit(1)
    )
    release(work, quote_no, waybill, heir or "")


def _same_freight(consignment: Consignment, draft: ConsignmentDraft) -> bool:
    before = (
        consignment.origin_station,
        consignment.destination,
        consignment.shipper_name,
        consignment.weight_g,
        consignment.volume_cm3,
        consignment.declared,
        consignment.base_freight_fen,
        consignment.discount_fen,
        consignment.quote_no,
        local(consignment.accept_at).date(),
    )
    after = (
        clean_text(draft.origin_station),
        clean_text(draft.destination),
        clean_text(draft.shipper_name),
        draft.weight_g,
        draft.volume_cm3,
        draft.pieces,
        draft.charges.base_freight_fen,
        draft.charges.discount_fen,
        draft.quote_no.strip(),
        local(draft.accept_at or consignment.accept_at).date(),
    )
    return before == after


def price_draft(
    read: Reader, draft: ConsignmentDraft, on: date, *, reason: str = "", waybill: str = ""
) -> Priced:
    """Price a draft by its accepted quote, else by the tariff in force on a day.

    A base freight of 0 is taken from the tariff, as are missing days in transit. One below the
    tariff, discount included, needs the authority of A-31. Without a line the manager may set a
    price, with a reason. `waybill`: the ticket that is corrected, which may use its quote again.
    """
    if not _is_complete(draft):
        return Priced(draft)
    if draft.quote_no.strip():
        return _by_quote(read, draft, on, waybill)
    if not tariffs_in_force(read, on):
        return Priced(draft)
    try:
        return _priced(read, draft, find_price(read, _question(read, draft, on)))
    except Refused as refused:
        missing = refused
    if "E120" not in missing.codes or not read.may("tariff.approve"):
        return _unpriced(draft, missing)
    return _by_hand(read, draft, missing, reason)


def _unpriced(draft: ConsignmentDraft, missing: Refused) -> Priced:
    """Without a price; the origin is at fault when it is no place a tariff can start from."""
    origin = draft.origin_station.strip()
    at_fault = draft.direction is not Direction.RETURN and find_place(origin) is None
    if "E120" not in missing.codes or not at_fault:
        return Priced(draft, None, Problems(list(missing.problems)))
    problems = Problems()
    problems.add("E081", "origin_station", v=origin, to=draft.destination.strip())
    return Priced(draft, None, problems)


def _is_complete(draft: ConsignmentDraft) -> bool:
    """Whether there is enough to price; the rest is refused by the draft's own checks."""
    goods = draft.pieces > 0 and draft.weight_g > 0 and draft.volume_cm3 > 0
    return (
        goods and bool(draft.origin_station.strip()) and find_place(draft.destination) is not None
    )


def _question(read: Reader, draft: ConsignmentDraft, on: date) -> PriceQuestion:
    """Goods going back are priced from the hub, whose outbound tariff they take (AT-08)."""
    returning = draft.direction is Direction.RETURN
    shipper = known_customer(read, draft.shipper_name, draft.shipper_phone)
    return PriceQuestion(
        origin=read.settings.hub_city if returning else draft.origin_station.strip(),
        destination=draft.destination.strip(),
        on=on,
        weight_g=draft.weight_g,
        volume_cm3=draft.volume_cm3,
        pieces=draft.pieces,
        customer_id=draft.shipper_id or (shipper.id if shipper else None),
        returning=returning,
    )


def _by_quote(read: Reader, draft: ConsignmentDraft, on: date, waybill: str) -> Priced:
    """The agreed price (level 1); a ticket below it needs the same authority as one below the tariff."""
    load = Load(weight_g=draft.weight_g, volume_cm3=draft.volume_cm3, pieces=draft.pieces)
    try:
        quote = usable_quote(read, draft.quote_no, on, waybill)
        price = quoted_price(quote, draft.origin_station, draft.destination, load)
    except Refused as refused:
        return Priced(draft, None, Problems(list(refused.problems)))
    charges, problems = draft.charges, Problems()
    if not charges.base_freight_fen:
        discount = charges.discount_fen or price.net_fen - price.base_fen
        words = charges.discount_reason or (discount_reason(quote.number) if discount else "")
        charges = replace(
            charges,
            base_freight_fen=price.base_fen,
            discount_fen=discount,
            discount_reason=words,
        )
    asked = charges.base_freight_fen + charges.discount_fen
    if asked < price.net_fen:
        against = price.tariff_base_fen or price.net_fen
        try:
            check_discount(
                read, against, asked, field=BASE, countersigned_by=draft.price_countersigned_by
            )
        except Refused as refused:
            problems.extend(refused.problems)
    days = price.transit_days if draft.transit_days is None else draft.transit_days
    full = draft.but(charges=charges, transit_days=days)
    snapshot = RateSnapshot(
        PriceLevel.QUOTE,
        price.hit,
        "",
        clean_text(draft.price_countersigned_by),
        read.actor.user_id,
        quote.number,
        price.net_fen,
    )
    return Priced(full, snapshot, problems)


def discount_reason(quote_no: str) -> str:
    """Why a ticket on a quote has a discount."""
    return tr("按报价 {no}").format(no=quote_no)


def _priced(read: Reader, draft: ConsignmentDraft, hit: PriceHit) -> Priced:
    charges, problems = draft.charges, Problems()
    base = charges.base_freight_fen or hit.base_freight_fen
    signed = clean_text(draft.price_countersigned_by)
    problems.check(
        len(signed) <= NAME_MOST,
        "E004",
        "price_countersigned_by",
        label=tr("副总经理会签人"),
        n=NAME_MOST,
        v=len(signed),
    )
    try:
        asked = base + charges.discount_fen
        check_discount(read, hit.base_freight_fen, asked, field=BASE, countersigned_by=signed)
    except Refused as refused:
        problems.extend(refused.problems)
    full = draft.but(
        charges=replace(charges, base_freight_fen=base),
        transit_days=hit.transit_days if draft.transit_days is None else draft.transit_days,
    )
    snapshot = RateSnapshot(hit.level, hit, "", signed, read.actor.user_id)
    return Priced(full, snapshot, problems)


def _by_hand(read: Reader, draft: ConsignmentDraft, missing: Refused, reason: str) -> Priced:
    if draft.charges.base_freight_fen <= 0:
        return _unpriced(draft, missing)
    if not reason.strip():
        asked = refuse("E009", "reason", action=tr("核定运价"))
        return Priced(draft, None, Problems(list(asked.problems)))
    by_hand = RateSnapshot(PriceLevel.MANUAL, None, reason.strip(), "", read.actor.user_id)
    return Priced(draft, by_hand)


def write_rate(consignment: Consignment, priced: Priced) -> None:
    """Keep the hit with the ticket."""
    rate = priced.rate
    put(
        consignment,
        {
            "price_level": rate.level if rate else None,
            "tariff_base_fen": rate.due_fen if rate else None,
            "quote_no": priced.draft.quote_no.strip(),
            "rate_snapshot": msgspec.json.encode(rate).decode() if rate else "",
        },
    )


def rate_snapshot(consignment: Consignment) -> RateSnapshot | None:
    """The kept hit of a ticket; None when no tariff was in force."""
    kept = consignment.rate_snapshot
    return msgspec.json.decode(kept, type=RateSnapshot) if kept else None


@query("consignment.read", "运价依据")
def rate_of(read: Reader, *, number: str) -> RateSnapshot | None:
    """Where the base freight of a consignment comes from.

    Raises:
        Refused: E006.
    """
    found = read.session.scalar(select(Consignment).where(Consignment.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("运单"), v=number)
    return rate_snapshot(found)
