"""What a stop has to bring: freight and cash on delivery still owed, return receipts to be signed.

When the pieces of one consignment go out on several trucks, the first that was planned collects.
"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from desk.freight.consignments.choices import MoneyKind
from desk.freight.consignments.model import Consignment, MoneyRow
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


Taken = dict[tuple[int, MoneyKind], int]


def dues_of(session: Session, consignment: Consignment) -> Dues:
    """What the consignee still owes for a consignment, whoever collects it."""
    kinds = (MoneyKind.FREIGHT, MoneyKind.COD)
    taken = {(consignment.id, k): taken_fen(session, consignment.id, k) for k in kinds}
    return _owed(consignment, taken)


def _owed(consignment: Consignment, taken: Taken) -> Dues:
    freight = collect_due_fen(consignment) - taken.get((consignment.id, MoneyKind.FREIGHT), 0)
    cod = consignment.cod_amount_fen - taken.get((consignment.id, MoneyKind.COD), 0)
    copies = consignment.receipt_copies if consignment.receipt_required else 0
    return Dues(max(0, freight), max(0, cod), max(0, copies - consignment.receipts_back))


def refresh_dues(session: Session, run: DeliveryRun) -> None:
    """Write what every stop of a run that has not left yet is to collect."""
    session.flush()
    elsewhere, taken = _collected_by_others(session, run), _taken_for(session, run)
    for line in run.lines:
        away = line.consignment_id in elsewhere
        dues = Dues() if away else _owed(line.consignment, taken)
        line.freight_due_fen, line.cod_due_fen = dues.freight_fen, dues.cod_fen
        line.receipts_out = dues.receipts


def _collected_by_others(session: Session, run: DeliveryRun) -> set[int]:
    """Consignments of which an earlier planned stop, not entered yet, collects."""
    earlier = aliased(RunLine)
    rows = (
        select(RunLine.consignment_id)
        .join(earlier, earlier.consignment_id == RunLine.consignment_id)
        .join(DeliveryRun, DeliveryRun.id == earlier.run_id)
        .outerjoin(DeliveryReceipt, DeliveryReceipt.line_id == earlier.id)
        .where(
            RunLine.run_id == run.id,
            earlier.id < RunLine.id,
            DeliveryRun.state.in_(OPEN),
            DeliveryReceipt.id.is_(None),
        )
    )
    return set(session.scalars(rows))


def _taken_for(session: Session, run: DeliveryRun) -> Taken:
    """Money taken so far for the consignments of a run, in fen."""
    rows = session.execute(
        select(MoneyRow.consignment_id, MoneyRow.kind, func.sum(MoneyRow.amount_fen))
        .join(RunLine, RunLine.consignment_id == MoneyRow.consignment_id)
        .where(RunLine.run_id == run.id)
        .group_by(MoneyRow.consignment_id, MoneyRow.kind)
    )
    return {(found, kind): int(amount) for found, kind, amount in rows}
