"""询价与报价: a price call typed in one pass, priced beside it, answered, and shipped on."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.kernel.errors import Problem, Refused
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.pricing.quotes.beside import CallPreview, call_preview
from desk.pricing.quotes.choices import InquiryState
from desk.pricing.quotes.queries import (
    InquiryCard,
    QuoteCard,
    inquiry_board,
    inquiry_card,
    inquiry_sheet,
    quote_card,
)
from desk.pricing.quotes.taking import InquiryTaken, take_inquiry, update_inquiry
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.call_sheet.buttons import StepButtons, dress_as
from ui.desks.call_sheet.calls import OpenCalls
from ui.desks.call_sheet.doing import QuoteSteps, Then
from ui.desks.call_sheet.form import CallForm
from ui.desks.call_sheet.pasted_call import PastedCall
from ui.desks.call_sheet.side import CallSide
from ui.desks.keep_soon import KeepSoon
from ui.desks.keeping import Keeper
from ui.desks.kept_line import KeptLine
from ui.desks.pasted_bar import PastedBar
from ui.desks.pieces import Chip, FollowingArea, add_side, keyed_button, on_key
from ui.desks.stale import put_together
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of
from ui.turns import next_turn

PRICE_AFTER_MS, TICK_MS = 200, 60_000
CALLS_WIDTH, SIDE_WIDTH = (224, 150), (300, 205)
_OPEN = (InquiryState.OPEN, InquiryState.QUOTED, InquiryState.EXPIRED)


class CallSheet(Page):
    """A new call, or one that was taken down before."""

    watches: ClassVar[frozenset[str] | None] = frozenset({"inquiry", "quote"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.card: InquiryCard | None = None
        self.quote: QuoteCard | None = None
        self.preview: CallPreview | None = None
        self._asked: object = None
        self._offered = False
        self.form = CallForm(context)
        next_turn()
        self.side, self.calls = CallSide(), OpenCalls()
        self.pasted = PastedCall(self.form)
        self.pasted_bar = PastedBar(self, self.pasted)
        self.steps = QuoteSteps(self)
        self.buttons = StepButtons(self, self.steps)
        self._keeper = Keeper(context, "call_sheet")
        self.kept_line = KeptLine(
            self,
            tr("一张询价"),
            lambda kept: str(kept.get("fields", {}).get("caller_company", "")),
            self._restore,
            lambda: self.changed,
        )
        self._keep_soon = KeepSoon(self, self.keep)
        self._price_soon = QTimer(self)
        self._price_soon.setSingleShot(True)
        self._price_soon.setInterval(PRICE_AFTER_MS)
        self._price_soon.timeout.connect(self.ask_price)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._minute_passed)
        self._tick.start()
        self.form.edited.connect(self._typed)
        self.form.fields.finished.connect(self.save)
        self.form.fields.stale.connect(self._stale)
        self.calls.chosen.connect(self._open)
        self._build()
        self._show()

    # -- opening ----------------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """``number`` of an inquiry or of a quote; none for a new call."""
        number = str(arguments.get("number") or "")
        if number:
            self._offered = True
            self._open(number)
        elif self.card is not None:
            self.new()

    def shown(self) -> None:
        super().shown()
        if not self._offered:
            self._offered = True
            self._offer_kept()
        if self.card is None and not self.changed:
            self.form.company.take_focus()

    def refresh(self) -> None:
        self.context.ask(inquiry_board, self._board, self)
        if self.card is not None and not self.changed:
            self.reload()

    def _board(self, rows: Any) -> None:
        self.calls.show_cases(rows)
        self.calls.mark(self.number)

    def _open(self, number: str) -> None:
        if number == self.number or not self._gives_up():
            self.calls.mark(self.number)
            return
        try:
            if number.startswith("BJ"):
                number = self.context.look_up(quote_card, number=number).inquiry_no
            self._load(number)
        except Refused as refused:
            self.context.tell(refused)
            return
        self.form.fields["goods_name"].take_focus()

    def reload(self) -> None:
        """Show the call as it is saved now."""
        if self.number:
            self._load(self.number)

    def _load(self, number: str) -> None:
        ask, may = self.context.look_up, self.context.may
        self.card = ask(inquiry_card, inquiry_no=number)
        sheet = self.card.sheet
        if may("inquiry.update"):
            sheet = ask(inquiry_sheet, inquiry_no=number)
        quotes = self.card.quotes if may("quote.read") else ()
        self.quote = ask(quote_card, number=quotes[0][0]) if quotes else None
        self.pasted.clear()
        self.form.show_sheet(sheet)
        if self.quote is not None:
            self.form.terms.show_terms(self.quote.terms)
        else:
            self.form.terms.clear()
        self.form.fields.show_problems(())
        if self.card.objection:
            self.form.against.setText(self.card.objection)
            self.form.against.setVisible(True)
        self.form.lock(not may("inquiry.update") or self.card.state not in _OPEN)
        self._forget()
        self._show()

    def new(self) -> None:
        """A new call, when nothing would be lost."""
        if self._gives_up():
            self.begin()

    def begin(self) -> None:
        """An empty sheet; the clock runs from now unless another time is typed."""
        self.card = self.quote = None
        self.pasted.clear()
        self.form.lock(False)
        self.form.clear()
        self.form.fields.show_problems(())
        self._show()
        self.form.company.take_focus()

    # -- saving -----------------------------------------------------------------------------------

    @property
    def number(self) -> str:
        """The call on the sheet; empty while it is new."""
        return self.card.number if self.card else ""

    @property
    def changed(self) -> bool:
        """Something is typed that is not saved."""
        return self.form.fields.touched

    @property
    def sheet_touched(self) -> bool:
        """Something of the sheet itself is typed, not only terms of the quote."""
        terms = self.form.terms
        return any(e.touched for e in self.form.fields if not terms.isAncestorOf(e))

    def save(self) -> None:
        """Save the call; it stays on the sheet to be priced."""
        self.save_first(self._said)

    def save_first(self, then: Then) -> None:
        """Save what is not saved, then go on."""
        card = self.card
        if card is not None and not self.sheet_touched:
            then()
            return

        def arguments() -> dict[str, Any]:
            draft = self.form.draft()
            if card is None:
                return {"draft": draft}
            return {"inquiry_no": card.number, "version": card.version, "draft": draft}

        def saved(outcome: Outcome[InquiryTaken]) -> None:
            terms = self.form.terms.raw()
            self._load(outcome.value.number)
            self.form.put_raw({"fields": terms, "customer_id": self.form.customer_id})
            if not outcome.value.code:
                then()
            else:
                self.context.say(outcome.value.message)

        command = take_inquiry if card is None else update_inquiry
        self.context.do(command, arguments, saved, fields=self.form.fields)

    def _stale(self, problem: Problem) -> None:
        """A colleague saved the call: both versions side by side, then once more."""
        assert self.card is not None
        now = self.context.look_up(inquiry_card, inquiry_no=self.number)

        def show_theirs() -> None:
            self.form.show_sheet(self.context.look_up(inquiry_sheet, inquiry_no=self.number))

        self.card = now
        if put_together(self.context, self.form.fields, problem, show_theirs):
            self.save()

    def _said(self) -> None:
        assert self.card is not None
        words = tr("询价 {no} 已保存,{d} 前答复。")
        self.context.say(words.format(no=self.number, d=show_moment(self.card.due_at)))

    # -- beside -----------------------------------------------------------------------------------

    @property
    def waiting(self) -> bool:
        """The side is not yet about what stands on the sheet."""
        return self._price_soon.isActive() or self._asked is not None

    def _typed(self) -> None:
        self._keep_soon.typed()
        self._price_soon.start()

    def ask_price(self) -> None:
        """Ask for clock, price and cost of what stands on the sheet."""
        self._price_soon.stop()
        draft, terms = self.form.as_it_stands(), self.form.terms.as_they_stand()
        self._asked = mark = object()
        self.context.ask(
            call_preview,
            lambda preview: self._arrived(mark, preview, draft.weight_g),
            self,
            draft=draft,
            terms=terms,
        )

    def _arrived(self, mark: object, preview: CallPreview, weight_g: int) -> None:
        if mark is self._asked:
            self._asked, self.preview = None, preview
            self.side.show_preview(preview, self.card, self.quote, weight_g, self.changed)

    def _minute_passed(self) -> None:
        if self.isVisible():
            self.ask_price()
            self.context.ask(inquiry_board, self._board, self)

    def _show(self) -> None:
        state = self.card.state if self.card else None
        self._title.setText(tr("询价 {no}").format(no=self.number) if state else tr("询价来电"))
        tone = tone_of(state) if state else Tone.NEUTRAL
        self._state.show_as(state.label if state else "", tone)
        self.buttons.show_for(self.card, self.quote)
        dress_as(self._save, "primary" if self.card is None else "")
        self.calls.mark(self.number)
        self.ask_price()

    # -- keeping and leaving ------------------------------------------------------------------------

    def keep(self) -> None:
        """Write the typing to the user's own folder."""
        self._keep_soon.stop()
        if self.changed and self.card is None:
            self._keeper.keep(self.form.raw(), self.context.desk.now)

    def _offer_kept(self) -> None:
        self.kept_line.look(self._keeper)

    def _restore(self, kept: dict[str, Any]) -> None:
        if self.card is not None:
            self.new()
        self.form.put_raw(kept)

    def _forget(self) -> None:
        self._keep_soon.stop()
        self._keeper.forget()

    def may_leave(self) -> bool:
        return self._gives_up()

    def _gives_up(self) -> bool:
        if not self.changed:
            return True
        question = tr("放弃「{page}」已填写的内容?").format(page=self._title.text())
        if not self.context.gives_up(question):
            return False
        self._forget()
        return True

    def give_up(self) -> None:
        """Esc: ask once if something was typed, then a new call."""
        if self._gives_up():
            self.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    # -- window -----------------------------------------------------------------------------------

    def toggle_terms(self) -> None:
        """Show what the clerk decides about the quote, or hide it again."""
        terms = self.form.terms
        terms.show_terms_block(terms.isHidden() or terms.touched)
        if not terms.isHidden():
            self.form.fields["base_freight_fen"].take_focus()
            QTimer.singleShot(0, lambda: self._sheet.ensureWidgetVisible(terms))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        column.addWidget(self.buttons)
        column.addWidget(self.kept_line)
        column.addWidget(self.pasted_bar)
        body = QHBoxLayout()
        body.setSpacing(SPACE.small)
        add_side(body, self.calls, *CALLS_WIDTH)
        self._sheet = FollowingArea(self.form)
        self._sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body.addWidget(self._sheet)  # no share: its columns come before those beside it
        add_side(body, FollowingArea(self.side), *SIDE_WIDTH)
        column.addLayout(body, 1)
        hint = tr("Enter 下一栏 · Shift+Enter 上一栏 · 空格打勾 · F4 待答复列表 · Esc 放弃")
        column.addWidget(plain_label(hint, "small"))
        on_key(self, "Ctrl+S", self.save)
        on_key(self, "F4", self.calls.table.setFocus)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self._title, self._state = plain_label(tr("询价来电"), "title"), Chip()
        line.addWidget(self._title)
        line.addWidget(self._state)
        line.addStretch(1)
        paste = self.pasted_bar.paste
        line.addWidget(keyed_button(self, tr("粘贴询价"), "Ctrl+Shift+V", paste))
        line.addWidget(keyed_button(self, tr("报价条件"), "F6", self.toggle_terms))
        line.addWidget(keyed_button(self, tr("新来电"), "Ctrl+N", self.new))
        self._save = keyed_button(self, tr("保存询价"), "F9", self.save, "primary")
        line.addWidget(self._save)
        return line
