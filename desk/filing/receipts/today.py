"""Open work around receipts: papers to ask for, papers to give to their customers."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from desk.filing.receipts.ageing import receipts_to_chase
from desk.filing.receipts.choices import ReceiptState
from desk.filing.receipts.model import ReturnReceipt
from desk.filing.receipts.queries import ReceiptRow
from desk.freight.consignments.model import Consignment
from desk.kernel.calendar import BEIJING
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader

SHOWN = 50


def papers_to_chase(read: Reader) -> list[TodayRow]:
    """One line for everyone who has papers due, with how many and since when."""
    by_holder: dict[str, list[ReceiptRow]] = defaultdict(list)
    for row in receipts_to_chase(read):
        by_holder[row.holder_name or row.holder.label].append(row)
    rows = [_chase(name, papers) for name, papers in by_holder.items()]
    return sorted(rows, key=lambda row: row.due_at or read.now)[:SHOWN]


def _chase(name: str, papers: list[ReceiptRow]) -> TodayRow:
    first = min(row.due_on for row in papers)
    title = tr("{who}:{n} 份回单").format(who=name, n=sum(row.copies for row in papers))
    end = datetime.combine(first, time(23, 59), BEIJING)
    number = papers[0].number
    return TodayRow(tr("催回单"), title, end, "receipt_desk", {"name": name}, number)


def papers_to_replace(read: Reader) -> list[TodayRow]:
    """Lost papers: their consignees are asked for a proof in their place."""
    lost = select(ReturnReceipt).where(ReturnReceipt.state == ReceiptState.LOST)
    return [
        TodayRow(
            tr("补回单证明"),
            f"{receipt.consignment.consignee_name} {receipt.fault}",
            datetime.combine(receipt.due_on, time(23, 59), BEIJING),
            "receipt_desk",
            {"number": receipt.consignment.label},
            receipt.consignment.label,
        )
        for receipt in read.session.scalars(lost.order_by(ReturnReceipt.due_on).limit(SHOWN))
    ]


def papers_to_hand_over(read: Reader) -> list[TodayRow]:
    """Customers whose papers of last month are complete in the office and not sent yet."""
    last = month_end_before(read.today)
    waiting = (
        select(Consignment.shipper_name, ReturnReceipt.copies)
        .join(Consignment, Consignment.id == ReturnReceipt.consignment_id)
        .where(ReturnReceipt.state == ReceiptState.RECEIVED, ReturnReceipt.signed_on <= last)
    )
    by_customer: dict[str, int] = defaultdict(int)
    for name, copies in read.session.execute(waiting):
        by_customer[name] += copies
    return [
        TodayRow(
            tr("交付回单"),
            tr("{who}:{n} 份").format(who=name, n=count),
            None,
            "receipt_desk",
            {"customer": name},
        )
        for name, count in sorted(by_customer.items())[:SHOWN]
    ]


def month_end_before(day: date) -> date:
    """The last day of the month before."""
    return day.replace(day=1) - timedelta(days=1)


SOURCES = (
    TodaySource("receipt.update", papers_to_chase),
    TodaySource("receipt.update", papers_to_replace),
    TodaySource("receipt.update", papers_to_hand_over),
)
