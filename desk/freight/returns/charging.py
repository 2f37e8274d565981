"""What a return will cost the shipper, before its consignment is made (AT-08)."""

from dataclasses import dataclass

from desk.freight.consignments.choices import Direction
from desk.freight.consignments.drafts import Charges, ConsignmentDraft
from desk.freight.consignments.pricing import price_draft
from desk.freight.returns.finding import order_by_number
from desk.freight.returns.model import ReturnOrder
from desk.freight.returns.partner_price import collect_open_fen, partner_return_fen
from desk.freight.returns.rules import goods_going_back
from desk.kernel.commands import query
from desk.kernel.errors import Refused
from desk.kernel.identity import clean_text
from desk.kernel.words import amount_in_words
from desk.storage.work import Reader


@dataclass(frozen=True)
class ReturnCharges:
    """The lines of a return note, in fen.

    Attributes:
        collect_fen: freight of the original that the shipper takes over.
        partner_cost_fen: the way back to the hub, as typed or by the partner's return price.
        freight_fen: from the hub to the shipper; None when no tariff line covers it.
        due_fen: the sum of what is known.
        why: why there is no freight, empty when there is.
    """

    collect_fen: int
    partner_cost_fen: int
    freight_fen: int | None
    due_fen: int
    due_in_words: str
    why: str


@query("return.read", "返货费用试算")
def charges_of_return(
    read: Reader,
    *,
    number: str,
    destination: str = "",
    partner_cost_fen: int | None = None,
    freight_fen: int | None = None,
) -> ReturnCharges:
    """The charges as `issue_return` will write them; what is not typed comes from the rates.

    Raises:
        Refused: E006.
    """
    order = order_by_number(read, number)
    c = order.original
    collect, why, freight = collect_open_fen(read.session, c), "", freight_fen or None
    if freight is None:
        try:
            freight = _tariff_freight_fen(read, order, clean_text(destination))
        except Refused as refused:
            why = refused.problems[0].message
    agreed = partner_return_fen(read, order) if partner_cost_fen is None else partner_cost_fen
    partner = agreed or 0
    due = collect + partner + (freight or 0)
    return ReturnCharges(collect, partner, freight, due, amount_in_words(due), why)


def _tariff_freight_fen(read: Reader, order: ReturnOrder, destination: str) -> int | None:
    """The freight by the tariff in force; None while no tariff is in force.

    Raises:
        Refused: E120 and the like.
    """
    c = order.original
    draft = ConsignmentDraft(
        direction=Direction.RETURN,
        origin_station=c.destination,
        destination=destination or c.origin_station,
        shipper_id=c.consignee_id,
        shipper_name=c.consignee_name,
        shipper_phone=c.consignee_phone,
        consignee_name=c.shipper_name,
        consignee_phone=c.shipper_phone,
        charges=Charges(),
        lines=goods_going_back(c.lines, order.pieces),
    )
    priced = price_draft(read, draft, read.today)
    priced.problems.raise_if_any()
    return priced.draft.charges.base_freight_fen or None
