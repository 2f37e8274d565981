"""Reading the lists of cleared data."""

from dataclasses import dataclass
from datetime import date

from desk.filing.retention.choices import ClearingState
from desk.filing.retention.commands import clearing_by_number
from desk.kernel.commands import query
from desk.storage.work import Reader


@dataclass(frozen=True)
class ClearingRow:
    keeping: str
    label: str
    kept_for: str
    what: str
    record_id: int
    title: str
    since: date
    done: bool


@dataclass(frozen=True)
class ClearingCard:
    number: str
    state: ClearingState
    answer: str
    items: tuple[ClearingRow, ...]


@query("personal.reveal", "清理清单详情")
def clearing_card(read: Reader, *, number: str) -> ClearingCard:
    """One list with its records.

    Raises:
        Refused: E006.
    """
    found = clearing_by_number(read, number)
    names = ClearingRow.__dataclass_fields__
    rows = (ClearingRow(**{name: getattr(i, name) for name in names}) for i in found.items)
    return ClearingCard(found.number, found.state, found.answer, tuple(rows))
