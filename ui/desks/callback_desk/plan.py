"""The plan of a month: whom it covers by class and event, how many everybody calls, who is left out."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.care.callbacks.choices import Cause, ItemState, PlanState
from desk.care.callbacks.moving import hand_callback_over, shift_callback
from desk.care.callbacks.planning import (
    add_due_callbacks,
    approve_callback_plan,
    cancel_callback,
    close_callback_plan,
    recall_callback_plan,
    reject_callback_plan,
    submit_callback_plan,
)
from desk.care.callbacks.queries import ItemRow, OmissionRow, PlanCard, callback_plan_card
from desk.care.callbacks.rules import PLAN_STATES
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.bars import Bars
from ui.desks.callback_desk.item_forms import open_item_form
from ui.desks.case_steps import CaseButtons, CaseStep
from ui.desks.pieces import Card, Chip, fit_rows, keyed_button
from ui.desks.row_table import Column, RowTable
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of

SIDE_WIDTH, MOST_PEOPLE, MOST_OMITTED = 330, 8, 6
WEEKDAYS = "一二三四五六日"
STEPS = (
    CaseStep("submit", "提交", "F7", submit_callback_plan, role="primary"),
    CaseStep("recall", "撤回", "", recall_callback_plan),
    CaseStep("approve", "批准", "F8", approve_callback_plan, role="primary"),
    CaseStep("reject", "驳回", "", reject_callback_plan, reason=True, role="danger"),
    CaseStep("add", "补入事件回访", "F9", add_due_callbacks),
    CaseStep("close", "结束", "", close_callback_plan),
)
_OF_STATE = {PlanState.APPROVED: frozenset({"add"})}


@dataclass(frozen=True)
class Share:
    """How many calls somebody has, and how many of them are over."""

    caller: str
    planned: int
    done: int
    quota: int


ITEMS: tuple[Column[ItemRow], ...] = (
    Column(
        tr("计划日期"),
        lambda i: show_date(i.planned_on),
        6,
        below=lambda i: tr("星期{d}").format(d=WEEKDAYS[i.planned_on.weekday()]),
    ),
    Column(
        tr("客户"),
        lambda i: i.customer,
        9,
        stretch=True,
        below=lambda i: tr("{v} 类 · {why}").format(
            v=i.customer_class.label, why="  ".join(filter(None, (i.cause.label, i.complaint)))
        ),
    ),
    Column(tr("联系人"), lambda i: i.contact, 6, below=lambda i: i.phone_masked),
    Column(
        tr("回访人"),
        lambda i: i.caller,
        6,
        below=lambda i: tr("已试 {n} 次").format(n=i.tries) if i.tries else "",
    ),
    Column(
        tr("状态"),
        lambda i: i.state.label,
        6,
        ink=lambda i: tone_of(i.state),
        below=lambda i: i.reason,
    ),
)
PEOPLE: tuple[Column[Share], ...] = (
    Column(tr("回访人"), lambda s: s.caller, 6, stretch=True),
    Column(
        tr("计划/定额"),
        lambda s: f"{s.planned}/{s.quota}",
        5,
        right=True,
        ink=lambda s: Tone.WAITING if s.planned > s.quota else None,
    ),
    Column(tr("已回访"), lambda s: str(s.done), 4, right=True, total=True),
)
OMITTED: tuple[Column[OmissionRow], ...] = (
    Column(tr("客户"), lambda o: o.customer, 6, stretch=True),
    Column(tr("缘由"), lambda o: o.cause.label, 5),
    Column(tr("原因"), lambda o: o.why.label, 7),
)


class CallbackPlanPage(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {"callback_plan", "callback_item", "callback_omission", "callback_attempt", "approval"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number = ""
        self.card: PlanCard | None = None
        self.steps = CaseButtons(context, self, STEPS, self.renew)
        for name, word, key, does in (
            ("shift", tr("改期"), "Ctrl+R", self.shift),
            ("hand", tr("改派"), "Ctrl+E", self.hand_over),
            ("cancel", tr("取消这一户"), "Ctrl+Delete", self.cancel),
            ("print", tr("打印"), "Ctrl+P", self.print_plan),
        ):
            self.steps.add(name, keyed_button(self, word, key, does))
        self.items: RowTable[ItemRow] = RowTable(tr("回访任务"), ITEMS, lambda i: str(i.item_id))
        self.items.opened.connect(self.call)
        self.causes = Bars(tr("按缘由"), tr("户"))
        self.people: RowTable[Share] = RowTable(tr("按回访人"), PEOPLE, lambda s: s.caller)
        self.omitted: RowTable[OmissionRow] = RowTable(
            tr("未列入"), OMITTED, lambda o: f"{o.customer}/{o.cause}"
        )
        self._build()

    def open_with(self, **arguments: Any) -> None:
        """Show the plan ``number``."""
        if arguments.get("number"):
            self.number = str(arguments["number"])
            self.renew()

    def shown(self) -> None:
        super().shown()
        self.items.setFocus()

    def refresh(self) -> None:
        if self.number:
            self.context.ask(callback_plan_card, self.show_card, self, number=self.number)

    def show_card(self, card: PlanCard) -> None:
        """Show a plan as it stands."""
        if card.number != self.number:
            return
        self.card = card
        self._title.setText(tr("回访计划 {no}").format(no=card.number))
        self._state.show_as(card.state.label, tone_of(card.state))
        self._answer.setText(tr("驳回原因:{v}").format(v=card.answer) if card.answer else "")
        self._answer.setVisible(bool(card.answer))
        self.steps.number = card.number
        self.steps.show_only(self._fitting(card))
        self.items.show_rows(card.items)
        counted = [item for item in card.items if item.state is not ItemState.CANCELLED]
        self._count.setText(tr("{n} 户").format(n=len(counted)))
        self.causes.show_lines(_by_cause(counted))
        people = _by_caller(counted, card.quota)
        self.people.show_rows(people)
        fit_rows(self.people, len(people), MOST_PEOPLE)
        self.omitted.show_rows(card.omissions)
        fit_rows(self.omitted, len(card.omissions), MOST_OMITTED)
        self._omitted.setVisible(bool(card.omissions))

    # -- doing ------------------------------------------------------------------------------------

    def call(self) -> None:
        """Go on to the calling window with the chosen customer."""
        item = self.items.current()
        if item is not None:
            self.context.open_page("callback_desk", id=item.item_id)

    def shift(self) -> None:
        """Put the chosen call to another day."""
        self._form_of(shift_callback, tr("已改期。"))

    def hand_over(self) -> None:
        """Give the chosen call to somebody else."""
        self._form_of(hand_callback_over, tr("已改派。"))

    def cancel(self) -> None:
        """Strike the chosen customer, with a reason."""
        item = self._chosen()
        if item is None:
            return
        reason = self.context.asker.reason(tr("取消回访 {who}").format(who=item.customer))
        if reason:
            said = tr("{who} 已取消。").format(who=item.customer)
            done = lambda _: self.context.say(said)  # noqa: E731
            self.context.do(cancel_callback, {"item_id": item.item_id}, done, reason=reason)

    def print_plan(self) -> None:
        """Show P-10."""
        if self.card is not None:
            self.context.show_paper("P-10", self.card.number)

    def _form_of(self, command: Any, said: str) -> None:
        item = self._chosen()
        if item is not None:
            open_item_form(self.context, command, item, said, self)

    def _chosen(self) -> ItemRow | None:
        item = self.items.current()
        if item is None or not self.isVisible():
            self.context.say(tr("请先选择一户。"))
            return None
        return item

    def _fitting(self, card: PlanCard) -> frozenset[str]:
        moves = {move.command for move in PLAN_STATES.from_(card.state)}
        may = {step.name for step in STEPS if step.entry.name in moves}
        may |= _OF_STATE.get(card.state, frozenset())
        may |= {"print"} if self.context.may("print.create") else set()
        changes = "callback.update" if card.state is PlanState.DRAFT else "callback.approve"
        if card.state is not PlanState.CLOSED and card.items:
            may |= {"hand", "cancel"} if self.context.may(changes) else set()
            may |= {"shift"} if self.context.may("callback.create") else set()
        return frozenset(may)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        self._title, self._state = plain_label("", "title"), Chip()
        self._answer = plain_label("", "warning")
        for part in (self._title, self._state, self._answer):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(keyed_button(self, tr("返回"), "Esc", self.context.frame.back))
        column.addLayout(head)
        column.addWidget(self.steps)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE.small)
        calls = Card(tr("要回访的客户"))
        self._count = plain_label("", "small")
        calls.head.addWidget(self._count)
        calls.column.addWidget(self.items, 1)
        sides.addWidget(calls, 1)
        sides.addWidget(self._made_side())
        column.addLayout(sides, 1)
        hint = tr("Enter 开始回访这一户 · F5 刷新")
        column.addWidget(plain_label(hint, "small"))

    def _made_side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(SIDE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        by_cause, by_caller = Card(tr("按缘由")), Card(tr("按回访人"))
        self._omitted = Card(tr("到期而未列入"))
        for card, part in (
            (by_cause, self.causes),
            (by_caller, self.people),
            (self._omitted, self.omitted),
        ):
            card.column.addWidget(part)
            column.addWidget(card)
        column.addStretch(1)
        return side


def _by_cause(items: list[ItemRow]) -> list[tuple[str, int, int]]:
    found, whole = Counter(item.cause for item in items), max(1, len(items))
    return [(c.label, found[c], found[c] * 10_000 // whole) for c in Cause if found[c]]


def _by_caller(items: list[ItemRow], quota: int) -> list[Share]:
    planned = Counter(item.caller for item in items)
    done = Counter(item.caller for item in items if item.state is ItemState.DONE)
    return [Share(who, count, done[who], quota) for who, count in planned.most_common()]
