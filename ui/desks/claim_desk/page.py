"""理赔: one claim from its waybill to the money that came back, on one page."""

from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.care.claims.choices import ClaimState
from desk.care.claims.commands import open_claim, update_claim
from desk.care.claims.queries import claim_card, reckon_claim
from desk.care.claims.rules import Reckoning
from desk.kernel.errors import Problem
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.case_steps import CaseButtons
from ui.desks.claim_desk.figures import Figures
from ui.desks.claim_desk.form import ClaimForm
from ui.desks.claim_desk.papers import Papers
from ui.desks.claim_desk.reading import Claimed, claimed, decided, goods_words
from ui.desks.claim_desk.steps import STEPS, fitting
from ui.desks.kept_fields import KeptFields, put_fields
from ui.desks.pieces import Card, Chip, FollowingArea, Pairs, keyed_button, on_key
from ui.desks.stale import put_together
from ui.desks.strip import Strip
from ui.desks.texts import Elided
from ui.desks.waybill_box import WaybillBox
from ui.pages.empty_state import EmptyState
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of
from ui.turns import next_turn

FORM_WIDTH, RECKON_AFTER_MS, NEW = 340, 200, "+"
_EDITED = (ClaimState.DRAFT, ClaimState.REJECTED)


class ClaimDesk(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset({"claim", "attachment", "approval"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.waybill = self.claim_no = ""
        self.found: Claimed | None = None
        self._known: dict[str, Any] = {}
        self._restored: dict[str, Any] = {}
        self._asked: object = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(RECKON_AFTER_MS)
        self._soon.timeout.connect(self.reckon)
        self.box = WaybillBox(context, Field("waybill", tr("运单号"), Kind.NUMBER, width=12))
        self.box.found.connect(lambda number: self.take(waybill=number))
        self.form = ClaimForm(context)
        next_turn()
        self.figures, self.papers = Figures(), Papers(context)
        self.steps = CaseButtons(context, self, STEPS, self.renew)
        self.form.typed.connect(self._soon.start)
        self.form.done.connect(self.save)
        self.kept = KeptFields(self, tr("一件理赔"), lambda: self.form.fields, self._restore)
        self.form.typed.connect(self.kept.typed)
        next_turn()
        self._build()
        self._show_nothing()
        self.kept.begin("claim")

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def number(self) -> str:
        """The consignment, for the story and the words to the customer."""
        return self.found.goods.number if self.found else ""

    @property
    def waiting(self) -> bool:
        """The figures are not yet about what stands in the form."""
        return self._soon.isActive() or self._asked is not None

    def open_with(self, **arguments: Any) -> None:
        """The claim ``number``, or a new one of ``waybill`` with its ``complaint_no``."""
        number, waybill = (str(arguments.get(name) or "") for name in ("number", "waybill"))
        origin = ("complaint_no", "exception_no")
        known = {name: arguments[name] for name in origin if arguments.get(name)}
        if number or waybill:
            self.take(number, waybill, **known)

    def take(self, number: str = "", waybill: str = "", **known: Any) -> None:
        """Show a claim, or begin one."""
        if not self._may_change():
            return
        self.claim_no, self.waybill, self._known = number, waybill, known
        self.found = None
        self.form.clear(**known)
        self.renew()

    def shown(self) -> None:
        super().shown()
        if self.found is None and not self.waybill and not self.claim_no:
            self.box.take_focus()

    def refresh(self) -> None:
        if self.claim_no or self.waybill:
            ask = partial(claimed, self.context.desk, self.claim_no, self.waybill)
            self.context.bridge.later(ask, self._came, self._failed, owner=self)

    def _failed(self, fault: BaseException) -> None:
        if self.found is None:
            self.claim_no = self.waybill = ""
        self.context.tell(fault)

    def _came(self, found: Claimed) -> None:
        fresh = self.found is None
        self.found, self.waybill = found, found.goods.number
        card = found.card
        self._empty.hide()
        self._body.show()
        self.box.set_value(self.waybill)
        self._title.setText(card.number if card else tr("新理赔"))
        self._state.show_as(
            card.state.label if card else "", tone_of(card.state) if card else Tone.NEUTRAL
        )
        self._goods.setText(goods_words(found.goods))
        self._goods.show()
        self._show_others(found)
        editing = self.editing
        if card is not None and not self.form.touched:
            self.form.show_card(card)
        self.form.lock(not editing)
        self._save.setVisible(editing)
        self._show_card()
        if self.isVisible() and self.window().focusWidget() is None:
            self.take_focus()  # the field that had the cursor is locked now
        if fresh:
            self._keep_about()
            self._put_restored()
            self.reckon()
            if editing and self.isVisible():
                self.form.fields.focus_first()

    def _keep_about(self) -> None:
        """Say what the typing is about that is kept from now on."""
        card = self.found.card if self.found else None
        self.kept.about = {
            "waybill": self.waybill,
            "claim_no": card.number if card else "",
            "version": card.version if card else 0,
            "named": card.number if card else self.waybill,
        }

    @property
    def editing(self) -> bool:
        """Whether what is typed can be saved."""
        card = self.found.card if self.found else None
        if card is None:
            return self.context.may("claim.create")
        return card.state in _EDITED and self.context.may("claim.update")

    def _restore(self, kept: dict[str, Any]) -> None:
        """Go to the claim it was about; what was typed follows when it is here."""
        self.form.clear()
        self._restored = kept
        self.take(str(kept.get("claim_no", "")), str(kept.get("waybill", "")))

    def _put_restored(self) -> None:
        kept, self._restored = self._restored, {}
        card = self.found.card if self.found else None
        if not kept or self.found is None:
            return
        if card is not None and kept.get("version"):  # somebody may have saved since it was typed
            self.found = replace(self.found, card=replace(card, version=int(kept["version"])))
        put_fields(self.form.fields, kept)

    def _show_others(self, found: Claimed) -> None:
        items = [(c.number, f"{c.number} {c.state.label}") for c in found.others]
        if items and self.context.may("claim.create"):
            items.append((NEW, tr("再登记一件")))
        self._others.show_items(items, found.card.number if found.card else NEW)

    def _show_card(self) -> None:
        card = self.found.card if self.found else None
        self.steps.number = card.number if card else ""
        self.papers.setVisible(card is not None)
        self._decided_card.setVisible(card is not None and bool(decided(card)))
        if card is None:
            self.steps.show_only(frozenset())
            return
        extra = {"print"} if self.context.may("print.create") else set()
        extra |= {"complaint"} if card.complaint_no else set()
        self.steps.show_only(fitting(card) | extra)
        left = card.recourse_fen - card.recourse_received_fen
        self.steps.values = {"recourse": {"fen": card.agreed_fen}, "received": {"fen": left}}
        self.papers.show_card(card)
        self._decided.show_pairs(decided(card))
        self.reckon()

    def _choose(self, key: str) -> None:
        if key == NEW:
            self.take(waybill=self.waybill)
        elif key != self.claim_no:
            self.take(key)

    def _show_nothing(self) -> None:
        self._body.hide()
        self._goods.hide()
        self._save.hide()
        self.steps.show_only(frozenset())
        self._title.setText(tr("理赔"))

    # -- reckoning and saving ---------------------------------------------------------------------

    def reckon(self) -> None:
        """Ask for limit, loss and proposal of what stands in the form."""
        self._soon.stop()
        if self.found is None:
            return
        draft = self.form.as_it_stands(self.waybill)
        self._asked = mark = object()

        def came(found: Reckoning) -> None:
            if mark is self._asked:
                self._asked = None
                self.figures.show_reckoning(found, draft.agreed_fen)

        self.context.ask(reckon_claim, came, self, draft=draft)

    def save(self) -> None:
        """Register the claim, or save what was changed."""
        found = self.found
        if found is None or not self.editing:
            return
        card = found.card

        def arguments() -> dict[str, Any]:
            draft = self.form.draft(self.waybill)
            if card is None:
                return {"draft": draft}
            return {"number": card.number, "version": card.version, "draft": draft}

        def done(outcome: Outcome[Any]) -> None:
            self.kept.forget()
            number = outcome.value if card is None else card.number
            self.context.say(tr("理赔 {no} 已保存,请补齐资料后提交。").format(no=number))
            self.form.clear()
            self.take(number)

        command = open_claim if card is None else update_claim
        self.context.do(command, arguments, done, fields=self.form.fields)

    def _stale(self, problem: Problem) -> None:
        """Somebody else saved the claim: both versions side by side, then once more."""
        assert self.found is not None
        now = self.context.look_up(claim_card, number=self.claim_no)
        self.found = replace(self.found, card=now)
        if put_together(self.context, self.form.fields, problem, lambda: self.form.show_card(now)):
            self.save()

    # -- leaving ----------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        return self._may_change()

    def _may_change(self) -> bool:
        return self.kept.given_up(tr("填写的理赔还没有保存,确定放弃?"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.form.touched:
            if self._may_change():
                self.form.clear()
                self.take(self.claim_no, self.waybill, **self._known)
        else:
            self.context.frame.back()

    # -- elsewhere --------------------------------------------------------------------------------

    def print_claim(self) -> None:
        """Show P-31."""
        if self.claim_no:
            self.context.show_paper("P-31", self.claim_no)

    def open_complaint(self) -> None:
        """Go to the complaint it comes from."""
        card = self.found.card if self.found else None
        if card is not None and card.complaint_no:
            self.context.open_page("complaint_desk", number=card.complaint_no)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        self._goods, self._others = Elided("muted"), Strip()
        self._others.chosen.connect(self._choose)
        for name, word, key, does in (
            ("complaint", tr("投诉"), "Ctrl+M", self.open_complaint),
            ("print", tr("打印理赔单"), "Ctrl+P", self.print_claim),
        ):
            self.steps.add(name, keyed_button(self, word, key, does))
        words = tr("输入或扫描运单号,按 Enter 登记理赔;也可从「理赔」列表打开。")
        self._empty = EmptyState()
        self._empty.tell(words, narrowed=False)
        for part in (self.kept.line, self._goods, self._others, self.steps):
            column.addWidget(part)
        column.addWidget(self._empty, 1)
        self._body = QWidget()
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(SPACE.small)
        left = FollowingArea(self.form)
        left.setFixedWidth(FORM_WIDTH)
        body.addWidget(left)
        body.addWidget(FollowingArea(self._right()), 1)
        column.addWidget(self._body, 1)
        column.addStretch(0)
        hint = tr("Enter 下一栏 · F9 保存 · Ctrl+F 另一运单 · Esc 返回")
        column.addWidget(plain_label(hint, "small"))
        on_key(self, "F9", self.save)
        on_key(self, "Ctrl+F", self.box.take_focus)
        self.form.fields.stale.connect(self._stale)

    def _right(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        self._decided, self._decided_card = Pairs(), Card(tr("裁定与赔付"))
        self._decided_card.column.addWidget(self._decided)
        for card in (self.figures, self.papers, self._decided_card):
            column.addWidget(card)
        column.addStretch(1)
        return whole

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self._title, self._state = plain_label("", "title"), Chip()
        self.box.setFixedWidth(240)
        for part in (self._title, self._state, self.box):
            line.addWidget(part)
        line.addStretch(1)
        every = partial(self.context.open_page, "claims")
        line.addWidget(keyed_button(self, tr("全部理赔"), "", every))
        self._save = keyed_button(self, tr("保存"), "", self.save, "primary")
        self._save.setText(tr("保存") + "  F9")
        line.addWidget(self._save)
        return line
