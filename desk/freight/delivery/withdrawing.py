"""A receipt that was entered wrongly is taken back: goods, money and agreed amounts as before."""

from sqlalchemy import select

from desk.freight.consignments.events import MoneyTaken
from desk.freight.consignments.ledger import reverse_move
from desk.freight.consignments.model import Consignment, MoneyRow, StockMove
from desk.freight.consignments.rules import cod_fee_fen
from desk.freight.delivery.finding import run_by_number, stop_of
from desk.freight.delivery.loading import promised_pieces
from desk.freight.delivery.model import DeliveryReceipt, DeliveryRun, RunLine
from desk.freight.delivery.rules import RUN_STATES
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Work

NOTE = "撤销签收:"


@command(
    "delivery_run.update",
    "撤销签收登记",
    example='{"number": "PS261119-001", "waybill": "YD2611160002", "reason": "件数录错"}',
)
def withdraw_receipt(work: Work, *, number: str, waybill: str, reason: str) -> None:
    """Take back the entry of a stop before the run is settled, so that it can be entered anew.

    Every row it booked gets its mirror; the run counts as out again. An exception that the entry
    opened stays and is closed by hand.

    Raises:
        Refused: E006, E008 settled or nothing entered, E009, E142 or E143 when pieces that came back
            have moved on or are planned for another run.
    """
    unsign_stop(work, run_by_number(work, number), waybill, reason)


def unsign_stop(work: Work, run: DeliveryRun, waybill: str, reason: str) -> None:
    """Take back the entry of one stop.

    Raises:
        Refused: as `withdraw_receipt`.
    """
    line = stop_of(run, waybill)
    state = RUN_STATES.step(run.state, "withdraw_receipt", reason)
    receipt = line.receipt
    if receipt is None:
        obj, action = tr("票据 {no}").format(no=line.receipt_no), tr("撤销签收登记")
        raise refuse("E008", obj=obj, state=tr("未登记"), action=action)
    _check_free(work, line)
    note = (tr(NOTE) + clean_text(reason))[:120]
    _money_back(work, line.consignment, receipt, note)
    _goods_back(work, line.consignment, receipt, note)
    run.state, run.return_at = state, None
    line.receipt = None
    work.session.delete(receipt)


def _check_free(work: Work, line: RunLine) -> None:
    receipt = line.receipt
    back = line.pieces - receipt.pieces_signed if receipt else 0
    promised = promised_pieces(work.session, line.consignment)
    left = line.consignment.in_stock - back
    if back and 0 <= left < promised.pieces:
        no = line.consignment.label
        raise refuse("E143", "waybill", no=no, n=promised.pieces, held=promised.held)


def _money_back(work: Work, consignment: Consignment, receipt: DeliveryReceipt, note: str) -> None:
    rows = work.session.scalars(
        select(MoneyRow)
        .where(MoneyRow.consignment_id == consignment.id, MoneyRow.doc_no == receipt.number)
        .order_by(MoneyRow.id)
    ).all()
    mirrored = {row.reverses_id for row in rows}
    for row in rows:
        if row.reverses_id is None and row.id not in mirrored:
            mirror = MoneyRow(
                consignment_id=consignment.id,
                at=work.now,
                kind=row.kind,
                amount_fen=-row.amount_fen,
                method=row.method,
                doc_no=row.doc_no,
                reverses_id=row.id,
                note=note,
            )
            work.emit(MoneyTaken(consignment, work.add(mirror)))
    if receipt.cod_lowered_fen:
        s = work.settings
        consignment.cod_amount_fen += receipt.cod_lowered_fen
        consignment.cod_fee_fen = cod_fee_fen(
            consignment.cod_amount_fen, s.cod_fee_bp, s.cod_fee_min_fen, s.cod_fee_max_fen
        )


def _goods_back(work: Work, consignment: Consignment, receipt: DeliveryReceipt, note: str) -> None:
    rows = work.session.scalars(
        select(StockMove)
        .where(StockMove.consignment_id == consignment.id, StockMove.doc_no == receipt.number)
        .order_by(StockMove.id.desc())
    ).all()
    mirrored = {row.reverses_id for row in rows}
    consignment.refusal_open = False
    for row in rows:
        if row.reverses_id is None and row.id not in mirrored:
            reverse_move(work, consignment, row, note)
    if consignment.signed == 0:
        consignment.signed_at = None
