"""Which partner takes a load for how much: the comparison of a lane."""

from dataclasses import dataclass, replace
from datetime import date

from desk.kernel.commands import query
from desk.kernel.quantities import round_half_up
from desk.partners.carriers.choices import Grade, PartnerStatus
from desk.partners.carriers.finding import check_usable
from desk.partners.carriers.rules import status_on
from desk.partners.rates.finding import rates_on_lane, ticket_cost
from desk.partners.rates.model import PartnerRate
from desk.partners.rates.rules import TicketCost
from desk.storage.work import Reader

BENCHMARK_GRADES = frozenset({Grade.A, Grade.B, Grade.C})


@dataclass(frozen=True, kw_only=True)
class PartnerOffer:
    """What one partner would charge for a load.

    Attributes:
        objection: why he may not be given goods on that day, empty when he may.
        in_benchmark: ACTIVE, graded A to C, licence valid: others are measured by his price.
        ratio_bp: his cost in basis points of the cheapest one in the benchmark; None without any.
    """

    partner_id: int
    code: str
    name: str
    status: PartnerStatus
    grade: Grade | None
    rate_id: int
    transit_days: int
    unit: str
    chargeable_kg: int
    transit_fee_fen: int
    door_fee_fen: int
    total_fen: int
    objection: str
    in_benchmark: bool
    ratio_bp: int | None = None


@query("partner_rate.read", "比较合作商运价")
def compare_partners(
    read: Reader,
    *,
    from_place: str,
    to_place: str,
    weight_g: int,
    volume_cm3: int,
    pieces: int,
    door: bool = True,
    on: date | None = None,
) -> list[PartnerOffer]:
    """Every partner with a rate of the lane on a day, the usable and cheapest first.

    Source: spec 5.3, 5.4 (2), AT-04.
    """
    day = on or read.today
    offers = [
        _offer(read, rate, ticket_cost(rate, weight_g, volume_cm3, pieces, door=door), day)
        for rate in rates_on_lane(read, from_place, to_place, day).values()
    ]
    best = cheapest_fen(offers)
    rated = [replace(o, ratio_bp=ratio_bp(o.total_fen, best)) for o in offers]
    return sorted(rated, key=_rank)


def _rank(offer: PartnerOffer) -> tuple[object, ...]:
    """Usable first, then cheap; of equal cost a partner graded A is preferred (5.7)."""
    preferred = offer.grade is not Grade.A
    return bool(offer.objection), offer.total_fen, preferred, offer.transit_days, offer.code


def cheapest_fen(offers: list[PartnerOffer]) -> int | None:
    """The lowest cost in the benchmark, which the price check of 5.4 measures by."""
    return min((offer.total_fen for offer in offers if offer.in_benchmark), default=None)


def ratio_bp(cost_fen: int, best_fen: int | None) -> int | None:
    """A cost in basis points of the cheapest one, half-up; None when there is nothing to compare."""
    return round_half_up(cost_fen * 10_000, best_fen) if best_fen else None


def _offer(read: Reader, rate: PartnerRate, cost: TicketCost, day: date) -> PartnerOffer:
    partner, objections = rate.partner, check_usable(read, rate.partner, day)
    status = status_on(partner, day)
    counts = status is PartnerStatus.ACTIVE and partner.grade in BENCHMARK_GRADES
    return PartnerOffer(
        partner_id=partner.id,
        code=partner.code,
        name=partner.name,
        status=status,
        grade=partner.grade,
        rate_id=rate.id,
        transit_days=rate.transit_days,
        unit=cost.unit,
        chargeable_kg=cost.chargeable_kg,
        transit_fee_fen=cost.transit_fee_fen,
        door_fee_fen=cost.door_fee_fen,
        total_fen=cost.total_fen,
        objection="\n".join(p.message for p in objections.found),
        in_benchmark=counts and not objections.found,
    )
