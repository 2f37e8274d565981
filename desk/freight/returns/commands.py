"""The return consignment is made from the original, shipped, recalled and paid for."""

from dataclasses import replace

from sqlalchemy import select

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import (
    DeliveryMode,
    Direction,
    MoneyKind,
    MoveReason,
    PayMethod,
)
from desk.freight.consignments.commands import accept
from desk.freight.consignments.drafts import Charges, ConsignmentDraft
from desk.freight.consignments.ledger import move_pieces, reverse_move
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.consignments.money import take_money
from desk.freight.consignments.rules import cod_fee_fen, derive_state
from desk.freight.delivery.collecting import lower_cod
from desk.freight.returns.finding import order_by_number
from desk.freight.returns.model import ReturnOrder
from desk.freight.returns.partner_price import (
    collect_open_fen,
    coming_fen,
    partner_return_fen,
)
from desk.freight.returns.rules import STATES, goods_going_back
from desk.freight.warehouse.checks import check_texts
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.identity import clean_text
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "return.create",
    "开返货单",
    example='{"number": "YD2611160004", "destination": "许昌"}',
)
def issue_return(
    work: Work,
    *,
    number: str,
    destination: str = "",
    partner_cost_fen: int | None = None,
    freight_fen: int = 0,
    delivery_mode: DeliveryMode = DeliveryMode.SELF_PICKUP,
) -> str:
    """Make the return consignment: goods pro rata, parties swapped, the way back at the shipper's cost.

    Args:
        work: the running command.
        number: original consignment.
        destination: where the shipper takes the goods; the origin of the original unless said.
        partner_cost_fen: what the partner takes for bringing them back to the hub; None takes his
            return price. One that differs from it is noted on the return consignment.
        freight_fen: from the hub to the shipper; 0 takes it from the tariff in force.
        delivery_mode: how the shipper gets them.

    Returns:
        The return consignment's number, ``FH2611250001``.

    Raises:
        Refused: E006, E008, and whatever accepting a consignment refuses.

    Source: AT-08.
    """
    order = order_by_number(work, number)
    state = STATES.step(order.state, "issue_return")
    agreed = partner_return_fen(work, order)
    cost = (agreed or 0) if partner_cost_fen is None else partner_cost_fen
    charges = Charges(base_freight_fen=freight_fen, transit_fee_fen=cost)
    draft = _draft(order, clean_text(destination), charges, delivery_mode)
    if agreed is not None and cost != agreed:
        draft = replace(draft, remark=f"{draft.remark} {_typed_words(cost, agreed)}")
    order.back, order.state = accept(work, draft), state
    order.back.transit_cost_fen = cost
    order.collect_fen = collect_open_fen(work.session, order.original)
    return order.back.label


def _typed_words(cost_fen: int, agreed_fen: int) -> str:
    words = tr("返程中转 {a} 元为手工填写,合作商返程价 {b} 元")
    return words.format(a=show_money(cost_fen), b=show_money(agreed_fen))


def _draft(
    order: ReturnOrder, destination: str, charges: Charges, mode: DeliveryMode
) -> ConsignmentDraft:
    c = order.original
    target = destination or c.origin_station
    return ConsignmentDraft(
        direction=Direction.RETURN,
        original_id=c.id,
        origin_station=c.destination,
        destination=target,
        dest_station=target,
        shipper_id=c.consignee_id,
        shipper_name=c.consignee_name,
        shipper_contact=c.consignee_contact,
        shipper_phone=c.consignee_phone,
        shipper_address=c.consignee_address,
        shipper_identity_checked=c.shipper_identity_checked,
        consignee_id=c.shipper_id,
        consignee_name=c.shipper_name,
        consignee_contact=c.shipper_contact,
        consignee_phone=c.shipper_phone,
        consignee_address=c.shipper_address,
        delivery_mode=mode,
        dangerous_checked=c.dangerous_checked,
        open_inspection=c.open_inspection,
        inspector=c.inspector,
        cover_clause_ack=c.cover_clause_ack,
        pay_terms=PayTerms.COLLECT,
        charges=charges,
        remark=tr("{no} 返货:{why}").format(no=c.label, why=order.reason),
        lines=goods_going_back(c.lines, order.pieces),
    )


