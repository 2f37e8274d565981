"""H5: signed papers that came back in time, of those due.

Source: spec 5.7, 3.22; the same rule as `receipt_return_rate` (K06).
"""

from datetime import date
from typing import Any

from sqlalchemy import select

from desk.evaluation.measures.rows import Rows, TicketBehind, in_order
from desk.filing.receipts.model import ReturnReceipt
from desk.freight.consignments.model import Consignment
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.storage.work import Reader


def paper_rows(read: Reader, partner_id: int, first: date, last: date) -> Rows:
    """Receipts this partner had, by the day they were due; one still outside in time is left out."""
    paper = ReturnReceipt
    found = read.session.execute(
        select(paper.consignment_id, Consignment.number, paper.due_on, paper.received_on)
        .join(Consignment, Consignment.id == paper.consignment_id)
        .where(paper.partner_id == partner_id, paper.due_on.between(first, last))
    )
    return in_order(_row(row, read.today) for row in found)


def _row(paper: Any, today: date) -> TicketBehind:
    due_on: date = paper.due_on
    received_on: date | None = paper.received_on
    due = tr("应返 {d}").format(d=show_date(due_on))
    back = tr("收回 {d}").format(d=show_date(received_on)) if received_on else tr("未收回")
    pending = received_on is None and due_on >= today
    return TicketBehind(
        consignment_id=paper.consignment_id,
        number=paper.number,
        on=due_on,
        numerator=int(received_on is not None and received_on <= due_on),
        denominator=int(not pending),
        words=tr("{a},{b}").format(a=due, b=back),
        left_out=tr("未到期") if pending else "",
    )
