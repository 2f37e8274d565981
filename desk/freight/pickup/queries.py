"""Reading pick-up orders."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.freight.consignments.model import IS_INBOUND, Consignment
from desk.freight.pickup.checks import FETCHABLE, order_by_number, spoken_for
from desk.freight.pickup.choices import PickupKind, PickupState, ShareBasis
from desk.freight.pickup.model import PickupLine, PickupOrder
from desk.freight.pickup.rules import OPEN, part_of
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.storage.work import Reader


@dataclass(frozen=True)
class PickupLineRow:
    """One ticket of an order; `cost_fen` is None for roles that may not see costs."""

    number: str
    shipper_name: str
    consignee_name: str
    destination: str
    goods_summary: str
    pieces: int
    pieces_picked: int | None
    weight_g: int
    volume_cm3: int
    cost_fen: int | None


@dataclass(frozen=True)
class PickupCard:
    """An order with its tickets; `cost_fen` is None for roles that may not see costs."""

    number: str
    version: int
    state: PickupState
    kind: PickupKind
    place: str
    contact: str
    phone_masked: str
    plate_no: str
    driver_name: str
    driver_no: str
    planned_out_at: datetime
    planned_back_at: datetime
    done_at: datetime | None
    fee_fen: int
    cost_fen: int | None
    share_basis: ShareBasis
    slip_no: str
    end_reason: str
    remark: str
    pieces: int
    weight_g: int
    volume_cm3: int
    lines: tuple[PickupLineRow, ...]


@query("pickup_order.read", "提货单详情")
def pickup_order_card(read: Reader, *, number: str) -> PickupCard:
    """One order with its tickets.

    Raises:
        Refused: E006.
    """
    return _card(order_by_number(read, number), read.may("cost.read"))


@query("pickup_order.read", "未完成的提货单")
def open_pickups(read: Reader) -> list[PickupCard]:
    """Orders to send a truck for and orders under way, the earliest first."""
    wanted = select(PickupOrder).where(PickupOrder.state.in_(OPEN))
    ordered = wanted.order_by(PickupOrder.planned_out_at, PickupOrder.id)
    return [_card(order, read.may("cost.read")) for order in read.session.scalars(ordered)]


def _card(order: PickupOrder, costs: bool) -> PickupCard:
    lines = tuple(_line(line, costs) for line in order.lines)
    same = (
        "number state kind place contact planned_out_at planned_back_at done_at fee_fen "
        "share_basis slip_no end_reason remark"
    )
    return PickupCard(
        version=order.row_version,
        phone_masked=mask_phone(order.phone),
        plate_no=order.vehicle.plate_no if order.vehicle else "",
        driver_name=order.driver.name if order.driver else "",
        driver_no=order.driver.code if order.driver else "",
        cost_fen=order.cost_fen if costs else None,
        pieces=sum(line.pieces for line in lines),
        weight_g=sum(line.weight_g for line in lines),
        volume_cm3=sum(line.volume_cm3 for line in lines),
        lines=lines,
        **{name: getattr(order, name) for name in same.split()},
    )


def _line(line: PickupLine, costs: bool) -> PickupLineRow:
    c = line.consignment
    return PickupLineRow(
        c.label,
        c.shipper_name,
        c.consignee_name,
        c.destination,
        c.goods_summary,
        line.pieces,
        line.pieces_picked,
        part_of(c.weight_g, line.pieces, c.declared),
        part_of(c.volume_cm3, line.pieces, c.declared),
        line.cost_fen if costs else None,
    )


@dataclass(frozen=True)
class TicketToFetchRow:
    """A ticket of which pieces are still to come and no order speaks for."""

    number: str
    shipper_name: str
    consignee_name: str
    goods_summary: str
    free: int


@query("pickup_order.read", "可提的运单")
def tickets_to_fetch(read: Reader, *, kind: PickupKind) -> list[TicketToFetchRow]:
    """Up to 200 tickets that an order of this kind could fetch, oldest first."""
    wanted = select(Consignment).where(
        Consignment.state.in_(FETCHABLE),
        Consignment.declared > Consignment.received,
        IS_INBOUND if kind is PickupKind.STATION else ~IS_INBOUND,
    )
    rows = []
    for c in read.session.scalars(wanted.order_by(Consignment.id).limit(200)):
        free = c.declared - c.received - spoken_for(read.session, c)
        if free > 0:
            rows.append(
                TicketToFetchRow(c.label, c.shipper_name, c.consignee_name, c.goods_summary, free)
            )
    return rows
