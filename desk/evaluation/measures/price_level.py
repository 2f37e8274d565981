"""H6: what a partner's tickets cost, against the middle of what all partners would have charged.

The status and grade of a partner on a past day are not kept, so every rate that was valid that day
counts, his own too: the figure can be recomputed. Where nobody else had a rate there is no level.

Source: spec 5.7, 5.3.
"""

from collections.abc import Mapping
from datetime import date

from desk.evaluation.measures.handovers import Handed, business
from desk.evaluation.measures.rows import Rows, TicketBehind, one_a_ticket
from desk.evaluation.measures.rules import median_fen
from desk.freight.transit.rules import part_of
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.partners.rates.finding import LaneRates, ticket_cost
from desk.partners.rates.model import PartnerRate
from desk.storage.work import Reader

OFFERS_NEEDED = 2


def price_rows(
    read: Reader, handed: tuple[Handed, ...], partner_id: int, first: date, last: date
) -> Rows:
    """Cost and benchmark of every ticket handed over in the period, in fen."""
    carried, back = business(handed)
    places = {h.destination for h in carried}
    lanes = LaneRates.of_period(read, read.settings.hub_city, places, first, last)
    rows = [_compared(h, lanes.on(h.destination, h.handed_on), partner_id) for h in carried]
    return one_a_ticket((*rows, *back))


def _compared(h: Handed, rates: Mapping[int, PartnerRate], partner_id: int) -> TicketBehind:
    others = rates.keys() - {partner_id}
    if not others or len(rates) < OFFERS_NEEDED:
        return h.aside(h.handed_on, tr("没有其他合作商的有效运价"))
    costs = [_cost_fen(rate, h) for rate in rates.values()]
    benchmark_fen = median_fen(costs)
    words = tr("{no}:实付 {a},基准 {b}({n} 家中位数)").format(
        no=h.manifest, a=show_money(h.cost_fen), b=show_money(benchmark_fen), n=len(costs)
    )
    return h.row(on=h.handed_on, numerator=h.cost_fen, denominator=benchmark_fen, words=words)


def _cost_fen(rate: PartnerRate, h: Handed) -> int:
    weight_g = part_of(h.weight_g, h.pieces, h.declared)
    volume_cm3 = part_of(h.volume_cm3, h.pieces, h.declared)
    return ticket_cost(rate, weight_g, volume_cm3, h.pieces, door=h.door).total_fen
