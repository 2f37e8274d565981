"""What the partner who has the goods takes for bringing them back, and what he collected of them (AT-08)."""

from sqlalchemy.orm import Session

from desk.freight.consignments.choices import MoneyKind
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.money import taken_fen
from desk.freight.consignments.rules import collect_due_fen
from desk.freight.returns.model import ReturnOrder
from desk.freight.returns.rules import goods_going_back
from desk.freight.transit.finding import last_line_of, lines_collecting
from desk.partners.rates.finding import rate_for, ticket_cost
from desk.storage.work import Reader


def coming_fen(session: Session, consignment: Consignment) -> tuple[int, int]:
    """Freight and cash on delivery that partners collected for delivered pieces and still have."""
    lines = [n for n in lines_collecting(session, consignment.id) if n.pieces_signed]
    return sum(n.collect_for_us_fen for n in lines), sum(n.cod_for_us_fen for n in lines)


def collect_open_fen(session: Session, consignment: Consignment) -> int:
    """Freight the consignee owes, that nobody took and no partner brings."""
    taken = taken_fen(session, consignment.id, MoneyKind.FREIGHT)
    coming, _ = coming_fen(session, consignment)
    return max(0, collect_due_fen(consignment) - taken - coming)


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
