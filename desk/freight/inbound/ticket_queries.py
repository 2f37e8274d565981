"""Which tickets can be put on a truck's list."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.model import IS_INBOUND, Consignment
from desk.kernel.commands import query
from desk.kernel.text import tr
from desk.storage.work import Reader


@dataclass(frozen=True)
class TicketToListRow:
    """A ticket that is to be put on a truck's list; `why_not` says why it cannot, or is empty."""

    number: str
    paper_no: str
    shipper_name: str
    consignee_name: str
    destination: str
    goods_summary: str
    pieces: int
    weight_g: int
    volume_cm3: int
    why_not: str


@query("inbound_manifest.read", "可编入清单的运单")
def tickets_to_list(read: Reader, *, numbers: tuple[str, ...] = ()) -> list[TicketToListRow]:
    """Tickets by their numbers or paper numbers; without any, those that wait for a truck.

    A number that is not known is left out.
    """
    if numbers:
        wanted = Consignment.number.in_(numbers) | Consignment.paper_no.in_(numbers)
    else:
        wanted = (Consignment.state == ConsignmentState.ACCEPTED) & Consignment.expected.is_(False)
    found = select(Consignment).where(wanted, IS_INBOUND, Consignment.number.is_not(None))
    return [_to_list(c) for c in read.session.scalars(found.order_by(Consignment.id))]


def _to_list(c: Consignment) -> TicketToListRow:
    free = c.state is ConsignmentState.ACCEPTED and not c.expected
    why = "" if free else tr("已是「{state}」").format(state=c.state.label)
    return TicketToListRow(
        c.label,
        c.paper_no,
        c.shipper_name,
        c.consignee_name,
        c.destination,
        c.goods_summary,
        c.declared,
        c.weight_g,
        c.volume_cm3,
        why,
    )
