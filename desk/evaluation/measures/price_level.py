"""H6: what a partner's tickets cost, against the middle of what all partners would have charged.

The status and grade of a partner on a past day are not kept, so every rate that was valid that day
counts, his own too: the figure can be recomputed. Where nobody else had a rate there is no level.

Source: spec 5.7, 5.3.
"""

from dataclasses import dataclass
from datetime import date

from desk.evaluation.measures.handovers import Handed, business
from desk.evaluation.measures.rows import Rows, TicketBehind, one_a_ticket
from desk.evaluation.measures.rules import median_fen
from desk.freight.transit.rules import part_of
from desk.kernel.prices import Load, UnitPrice, freight_fen
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.partners.rates.finding import LaneRates
from desk.partners.rates.rules import unit_price
from desk.storage.work import Reader


@dataclass(frozen=True, slots=True)
class Offer:
    """What a partner would have charged on a lane on a day."""

    partner_id: int
    price: UnitPrice
    door_fee_fen: int

    def cost_fen(self, load: Load, *, door: bool) -> int:
        return freight_fen(self.price, load) + (self.door_fee_fen if door else 0)


def price_rows(
    read: Reader, handed: tuple[Handed, ...], partner_id: int, first: date, last: date
) -> Rows:
    """Cost and benchmark of every ticket handed over in the period, in fen."""
    carried, back = business(handed)
    offers = _offers(read, carried, first, last)
    rows = [_compared(h, offers[h.destination, h.handed_on], partner_id) for h in carried]
    return one_a_ticket((*rows, *back))


def _offers(
    read: Reader, carried: list[Handed], first: date, last: date
) -> dict[tuple[str, date], list[Offer]]:
    """The offers by destination and day."""
    asked = {(h.destination, h.handed_on) for h in carried}
    places = {place for place, _ in asked}
    lanes = LaneRates.of_period(read, read.settings.hub_city, places, first, last)
    prices = {
        rate.id: Offer(rate.partner_id, unit_price(rate.terms), rate.door_fee_fen)
        for rates in lanes.rates.values()
        for rate in rates
    }
    return {
        (place, day): [prices[rate.id] for rate in lanes.on(place, day).values()]
        for place, day in asked
    }


def _compared(h: Handed, offers: list[Offer], partner_id: int) -> TicketBehind:
    if all(offer.partner_id == partner_id for offer in offers):
        return h.aside(h.handed_on, tr("没有其他合作商的有效运价"))
    load = Load(
        weight_g=part_of(h.weight_g, h.pieces, h.declared),
        volume_cm3=part_of(h.volume_cm3, h.pieces, h.declared),
        pieces=h.pieces,
    )
    costs = [offer.cost_fen(load, door=h.door) for offer in offers]
    benchmark_fen = median_fen(costs)
    words = tr("{no}:实付 {a},基准 {b}({n} 家中位数)").format(
        no=h.manifest, a=show_money(h.cost_fen), b=show_money(benchmark_fen), n=len(costs)
    )
    return h.row(on=h.handed_on, numerator=h.cost_fen, denominator=benchmark_fen, words=words)
