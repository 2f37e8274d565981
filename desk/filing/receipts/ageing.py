"""Papers still outside: by age, by who has them, and which to ask for today; and how many came in time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, or_, select

from desk.filing.receipts.choices import Holder
from desk.filing.receipts.model import ReturnReceipt
from desk.filing.receipts.queries import ReceiptRow, row_of
from desk.filing.receipts.rules import AGES, CHASED, OLDEST, OUTSIDE, age_of
from desk.kernel.choices import Choice
from desk.kernel.commands import query
from desk.kernel.quantities import round_half_up
from desk.kernel.text import tr
from desk.partners.carriers.finding import partner_of
from desk.storage.work import Reader

SOON_DAYS = 1


class AgeBy(Choice):
    """What papers outside are grouped by."""

    HOLDER = "HOLDER", "持单人"
    CUSTOMER = "CUSTOMER", "客户"


@dataclass(frozen=True)
class AgeingRow:
    """Papers of one holder or customer: how many in each class of age, oldest class last."""

    name: str
    counts: tuple[int, ...]
    total: int
    overdue: int
    oldest_due_on: date


@dataclass(frozen=True)
class ReturnRate:
    """Receipts due in a period and those that were back in time (H5, K06).

    Attributes:
        rate_bp: in time / due in basis points, half-up; None when nothing was due.
    """

    in_time: int
    due: int
    rate_bp: int | None
    late: tuple[str, ...]


def age_labels() -> tuple[str, ...]:
    """Headings of the classes of age."""
    return (*(tr(label) for _, label in AGES), tr(OLDEST))


@query("receipt.read", "回单账龄")
def receipt_ageing(read: Reader, *, by: AgeBy = AgeBy.HOLDER) -> list[AgeingRow]:
    """Papers outside, the most overdue holder or customer first."""
    groups: dict[str, list[ReturnReceipt]] = defaultdict(list)
    for receipt in _outside(read):
        groups[_group(receipt, by)].append(receipt)
    rows = [_ageing(name, papers, read.today) for name, papers in groups.items()]
    return sorted(rows, key=lambda row: (-row.overdue, row.oldest_due_on, row.name))


def _group(receipt: ReturnReceipt, by: AgeBy) -> str:
    if by is AgeBy.CUSTOMER:
        return receipt.consignment.shipper_name
    return f"{receipt.holder.label} {receipt.holder_name}".rstrip()


def _ageing(name: str, papers: list[ReturnReceipt], today: date) -> AgeingRow:
    counts = [0] * (len(AGES) + 1)
    for receipt in papers:
        counts[age_of(receipt.due_on, today)] += 1
    oldest = min(receipt.due_on for receipt in papers)
    return AgeingRow(name, tuple(counts), len(papers), sum(counts[1:]), oldest)


@query("receipt.read", "回单催收清单")
def receipts_to_chase(
    read: Reader, *, holder: Holder | None = None, name: str = ""
) -> list[ReceiptRow]:
    """Papers to ask for today: due tomorrow or over, and not promised for a day still to come.

    Sorted by who has them, so that one call settles many; the longest overdue first.
    """
    rows = [row_of(receipt, read.today) for receipt in _due(read)]
    wanted = [
        row
        for row in rows
        if (holder is None or row.holder is holder) and (not name or row.holder_name == name)
    ]
    return sorted(wanted, key=lambda r: (r.holder.value, r.holder_name, r.due_on, r.number))


@query("receipt.read", "在外回单")
def receipts_outside(read: Reader) -> list[ReceiptRow]:
    """Every paper the office still has to get, the longest overdue first."""
    return [row_of(receipt, read.today) for receipt in _outside(read)]


def _due(read: Reader) -> Iterable[ReturnReceipt]:
    return list(read.session.scalars(_query().where(*to_ask_for(read.today))))


def to_ask_for(today: date) -> tuple[ColumnElement[bool], ...]:
    """Papers due tomorrow or over that nobody promised for a day still to come."""
    soon = today + timedelta(days=SOON_DAYS)
    quiet = or_(ReturnReceipt.promised_on.is_(None), ReturnReceipt.promised_on <= today)
    return ReturnReceipt.state.in_(sorted(CHASED)), ReturnReceipt.due_on <= soon, quiet


def _outside(read: Reader) -> Iterable[ReturnReceipt]:
    return read.session.scalars(_query())


def _query() -> Select[ReturnReceipt]:
    return (
        select(ReturnReceipt)
        .where(ReturnReceipt.state.in_(sorted(OUTSIDE)))
        .order_by(ReturnReceipt.due_on, ReturnReceipt.id)
    )


@query("receipt.read", "回单返还率")
def receipt_return_rate(
    read: Reader, *, from_on: date, to_on: date, partner: int | str | None = None
) -> ReturnRate:
    """Receipts due in a period, and how many of them were back on or before the day they were due.

    Args:
        read: reading view.
        from_on: first day.
        to_on: last day.
        partner: only papers this partner had (H5); None for all (K06).

    Raises:
        Refused: E006 for an unknown partner.

    Source: spec 5.7 H5, 5.9 K06.
    """
    wanted = select(ReturnReceipt).where(ReturnReceipt.due_on.between(from_on, to_on))
    if partner is not None:
        wanted = wanted.where(ReturnReceipt.partner_id == partner_of(read, partner).id)
    papers = list(read.session.scalars(wanted.order_by(ReturnReceipt.due_on, ReturnReceipt.id)))
    in_time = [p for p in papers if p.received_on is not None and p.received_on <= p.due_on]
    late = tuple(p.consignment.label for p in papers if p not in in_time)
    rate = round_half_up(len(in_time) * 10_000, len(papers)) if papers else None
    return ReturnRate(len(in_time), len(papers), rate, late)
