"""Customers whose yearly file is due: one line with their number, due since the first of them."""

from desk.filing.customer_files.queries import MOST, files_due
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader


def files_to_make(read: Reader) -> list[TodayRow]:
    """How many customers are due for filing."""
    due = files_due(read)
    if not due:
        return []
    end = end_of(due[0].due_on)
    more = "+" if len(due) == MOST else ""
    title = tr("{n} 户客户档案到期归案").format(n=f"{len(due)}{more}")
    return [TodayRow(tr("客户归案"), title, end, "files_due")]


SOURCES = (TodaySource("voucher.create", files_to_make, frozenset({"customer", "customer_file"})),)
