"""Scans that waited for the signature are filed with it; without a receipt they wait again."""

from sqlalchemy import select

from desk.filing.receipts.events import ReceiptGoes
from desk.filing.receipts.finding import receipt_of
from desk.filing.scans.hanging import unsettle
from desk.filing.scans.model import ScanPage
from desk.filing.scans.rules import ON_RECORD
from desk.filing.scans.sorting import try_again, waiting_with_number
from desk.freight.consignments.choices import Place
from desk.freight.consignments.events import PiecesMoved
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.storage.work import Work


@on(PiecesMoved)
def file_waiting_scans(work: Work, happened: PiecesMoved) -> None:
    """Goods signed for: their papers are often scanned before. A signature taken back frees them."""
    ticket, move = happened.consignment, happened.move
    if Place.SIGNED not in (move.place_from, move.place_to):
        return
    if ticket.signed:
        for page in waiting_with_number(work, ticket.id):
            try_again(work, page)
    elif receipt_of(work, ticket.id) is None:
        _wait_again(work, ticket.id)


@on(ReceiptGoes)
def free_scans(work: Work, happened: ReceiptGoes) -> None:
    """The scans that hang on a receipt that goes wait again before it does."""
    _wait_again(work, happened.receipt.consignment_id)


def _wait_again(work: Work, consignment_id: int) -> None:
    filed = select(ScanPage).where(
        ScanPage.consignment_id == consignment_id, ScanPage.state.in_(sorted(ON_RECORD))
    )
    for page in work.session.scalars(filed):
        unsettle(work, page, tr("签收已撤销,重新登记后自动归档。"))
        page.consignment_id = consignment_id
