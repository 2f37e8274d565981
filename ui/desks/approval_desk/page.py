"""审批: the queue at the left, what it is about in the middle, the paper at the right, the answer below."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.office.approvals.commands import cancel_approval, grant_approval, refuse_approval
from desk.office.approvals.summary import ApprovalSummary, approval_summary
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.approval_desk.about import About
from ui.desks.approval_desk.beside import Beside
from ui.desks.approval_desk.decide_bar import DecideBar
from ui.desks.approval_desk.deputy_line import DeputyLine
from ui.desks.approval_desk.queue import QUEUE_COLUMNS, QueueRow, grouped, in_order
from ui.desks.approval_desk.reading import DECIDED, MINE, WAITING, Inbox, inbox_of
from ui.desks.pieces import add_side, keyed_button, on_key
from ui.desks.row_table import RowTable
from ui.desks.strip import Strip
from ui.doing import show_refused
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE
from ui.turns import next_turn

QUEUE_WIDTH, LOOK_AFTER_MS = (320, 240), 80
NOTHING = {
    WAITING: "没有等您审批的事项。",
    MINE: "您没有提交在审的事项。",
    DECIDED: "近七天没有审批过的事项。",
}


class ApprovalDesk(Page):
    """See the module.

    Attributes:
        view: which of the three queues is shown.
        summary: the request that is shown.
    """

    watches: ClassVar[frozenset[str] | None] = frozenset({"approval", "approval_deputy"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.view = WAITING
        self.summary: ApprovalSummary | None = None
        self.inbox = Inbox({WAITING: [], MINE: [], DECIDED: []}, [])
        self._wanted: int | None = None
        self._reading: Job | None = None
        self._looking: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_AFTER_MS)
        self._soon.timeout.connect(self._look)
        self.queue: RowTable[QueueRow] = RowTable(tr("审批事项"), QUEUE_COLUMNS, lambda q: q.key)
        next_turn()
        self.about, self.beside = About(), Beside(context)
        next_turn()
        self.bar = DecideBar(context, self, self.approve, self.reject, self.recall)
        self.deputies = DeputyLine(context, self)
        self._build()
        self.queue.went.connect(self._soon.start)
        self.queue.opened.connect(self._to_reason)
        self.views.chosen.connect(self.turn_to)

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Show the request ``id``, or the first of ``ids``."""
        ids = arguments.get("ids") or ()
        wanted = arguments.get("id") or (ids[0] if ids else None)
        self._wanted = int(wanted) if wanted else None
        self.renew()

    def shown(self) -> None:
        super().shown()
        self.queue.setFocus()

    def refresh(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        ask = partial(inbox_of, self.context.desk)
        self._reading = self.context.bridge.later(ask, self._came, self.context.tell, owner=self)

    @property
    def current_id(self) -> int | None:
        """The request the cursor is on."""
        queued = self.queue.current()
        return queued.row.id if queued else None

    def turn_to(self, view: str) -> None:
        """Show another of the queues."""
        self.view = view
        self._show_queue()
        self.queue.setFocus()

    def turn(self) -> None:
        """Show the next of the queues."""
        order = list(NOTHING)
        self.turn_to(order[(order.index(self.view) + 1) % len(order)])

    def _came(self, inbox: Inbox) -> None:
        self.inbox = inbox
        if self._wanted is not None:
            self.view = self._view_of(self._wanted)
        self.deputies.show_rows(inbox.deputies)
        self._show_queue()

    def _view_of(self, wanted: int) -> str:
        views = self.inbox.views
        holds = (view for view in NOTHING if any(row.id == wanted for row in views[view]))
        return next(holds, self.view)

    def _show_queue(self) -> None:
        rows = self.inbox.views[self.view]
        words = {WAITING: tr("待我审批"), MINE: tr("我提交的"), DECIDED: tr("近日已办")}
        counts = {view: len(found) for view, found in self.inbox.views.items()}
        items = [(view, f"{word} {counts[view]}") for view, word in words.items()]
        self.views.show_items(items, self.view)
        at = max(0, self.queue.currentIndex().row())
        before = self.current_id
        self.queue.show_rows(in_order(rows) if self.view == DECIDED else grouped(rows))
        wanted, self._wanted = self._wanted or before, None
        if not self.queue.go_to(str(wanted)) and self.queue.rows:
            self.queue.selectRow(min(at, len(self.queue.rows) - 1))
        self.nothing.setText(tr(NOTHING[self.view]))
        self.nothing.setVisible(not rows)
        self.queue.setVisible(bool(rows))
        self._look()

    def _look(self) -> None:
        """Read what the current request is about."""
        self._soon.stop()
        if self._looking is not None:
            self._looking.cancel()
        wanted = self.current_id
        if wanted is None:
            self._show_summary(None)
            return
        ask = partial(self.context.desk.ask, approval_summary, approval_id=wanted)
        self._looking = self.context.bridge.later(
            ask, self._show_summary, self._cannot_look, owner=self
        )

    def _cannot_look(self, fault: BaseException) -> None:
        """What a deputy may not read he may not decide: that is said, and the next one is looked at."""
        self._show_summary(None)
        if isinstance(fault, Refused):
            self.context.say(fault.problems[0].message)
        else:
            self.context.tell(fault)

    def _show_summary(self, summary: ApprovalSummary | None) -> None:
        if summary is not None and summary.row.id != self.current_id:
            return
        self.summary = summary
        self.about.show_summary(summary)
        self.beside.show_summary(summary)
        mine = {row.id for row in self.inbox.views[MINE]}
        self.bar.show_summary(summary, mine=summary is not None and summary.row.id in mine)
        self.open_button.setVisible(bool(summary and summary.page))
        self.paper_button.setVisible(bool(summary and summary.form))
        self._keys.setText(self._keys_that_work())

    def _keys_that_work(self) -> str:
        found, items = self.summary, self.beside.items
        parts = (
            (bool(self.queue.rows), tr("↑↓ 选事项")),
            (bool(found and found.decidable), tr("Enter 写意见,逐栏往下,再按就是同意")),
            (True, tr("F6 换清单")),
            (len(items) > 1, tr("F3 换单据")),
            (bool(items), tr("Ctrl+PgUp/PgDn 翻单据")),
            (bool(found and found.files), tr("F12 附件")),
            (bool(self.queue.rows), tr("Ctrl+B 回清单")),
        )
        return " · ".join(words for shown, words in parts if shown)

    def _to_reason(self) -> None:
        if self.summary is not None and self.summary.decidable:
            self.bar.fields.focus_first()

    # -- deciding ---------------------------------------------------------------------------------

    def approve(self) -> None:
        """Grant the request that is shown."""
        self._decide(grant=True)

    def reject(self) -> None:
        """Turn it down, with the reason that was typed."""
        self._decide(grant=False)

    def _decide(self, *, grant: bool) -> None:
        summary = self.summary
        if summary is None or not summary.decidable:
            return
        self.bar.fields.show_problems(())
        try:
            typed = self.bar.typed()
        except Refused as refused:
            show_refused(self.context, refused, self.bar.fields)
            return
        typed.pop("password", None)
        arguments = {"approval_id": summary.row.id, "reason": typed["reason"]}
        if grant:
            arguments = {"approval_id": summary.row.id, **typed}
        words = tr("{word} {no} 已同意。") if grant else tr("{word} {no} 已驳回。")
        said = words.format(word=summary.row.obj_word, no=summary.row.number)
        command = grant_approval if grant else refuse_approval
        done = partial(self._decided, said)
        self.bar.signing(self.context).do(command, arguments, done, fields=self.bar.fields)

    def _decided(self, said: str, _outcome: Outcome[Any]) -> None:
        self.bar.forget()
        self.context.say(said)
        self.queue.setFocus()

    def recall(self) -> None:
        """Take one's own request back."""
        summary = self.summary
        if summary is None or self.bar.buttons["recall"].isHidden():
            return
        row = summary.row
        question = tr("撤回 {word} {no}?").format(word=row.obj_word, no=row.number)
        if self.context.sure(question, row.title, yes=tr("撤回")):
            said = tr("{word} {no} 已撤回。").format(word=row.obj_word, no=row.number)
            done = partial(self._decided, said)
            self.context.do(cancel_approval, {"approval_id": row.id}, done)

    # -- elsewhere --------------------------------------------------------------------------------

    def open_record(self) -> None:
        """Go to the window in which all of it stands."""
        if self.summary is not None and self.summary.page:
            self.context.open_page(self.summary.page, **self.summary.arguments)

    def may_leave(self) -> bool:
        question = tr("写了一半的审批意见还没有用上,确定放弃?")
        return not self.bar.unsaved or self.context.gives_up(question)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        sides, right, upper = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for layout in (sides, right, upper):
            layout.setSpacing(SPACE.small)
        upper.addWidget(self.about, 10)
        upper.addWidget(self.beside, 11)
        right.addLayout(upper, 1)
        right.addWidget(self.bar)
        add_side(sides, self._left(), *QUEUE_WIDTH)
        sides.addLayout(right, 1)
        column.addLayout(sides, 1)
        self._keys = plain_label("", "small")
        column.addWidget(self._keys)
        for key, does in (
            ("F6", self.turn),
            ("F3", self.beside.turn),
            ("F12", self.beside.enlarge),
            ("Ctrl+B", self.queue.setFocus),
            ("Ctrl+PgDown", partial(self.beside.turn_pages, 1)),
            ("Ctrl+PgUp", partial(self.beside.turn_pages, -1)),
        ):
            on_key(self, key, does)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        line.addWidget(plain_label(tr("审批"), "title"))
        line.addWidget(self.deputies, 1)
        self.open_button = keyed_button(self, tr("打开原记录"), "F7", self.open_record)
        self.paper_button = keyed_button(self, tr("打印预览"), "Ctrl+P", self.beside.preview)
        every = partial(self.context.open_page, "approvals")
        for button in (
            self.open_button,
            self.paper_button,
            keyed_button(self, tr("全部审批"), "", every),
        ):
            line.addWidget(button)
        return line

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        self.views = Strip()
        self.nothing = plain_label("", "muted")
        self.nothing.setWordWrap(True)
        for part in (self.views, self.nothing):
            column.addWidget(part)
        column.addWidget(self.queue, 1)
        column.addStretch(0)
        return left
