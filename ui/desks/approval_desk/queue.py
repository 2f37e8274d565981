"""The rows of the inbox: grouped by what they are, the oldest first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.office.approvals.choices import Decision
from desk.office.approvals.queries import ApprovalRow
from ui.desks.row_table import Column
from ui.theme import Tone


@dataclass(frozen=True)
class QueueRow:
    """A request in its group; `group` stands in the first row of each."""

    row: ApprovalRow
    group: str

    @property
    def key(self) -> str:
        return str(self.row.id)


def grouped(rows: Sequence[ApprovalRow]) -> list[QueueRow]:
    """Requests of one kind together, in the order in which their first one came."""
    counts = Counter(row.obj_word for row in rows)
    return [
        QueueRow(row, tr("{word} {n}").format(word=word, n=counts[word]) if first else "")
        for word in counts
        for first, row in _marked([row for row in rows if row.obj_word == word])
    ]


def in_order(rows: Sequence[ApprovalRow]) -> list[QueueRow]:
    """Requests as they come, each under its own kind."""
    return [QueueRow(row, row.obj_word) for row in rows]


def _marked(rows: Sequence[ApprovalRow]) -> list[tuple[bool, ApprovalRow]]:
    return [(at == 0, row) for at, row in enumerate(rows)]


def decision_words(row: ApprovalRow) -> str:
    """「已批准」, and by whom."""
    if row.decision is Decision.WAITING:
        return ""
    who = row.decided_by
    if row.decided_for:
        who = tr("{who} 代 {principal}").format(who=who, principal=row.decided_for)
    when = show_moment(row.decided_at)[5:] if row.decided_at else ""
    return " ".join(part for part in (row.decision.label, who, when) if part)


def decision_tone(row: ApprovalRow) -> Tone:
    """Green granted, red turned down, grey taken back."""
    return {
        Decision.APPROVED: Tone.DONE,
        Decision.REJECTED: Tone.WRONG,
        Decision.CANCELLED: Tone.NEUTRAL,
    }.get(row.decision, Tone.WAITING)


def _above(queued: QueueRow) -> str:
    return f"{queued.row.number}  {queued.row.title}"


def _below(queued: QueueRow) -> str:
    row = queued.row
    if row.decision is not Decision.WAITING:
        return decision_words(row)
    since = show_moment(row.requested_at)[5:]
    return "  ".join(part for part in (row.requested_by, since, row.limit_note) if part)


QUEUE_COLUMNS: tuple[Column[QueueRow], ...] = (
    Column("事项", lambda q: q.group, 8, chip=lambda q: decision_tone(q.row)),
    Column("单号、内容与提交人", _above, 9, stretch=True, below=_below),
)
