"""One call-back as it was written down, with what was promised; completed and followed up here."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desk.care.callbacks.choices import FollowUpState
from desk.care.callbacks.commands import amend_callback, finish_follow_up
from desk.care.callbacks.queries import CallbackCard, FollowUpRow, callback_card
from desk.care.callbacks.rules import LOW_SCORE
from desk.care.callbacks.screens import CALLBACKS, FOLLOW_UPS
from desk.kernel.commands import entry_of
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.screens.lists import ListSpec
from ui.asking import plain_label
from ui.desks.pieces import Card, Chip, FollowingArea, Pairs, fit_rows, keyed_button
from ui.desks.row_table import Column, RowTable
from ui.desks.texts import Elided
from ui.pages.argument_fields import argument_fields
from ui.pages.form_dialog import FormDialog
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of

LIST, MOST_TASKS = "callbacks", 6
TASKS: tuple[Column[FollowUpRow], ...] = (
    Column(tr("跟进事项"), lambda t: t.task, 12, stretch=True),
    Column(tr("跟进人"), lambda t: t.owner, 5),
    Column(tr("期限"), lambda t: show_moment(t.due_at)[5:], 7),
    Column(tr("状态"), lambda t: t.state.label, 5, chip=lambda t: tone_of(t.state)),
    Column(tr("跟进结果"), lambda t: t.result, 14),
)


class CallbackRecord(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset({"callback", "callback_follow_up"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number = ""
        self.card: CallbackCard | None = None
        self.said, self.answers = Pairs(2), Pairs()
        self.tasks: RowTable[FollowUpRow] = RowTable(
            tr("跟进"), TASKS, lambda task: str(task.follow_up_id)
        )
        self.tasks.opened.connect(self.finish)
        self.buttons: dict[str, QPushButton] = {}
        self._build()

    def open_with(self, **arguments: Any) -> None:
        """Show the call-back ``number``."""
        if arguments.get("number"):
            self.number = str(arguments["number"])
            self.renew()

    def refresh(self) -> None:
        if self.number:
            self.context.ask(callback_card, self.show_card, self, number=self.number)

    def show_card(self, card: CallbackCard) -> None:
        """Show a record as it stands."""
        if card.number != self.number:
            return
        self.card = card
        self._title.setText(f"{card.number}  {card.customer}")
        low = card.score is not None and card.score <= LOW_SCORE
        words = tr("{n} 分").format(n=card.score) if card.score is not None else tr("未评分")
        tone = Tone.DONE if card.score is not None else Tone.NEUTRAL
        self._score.show_as(words, Tone.WRONG if low else tone)
        self.said.show_pairs(_pairs(card))
        self.answers.show_pairs(card.answers)
        self._no_answers.setVisible(not card.answers)
        self.tasks.show_rows(card.follow_ups)
        self.tasks.setVisible(bool(card.follow_ups))
        fit_rows(self.tasks, len(card.follow_ups), MOST_TASKS)
        self._no_tasks.setVisible(not card.follow_ups)
        waits = any(task.state is FollowUpState.OPEN for task in card.follow_ups)
        may = self.context.may
        self.buttons["finish"].setVisible(waits and may(entry_of(finish_follow_up).needs))
        self.buttons["amend"].setVisible(may(entry_of(amend_callback).needs))

    # -- doing ------------------------------------------------------------------------------------

    def amend(self) -> None:
        """Complete the record."""
        card = self.card
        if card is not None:
            values = {name: getattr(card, name) for name in ("score", "suggestion", "handled")}
            self._form(amend_callback, CALLBACKS, {"number": card.number}, values)

    def finish(self) -> None:
        """Close the chosen follow-up, or the first open one."""
        task = self.tasks.current()
        if task is None or task.state is not FollowUpState.OPEN:
            waiting = self.card.follow_ups if self.card is not None else ()
            task = next((t for t in waiting if t.state is FollowUpState.OPEN), None)
        if task is not None:
            fixed = {"follow_up_id": task.follow_up_id}
            self._form(finish_follow_up, FOLLOW_UPS, fixed, {}, task.task)

    def _form(
        self,
        command: Any,
        spec: ListSpec,
        fixed: dict[str, Any],
        values: dict[str, Any],
        told: str = "",
    ) -> None:
        entry = entry_of(command)
        fields = [field for field in argument_fields(entry, spec) if field.name not in fixed]
        FormDialog(self.context, entry, fields, fixed, values, self.window(), hint=told).show()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        self._title, self._score = Elided("title"), Chip()
        head.addWidget(self._title)
        head.addWidget(self._score)
        head.addStretch(1)
        for name, word, key, role, does in (
            ("back", tr("返回"), "Esc", "", self.context.frame.back),
            ("amend", tr("补充"), "F7", "", self.amend),
            ("finish", tr("完成跟进"), "F9", "primary", self.finish),
        ):
            self.buttons[name] = keyed_button(self, word, key, does, role)
            head.addWidget(self.buttons[name])
        column.addLayout(head)
        self._no_answers = plain_label(tr("没有逐项提问。"), "muted")
        self._no_tasks = plain_label(tr("没有要跟进的事。"), "muted")
        inside = Card()
        for part in (
            self.said,
            plain_label(tr("提问与回答"), "strong"),
            self._no_answers,
            self.answers,
            plain_label(tr("跟进"), "strong"),
            self._no_tasks,
            self.tasks,
        ):
            inside.column.addWidget(part)
        inside.column.addStretch(1)
        column.addWidget(FollowingArea(inside), 1)


def _pairs(card: CallbackCard) -> list[tuple[str, str]]:
    planned = tr("计划内") if card.planned else tr("计划外")
    return [
        (tr("时间"), show_moment(card.at)),
        (tr("目的"), f"{card.purpose.label}  {planned}"),
        (tr("接听人"), f"{card.contact}  {card.phone_masked}".strip()),
        (tr("方式"), card.channel.label),
        (tr("投诉"), card.complaint),
        (tr("回访人"), card.recorded_by),
        (tr("意见建议"), card.suggestion),
        (tr("处理结果"), card.handled),
    ]
