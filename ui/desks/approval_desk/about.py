"""What a request is about: facts, why, what will be otherwise, and what was decided about it before."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.kernel.moments import show_date, show_moment
from desk.kernel.text import tr
from desk.office.approvals.choices import Decision
from desk.office.approvals.events import Change
from desk.office.approvals.queries import ApprovalRow
from desk.office.approvals.summary import ApprovalSummary
from ui.asking import plain_label
from ui.desks.approval_desk.queue import decision_words
from ui.desks.pieces import Card, Chip, FollowingArea, Pairs, fit_rows
from ui.desks.row_table import Column, RowTable
from ui.desks.texts import Elided
from ui.theme import SPACE, Tone

MOST_CHANGES = 12


class About(Card):
    """The middle of the window."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._state = Elided("strong"), Chip()
        self.head.addWidget(self._title, 1)
        self.head.addWidget(self._state)
        self.column.addLayout(self.head)
        self.changes: RowTable[Change] = RowTable(tr("改动"), _columns(""), lambda c: c.what)
        self._facts, self._asked, self._earlier = Pairs(), Pairs(), Pairs()
        self._changed, self._before = plain_label("", "strong"), plain_label("", "strong")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE.small, 0)
        column.setSpacing(SPACE.small)
        parts = (self._asked, self._facts, self._changed, self.changes, self._before, self._earlier)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.column.addWidget(FollowingArea(inside), 1)
        self.facts: list[tuple[str, str]] = []
        self.show_summary(None)

    def show_summary(self, summary: ApprovalSummary | None) -> None:
        """Show another request, or none."""
        row = summary.row if summary else None
        self._title.setText(f"{row.obj_word} {row.number}" if row else tr("内容"))
        over = bool(row and row.limit_note)
        self._state.show_as(tr("超出权限") if over else "", Tone.WAITING)
        self.facts = list(summary.facts) if summary else []
        self._asked.show_pairs(_asked(summary) if summary else ())
        self._facts.show_pairs(self.facts)
        self._facts.setVisible(bool(self.facts))
        self._show_changes(summary)
        earlier = summary.earlier if summary else ()
        self._before.setText(tr("以前的审批"))
        self._before.setVisible(bool(earlier))
        self._earlier.show_pairs([_told(one) for one in earlier])
        self._earlier.setVisible(bool(earlier))

    def _show_changes(self, summary: ApprovalSummary | None) -> None:
        changes = summary.changes if summary else ()
        former = summary.former if summary else ""
        self._changed.setVisible(bool(summary and (changes or former)))
        words = tr("与 {v} 相比改动 {n} 处") if former else tr("内容共 {n} 处")
        none = tr("与 {v} 相比没有改动")
        self._changed.setText((words if changes else none).format(v=former, n=len(changes)))
        self.changes.show_columns(_columns(former))
        self.changes.show_rows(changes)
        self.changes.setVisible(bool(changes))
        fit_rows(self.changes, len(changes), MOST_CHANGES)


def _columns(former: str) -> tuple[Column[Change], ...]:
    before = former or tr("原来")
    return (
        Column("项目", lambda c: c.what, 7),
        Column(before, lambda c: c.before or "—", 7, stretch=True, ink=_before_ink),
        Column("改为", lambda c: c.after or tr("删去"), 7, stretch=True, ink=_after_ink),
    )


def _before_ink(change: Change) -> Tone | None:
    return Tone.NEUTRAL if not change.before else None


def _after_ink(change: Change) -> Tone | None:
    if not change.after:
        return Tone.WRONG
    return Tone.DONE if not change.before else Tone.ACTIVE


def _asked(summary: ApprovalSummary) -> list[tuple[str, str]]:
    row = summary.row
    pairs = [
        (tr("申请"), row.title),
        (tr("提交"), f"{row.requested_by} {show_moment(row.requested_at)}"),
        (tr("理由"), summary.why),
        (tr("超出权限"), row.limit_note),
        (tr("会签"), tr("经理编制,须登记副总经理会签") if row.countersign_needed else ""),
    ]
    if row.decision is not Decision.WAITING:
        pairs += [_told(row)]
    return [(label, words) for label, words in pairs if words]


def _told(row: ApprovalRow) -> tuple[str, str]:
    signed = ""
    if row.countersigned_by and row.countersigned_on:
        day = show_date(row.countersigned_on)
        signed = tr("会签 {who} {d}").format(who=row.countersigned_by, d=day)
    parts = (decision_words(row), row.reason, signed)
    return row.decision.label, "  ".join(part for part in parts if part)
