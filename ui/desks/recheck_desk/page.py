"""The desk of re-checks: my cards at the left, the one in work at the right."""

from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desk.archive.rechecks.commands import check_customer, miss_customer
from desk.archive.rechecks.queries import RecheckCardView, recheck_card, recheck_progress
from desk.archive.rechecks.to_call import CardToCall, cards_to_call
from desk.kernel.moments import local
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Chip, keyed_button, on_key
from ui.desks.recheck_desk.card_form import CardForm
from ui.desks.recheck_desk.side import Side
from ui.desks.texts import Elided
from ui.pages.empty_state import EmptyState
from ui.pages.number_dialog import NumberDialog
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone

START, FORM = "recheck_start", "P-37"


class RecheckDesk(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset({"recheck", "recheck_card"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.card_id, self._settling = 0, False
        self.buttons: dict[str, QPushButton] = {}
        self.side, self.form, self._nothing = Side(), CardForm(context), EmptyState()
        self.side.cards.opened.connect(self.form_focus)
        self.side.cards.went.connect(self._went)
        self.form.finished.connect(self.save)
        self._build()
        self.show_card(None)

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the card ``id``, whoever it waits for."""
        if arguments.get("id"):
            self.take(int(arguments["id"]))

    def refresh(self) -> None:
        self.context.ask(cards_to_call, self._came, self)

    def shown(self) -> None:
        super().shown()
        self.side.cards.setFocus()

    def may_leave(self) -> bool:
        return not self.form.touched or self.context.gives_up(tr("这张复核卡还没有保存,放弃?"))

    def take(self, card_id: int) -> None:
        """Work on another card."""
        if card_id == self.card_id:
            return
        if not self.may_leave():
            self.side.cards.go_to(str(self.card_id))
            return
        self.card_id = card_id
        self.form.show_card(None)
        self.context.ask(recheck_card, self.show_card, self, card_id=card_id)

    def show_card(self, card: RecheckCardView | None) -> None:
        """Show a card, or that there is none."""
        if card is not None and card.card_id != self.card_id:
            return
        self.form.show_card(card)
        self.form.setVisible(card is not None)
        self._nothing.setVisible(card is None)
        self._who.setText(card.customer_name if card else tr("档案复核"))
        self._code.setText(f"{card.customer_code}  {card.contact} {card.phone}" if card else "")
        self._state.show_as(card.state.label if card else "", Tone.WAITING)
        is_open, may = self.form.is_open, self.context.may
        for name, on in (
            ("phone", bool(card and card.contact_id) and may("personal.reveal")),
            ("customer", card is not None),
            ("missed", is_open and may("customer.update")),
            ("save", is_open and may("customer.update")),
            ("start", may("customer.approve")),
            ("print", may("print.create")),
        ):
            self.buttons[name].setVisible(on)
            self.buttons[name].setEnabled(on)
        if card is not None:
            self.context.ask(recheck_progress, self.side.show_progress, self, number=card.number)

    # -- doing ------------------------------------------------------------------------------------

    def form_focus(self) -> None:
        """Begin with the first field of the card."""
        row = self.side.cards.current()
        if row is not None:
            self.take(row.card_id)
        self.form.fields.focus_first()

    def save(self) -> None:
        """Write the answers down, and go to the next customer."""
        if not self.form.is_open:
            return
        left = self.form.unanswered
        if left:
            question = tr("还有 {n} 项没有逐项核实,客户确认都没有变化?").format(n=len(left))
            if not self.context.sure(question, "、".join(left), yes=tr("都没有变化")):
                return
        arguments = self.form.arguments(rest_confirmed=bool(left))
        name = self._who.text()

        def saved(outcome: Any) -> None:
            said = tr("{who} 已核实,变更 {n} 项。").format(who=name, n=len(outcome.value))
            self._next(said)

        self.context.do(check_customer, arguments, saved, fields=self.form.fields)

    def miss(self) -> None:
        """Nobody answered: write it down and go on."""
        card = self.form.card
        if card is None or not self.form.is_open:
            return
        name = card.customer_name

        def missed(outcome: Any) -> None:
            self._next(tr("{who} 第 {n} 次未接通。").format(who=name, n=outcome.value))

        arguments = {"card_id": card.card_id, "note": self.form.note.value()}
        self.context.do(miss_customer, arguments, missed, fields=self.form.fields)

    def start(self) -> None:
        self.context.open_page(START, ids=())

    def open_customer(self) -> None:
        if self.form.card is not None:
            self.context.open_page("customer", id=self.form.card.customer_id)

    def print_changes(self) -> None:
        """Show P-37 for a period."""
        today = local(self.context.desk.now).date()
        dialog = NumberDialog(self.context.desk.form(FORM), today, self.window())
        if dialog.answered():
            self.context.show_paper(FORM, dialog.number.value())

    # -- inside -----------------------------------------------------------------------------------

    def _went(self) -> None:
        row = self.side.cards.current()
        if row is not None and not self._settling:
            self.take(row.card_id)

    def _next(self, said: str) -> None:
        """Go to the card below, or to the first one; the list follows by itself."""
        self.context.say(said)
        rows = self.side.cards.rows
        at = next((i for i, row in enumerate(rows) if row.card_id == self.card_id), -1)
        others = [*rows[at + 1 :], *rows[: max(at, 0)]]
        self.form.show_card(None)
        self.card_id = 0
        if not others:
            self.show_card(None)
            return
        self.card_id = others[0].card_id
        self.context.ask(recheck_card, self._show_next, self, card_id=self.card_id)

    def _show_next(self, card: RecheckCardView) -> None:
        self.show_card(card)
        self.side.cards.go_to(str(card.card_id))
        QTimer.singleShot(0, self, self._begin)  # the fields are only now put on the screen

    def _begin(self) -> None:
        self.form.fields.focus_first()

    def _came(self, cards: list[CardToCall]) -> None:
        self._settling = True  # a row that left the list must not take the card in work along
        self.side.show_cards(cards)
        if self.card_id:
            self.side.cards.go_to(str(self.card_id))
        self._settling = False
        if not self.card_id and cards:
            self.side.cards.go_to(str(cards[0].card_id))
            self.take(cards[0].card_id)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        sides = QHBoxLayout()
        sides.setSpacing(SPACE.small)
        sides.addWidget(self.side)
        sides.addWidget(self.form, 1)
        words = tr("按 Ctrl+N 发起复核:选出的客户分给各负责人,列在他们的左边。")
        if not self.context.may("customer.approve"):
            words = tr("现在没有要您核实的客户。经理发起复核后,分给您的客户列在左边。")
        self._nothing.tell(words, narrowed=False)
        sides.addWidget(self._nothing, 1)
        column.addLayout(sides, 1)
        hint = tr(
            "Enter 确认这一项 · 有变直接录入新内容 · F9 保存并到下一户 · F8 未接通 · Ctrl+B 选客户"
        )
        column.addWidget(plain_label(hint, "small"))
        on_key(self, "Ctrl+B", self.side.cards.setFocus)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        self._who, self._code, self._state = Elided("title"), plain_label("", "muted"), Chip()
        for widget in (self._who, self._state, self._code):
            row.addWidget(widget)
        row.addStretch(1)
        for name, word, key, role, does in (
            ("print", tr("变更汇总"), "Ctrl+P", "", self.print_changes),
            ("start", tr("发起复核"), "Ctrl+N", "", self.start),
            ("customer", tr("客户详情"), "F4", "", self.open_customer),
            ("phone", tr("查看电话"), "F6", "", self.form.reveal),
            ("missed", tr("未接通"), "F8", "", self.miss),
            ("save", tr("保存"), "F9", "primary", self.save),
        ):
            self.buttons[name] = keyed_button(self, word, key, does, role)
            row.addWidget(self.buttons[name])
        return row
