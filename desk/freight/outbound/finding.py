"""Loading pre-advices and their lines by the numbers people type."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.freight.consignments.model import Consignment
from desk.freight.outbound.choices import PreadviceState
from desk.freight.outbound.model import OutboundPreadvice, PreadviceLine
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader


def preadvice_by_number(read: Reader, number: str) -> OutboundPreadvice:
    """Raises: Refused E006."""
    wanted = OutboundPreadvice.number == number.strip()
    found = read.session.scalar(select(OutboundPreadvice).where(wanted))
    if found is None:
        raise refuse("E006", "number", label=tr("出港预报"), v=number)
    return found


def line_of(preadvice: OutboundPreadvice, waybill: str) -> PreadviceLine:
    """Raises: Refused E006."""
    for line in preadvice.lines:
        if line.consignment.number == waybill.strip():
            return line
    label = tr("出港预报 {no} 上的运单").format(no=preadvice.number)
    raise refuse("E006", "waybill", label=label, v=waybill)


def planned_pieces(
    session: Session, consignment: Consignment, but: OutboundPreadvice
) -> tuple[int, str]:
    """Pieces in stock that stand on other drafts, and the last of those."""
    row = session.execute(
        select(func.coalesce(func.sum(PreadviceLine.pieces), 0), func.max(OutboundPreadvice.number))
        .join(OutboundPreadvice, OutboundPreadvice.id == PreadviceLine.preadvice_id)
        .where(
            PreadviceLine.consignment_id == consignment.id,
            OutboundPreadvice.state == PreadviceState.DRAFT,
            OutboundPreadvice.number != but.number,
        )
    ).one()
    return int(row[0]), row[1] or ""
