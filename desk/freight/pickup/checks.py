"""Everything that can be wrong with a typed pick-up, found at once; and loading orders."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.freight.consignments.choices import ConsignmentState, Direction
from desk.freight.consignments.model import Consignment
from desk.freight.pickup.choices import PickupKind
from desk.freight.pickup.drafts import PickupPlan
from desk.freight.pickup.model import PickupLine, PickupOrder
from desk.freight.pickup.rules import OPEN, part_of
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters, is_phone
from desk.kernel.quantities import show_money, show_weight
from desk.kernel.text import tr
from desk.storage.work import Reader

MOST_FEN = 10_000_000
FETCHABLE = (ConsignmentState.ACCEPTED, ConsignmentState.IN_STOCK)


def check_plan(plan: PickupPlan) -> Problems:
    """Return every problem of a typed order's head."""
    problems = Problems()
    for name, label, longest in (
        ("place", tr("提货地点"), 160),
        ("contact", tr("联系人"), 60),
        ("remark", tr("备注"), 200),
    ):
        text = clean_text(getattr(plan, name))
        path = f"plan.{name}"
        if name == "remark" or problems.require(text, path, label):
            problems.fits(text, longest, path, label)
            problems.check(not has_control_characters(text), "E012", path, label=label)
    ok = not plan.phone.strip() or is_phone(plan.phone)
    problems.check(ok, "E102", "plan.phone", v=plan.phone)
    ordered = plan.planned_out_at < plan.planned_back_at
    why = tr("应晚于计划出车时间")
    problems.check(ordered, "E019", "plan.planned_back_at", label=tr("计划回车"), why=why)
    for name, label in (("fee_fen", tr("提货费")), ("cost_fen", tr("车费"))):
        fen = getattr(plan, name)
        limits = {"lo": 0, "hi": show_money(MOST_FEN), "v": show_money(fen)}
        problems.check(0 <= fen <= MOST_FEN, "E003", f"plan.{name}", label=label, **limits)
    return problems


def spoken_for(session: Session, consignment: Consignment, besides: int | None = None) -> int:
    """Pieces of a ticket that open orders are to fetch."""
    total = (
        select(func.coalesce(func.sum(PickupLine.pieces), 0))
        .join(PickupOrder, PickupOrder.id == PickupLine.order_id)
        .where(PickupLine.consignment_id == consignment.id, PickupOrder.state.in_(OPEN))
    )
    if besides is not None:
        total = total.where(PickupOrder.id != besides)
    with session.no_autoflush:
        return int(session.scalar(total) or 0)


def check_ticket(problems: Problems, kind: PickupKind, ticket: Consignment, path: str) -> None:
    """Add why a ticket cannot be fetched: E008 stands elsewhere, E019 the wrong way round."""
    if ticket.state not in FETCHABLE:
        state = ticket.state.label
        problems.add("E008", path, obj=ticket.label, state=state, action=tr("编入提货单"))
    inbound = ticket.direction is Direction.INBOUND
    why = tr("{no} 是{d}货物,不走{k}").format(
        no=ticket.label, d=ticket.direction.label, k=kind.label
    )
    fits = inbound is (kind is PickupKind.STATION)
    problems.check(fits, "E019", path, label=tr("运单"), why=why)


def check_load(problems: Problems, order: PickupOrder) -> None:
    """Add E146 when the goods weigh more than the vehicle may carry."""
    if order.vehicle is None:
        return
    load = sum(
        part_of(n.consignment.weight_g, n.pieces, n.consignment.declared) for n in order.lines
    )
    most = order.vehicle.rated_payload_kg * 1000
    problems.check(load <= most, "E146", "goods", a=show_weight(load), b=show_weight(most))


def order_by_number(read: Reader, number: str) -> PickupOrder:
    """Load an order by its number.

    Raises:
        Refused: E006.
    """
    found = read.session.scalar(select(PickupOrder).where(PickupOrder.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("提货单"), v=number)
    return found
