"""What a shipment will probably cost the office, part by part; what nobody can tell stays unknown.

The leg beyond the hub is the partner's own rate; line-haul, pick-up and delivery are told by the
rooms that keep the trucks, from their last ones. Source: spec 5.3, A-07; issue (estimated cost).
"""

from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.partners.carriers.model import Partner
from desk.partners.rates.comparing import PartnerOffer, compare_partners
from desk.pricing.quotes.choices import CostLeg
from desk.pricing.quotes.drafts import QuoteTerms
from desk.pricing.quotes.events import CostAsked, LegCost
from desk.pricing.quotes.model import Inquiry, QuoteCost
from desk.pricing.tariffs.places import Place, find_place
from desk.storage.work import Reader


def legs_of(read: Reader, inquiry: Inquiry) -> frozenset[CostLeg]:
    """The parts of the way that cost the office money.

    Line-haul where the goods leave or enter the hub's province; a partner for any other town of
    it; own delivery in the hub, and at the far end of an outbound shipment.
    """
    hub, start, end = (
        find_place(p) for p in (read.settings.hub_city, inquiry.from_place, inquiry.to_place)
    )
    if hub is None or start is None or end is None:
        return frozenset()
    legs = {CostLeg.PICKUP} if inquiry.pickup else set()
    if not (_same_province(start, hub) and _same_province(end, hub)):
        legs.add(CostLeg.LINEHAUL)
    if any(_same_province(p, hub) and p.city_code != hub.city_code for p in (start, end)):
        legs.add(CostLeg.TRANSIT)
    if inquiry.door and (end.city_code == hub.city_code or not _same_province(end, hub)):
        legs.add(CostLeg.DELIVERY)
    return frozenset(legs)


def _same_province(a: Place, b: Place) -> bool:
    return a.city_code[:2] == b.city_code[:2]


def estimate(
    read: Reader, inquiry: Inquiry, terms: QuoteTerms, chargeable_kg: int
) -> list[QuoteCost]:
    """The cost of every part, None where it is unknown.

    Raises:
        Refused: E162 when the partner that was chosen has no rate of the lane.
    """
    legs = legs_of(read, inquiry)
    asked = CostAsked(
        inquiry.from_place,
        inquiry.to_place,
        inquiry.weight_g or chargeable_kg * 1000,
        read.now,
        legs,
    )
    if CostLeg.TRANSIT in legs:
        _by_partner(read, inquiry, terms, asked)
    read.emit(asked)
    return [_cost(leg, asked.found.get(leg)) for leg in CostLeg if leg in legs]


def _by_partner(read: Reader, inquiry: Inquiry, terms: QuoteTerms, asked: CostAsked) -> None:
    offers = compare_partners(
        read,
        from_place=read.settings.hub_city,
        to_place=inquiry.to_place,
        weight_g=asked.weight_g,
        volume_cm3=inquiry.volume_cm3,
        pieces=max(1, inquiry.pieces),
        door=inquiry.door,
    )
    offer = _chosen(read, offers, terms, inquiry)
    if offer is not None:
        source = f"{offer.code} {offer.name} {offer.unit}"
        asked.found[CostLeg.TRANSIT] = LegCost(offer.total_fen, source[:120], offer.rate_id)


def _chosen(
    read: Reader, offers: list[PartnerOffer], terms: QuoteTerms, inquiry: Inquiry
) -> PartnerOffer | None:
    if terms.partner_id is None:
        return next((offer for offer in offers if not offer.objection), None)
    found = next((offer for offer in offers if offer.partner_id == terms.partner_id), None)
    if found is None:
        partner = read.get(Partner, terms.partner_id, tr("合作商"))
        raise refuse("E162", "terms.partner_id", p=partner.name, to=inquiry.to_place)
    return found


def _cost(leg: CostLeg, known: LegCost | None) -> QuoteCost:
    if known is None:
        return QuoteCost(leg=leg, amount_fen=None, source=tr("未知"))
    source = known.source[:120]
    return QuoteCost(leg=leg, amount_fen=known.amount_fen, source=source, rate_id=known.rate_id)
