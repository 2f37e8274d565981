"""The page of the story: a number is typed or scanned, or comes from the row one was on; Esc goes back."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.consignment_record import money
from ui.desks.consignment_record.facts import agreed, delivery, party
from ui.desks.consignment_record.happenings import Happenings
from ui.desks.consignment_record.ledger_bar import LedgerBar
from ui.desks.consignment_record.story import happenings
from ui.desks.consignment_record.tables import moves_table
from ui.desks.customer_record.revealing import Revealed
from ui.desks.pieces import Card, Chip, FollowingArea, Pairs, fit_rows, keyed_button, on_key
from ui.desks.story_page.told import Told, documents, next_steps, talks, troubles, whole_story
from ui.desks.telling import copy_and_log
from ui.desks.texts import readable
from ui.desks.waybill_box import WaybillBox
from ui.pages.empty_state import EmptyState
from ui.pages.flow import Flow
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of

MOST_MOVES, BOX_WIDTH = 6, 230
PHONES = (("consignee", tr("收货人电话"), "F6"), ("shipper", tr("发货人电话"), "Shift+F6"))


class StoryPage(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = None  # whatever happens may belong to it

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number = ""
        self.told: Told | None = None
        self.box = WaybillBox(context)
        self.box.found.connect(self.take)
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        on_key(self, "Escape", self.leave)
        on_key(self, "Ctrl+F", self.box.take_focus)

    def open_with(self, **arguments: Any) -> None:
        """Tell the story of ``number``; without one, ask for it."""
        number = str(arguments.get("number") or "")
        if number:
            self.take(number)
        else:
            self.forget()

    def take(self, number: str) -> None:
        """Tell the story of a consignment."""
        if number != self.number:
            self._whole.hide()
            self._revealed.forget()
        self.number = number
        self.box.set_value("")
        self.renew()
        self.setFocus()

    def forget(self) -> None:
        """Show no story, only where a number is typed."""
        self.number, self.told = "", None
        self._whole.hide()
        self._revealed.forget()
        self._empty.show()
        self._show_buttons()

    def shown(self) -> None:
        super().shown()
        if not self.number:
            self.box.take_focus()

    def refresh(self) -> None:
        if self.number:
            number, desk = self.number, self.context.desk
            self.context.bridge.later(
                lambda: whole_story(desk, number), self.show_told, self.context.tell, owner=self
            )

    def leave(self) -> None:
        """Esc: close the suggestions, else go back to where one was."""
        if self.box.drop_down.isVisible():
            self.box.drop_down.hide()
        else:
            self.context.frame.back()

    def tell(self) -> None:
        """Copy the words for the customer and log the talk."""
        if self.number:
            copy_and_log(self.context, self.number)

    def reveal(self, side: str, whose: str) -> None:
        """Show the phone of one side in full, with a reason, for a minute."""
        if self.told is not None:
            self._revealed.ask(whose, "consignment", self.told.story.card.id, f"{side}_phone")

    def open_record(self) -> None:
        if self.number:
            self.context.open_page("consignment", number=self.number)

    def show_told(self, told: Told) -> None:
        """Show a story."""
        card = told.story.card
        if card.number != self.number:
            return
        self.told = told
        self._empty.hide()
        self._number.setText(card.number)
        self._state.show_as(card.state.label, tone_of(card.state))
        self._urgent.show_as(tr("加急") if card.urgent else "", Tone.WRONG)
        at = tr("{t} 受理").format(t=show_moment(card.accept_at))
        self._route.setText(f"{card.origin_station} → {card.destination}  {at}")
        self._steps.show_pairs(next_steps(told))
        self._shipper.show_pairs(party(card.shipper))
        self._consignee.show_pairs(party(card.consignee))
        goods = tr("{g}  {p}  开单 {n} 件,实收 {r} 件")
        self._goods.setText(
            goods.format(
                g=card.goods_summary,
                p=card.packing_summary,
                n=card.declared,
                r=card.quantities["received"],
            )
        )
        self._ledger.show_card(card)
        self._money.show_pairs(money.due_and_taken(told.record))
        self._terms.show_pairs([*delivery(card), *agreed(card)])
        self._notice.setText(told.story.notice)
        self._talks.show_pairs(talks(told) or [(tr("告知"), tr("还没有告知过客户。"))])
        found = troubles(told)
        self._troubles.show_pairs(found or [(tr("异常"), tr("没有异常和变更。"))])
        self._papers.setText(documents(told) or tr("还没有其他单据。"))
        self._way.show_all(happenings(told.record))
        self._moves.show_rows(told.record.moves)
        fit_rows(self._moves, len(told.record.moves), MOST_MOVES)
        self._whole.show()
        self._show_buttons()

    def _show_buttons(self) -> None:
        for button in self.buttons.values():
            button.setEnabled(self.told is not None)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        words = tr(
            "输入或扫描运单号、末几位、电话或收货人,按 Enter;在任何列表选中运单按 F11 也到这里。"
        )
        self._empty = EmptyState()
        self._empty.tell(words, narrowed=False)
        column.addWidget(self._empty, 1)
        self._whole = QWidget()
        column.addWidget(self._whole, 1)
        column.addStretch(0)
        body = QHBoxLayout(self._whole)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(SPACE.small)
        body.addWidget(FollowingArea(self._facts()), 3)
        body.addWidget(self._happened(), 2)
        self._whole.hide()
        self._show_buttons()

    def _head(self) -> QVBoxLayout:
        both = QVBoxLayout()
        both.setSpacing(SPACE.small)
        row, second = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(SPACE.small)
        second.setSpacing(SPACE.small)
        row.addWidget(plain_label(tr("一票到底"), "title"))
        self.box.setFixedWidth(BOX_WIDTH)
        row.addWidget(self.box)
        keys = Flow(to_right=True)
        row.addLayout(keys, 1)
        for name, word, key, role, does in (
            ("record", tr("运单详情"), "F3", "", self.open_record),
            ("tell", tr("复制告知文字并登记"), "F8", "primary", self.tell),
        ):
            self.buttons[name] = keyed_button(self, word, key, does, role)
            keys.addWidget(self.buttons[name])
        if self.context.may("personal.reveal"):
            for side, whose, key in PHONES:
                does = partial(self.reveal, side, whose)
                self.buttons[side] = keyed_button(self, whose, key, does)
                keys.addWidget(self.buttons[side])
        back = keyed_button(self, tr("返回"), "", self.leave)
        back.setText(tr("返回") + "  Esc")
        keys.addWidget(back)
        self._number, self._route = plain_label("", "strong"), plain_label("", "muted")
        self._state, self._urgent = Chip(), Chip()
        for widget in (self._number, self._state, self._urgent, self._route):
            second.addWidget(widget)
        second.addStretch(1)
        both.addLayout(row)
        both.addLayout(second)
        return both

    def _facts(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        self._steps, self._shipper, self._consignee = Pairs(columns=3), Pairs(), Pairs()
        self._money, self._terms, self._talks = Pairs(), Pairs(), Pairs()
        self._goods, self._notice = readable("", "strong"), readable("")
        self._ledger = LedgerBar()
        self._revealed = Revealed(self.context)
        steps = Card()
        steps.column.addWidget(self._steps)
        steps.column.addWidget(self._revealed)
        column.addWidget(steps)
        column.addLayout(
            _beside(_card(tr("发货人"), self._shipper), _card(tr("收货人"), self._consignee))
        )
        column.addWidget(_card(tr("货物"), self._goods, self._ledger))
        column.addLayout(_beside(_card(tr("费用"), self._money), _card(tr("约定"), self._terms)))
        column.addWidget(_card(tr("告知文字"), self._notice))
        column.addWidget(_card(tr("告知与来询"), self._talks))
        column.addStretch(1)
        return whole

    def _happened(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        self._way, self._moves = Happenings(), moves_table()
        self._troubles, self._papers = Pairs(), readable("")
        way = Card(tr("经过"))
        way.column.addWidget(self._way, 1)
        column.addWidget(way, 1)
        column.addWidget(_card(tr("异常与变更"), self._troubles))
        column.addWidget(_card(tr("单据"), self._papers))
        column.addWidget(_card(tr("出入库"), self._moves))
        return whole


def _card(heading: str, *widgets: QWidget) -> Card:
    card = Card(heading)
    for widget in widgets:
        card.column.addWidget(widget)
    card.column.addStretch(1)
    return card


def _beside(*cards: Card) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(SPACE.small)
    for card in cards:
        line.addWidget(card, 1)
    return line
