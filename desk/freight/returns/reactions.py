"""An original is not closed before its goods are home and paid for; a void return starts again."""

from sqlalchemy import select

from desk.freight.consignments.events import ClosingAsked, Voided
from desk.freight.returns.finding import orders_of
from desk.freight.returns.model import ReturnOrder
from desk.freight.returns.rules import STATES
from desk.kernel.commands import on
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.work import Work


@on(ClosingAsked)
def object_until_home(work: Work, asked: ClosingAsked) -> None:
    """Name what a return still lacks."""
    for order in orders_of(work.session, asked.consignment.id):
        for why in missing(order):
            asked.problems.add("E032", no=asked.consignment.label, why=why)


def missing(order: ReturnOrder) -> list[str]:
    """What keeps a return open."""
    back = order.back
    if back is None or order.shipped_at is None:
        return [tr("返货 {n} 件尚未发运").format(n=order.pieces)]
    open_points = []
    if not back.received or back.signed < back.received:
        open_points.append(tr("返货单 {no} 尚未签收").format(no=back.label))
    if order.settled_at is None:
        open_points.append(tr("返货费用 {a} 元未结").format(a=show_money(order.due_fen)))
    return open_points


@on(Voided)
def begin_again(work: Work, happened: Voided) -> None:
    """A void return consignment leaves the shipper's order standing."""
    wanted = select(ReturnOrder).where(ReturnOrder.return_id == happened.consignment.id)
    for order in work.session.scalars(wanted):
        order.state = STATES.step(order.state, "void_consignment", work.reason or tr("作废"))
        order.back, order.collect_fen = None, 0
