"""What a ticket would cost, shown while it is typed: the line that counts and how far one may go.

Nothing is decided here; saving prices the ticket again. Source: spec 5.2, A-31, 3.27 (E120, E121).
"""

from dataclasses import dataclass, replace
from datetime import date

from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.consignments.pricing import Priced, RateSnapshot, price_draft
from desk.kernel.commands import query
from desk.kernel.moments import local
from desk.kernel.prices import Tier
from desk.kernel.quantities import round_half_up
from desk.pricing.tariffs.choices import FeeKind
from desk.pricing.tariffs.discounts import discount_bp, discount_limit_bp
from desk.pricing.tariffs.fees import FeeHit, FeeQuestion, find_fees
from desk.storage.work import Reader

_TYPED = {
    FeeKind.PICKUP: "pickup_fee_fen",
    FeeKind.DELIVERY: "delivery_fee_fen",
    FeeKind.COVER: "cover_fee_fen",
    FeeKind.RECEIPT: "receipt_fee_fen",
}
TOO_LOW, WITHOUT_REASON = "E121", "E009"


@dataclass(frozen=True, kw_only=True)
class PricePreview:
    """The price of a ticket as it stands.

    Attributes:
        rate: where the price comes from; None while there is none.
        base_fen: base freight of the tariff or the quote; 0 without one.
        discount_fen: discount agreed in the quote.
        light: the volume counts, not the weight (轻泡).
        at_minimum: the least charge counts.
        next_tier: the next weight break.
        fees: surcharges of the sheet for the services that are asked for, unless just that is typed.
        limit_bp: discount the acting user may give.
        asked_bp: discount that is typed.
        countersign: the typed price needs the 副总经理, and the acting user may enter him.
        problems: what saving would refuse about the price, in words.
    """

    rate: RateSnapshot | None = None
    base_fen: int = 0
    discount_fen: int = 0
    light: bool = False
    at_minimum: bool = False
    next_tier: Tier | None = None
    fees: tuple[FeeHit, ...] = ()
    limit_bp: int = 0
    asked_bp: int = 0
    countersign: bool = False
    problems: tuple[str, ...] = ()


@query("consignment.create", "运价预览")
def preview_price(read: Reader, *, draft: ConsignmentDraft, number: str = "") -> PricePreview:
    """The price of a draft as far as it is typed; `number`: the ticket that is corrected."""
    day = local(draft.accept_at or read.now).date()
    own = price_draft(read, _unpriced(draft), day, waybill=number)
    if own.rate is None:
        return PricePreview(problems=_messages(own))
    asked = price_draft(read, draft, day, waybill=number)
    charges = own.draft.charges
    return _with_hit(
        PricePreview(
            rate=own.rate,
            base_fen=charges.base_freight_fen,
            discount_fen=charges.discount_fen,
            fees=_fees(read, draft, day, own),
            limit_bp=discount_limit_bp(read),
            asked_bp=_asked_bp(draft, own),
            countersign=_needs_countersign(read, draft, day, number),
            problems=_messages(asked),
        ),
        draft,
    )


def _messages(priced: Priced) -> tuple[str, ...]:
    return tuple(p.message for p in priced.problems.found if p.code != WITHOUT_REASON)


def _unpriced(draft: ConsignmentDraft) -> ConsignmentDraft:
    free = replace(draft.charges, base_freight_fen=0, discount_fen=0, discount_reason="")
    return replace(draft, charges=free)


def _asked_bp(draft: ConsignmentDraft, own: Priced) -> int:
    typed, due = draft.charges, own.rate.due_fen if own.rate else None
    if not due:
        return 0
    base = typed.base_freight_fen or own.draft.charges.base_freight_fen
    return max(0, discount_bp(due, base + typed.discount_fen))


def _needs_countersign(read: Reader, draft: ConsignmentDraft, day: date, number: str) -> bool:
    bare = replace(draft, price_countersigned_by="")
    refused = price_draft(read, bare, day, waybill=number).problems.found
    return read.may("tariff.approve") and any(p.code == TOO_LOW for p in refused)


def _fees(read: Reader, draft: ConsignmentDraft, day: date, own: Priced) -> tuple[FeeHit, ...]:
    hit = own.rate.hit if own.rate else None
    if hit is None or draft.quote_no.strip():  # a quote has its own
        return ()
    question = FeeQuestion(
        origin=draft.origin_station,
        destination=draft.destination,
        on=day,
        chargeable_kg=hit.chargeable_kg,
        pickup=draft.charges.pickup_fee_fen > 0,
        delivery=draft.delivery_mode is DeliveryMode.DOOR,
        receipt=draft.receipt_copies > 0,
        declared_value_fen=draft.declared_value_fen,
        cod_amount_fen=draft.cod_amount_fen,
    )
    typed = {kind: getattr(draft.charges, name) for kind, name in _TYPED.items()}
    found = find_fees(read, question)
    return tuple(fee for fee in found if fee.amount_fen not in (0, typed.get(fee.fee)))


def _with_hit(preview: PricePreview, draft: ConsignmentDraft) -> PricePreview:
    """What the line that counts says beside its amount."""
    hit = preview.rate.hit if preview.rate else None
    if hit is None:
        return preview
    tiers = (tier for tier in hit.price.tiers if tier.from_kg > hit.charged_kg)
    return replace(
        preview,
        light=hit.chargeable_kg > max(1, round_half_up(draft.weight_g, 1000)),
        at_minimum=hit.base_freight_fen == hit.price.min_charge_fen > 0,
        next_tier=next(tiers, None),
    )
