"""Open work around receipts: papers to ask for, papers to give to their customers."""

from datetime import date, timedelta

from sqlalchemy import case, func, select

from desk.filing.receipts.ageing import to_ask_for
from desk.filing.receipts.choices import Holder, ReceiptState
from desk.filing.receipts.model import ReturnReceipt
from desk.freight.consignments.model import Consignment
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader


def papers_to_chase(read: Reader) -> list[TodayRow]:
    """One line for everyone who has papers due, with how many and since when."""
    r = ReturnReceipt
    nameless = case((r.holder_name == "", r.holder))
    first_due = func.min(r.due_on).label("first_due")
    held = (
        select(r.holder_name, nameless, func.sum(r.copies), first_due, r.consignment_id)
        .where(*to_ask_for(read.today))
        .group_by(r.holder_name, nameless)
        .order_by("first_due", r.holder_name)
        .limit(MOST_ROWS)
    )
    return [_chase(read, *row) for row in read.session.execute(held)]


def _chase(
    read: Reader, name: str, holder: Holder | None, copies: int, first_due: date, ticket_id: int
) -> TodayRow:
    """SQLite says the ticket of the very paper that is due first."""
    who = holder.label if holder else name
    title = tr("{who}:{n} 份回单").format(who=who, n=copies)
    number = read.session.scalar(select(Consignment.number).where(Consignment.id == ticket_id))
    where = {"name": who}
    return TodayRow(tr("催回单"), title, end_of(first_due), "receipt_desk", where, number or "")


def papers_to_replace(read: Reader) -> list[TodayRow]:
    """Lost papers: their consignees are asked for a proof in their place."""
    lost = select(ReturnReceipt).where(ReturnReceipt.state == ReceiptState.LOST)
    return [
        TodayRow(
            tr("补回单证明"),
            f"{receipt.consignment.consignee_name} {receipt.fault}",
            end_of(receipt.due_on),
            "receipt_desk",
            {"number": receipt.consignment.label},
            receipt.consignment.label,
        )
        for receipt in read.session.scalars(lost.order_by(ReturnReceipt.due_on).limit(MOST_ROWS))
    ]


def papers_to_hand_over(read: Reader) -> list[TodayRow]:
    """Customers whose papers of last month are complete in the office and not sent yet."""
    last = month_end_before(read.today)
    waiting = (
        select(Consignment.shipper_name, func.sum(ReturnReceipt.copies))
        .join_from(ReturnReceipt, Consignment, Consignment.id == ReturnReceipt.consignment_id)
        .where(ReturnReceipt.state == ReceiptState.RECEIVED, ReturnReceipt.signed_on <= last)
        .group_by(Consignment.shipper_name)
        .order_by(Consignment.shipper_name)
        .limit(MOST_ROWS)
    )
    return [
        TodayRow(
            tr("交付回单"),
            tr("{who}:{n} 份").format(who=name, n=count),
            None,
            "receipt_desk",
            {"customer": name},
        )
        for name, count in read.session.execute(waiting)
    ]


def month_end_before(day: date) -> date:
    """The last day of the month before."""
    return day.replace(day=1) - timedelta(days=1)


SOURCES = (
    TodaySource("receipt.update", papers_to_chase),
    TodaySource("receipt.update", papers_to_replace),
    TodaySource("receipt.update", papers_to_hand_over),
)
