"""The goods go onto the truck and off it again: ledger rows and the tickets' share of its price."""

from datetime import datetime

from sqlalchemy import select

from desk.freight.consignments.choices import MoveReason
from desk.freight.consignments.ledger import move_pieces, reverse_move
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.outbound.model import OutboundPreadvice
from desk.freight.outbound.rules import load_of, share_truck_cost
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.storage.work import Work


def load_truck(work: Work, preadvice: OutboundPreadvice, loaded_at: datetime) -> None:
    """Book the goods out of stock on one slip and write the truck's price on the tickets.

    Raises:
        Refused: E142 when pieces are not there any more.
    """
    preadvice.slip_no = work.number("stock_out", local(loaded_at).date())
    preadvice.loaded_at = loaded_at
    for line in preadvice.lines:
        move_pieces(
            work,
            line.consignment,
            MoveReason.SHIP_OUT,
            line.pieces,
            preadvice.number,
            at=loaded_at,
            bin_code=line.consignment.bin_code,
            handed_by=f"{preadvice.vehicle.plate_no} {preadvice.driver.name}",
            slip_no=preadvice.slip_no,
        )
    loads = [load_of(line.consignment, line.pieces) for line in preadvice.lines]
    shares = share_truck_cost(preadvice.truck_cost_fen, preadvice.share_basis, loads)
    for line, share in zip(preadvice.lines, shares, strict=True):
        line.cost_fen = share
        line.consignment.linehaul_cost_fen += share


def unload_truck(work: Work, preadvice: OutboundPreadvice, note: str) -> None:
    """Put everything back into stock by mirror rows and take the truck's price off the tickets.

    Raises:
        Refused: E026 when pieces were signed for meanwhile.
    """
    for move in _standing_moves(work, preadvice):
        reverse_move(work, work.get(Consignment, move.consignment_id, tr("运单")), move, note)
    for line in preadvice.lines:
        line.consignment.linehaul_cost_fen -= line.cost_fen
        line.cost_fen = 0
    preadvice.slip_no, preadvice.loaded_at = "", None


def _standing_moves(work: Work, preadvice: OutboundPreadvice) -> list[StockMove]:
    rows = work.session.scalars(
        select(StockMove).where(StockMove.doc_no == preadvice.number).order_by(StockMove.id.desc())
    ).all()
    undone = {row.reverses_id for row in rows}
    return [row for row in rows if row.reverses_id is None and row.id not in undone]
