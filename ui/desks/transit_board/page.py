"""The board: choose goods and a partner, settle the price, hand over, follow to signature and account."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout

from desk.freight.transit.choices import TransitState as S
from desk.freight.transit.queries import (
    TransitCard,
    TransitLineRow,
    TransitOffer,
    WaitingRow,
    open_transits,
    transit_offers,
    transit_stock,
)
from desk.kernel.numbers import is_number_of
from desk.kernel.pasted import pasted_cells
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.cursor import take_up
from ui.desks.only_look import hint_for
from ui.desks.paste_key import PasteKey
from ui.desks.pieces import keyed_button, on_key
from ui.desks.strip import Strip
from ui.desks.transit_board.facts import Followed, followed
from ui.desks.transit_board.following import Following
from ui.desks.transit_board.making import CREATE, UPDATE, Making
from ui.desks.transit_board.offers import OffersCard
from ui.desks.transit_board.pasted_goods import PastedGoods
from ui.desks.transit_board.side import ManifestSide
from ui.desks.transit_board.turning import Turning
from ui.desks.transit_board.waiting import WaitingCard
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE
from ui.turns import next_turn


class TransitBoard(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {
            "transit_manifest",
            "transit_line",
            "consignment",
            "price_check",
            "approval",
            "partner_rate",
            "partner",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.now: Followed | None = None
        self.waybill = ""  # the ticket whose offers are shown
        self._to_offers, self._wanted = False, ""
        self.strip = Strip()
        self.waiting = WaitingCard(lambda: context.desk.now, context.may(CREATE))
        self.offers = OffersCard(context.may("cost.read"), context.may(CREATE))
        next_turn()
        self.side = ManifestSide(context)
        next_turn()
        self.making, self.following = Making(self), Following(self)
        self.turning = Turning(self)
        self.pasted = PastedGoods(self, UPDATE, self.side.tell_unread)
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self._connect()
        self.show_manifest(None)

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the manifest ``number``, or point to the waiting ticket ``waybill``.

        A ``number`` that is a ticket's narrows the waiting goods to it and the other ``numbers``.
        """
        number = str(arguments.get("number") or "")
        if number and not is_number_of("transit_manifest", number):
            self.waiting.show_only(arguments.get("numbers") or (number,))
            number = ""
        self._wanted = str(arguments.get("waybill") or "")
        self._point_to_wanted()
        if number and self._may_change():
            self.turning.to(number)

    def shown(self) -> None:
        super().shown()
        first = self.waiting.table if self.waiting.table.rows else self.waiting.search
        take_up(self, first)

    def refresh(self) -> None:
        self.context.ask(transit_stock, self._waiting_came, self)
        self.context.ask(open_transits, self._manifests_came, self)
        self.turning.again()
        if self.waybill:
            self._compare(self.waybill)

    def may_leave(self) -> bool:
        return self._may_change()

    def _may_change(self) -> bool:
        """Whether a reason half typed may be lost."""
        fields = self.side.verdict.fields
        if fields.touched and not self.context.gives_up(tr("运价说明还没有保存,确定放弃?")):
            return False
        fields.clear()
        return True

    def begin(self) -> None:
        """Turn to a new manifest."""
        if self._may_change():
            self.show_manifest(None)
            self.waiting.table.setFocus()

    def _waiting_came(self, rows: list[WaitingRow]) -> None:
        before = bool(self.waiting.table.rows)
        self.waiting.show_waiting(rows)
        if self.waybill and not self._is_here(self.waybill):
            self.offers.show_offers("", ())
        search = self.waiting.search
        if rows and not before and self.focusWidget() is search and not search.text():
            self.waiting.table.setFocus()

        self._point_to_wanted()

    def _point_to_wanted(self) -> None:
        """Go to the ticket that the page was opened for, once it is there."""
        if self._wanted and self.waiting.table.go_to(self._wanted):
            self._compare(self._wanted)
            self._wanted = ""

    def _manifests_came(self, cards: list[TransitCard]) -> None:
        words = tr("{no}  {p} {d}  {s} {t}票")
        items = [
            (
                card.number,
                words.format(
                    no=card.number,
                    p=card.partner_name,
                    d=card.dest,
                    s=card.state.label,
                    t=len(card.lines),
                ),
            )
            for card in cards
        ]
        self.strip.show_items(items, self.manifest_no())

    def show_manifest(self, now: Followed | None) -> None:
        self.now, waited = now, self.turning.end()
        self.pasted.show_manifest(self.manifest_no())
        self.side.show_manifest(now)
        self.strip.mark(self.manifest_no())
        state = now.card.state if now is not None else None
        for name, (right, states) in _BUTTONS.items():
            self.buttons[name].setVisible(self.context.may(right) and state in states)
        for does in waited:
            does()

    # -- whose offers are shown -------------------------------------------------------------------

    def _waiting_went(self) -> None:
        row = self.waiting.table.current()
        if row is not None and (self.waiting.table.hasFocus() or not self.waybill):
            self._compare(row.number)

    def _line_went(self) -> None:
        line = self.side.line()
        if line is not None and self.side.lines.looked_at:
            self._compare(line.waybill)

    def compare_at_once(self, waybill: str) -> None:
        """Compare the partners for a ticket and bring the keyboard to them."""
        self._to_offers = True
        self._compare(waybill)

    def _compare(self, waybill: str) -> None:
        self.waybill = waybill
        if not self._is_here(waybill):
            self.offers.show_offers("", ())
            return
        line = self._open_line(waybill)
        asked: dict[str, Any] = {"waybill": waybill}
        if line is not None:
            asked |= {"pieces": line.pieces, "door": line.door}
        self.context.ask(transit_offers, partial(self._offers_came, waybill), self, **asked)

    def _open_line(self, waybill: str) -> TransitLineRow | None:
        """The ticket's line of the manifest in hand, while that may still be changed."""
        return self.now.line(waybill) if self.now is not None and self.now.is_open else None

    def _is_here(self, waybill: str) -> bool:
        """Whether there is anything to hand over; partners for goods that left are of no use."""
        return self._open_line(waybill) is not None or self.waiting.row(waybill) is not None

    def _offers_came(self, waybill: str, offers: list[TransitOffer]) -> None:
        if waybill != self.waybill or not self._is_here(waybill):
            return
        row = self.waiting.row(waybill)
        line = self.now.line(waybill) if self.now is not None else None
        place = row.destination if row is not None else line.destination if line else ""
        self.offers.show_offers(f"{waybill} {place}".strip(), offers)
        if self._to_offers:
            self._to_offers = False
            self.offers.table.setFocus()

    # -- after something was done -----------------------------------------------------------------

    def saved(self, outcome: Any) -> None:
        """Show what is saved now, and put the cursor where the work goes on."""
        value = outcome.value
        is_new = isinstance(value, str) and value.startswith("ZZ")
        number = value if is_new else self.manifest_no()
        self.show_manifest(followed(self.context.desk, number))
        self._go_on()
        self.renew()

    def _go_on(self) -> None:
        if not self.to_reason():
            (self.side.lines if self.now is not None else self.waiting.table).setFocus()

    def to_reason(self) -> bool:
        """Put the cursor into the reason if one is asked for."""
        bar = self.side.verdict
        if bar.asks:
            bar.reason.take_focus()
        return bar.asks

    def manifest_no(self) -> str:
        return self.now.card.number if self.now is not None else ""

    def _chosen(self, number: str) -> None:
        if self._may_change():
            self.turning.to(number)
        else:
            self.strip.mark(self.manifest_no())

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        column.addWidget(self.strip)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.waiting)
        left.addWidget(self.offers)
        left.setSizes([320, 240])
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(left)
        sides.addWidget(self.side)
        sides.setSizes([530, 608])
        for splitter in (left, sides):
            splitter.setChildrenCollapsible(False)
        column.addWidget(sides, 1)
        makes = tr(
            "Enter 选货、选合作商、改本票 · F3 一次性价或其他合作商 · Delete 移出 · "
            "Ctrl+V 粘贴单号、件数 · Ctrl+F 扫单号 · F6 换边"
        )
        hint = hint_for(self.context, CREATE, makes, tr("Ctrl+F 筛选 · F6 换边"))
        column.addWidget(plain_label(hint, "small"))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(plain_label(tr("中转交接"), "title"))
        row.addStretch(1)
        for name, word, key, role, does in (
            ("void", tr("作废"), "Ctrl+Delete", "danger", self.making.give_up),
            ("recall", tr("追回"), "Ctrl+E", "", self.following.recall),
            ("reprice", tr("重新核价"), "Ctrl+R", "", self.making.reprice),
            ("head", tr("改单头"), "F4", "", self.making.change_head),
            ("change", tr("改本票"), "F2", "", self.making.change_line),
            ("refuse", tr("拒收"), "Ctrl+J", "", self.following.refuse),
            ("new", tr("新中转单"), "Ctrl+N", "", self.begin),
            ("print", tr("打印清单"), "Ctrl+P", "", self.following.print_list),
            ("arrive", tr("到达"), "F7", "", self.following.report_arrival),
            ("hand", tr("交接"), "F8", "primary", self.following.hand_over),
            ("sign", tr("外地签收"), "F9", "primary", self.following.sign),
            ("settle", tr("结算"), "F10", "primary", self.following.settle),
        ):
            button = keyed_button(self, word, "", does, role)
            button.setText(f"{word}  {key}")
            on_key(self, key, partial(self.turning.first, partial(_click, button)))
            self.buttons[name] = button
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self.strip.chosen.connect(self._chosen)
        self.waiting.wanted.connect(self._wants)
        self.waiting.scanned.connect(self._scanned)
        self.waiting.table.went.connect(self._waiting_went)
        self.offers.chosen.connect(self.making.choose)
        self.side.lines.went.connect(self._line_went)
        self.side.lines.opened.connect(self.making.change_line)
        self.side.lines.removed.connect(self.making.take_off)
        self.side.lines.copied_in.connect(self.pasted.paste)
        self.side.lines.stepped.connect(self.pasted.step_back)
        self.waiting.table.copied_in.connect(self._take_column)
        PasteKey(self.waiting.search, self._take_column)
        self.waiting.table.stepped.connect(self.pasted.step_back)
        self.side.verdict.done.connect(self.making.explain)
        self.side.verdict.given_up.connect(self._may_change)
        on_key(self, "F3", self.making.other_partner)
        on_key(self, "Ctrl+F", self.waiting.search.setFocus)
        on_key(self, "F6", self._change_side)

    def _wants(self, waybill: str) -> None:
        self.turning.first(partial(self.making.take, waybill))

    def _take_column(self, text: str) -> None:
        """Copied tickets go onto the open manifest; without one the goods are narrowed to them."""
        if self.now is not None and self.now.is_open:
            self.pasted.paste(text)
        elif numbers := [cell.text.upper() for cell in pasted_cells(text)]:
            self.waiting.show_only(numbers)

    def _scanned(self, waybill: str) -> None:
        """After a scan the next number can be scanned, as long as nothing is asked."""
        scanning = self.now is not None and self.now.is_open
        self.making.take(waybill)
        if scanning and not self.side.verdict.reason.control.hasFocus():
            self.waiting.search.setFocus()

    def _change_side(self) -> None:
        """From the goods to the offers, to the manifest, and back."""
        if self.waiting.isAncestorOf(self.focusWidget() or self.waiting.table):
            self.offers.table.setFocus()
        elif self.offers.table.hasFocus() and self.now is not None:
            self.side.lines.setFocus()
        else:
            self.waiting.table.setFocus()


def _click(button: QPushButton) -> None:
    if button.isVisible():
        button.click()


_BUTTONS: dict[str, tuple[str, tuple[S | None, ...]]] = {
    "void": ("transit_manifest.void", (S.DRAFT, S.APPROVED)),
    "recall": (UPDATE, (S.HANDED, S.ARRIVED)),
    "reprice": (UPDATE, (S.DRAFT, S.APPROVED)),
    "head": (UPDATE, (S.DRAFT, S.APPROVED)),
    "change": (UPDATE, (S.DRAFT, S.APPROVED)),
    "refuse": (UPDATE, (S.HANDED, S.ARRIVED)),
    "new": (CREATE, tuple(S)),
    "print": ("cost.read", tuple(S)),
    "arrive": (UPDATE, (S.HANDED,)),
    "hand": (UPDATE, (S.DRAFT, S.APPROVED)),
    "sign": ("signoff.create", (S.HANDED, S.ARRIVED)),
    "settle": (UPDATE, (S.DELIVERED, S.RECALLED)),
}
