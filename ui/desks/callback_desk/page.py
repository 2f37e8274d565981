"""回访: today's calls at the left, the customer in the middle, what to ask and to say at the right."""

from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk.care.callbacks.board import BoardRow, callback_board
from desk.care.callbacks.choices import Channel, ItemState
from desk.care.callbacks.commands import miss_callback, record_callback
from desk.care.callbacks.moving import hand_callback_over, shift_callback
from desk.care.callbacks.rules import LOW_SCORE, MOST_TRIES
from desk.care.callbacks.sheet import CallSheet, SheetContact, call_sheet
from desk.kernel.text import tr
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.callback_desk.facts import Facts
from ui.desks.callback_desk.form import CallForm, usual_purpose
from ui.desks.callback_desk.item_forms import open_item_form
from ui.desks.callback_desk.kept import KeptCall, Whose
from ui.desks.callback_desk.queue import Queue
from ui.desks.callback_desk.speech import Speech
from ui.desks.callback_desk.who import HeadChips, Who
from ui.desks.kept_line import KeptLine
from ui.desks.pieces import keyed_button, on_key
from ui.desks.texts import Elided
from ui.pages.empty_state import EmptyState
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE
from ui.turns import next_turn

SIDE_WIDTH = 310


class CallbackDesk(Page):
    """See the module.

    Attributes:
        key: the row of the queue in work; empty when its call stands in no row.
        sheet: what is shown; None while nobody is called.
    """

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {"callback", "callback_item", "callback_attempt", "callback_plan", "callback_follow_up"}
        | {"complaint", "customer", "contact"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.key = ""
        self.sheet: CallSheet | None = None
        self._item_id: int | None = None
        self._customer_id: int | None = None
        self._channel = Channel.PHONE
        self._typing = self._offered = False
        self._restored: dict[str, Any] = {}
        self.buttons: dict[str, QPushButton] = {}
        self.queue, self.who = Queue(context), Who(context)
        next_turn()
        self.facts, self.speech = Facts(context), Speech()
        next_turn()
        self.form = CallForm(context)
        next_turn()
        self.kept = KeptCall(context, self.form)
        self.kept_line = KeptLine(
            self,
            tr("一个回访"),
            lambda kept: Whose.of(kept).name,
            self._restore,
            lambda: self.form.touched,
        )
        self.queue.chosen.connect(self._chosen)
        self.queue.customer.picked.connect(self.call_customer)
        self.form.fields.finished.connect(self.save)
        self.form.purpose.edited.connect(self._show_speech)
        self.form.speaker.committed.connect(self._show_who)
        self._build()
        self._show(None)

    # -- whom -------------------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """The planned call ``id``, or a call of ``customer_id`` that nobody planned."""
        if arguments.get("id"):
            self._take(str(arguments["id"]), item_id=int(arguments["id"]))
        elif arguments.get("customer_id"):
            self.call_customer(int(arguments["customer_id"]))

    def call_customer(self, customer_id: int) -> None:
        """Call a customer whether it was planned or not; a manager's visit keeps its row."""
        key = f"V{customer_id}"
        visit = self.queue.row(key) is not None
        channel = Channel.ON_SITE if visit else Channel.PHONE
        self._take(key, customer_id=customer_id, channel=channel)

    def refresh(self) -> None:
        self.context.ask(callback_board, self._queue_came, self)
        if self.sheet is not None:
            self._ask()

    def shown(self) -> None:
        super().shown()
        if not self._offered:
            self._offered = True
            self._offer_kept()
        if self.sheet is None:
            self.queue.calls.table.setFocus()

    def may_leave(self) -> bool:
        if not self.form.touched:
            return True
        given_up = self.context.gives_up(tr("这次回访还没有保存,放弃?"))
        if given_up:
            self.kept.forget()
        return given_up

    def _offer_kept(self) -> None:
        self.kept_line.look(self.kept.keeper)

    def _restore(self, kept: dict[str, Any]) -> None:
        whose, self._restored = Whose.of(kept), dict(kept["fields"])
        self.form.fields.clear()
        self.form.asking.clear()
        key = f"V{whose.customer_id}" if whose.item_id is None else f"{whose.item_id}"
        self._take(key, item_id=whose.item_id, customer_id=whose.customer_id)

    def _chosen(self, key: str) -> None:
        row = self.queue.row(key)
        if row is None or (key == self.key and self.sheet is not None):
            self.form.fields.focus_first()
        else:
            self._take_row(row)

    def _take_row(self, row: BoardRow) -> None:
        if row.item_id is None:
            self.call_customer(row.customer_id)
        else:
            self._take(row.number, item_id=row.item_id)

    def _take(
        self,
        key: str,
        *,
        item_id: int | None = None,
        customer_id: int | None = None,
        channel: Channel = Channel.PHONE,
    ) -> None:
        if not self.may_leave():
            self.queue.calls.mark(self.key)
            return
        self.key, self._item_id, self._customer_id = key, item_id, customer_id
        self._channel, self._typing = channel, False
        self.who.revealed.forget()
        self.queue.calls.mark(key)
        self._ask()

    def _ask(self) -> None:
        key = self.key
        self.context.ask(
            call_sheet,
            lambda sheet: self._came(key, sheet),
            self,
            customer_id=self._customer_id,
            item_id=self._item_id,
        )

    def _came(self, key: str, sheet: CallSheet) -> None:
        """Show the sheet; a form that is being filled in stays as it is."""
        if key != self.key:
            return
        if not self._typing:
            purpose = usual_purpose(sheet, self._channel)
            self.form.show_call(sheet, purpose, self._channel)
            self.form.put_raw(self._restored)
            self._typing, self._restored = True, {}
            self.kept.whose = Whose(self._item_id, sheet.customer_id, sheet.name)
            QTimer.singleShot(0, self, self._begin)  # the fields are only now put on the screen
        self._show(sheet)

    def _begin(self) -> None:
        asked_for = self.queue.customer.line
        searches = asked_for.hasFocus() and asked_for.text()
        if self.isVisible() and not self.form.touched and not searches:
            self.form.fields.focus_first()

    def _queue_came(self, rows: list[BoardRow]) -> None:
        self.queue.show_rows(rows, self.key)
        if not self.key and rows and rows[0].mine:
            self._take_row(rows[0])

    # -- doing ------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the call down, and go to the next one."""
        sheet = self.sheet
        if sheet is None or not self._is_open:
            return
        customer_id, item_id = sheet.customer_id, self._item_id

        def saved(outcome: Outcome[str]) -> None:
            self._next(_said(sheet.name, outcome.value, self.form))

        self.context.do(
            record_callback,
            lambda: {"draft": self.form.draft(customer_id), "item_id": item_id},
            saved,
            fields=self.form.fields,
        )

    def miss(self) -> None:
        """Nobody answered: count it, and go to the next one."""
        sheet = self.sheet
        if sheet is None or sheet.item is None or not self._is_open:
            return
        question = tr("已填写的回答不会保存,只登记没打通?")
        if self.form.answered and not self.context.gives_up(question, yes=tr("没打通")):
            return

        def missed(outcome: Outcome[int]) -> None:
            given_up = tr("{who} 三次没打通,已列为联系不上。请改用微信或上门。")
            again = tr("{who} 第 {n} 次没打通,还会再排进来。")
            words = given_up if outcome.value >= MOST_TRIES else again
            self._next(words.format(who=sheet.name, n=outcome.value))

        arguments = {"item_id": sheet.item.item_id, **self.form.missed()}
        self.context.do(miss_callback, arguments, missed, fields=self.form.fields)

    def shift(self) -> None:
        """Put the call to another day."""
        self._form_of(shift_callback, tr("已改期。"))

    def hand_over(self) -> None:
        """Give the call to somebody else."""
        self._form_of(hand_callback_over, tr("已改派。"))

    def open_customer(self) -> None:
        if self.sheet is not None:
            self.context.open_page("customer", id=self.sheet.customer_id)

    def reveal(self) -> None:
        self.who.reveal(self._contact())

    def _form_of(self, command: Any, said: str) -> None:
        item = self.sheet.item if self.sheet is not None else None
        if item is None or not self._is_open:
            return
        open_item_form(self.context, command, item, said, self)

    def _next(self, said: str) -> None:
        """Go to the call below, or to the first one; the queue follows by itself."""
        self.context.say(said)
        self.kept.forget()
        following = self.queue.after(self.key)
        self.form.fields.clear()
        self.form.asking.clear()
        self.key, self.sheet = "", None
        if following is None:
            self._show(None)
        else:
            self._take_row(following)

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def _is_open(self) -> bool:
        item = self.sheet.item if self.sheet is not None else None
        return item is None or item.state is ItemState.PLANNED

    def _contact(self) -> SheetContact | None:
        if self.sheet is None:
            return None
        known = self.form.speaker.known()
        return known or next(iter(self.sheet.contacts), None)

    def _show(self, sheet: CallSheet | None) -> None:
        self.sheet = sheet
        shown = sheet is not None
        self._title.setText(sheet.name if sheet else tr("回访"))
        self._chips.show_sheet(sheet)
        for part in self._parts:
            part.setVisible(shown)
        self._nobody.setVisible(not shown)
        may, item = self.context.may, sheet.item if sheet else None
        calls = shown and self._is_open and may("callback.create")
        planned, leads = item is not None and calls, may("callback.approve")
        mine = item is not None and item.caller == self.context.desk.signed_in().name
        for name, on in (
            ("phone", self._contact() is not None and may("personal.reveal")),
            ("customer", shown),
            ("shift", planned and (mine or leads)),
            ("hand", planned and leads),
            ("missed", planned),
            ("save", calls),
        ):
            self.buttons[name].setVisible(on)
            self.buttons[name].setEnabled(on)
        if sheet is not None:
            self._show_who()
            self._show_speech()
            self.facts.show_sheet(sheet)

    def _show_who(self) -> None:
        if self.sheet is not None:
            self.who.show_sheet(self.sheet, self._contact())

    def _show_speech(self) -> None:
        purpose = self.form.purpose.value()
        if self.sheet is not None and purpose is not None:
            self.speech.show_book(self.sheet.phrases, purpose)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        column.addWidget(self.kept_line)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE.small)
        sides.addWidget(self.queue)
        sides.addWidget(self._made_call(), 1)
        column.addLayout(sides, 1)
        words = tr(
            "Enter 下一栏 · 1–5 打分 · 最后一栏 Enter 或 F9 保存并到下一户 · Ctrl+B 选客户 · Ctrl+N 计划外回访"
        )
        column.addWidget(plain_label(words, "small"))
        on_key(self, "Ctrl+B", self.queue.calls.table.setFocus)
        on_key(self, "Ctrl+N", self.queue.customer.take_focus)

    def _made_call(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        self._nobody = EmptyState()
        self._nobody.tell(tr("选左边的客户开始回访,或在左上角输入计划外的客户。"), narrowed=False)
        column.addWidget(self._nobody, 1)
        column.addWidget(self.who)
        body, right = QWidget(), QWidget()
        middle = QHBoxLayout(body)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(SPACE.small)
        right.setFixedWidth(SIDE_WIDTH)
        below = QVBoxLayout(right)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(SPACE.small)
        below.addWidget(self.form.asking)
        below.addWidget(self.speech, 1)
        middle.addWidget(self.facts, 1)
        middle.addWidget(right)
        column.addWidget(body, 1)
        column.addWidget(self.form)
        column.addStretch(0)
        self._parts = (self.who, body, self.form)
        return whole

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        self._title, self._chips = Elided("title"), HeadChips()
        row.addWidget(self._title)
        row.addLayout(self._chips)
        row.addStretch(1)
        for name, word, key, role, does in (
            ("phone", tr("查看电话"), "F6", "", self.reveal),
            ("customer", tr("客户详情"), "F4", "", self.open_customer),
            ("shift", tr("改期"), "Ctrl+R", "", self.shift),
            ("hand", tr("改派"), "Ctrl+E", "", self.hand_over),
            ("missed", tr("没打通"), "F8", "", self.miss),
            ("save", tr("保存"), "F9", "primary", self.save),
        ):
            self.buttons[name] = keyed_button(self, word, key, does, role)
            row.addWidget(self.buttons[name])
        return row


def _said(customer: str, number: str, form: CallForm) -> str:
    """What was written down, and what follows from it."""
    score = form.score.value()
    words = tr("{who} 回访已登记({no})。").format(who=customer, no=number)
    if not form.promise.is_empty():
        return words + tr("跟进任务已建。")
    low = score is not None and int(score.value) <= LOW_SCORE
    return words + (tr("评价低,已自动建跟进任务。") if low else "")
