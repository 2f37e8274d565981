"""What a clearing is about: which kinds of records lose their personal data, and since when."""

from collections import defaultdict

from desk.filing.retention.model import Clearing, ClearingItem
from desk.kernel.commands import on
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.office.approvals.events import ApprovalSummaryAsked
from desk.storage.work import Reader

MOST_TITLES = 200


@on(ApprovalSummaryAsked)
def tell_clearing(read: Reader, asked: ApprovalSummaryAsked) -> None:
    """Counts by kind, and every record by its title."""
    clearing_id = asked.about(Clearing)
    if clearing_id is None:
        return
    clearing = read.get(Clearing, clearing_id, tr("清理清单"))
    kinds: dict[str, list[ClearingItem]] = defaultdict(list)
    for item in clearing.items:
        kinds[item.label].append(item)
    asked.tell((tr("清单"), clearing.number), *((k, _words(items)) for k, items in kinds.items()))
    asked.text = "\n".join(_line(item) for item in clearing.items[:MOST_TITLES])
    asked.open_in("clearing_items", search=clearing.number)


def _words(items: list[ClearingItem]) -> str:
    oldest, first = min(item.since for item in items), items[0]
    return tr("{n} 条,保存 {kept},最早自 {d};清理:{what}").format(
        n=len(items), kept=first.kept_for, d=show_date(oldest), what=first.what
    )


def _line(item: ClearingItem) -> str:
    return f"{item.label}  {item.title}  {show_date(item.since)}"
