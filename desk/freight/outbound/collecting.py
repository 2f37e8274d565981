"""Who takes the money at the station: the first truck that carries pieces of a ticket."""

from collections.abc import Iterable

from sqlalchemy import select

from desk.freight.consignments.rules import collect_due_fen
from desk.freight.outbound.choices import PreadviceState
from desk.freight.outbound.model import OutboundPreadvice, PreadviceLine
from desk.storage.work import Reader


def on_earlier_trucks(
    read: Reader, consignment_ids: Iterable[int], p: OutboundPreadvice | None
) -> set[int]:
    """Tickets of which a truck planned before `p` carries pieces: that one collects for them."""
    wanted = (
        select(PreadviceLine.consignment_id)
        .join(OutboundPreadvice, OutboundPreadvice.id == PreadviceLine.preadvice_id)
        .where(
            PreadviceLine.consignment_id.in_(list(consignment_ids)),
            OutboundPreadvice.state != PreadviceState.VOID,
        )
    )
    if p is not None:
        wanted = wanted.where(OutboundPreadvice.id < p.id)
    return set(read.session.scalars(wanted))


def collect_sums(read: Reader, p: OutboundPreadvice) -> tuple[int, int]:
    """Freight and cash on delivery that the station is to collect for this truck, in fen."""
    again = on_earlier_trucks(read, (line.consignment_id for line in p.lines), p)
    tickets = [line.consignment for line in p.lines if line.consignment_id not in again]
    return sum(map(collect_due_fen, tickets)), sum(c.cod_amount_fen for c in tickets)
