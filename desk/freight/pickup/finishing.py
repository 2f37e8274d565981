"""The truck is back: what it fetched comes into stock, what is missing opens an exception."""

from datetime import datetime

from desk.freight.consignments.choices import Direction, MoveReason
from desk.freight.consignments.dues import due_on
from desk.freight.consignments.ledger import move_pieces
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.opening import open_exception, overage_pieces
from desk.freight.pickup.checks import order_by_number
from desk.freight.pickup.drafts import PickedUp
from desk.freight.pickup.model import PickupLine, PickupOrder
from desk.freight.pickup.rules import STATES, cost_shares
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "pickup_order.update",
    "提货入库",
    example='{"number": "TH261120-001", "at": "2026-11-20T17:10:00+08:00", '
    '"picked": [{"waybill": "YD2611200001", "pieces": 10}]}',
)
def finish_pickup(
    work: Work,
    *,
    number: str,
    at: datetime | None = None,
    picked: tuple[PickedUp, ...] = (),
    bin_code: str = "",
) -> str:
    """Book what was fetched into stock under one slip and share the cost over it.

    Args:
        work: the running command.
        number: the order.
        at: when the goods were in (now unless said).
        picked: tickets of which not exactly the listed pieces came; the others came in full.
        bin_code: where the goods are put.

    Returns:
        The number of the stock-in slip.

    Raises:
        Refused: E003, E004, E006, E008, E012, E019 nothing was fetched, E140 more than declared,
            E170, E171, E210 for a role that may not book stock.
    """
    work.require("stock.create")
    order = order_by_number(work, number)
    order.state = STATES.step(order.state, "finish_pickup")
    _check(work, order, at, picked, bin_code)
    for line in order.lines:
        line.pieces_picked = _count_of(line, picked)
    if not any(line.pieces_picked for line in order.lines):
        why = tr("一件未提,请登记提货失败")
        raise refuse("E019", "picked", label=order.number, why=why)
    order.done_at = at or work.now
    order.slip_no = work.number("stock_in")
    for line in order.lines:
        _stock_in(work, order, line, clean_text(bin_code))
    for line in order.lines:
        _open_shortage(work, order, line)
    _share_cost(order)
    return order.slip_no


def _check(
    work: Work,
    order: PickupOrder,
    at: datetime | None,
    picked: tuple[PickedUp, ...],
    bin_code: str,
) -> None:
    problems = Problems()
    problems.check(at is None or not in_future(at, work.now), "E171", "at")
    known = {line.consignment.number for line in order.lines}
    for index, row in enumerate(picked):
        path = f"picked.{index}"
        label = tr("{no} 上的运单").format(no=order.number)
        here = row.waybill.strip() in known
        problems.check(here, "E006", f"{path}.waybill", label=label, v=row.waybill)
        limits = {"label": tr("实提件数"), "lo": 0, "hi": 9999, "v": row.pieces}
        problems.check(0 <= row.pieces <= 9999, "E003", f"{path}.pieces", **limits)
    size, label = len(clean_text(bin_code)), tr("库位")
    problems.check(size <= 20, "E004", "bin_code", label=label, n=20, v=size)
    problems.check(not has_control_characters(bin_code), "E012", "bin_code", label=label)
    problems.raise_if_any()


def _count_of(line: PickupLine, picked: tuple[PickedUp, ...]) -> int:
    said = [row.pieces for row in picked if row.waybill.strip() == line.consignment.number]
    return said[-1] if said else line.pieces


def _stock_in(work: Work, order: PickupOrder, line: PickupLine, bin_code: str) -> None:
    ticket, pieces = line.consignment, line.pieces_picked or 0
    if not pieces:
        return
    most = ticket.declared + overage_pieces(work.session, ticket.id)
    move_pieces(
        work,
        ticket,
        MoveReason.PICKUP,
        pieces,
        order.number,
        at=order.done_at,
        bin_code=bin_code,
        handed_by=order.driver.name if order.driver else order.contact,
        slip_no=order.slip_no,
        over_registered=ticket.received + pieces <= most,
    )
    if ticket.direction is Direction.INBOUND and ticket.due_on is None:
        came_on = local(order.done_at or work.now).date()
        ticket.due_on = due_on(ticket.delivery_mode, came_on, ticket.promised_on, work.calendar)


def _open_shortage(work: Work, order: PickupOrder, line: PickupLine) -> None:
    short = line.pieces - (line.pieces_picked or 0)
    if short > 0:
        open_exception(
            work,
            line.consignment,
            ExceptionKind.SHORTAGE,
            Stage.PICKUP,
            short,
            doc_no=order.number,
            found_at=order.done_at,
        )


def _share_cost(order: PickupOrder) -> None:
    """Share the cost over what was fetched; a ticket fetched in two ways bears both."""
    fetched = [(line.consignment, line.pieces_picked or 0) for line in order.lines]
    shares = cost_shares(order.cost_fen, order.share_basis, fetched)
    for line, share in zip(order.lines, shares, strict=True):
        line.cost_fen = share
        line.consignment.pickup_cost_fen += share