@command(
    "stock.create",
    "返货发运",
    example='{"number": "FH2611250001", "handed_to": "中州专线 返程车"}',
)
def ship_return(work: Work, *, number: str, handed_to: str) -> str:
    """Let the goods go home: they leave the original for good and travel as the return consignment.

    Cash on delivery of an original of which nothing is left to deliver is not asked for any more,
    but for what a partner collected and brings with his account.

    Returns:
        The stock-out slip, CK….

    Raises:
        Refused: E001, E004, E006, E008, E012, E142 when pieces are still with the partner.

    Source: AT-08.
    """
    check_texts(required=("handed_to",), handed_to=handed_to)
    order = order_by_number(work, number)
    state = STATES.step(order.state, "ship_return")
    original, back = order.original, order.back
    assert back is not None
    if order.pieces == original.in_stock + original.at_partner:
        order.refusal_ended, original.refusal_open = original.refusal_open, False
    slip_no, incoming = work.number("stock_out"), work.number("stock_in")
    for consignment, reason, slip in (
        (original, MoveReason.RETURN_OUT, slip_no),
        (back, MoveReason.RETURN_IN, incoming),
        (back, MoveReason.SHIP_OUT, slip_no),
    ):
        by, no = clean_text(handed_to), back.label
        move_pieces(work, consignment, reason, order.pieces, no, handed_by=by, slip_no=slip)
    original.going_back -= order.pieces
    order.state, order.slip_no, order.shipped_at = state, slip_no, work.now
    if not original.in_stock + original.on_run + original.at_partner:
        _, coming = coming_fen(work.session, original)
        order.cod_cancelled_fen = lower_cod(work, original, coming)
    return slip_no


@command(
    "stock.create",
    "撤销返货发运",
    example='{"number": "FH2611250001", "reason": "车辆未走,货物卸回"}',
)
def recall_return(work: Work, *, number: str, reason: str) -> None:
    """Take a shipment home back that did not leave: goods and cash on delivery stand as before.

    Raises:
        Refused: E004, E006, E008, E009, E012, E026 when pieces were signed for.
    """
    order = order_by_number(work, number)
    state = STATES.step(order.state, "recall_return", reason)
    note = tr("撤销发运:") + clean_text(reason)
    check_texts(note=note)
    moves = work.session.scalars(
        select(StockMove)
        .where(StockMove.doc_no == (order.back.label if order.back else ""))
        .order_by(StockMove.id.desc())
    ).all()
    undone = {move.reverses_id for move in moves}
    for move in moves:
        if move.reverses_id is None and move.id not in undone:
            reverse_move(work, work.get(Consignment, move.consignment_id, tr("运单")), move, note)
    original, s = order.original, work.settings
    original.going_back += order.pieces
    original.refusal_open = original.refusal_open or order.refusal_ended
    original.state = derive_state(original)
    order.state, order.refusal_ended = state, False
    original.cod_amount_fen += order.cod_cancelled_fen
    original.cod_fee_fen = cod_fee_fen(
        original.cod_amount_fen, s.cod_fee_bp, s.cod_fee_min_fen, s.cod_fee_max_fen
    )
    order.slip_no, order.shipped_at, order.cod_cancelled_fen = "", None, 0


@command(
    "return.update",
    "结返货费用",
    example='{"number": "FH2611250001", "paid_fen": 183500, "method": "TRANSFER"}',
)
def settle_return(work: Work, *, number: str, paid_fen: int, method: PayMethod) -> None:
    """Note that the shipper paid all he owes: the freight he took over and the way back.

    Raises:
        Refused: E006, E008 settled before or no return consignment, E019 another amount.

    Source: AT-08.
    """
    order = order_by_number(work, number)
    STATES.step(order.state, "settle_return")
    original, back = order.original, order.back
    assert back is not None
    if order.settled_at is not None:
        raise refuse("E008", obj=tr("返货费用"), state=tr("已结清"), action=tr("再次收款"))
    parts = [(c, collect_open_fen(work.session, c)) for c in (original, back)]
    due = sum(amount for _, amount in parts)
    if paid_fen != due:
        why = tr("应收 {a} 元,实收 {b} 元").format(a=show_money(due), b=show_money(paid_fen))
        raise refuse("E019", "paid_fen", label=tr("返货费用"), why=why)
    for consignment, amount in parts:
        take_money(work, consignment, MoneyKind.FREIGHT, amount, method, back.label)
    order.settled_at = work.now
