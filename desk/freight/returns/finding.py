"""Loading return orders by the numbers people type."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desk.freight.consignments.model import Consignment
from desk.freight.returns.choices import ReturnState
from desk.freight.returns.model import ReturnOrder
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader


def order_by_number(read: Reader, number: str) -> ReturnOrder:
    """The last return order of a waybill number, or that of a return consignment's number.

    Raises:
        Refused: E006.
    """
    of = select(Consignment.id).where(Consignment.number == number.strip())
    found = read.session.scalar(
        select(ReturnOrder)
        .where(or_(ReturnOrder.original_id.in_(of), ReturnOrder.return_id.in_(of)))
        .order_by(ReturnOrder.state == ReturnState.VOID, ReturnOrder.id.desc())
        .limit(1)
    )
    if found is None:
        raise refuse("E006", "number", label=tr("返货"), v=number)
    return found


def orders_of(session: Session, consignment_id: int) -> list[ReturnOrder]:
    """The return orders of an original that were not cancelled."""
    wanted = select(ReturnOrder).where(
        ReturnOrder.original_id == consignment_id, ReturnOrder.state != ReturnState.VOID
    )
    return list(session.scalars(wanted.order_by(ReturnOrder.id)))
