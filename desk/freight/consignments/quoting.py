"""A consignment on an accepted quote: made of it with one key, priced by it, and winning its inquiry.

Source: spec 3.13, 5.2 (level 1), AT-01, 3.27 (E124).
"""

from desk.freight.consignments.choices import DeliveryMode, Direction, ReceiptRequirement
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from desk.freight.consignments.events import Accepted, Voided
from desk.freight.consignments.pricing import discount_reason, leave_quote
from desk.kernel.commands import on, query
from desk.kernel.moments import local
from desk.pricing.quotes.choices import QuoteItem
from desk.pricing.quotes.model import Inquiry, Quote
from desk.pricing.quotes.winning import usable_quote, win
from desk.pricing.tariffs.places import find_place
from desk.storage.work import Reader, Work

_FEES = {
    QuoteItem.PICKUP: "pickup_fee_fen",
    QuoteItem.DELIVERY: "delivery_fee_fen",
    QuoteItem.COVER: "cover_fee_fen",
    QuoteItem.RECEIPT: "receipt_fee_fen",
    QuoteItem.HANDLING: "handling_fee_fen",
    QuoteItem.STAIRS: "stairs_fee_fen",
    QuoteItem.PACKING: "packing_fee_fen",
    QuoteItem.OTHER: "other_fee_fen",
}


@query("consignment.create", "按报价开单")
def draft_of_quote(read: Reader, *, quote_no: str) -> ConsignmentDraft:
    """The whole consignment of an accepted quote, nothing to be typed again.

    What is checked at the counter stays open, and who receives the goods if he was not named.

    Raises:
        Refused: E006, E008 not accepted by the customer, E043 used already, E124 expired.
    """
    quote = usable_quote(read, quote_no, read.today)
    inquiry = quote.inquiry
    direction, mode = _way(read, inquiry)
    copies = inquiry.receipt_copies
    line = CargoDraft(
        goods_name=inquiry.goods_name,
        category=inquiry.category,
        packing=inquiry.packing,
        pieces=inquiry.pieces,
        weight_g=inquiry.weight_g,
        volume_cm3=inquiry.volume_cm3,
        un_no=inquiry.un_no,
    )
    return ConsignmentDraft(
        direction=direction,
        quote_no=quote.number,
        origin_station=inquiry.from_place,
        dest_station=read.settings.hub_city if direction is Direction.INBOUND else inquiry.to_place,
        destination=inquiry.to_place,
        shipper_id=inquiry.customer_id,
        shipper_name=inquiry.caller_company,
        shipper_contact=inquiry.caller_name,
        shipper_phone=inquiry.phone,
        shipper_address=inquiry.pickup_address,
        consignee_name=inquiry.consignee_name,
        consignee_phone=inquiry.consignee_phone,
        consignee_address=inquiry.consignee_address,
        delivery_mode=mode,
        transit_days=quote.transit_days,
        receipt_required=copies > 0,
        receipt_copies=copies,
        receipt_requirement=(ReceiptRequirement.SIGNATURE,) if copies else (),
        declared_value_fen=inquiry.declared_value_fen,
        cover_clause_ack=quote.clause_ack,
        pay_terms=quote.pay_terms,
        cod_amount_fen=inquiry.cod_amount_fen,
        charges=_charges(quote),
        remark=inquiry.special_requirements,
        lines=(line,),
    )


def _way(read: Reader, inquiry: Inquiry) -> tuple[Direction, DeliveryMode]:
    """Which way the goods go through the hub, and who brings them to the consignee."""
    hub, start, end = (
        find_place(p) for p in (read.settings.hub_city, inquiry.from_place, inquiry.to_place)
    )
    local_mode = DeliveryMode.DOOR if inquiry.door else DeliveryMode.SELF_PICKUP
    if hub and end and end.city_code[:2] != hub.city_code[:2]:
        return Direction.OUTBOUND, local_mode
    beyond = hub and end and end.city_code != hub.city_code
    leaves = hub and start and start.city_code == hub.city_code
    direction = Direction.OUTBOUND if leaves else Direction.INBOUND
    return direction, DeliveryMode.TRANSIT if beyond else local_mode


def _charges(quote: Quote) -> Charges:
    fees = dict.fromkeys(_FEES.values(), 0)
    for line in quote.lines:
        if line.item in _FEES:
            fees[_FEES[line.item]] += line.amount_fen
    notes = [line.label for line in quote.lines if line.item is QuoteItem.OTHER and line.label]
    return Charges(
        base_freight_fen=quote.base_fen,
        discount_fen=quote.discount_fen,
        discount_reason=discount_reason(quote.number) if quote.discount_fen else "",
        other_fee_note="、".join(notes)[:60],
        **fees,
    )


@on(Accepted)
def win_the_inquiry(work: Work, happened: Accepted) -> None:
    """The inquiry of the quote a new consignment stands on is won."""
    consignment = happened.consignment
    if consignment.quote_no:
        day = local(consignment.accept_at).date()
        win(work, usable_quote(work, consignment.quote_no, day), consignment.label)


@on(Voided)
def give_the_quote_back(work: Work, happened: Voided) -> None:
    """A void consignment no longer holds its quote."""
    consignment = happened.consignment
    if consignment.quote_no and consignment.number:
        leave_quote(work, consignment.quote_no, consignment.number)
