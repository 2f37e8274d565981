"""What a request is about: facts, why, what will be otherwise, and what was decided about it before."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.kernel.moments import show_date, show_moment
from desk.kernel.text import tr
from desk.office.approvals.choices import Decision
from desk.office.approvals.queries import ApprovalRow
from desk.office.approvals.summary import ApprovalSummary
from ui.asking import plain_label
from ui.desks.approval_desk.changes import Changes
from ui.desks.approval_desk.queue import decision_words
from ui.desks.pieces import Card, Chip, FollowingArea, Pairs
from ui.desks.texts import Elided
from ui.theme import SPACE, Tone


class About(Card):
    """The middle of the window."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._state = Elided("strong"), Chip()
        self.head.addWidget(self._title, 1)
        self.head.addWidget(self._state)
        self.column.addLayout(self.head)
        self.changes = Changes()
        self._facts, self._earlier = Pairs(), Pairs()
        self._before = plain_label(tr("以前的审批"), "strong")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE.small, 0)
        column.setSpacing(SPACE.small)
        for part in (self._facts, self.changes, self._before, self._earlier):
            column.addWidget(part)
        column.addStretch(1)
        self._area = FollowingArea(inside)
        self.column.addWidget(self._area, 1)
        self.facts: list[tuple[str, str]] = []
        self.show_summary(None)

    def show_summary(self, summary: ApprovalSummary | None) -> None:
        """Show another request, or none."""
        row = summary.row if summary else None
        self._title.setText(f"{row.obj_word} {row.number}" if row else tr("内容"))
        over = bool(row and row.limit_note)
        self._state.show_as(tr("超出权限") if over else "", Tone.WAITING)
        self.facts = [*_asked(summary), *summary.facts] if summary else []
        self._facts.show_pairs(self.facts)
        self.changes.show_changes(
            summary.changes if summary else (), summary.former if summary else ""
        )
        earlier = summary.earlier if summary else ()
        self._before.setVisible(bool(earlier))
        self._earlier.show_pairs([_told(one) for one in earlier])
        self._earlier.setVisible(bool(earlier))
        self._area.verticalScrollBar().setValue(0)


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
    return tr("结果"), "  ".join(part for part in parts if part)
