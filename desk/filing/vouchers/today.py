"""Open work around filed papers: loans to ask back."""

from datetime import datetime, time

from desk.filing.vouchers.queries import vouchers_lent
from desk.kernel.calendar import BEIJING
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader


def loans_to_ask_back(read: Reader) -> list[TodayRow]:
    """Papers that should be back in their boxes today or should have been."""
    return [
        TodayRow(
            tr("催还单据"),
            f"{row.borrower} {row.voucher_type.label} {row.doc_no}",
            datetime.combine(row.loan_due_on, time(23, 59), BEIJING),
            "vouchers",
            {},
            row.doc_no,
        )
        for row in vouchers_lent(read)[:50]
        if row.loan_due_on is not None and row.loan_due_on <= read.today
    ]


SOURCES = (TodaySource("voucher.update", loans_to_ask_back),)
