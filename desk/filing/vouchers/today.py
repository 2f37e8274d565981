"""Open work around filed papers: loans to ask back."""

from sqlalchemy import select

from desk.filing.vouchers.model import Voucher, VoucherLoan
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader


def loans_to_ask_back(read: Reader) -> list[TodayRow]:
    """Papers that should be back in their boxes today or should have been."""
    due = (
        select(VoucherLoan, Voucher)
        .join(Voucher, Voucher.id == VoucherLoan.voucher_id)
        .where(VoucherLoan.returned_on.is_(None), VoucherLoan.due_on <= read.today)
        .order_by(VoucherLoan.due_on, Voucher.id)
        .limit(MOST_ROWS)
    )
    return [
        TodayRow(
            tr("催还单据"),
            f"{loan.borrower} {voucher.voucher_type.label} {voucher.doc_no}",
            end_of(loan.due_on),
            "vouchers",
            {"ids": [voucher.id]},
            voucher.doc_no,
        )
        for loan, voucher in read.session.execute(due)
    ]


SOURCES = (TodaySource("voucher.update", loans_to_ask_back),)
