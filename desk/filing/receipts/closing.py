"""Signed papers that are due back, before the day ends."""

from collections.abc import Iterable, Iterator

from desk.filing.receipts.ageing import receipts_to_chase
from desk.filing.receipts.choices import Holder
from desk.filing.receipts.queries import ReceiptRow
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.moments import end_of
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.storage.work import Work

DUE = Duty("receipts_due", "回单到期未收回", frozenset({Role.IN}))
INLAND = Duty("receipts_due_inland", "内地到站回单到期未收回", frozenset({Role.OUT}))


@on(DayClosing)
def receipts_not_back(work: Work, day: DayClosing) -> None:
    """Papers due tomorrow or overdue that nobody promised for a later day, by who asks for them."""
    day.ask(DUE, lambda: _items(row for row in receipts_to_chase(work) if not _inland(row)))
    day.ask(INLAND, lambda: _items(row for row in receipts_to_chase(work) if _inland(row)))


def _inland(row: ReceiptRow) -> bool:
    return row.holder is Holder.INLAND


def _items(rows: Iterable[ReceiptRow]) -> Iterator[OpenItem]:
    for row in rows:
        holder = row.holder_name or row.holder.label
        what = tr("{who} {n} 份").format(who=holder, n=row.copies)
        due_at = end_of(row.due_on)
        yield OpenItem(row.number, what, due_at, "receipt_desk")
