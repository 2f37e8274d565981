"""What the partner who has the goods takes for bringing them back to the hub (AT-08)."""

from desk.freight.returns.model import ReturnOrder
from desk.freight.returns.rules import goods_going_back
from desk.freight.transit.finding import last_line_of
from desk.partners.rates.finding import rate_for, ticket_cost
from desk.storage.work import Reader


def partner_return_fen(read: Reader, order: ReturnOrder) -> int | None:
    """His return price of the lane for the pieces going back; None when none was agreed.

    The partner is the one the ticket was last handed to by a transit manifest; the rate is today's,
    else that of the manifest.

    Source: spec 5.2, AT-08 (579 kg × 0.50 = 290).
    """
    c = order.original
    line = last_line_of(read.session, c.id)
    if line is None:
        return None
    manifest = line.manifest
    rate = rate_for(read, manifest.partner_id, read.settings.hub_city, c.destination, read.today)
    rate = rate or line.rate
    if rate is None or not rate.return_price_kg_mill:
        return None
    goods = goods_going_back(c.lines, order.pieces)
    return ticket_cost(
        rate,
        sum(g.weight_g for g in goods),
        sum(g.volume_cm3 for g in goods),
        order.pieces,
        door=False,
        returning=True,
    ).total_fen
