"""The record page of a consignment."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.queries import PartyRow
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.attachments import KEY, show_attachments
from ui.desks.consignment_record import money
from ui.desks.consignment_record.doing import DEEDS, Deed
from ui.desks.consignment_record.facts import agreed, delivery, party
from ui.desks.consignment_record.happenings import Happenings
from ui.desks.consignment_record.ledger_bar import LedgerBar
from ui.desks.consignment_record.story import Story, happenings, tell_story
from ui.desks.consignment_record.tables import goods_table, moves_table
from ui.desks.customer_record.revealing import Revealed
from ui.desks.pieces import Card, Chip, FollowingArea, Pairs, fit_rows, keyed_button
from ui.desks.texts import Elided, readable
from ui.pages.flow import Flow
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of

MOST_LINES = 6
PHONES = (("shipper", tr("发货人电话"), "Ctrl+F6"), ("consignee", tr("收货人电话"), "Shift+F6"))


class ConsignmentRecord(Page):
    """One consignment: it follows whatever happens to it while it is on the screen."""

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {
            "consignment",
            "cargo_line",
            "stock_move",
            "money_row",
            "tracking_event",
            "contact_log",
            "exception_case",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number = ""
        self.story: Story | None = None
        self.buttons: dict[str, QPushButton] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # its keys work before anything is chosen
        self._build()

    def shown(self) -> None:
        super().shown()
        if self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_with(self, **arguments: Any) -> None:
        """``number``; a draft (``id`` without a number) is opened where it can be finished."""
        number = str(arguments.get("number") or "")
        if number in ("", ConsignmentState.DRAFT.label):
            if arguments.get("id"):
                self.context.open_page("consignment_entry", draft_id=arguments["id"])
            return
        if number != self.number:
            self.number = number
            self.whole.hide()
            self.revealed.forget()
        self.renew()

    def refresh(self) -> None:
        if self.number:
            number, desk = self.number, self.context.desk
            self.context.bridge.later(
                lambda: tell_story(desk, number), self.show_story, self.context.tell, owner=self
            )

    def show_story(self, story: Story) -> None:
        """Show a consignment."""
        if story.card.number != self.number:
            return
        self.story = story
        card = story.card
        self._show_head(story)
        self.ledger.show_card(card)
        self._shipper.show_pairs(party(card.shipper))
        self._consignee.show_pairs(party(card.consignee))
        self.goods.show_rows(card.lines)
        fit_rows(self.goods, len(card.lines), MOST_LINES)
        self._money.show_pairs(money.due_and_taken(story))
        self._terms.show_pairs([*delivery(card), *agreed(card)])
        self.happenings.show_all(happenings(story))
        self.moves.show_rows(story.moves)
        self.tabs.setTabText(1, tr("出入库 {n}").format(n=len(story.moves) or ""))
        self.whole.show()
        self._area.updateGeometry()  # what is inside may need more width than before

    def show_papers(self) -> None:
        """Show what hangs on the consignment and on the papers about it."""
        if self.story is not None:
            show_attachments(self.context, self, "consignment", self.story.card.id)

    def reveal(self, side: str, whose: str) -> None:
        """Show the phone of one side in full, with a reason, for a minute."""
        if self.story is not None:
            self.revealed.ask(whose, "consignment", self.story.card.id, f"{side}_phone")

    # -- inside -----------------------------------------------------------------------------------

    def _show_head(self, story: Story) -> None:
        card = story.card
        self._number.setText(card.number)
        self._state.show_as(card.state.label, tone_of(card.state))
        held = card.hold_release and card.released_at is None
        self._direction.show_as(card.direction.label, Tone.NEUTRAL)
        self._urgent.show_as(tr("加急") if card.urgent else "", Tone.WRONG)
        self._held.show_as(tr("等通知放货") if held else "", Tone.WAITING)
        trouble = tr("异常 {n}").format(n=story.open_exceptions) if story.open_exceptions else ""
        self._trouble.show_as(trouble, Tone.WRONG)
        route = f"{card.origin_station} → {card.destination}"
        at = tr("{t} 受理").format(t=show_moment(card.accept_at))
        self._route.setText(f"{route}    {at}")
        why = tr("作废原因:{v}").format(v=card.void_reason) if card.void_reason else ""
        self._why.setText(why)
        self._why.setVisible(bool(why))
        received, missing = card.quantities["received"], card.declared - card.quantities["received"]
        short = tr(",少 {n} 件").format(n=missing) if received and missing > 0 else ""
        text = tr("开单 {a} 件,实收 {b} 件").format(a=card.declared, b=received) + short
        self._counts.setText(text)
        for button, row in zip(self._files, (card.shipper, card.consignee), strict=True):
            button.setVisible(row.customer_id is not None)
        for deed in DEEDS:
            if deed.word in self.buttons:
                offered = deed.fits(card)
                self.buttons[deed.word].setVisible(offered)
                self.buttons[deed.word].setEnabled(offered)

    def _do(self, deed: Deed, _checked: bool = False) -> None:
        if self.story is not None:
            deed.does(self.context, self.story.card, self)

    def _open_file(self, side: str, _checked: bool = False) -> None:
        """Open the archive's record of one side."""
        if self.story is not None:
            row: PartyRow = getattr(self.story.card, side)
            if row.customer_id is not None:
                self.context.open_page("customer", id=row.customer_id)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.normal)
        self.whole = QWidget()
        outer.addWidget(self.whole)
        column = QVBoxLayout(self.whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        column.addWidget(self._deeds())
        body = QHBoxLayout()
        body.setSpacing(SPACE.small)
        self._area = FollowingArea(self._facts())
        body.addWidget(self._area, 3)
        body.addWidget(self._way(), 2)
        column.addLayout(body, 1)
        self.whole.hide()

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self._number = readable("", "title")
        self._number.setWordWrap(False)
        self._route = Elided("muted")
        self._route.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._state, self._direction, self._urgent = Chip(), Chip(), Chip()
        self._held, self._trouble = Chip(), Chip()
        line.addWidget(self._number)
        for chip in (self._state, self._direction, self._urgent, self._held, self._trouble):
            line.addWidget(chip)
        line.addWidget(self._route, 1)
        return line

    def _deeds(self) -> QWidget:
        whole = QWidget()
        flow = Flow(whole)
        for deed in DEEDS:
            if self.context.may(deed.right):
                do = partial(self._do, deed)
                button = keyed_button(self, tr(deed.word), deed.key, do, deed.role)
                self.buttons[deed.word] = button
                flow.addWidget(button)
        flow.addWidget(keyed_button(self, tr("附件"), KEY, self.show_papers))
        return whole

    def _facts(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        pieces = Card()
        self._counts, self._why = plain_label("", "strong"), plain_label("", "warning")
        self.ledger = LedgerBar()
        for widget in (self._counts, self.ledger, self._why):
            pieces.column.addWidget(widget)
        column.addWidget(pieces)
        self._shipper, self._consignee = Pairs(), Pairs()
        cards = _cards((tr("发货人"), self._shipper), (tr("收货人"), self._consignee))
        self._files = [
            keyed_button(self, tr("客户档案"), key, partial(self._open_file, side), "link")
            for side, key in (("shipper", "F3"), ("consignee", "Shift+F3"))
        ]
        for card, button in zip(cards, self._files, strict=True):
            card.head.addWidget(button)
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # the headings of both cards stay in line
            button.setSizePolicy(policy)
        self._offer_phones(cards)
        column.addLayout(_beside(cards))
        self.revealed = Revealed(self.context)
        column.addWidget(self.revealed)
        self.goods = goods_table()
        goods = Card(tr("货物"))
        goods.column.addWidget(self.goods)
        column.addWidget(goods)
        self._money, self._terms = Pairs(), Pairs()
        column.addLayout(_beside(_cards((tr("费用"), self._money), (tr("约定"), self._terms))), 1)
        return whole

    def _offer_phones(self, cards: list[Card]) -> None:
        if self.context.may("personal.reveal"):
            for card, (side, whose, key) in zip(cards, PHONES, strict=True):
                does = partial(self.reveal, side, whose)
                look = keyed_button(self, tr("看电话"), key, does, "link")
                look.setAccessibleName(tr("看{whose}").format(whose=whose))
                card.head.insertWidget(card.head.count() - 1, look)

    def _way(self) -> QWidget:
        self.tabs = QTabWidget()
        self.happenings = Happenings(in_card=False)
        self.moves = moves_table()
        self.tabs.addTab(self.happenings, tr("经过"))
        self.tabs.addTab(self.moves, tr("出入库"))
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return self.tabs


def _cards(*contents: tuple[str, Pairs]) -> list[Card]:
    cards = []
    for heading, pairs in contents:
        card = Card(heading)
        card.column.addWidget(pairs)
        card.column.addStretch(1)
        cards.append(card)
    return cards


def _beside(cards: list[Card]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(SPACE.small)
    for card in cards:
        line.addWidget(card, 1)
    return line
