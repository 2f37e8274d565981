"""Goods to fetch are listed, a truck is sent for them, or the order is given up."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from desk.freight.consignments.model import Consignment
from desk.freight.fleet.assigning import driver_of, objections, vehicle_of
from desk.freight.pickup.checks import (
    check_load,
    check_plan,
    check_ticket,
    order_by_number,
    spoken_for,
)
from desk.freight.pickup.drafts import PickupGoods, PickupPlan
from desk.freight.pickup.model import PickupLine, PickupOrder
from desk.freight.pickup.rules import OPEN, STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, mask_phone, normal_phone
from desk.kernel.text import tr
from desk.storage.work import Work

_PLAN = (
    '"plan": {"kind": "STATION", "place": "乌鲁木齐西站货场", "contact": "货场 老周", '
    '"planned_out_at": "2026-11-20T15:30:00+08:00", '
    '"planned_back_at": "2026-11-20T17:30:00+08:00", "cost_fen": 15000}'
)
_GOODS = '"goods": [{"waybill": "YD2611200001"}]'


@command("pickup_order.create", "开提货单", example=f"{{{_PLAN}, {_GOODS}}}")
def add_pickup(work: Work, *, plan: PickupPlan, goods: tuple[PickupGoods, ...]) -> str:
    """List goods to fetch at a shipper's door or at a station; a truck is sent with `assign_pickup`.

    Returns:
        The order's number, ``TH261120-001``.

    Raises:
        Refused: E001, E003, E004, E006, E008, E012, E017 a ticket twice, E019, E102: everything
            wrong at once.
    """
    order = PickupOrder(state=STATES.initial, number="")
    problems = _fill(work, order, plan, goods)
    problems.raise_if_any()
    order.number = work.number("pickup_order")
    return work.add(order).number


@command(
    "pickup_order.update",
    "修改提货单",
    example=f'{{"number": "TH261120-001", "version": 1, {_PLAN}, {_GOODS}}}',
)
def update_pickup(
    work: Work,
    *,
    number: str,
    version: int | None,
    plan: PickupPlan,
    goods: tuple[PickupGoods, ...],
) -> None:
    """Change an order until its goods are in: all fields and goods as they shall be.

    Raises:
        Refused: E006, E008, E211, E145 and E146 of a truck already sent, and whatever a new order
            refuses.
    """
    order = order_by_number(work, number)
    work.expect_version(order, version)
    if order.state not in OPEN:
        raise refuse("E008", obj=tr("提货单"), state=order.state.label, action=tr("修改"))
    problems = _fill(work, order, plan, goods)
    with work.session.no_autoflush:  # what was typed is not sound yet
        problems.extend(_truck_problems(work, order).found)
    problems.raise_if_any()


def _fill(
    work: Work, order: PickupOrder, plan: PickupPlan, goods: tuple[PickupGoods, ...]
) -> Problems:
    if plan.phone.strip() and plan.phone.strip() == mask_phone(order.phone or ""):
        plan = replace(plan, phone=order.phone)  # as the window shows it
    problems = check_plan(plan)
    for name in PickupPlan.__dataclass_fields__:
        value = getattr(plan, name)
        setattr(order, name, clean_text(value) if type(value) is str else value)
    order.phone = normal_phone(plan.phone) if plan.phone.strip() else ""
    problems.require(goods, "goods", tr("要提的运单"))
    kept = {line.consignment_id: line for line in order.lines}
    with work.session.no_autoflush:
        order.lines = []
        for index, wanted in enumerate(goods):
            _add_goods(work, order, kept, wanted, problems, f"goods.{index}")
    return problems


def _add_goods(
    work: Work,
    order: PickupOrder,
    kept: dict[int, PickupLine],
    wanted: PickupGoods,
    problems: Problems,
    path: str,
) -> None:
    where = Consignment.number == wanted.waybill.strip()
    ticket = work.session.scalar(select(Consignment).where(where))
    if ticket is None:
        problems.add("E006", f"{path}.waybill", label=tr("运单"), v=wanted.waybill)
        return
    if any(line.consignment is ticket for line in order.lines):
        problems.add("E017", path, label=tr("提货单上的运单"), v=ticket.label)
        return
    check_ticket(problems, order.kind, ticket, f"{path}.waybill")
    free = ticket.declared - ticket.received - spoken_for(work.session, ticket, order.id)
    pieces = free if wanted.pieces is None else wanted.pieces
    limits = {"label": tr("{no} 待提件数").format(no=ticket.label), "lo": 1, "hi": max(0, free)}
    problems.check(1 <= pieces <= free, "E003", f"{path}.pieces", v=pieces, **limits)
    line = kept.get(ticket.id) or PickupLine(consignment_id=ticket.id, consignment=ticket)
    line.pieces = pieces
    order.lines.append(line)


def _truck_problems(work: Work, order: PickupOrder) -> Problems:
    """What stands against the order's truck at the planned time; nothing while it has none."""
    problems = Problems()
    if order.vehicle is not None and order.driver is not None:
        start, end = order.planned_out_at, order.planned_back_at
        found = objections(work, order.vehicle, order.driver, start, end, order.number)
        problems.extend(found.found)
        check_load(problems, order)
    return problems


@command(
    "pickup_order.update",
    "提货派车",
    example='{"number": "TH261120-001", "plate_no": "新A3D852", "driver_no": "D001"}',
)
def assign_pickup(
    work: Work,
    *,
    number: str,
    plate_no: str,
    driver_no: str,
    planned_out_at: datetime | None = None,
    planned_back_at: datetime | None = None,
) -> None:
    """Send a truck and driver for the goods, or others than those sent so far.

    Raises:
        Refused: E006, E008, E019, E145 busy or papers expired, E146.
    """
    order = order_by_number(work, number)
    order.state = STATES.step(order.state, "assign_pickup")
    order.vehicle, order.driver = vehicle_of(work, plate_no), driver_of(work, driver_no)
    order.planned_out_at = planned_out_at or order.planned_out_at
    order.planned_back_at = planned_back_at or order.planned_back_at
    if order.planned_back_at <= order.planned_out_at:
        why = tr("应晚于计划出车时间")
        raise refuse("E019", "planned_back_at", label=tr("计划回车"), why=why)
    _truck_problems(work, order).raise_if_any()


@command(
    "pickup_order.update",
    "提货失败",
    example='{"number": "TH261120-001", "reason": "货未备好"}',
)
def fail_pickup(work: Work, *, number: str, reason: str) -> None:
    """Note that the truck came back without the goods; they wait for another order.

    Raises:
        Refused: E006, E008, E009.
    """
    order = order_by_number(work, number)
    order.state = STATES.step(order.state, "fail_pickup", reason)
    order.end_reason = reason.strip()[:200]


@command(
    "pickup_order.void",
    "作废提货单",
    example='{"number": "TH261120-001", "reason": "客户自送"}',
)
def void_pickup(work: Work, *, number: str, reason: str) -> None:
    """Call an order off; its goods are free for another one.

    Raises:
        Refused: E006, E008, E009.
    """
    order = order_by_number(work, number)
    order.state = STATES.step(order.state, "void_pickup", reason)
    order.end_reason = reason.strip()[:200]
