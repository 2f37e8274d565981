"""What a stop has to bring: freight and cash on delivery still owed, return receipts to be signed.

When the pieces of one consignment go out on several trucks, the first that was planned collects.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.freight.consignments.choices import MoneyKind
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.money import taken_fen
from desk.freight.consignments.rules import collect_due_fen
from desk.freight.delivery.model import DeliveryReceipt, DeliveryRun, RunLine
from desk.freight.delivery.rules import OPEN


@dataclass(frozen=True)
class Dues:
    """What is to be collected, in fen, and the copies of the return receipt to be signed."""

    freight_fen: int = 0
    cod_fen: int = 0
    receipts: int = 0


def dues_of(session: Session, consignment: Consignment) -> Dues:
    """What the consignee still owes for a consignment, whoever collects it."""
    freight = collect_due_fen(consignment) - taken_fen(session, consignment.id, MoneyKind.FREIGHT)
    cod = consignment.cod_amount_fen - taken_fen(session, consignment.id, MoneyKind.COD)
    copies = consignment.receipt_copies if consignment.receipt_required else 0
    return Dues(max(0, freight), max(0, cod), max(0, copies - consignment.receipts_back))


def refresh_dues(session: Session, run: DeliveryRun) -> None:
    """Write what every stop of a run that has not left yet is to collect."""
    session.flush()
    for line in run.lines:
        elsewhere = _collected_by_another(session, line)
        dues = Dues() if elsewhere else dues_of(session, line.consignment)
        line.freight_due_fen, line.cod_due_fen = dues.freight_fen, dues.cod_fen
        line.receipts_out = dues.receipts


def _collected_by_another(session: Session, line: RunLine) -> bool:
    earlier = (
        select(RunLine.id)
        .join(DeliveryRun)
        .outerjoin(DeliveryReceipt)
        .where(
            RunLine.consignment_id == line.consignment_id,
            RunLine.id < line.id,
            DeliveryRun.state.in_(OPEN),
            DeliveryReceipt.id.is_(None),
        )
    )
    return session.scalar(earlier.limit(1)) is not None
