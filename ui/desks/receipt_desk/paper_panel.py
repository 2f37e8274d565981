"""The paper in hand: whose it is, what was said about it, its scans, and what may happen to it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk.filing.receipts.choices import ReceiptState as S
from desk.filing.receipts.commands import (
    file_receipt_scan,
    lose_receipt,
    reject_receipt,
    replace_receipt,
    return_receipt_back,
)
from desk.filing.receipts.queries import ReceiptCard
from desk.kernel.commands import entry_of
from desk.kernel.moments import show_date, show_moment
from desk.kernel.text import tr
from desk.screens.fields import Field
from desk.storage.cabinet import cabinet_of, place_of
from ui.asking import plain_label
from ui.desks.picture import PictureDialog, PictureView, show_file
from ui.desks.pieces import Card, Chip, FollowingArea, Pairs, keyed_button
from ui.desks.texts import Elided
from ui.pages.flow import Flow
from ui.pages.form_dialog import FormDialog
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of

WIDTH = 308
PICTURE_HIGH = 150


class PaperPanel(Card):
    """One receipt; nothing when none is chosen."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._context, self._page = context, page
        self.card: ReceiptCard | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._at = 0
        self._title, self._state = Elided("strong"), Chip()
        self.head.addWidget(self._title, 1)
        self.head.addWidget(self._state)
        self.column.addLayout(self.head)
        self._nothing = plain_label(tr("选一票看它的催收记录和影像。"), "muted")
        self._nothing.setWordWrap(True)
        self.column.addWidget(self._nothing)
        self._facts, self._calls = Pairs(), Pairs()
        self._calls_title = plain_label(tr("催收记录"), "strong")
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, SPACE.small, 0)
        inner.setSpacing(SPACE.small)
        inner.addWidget(self._facts)
        inner.addWidget(self._calls_title)
        inner.addWidget(self._calls)
        inner.addStretch(1)
        self.column.addWidget(FollowingArea(inside), 1)
        self._build_scans()
        self._build_buttons()
        self.show_card(None)

    def show_card(self, card: ReceiptCard | None) -> None:
        """Show another paper."""
        fresh = card is None or self.card is None or card.row.number != self.card.row.number
        self.card = card
        self._at = 0 if fresh or card is None else min(self._at, max(0, len(card.scans) - 1))
        row = card.row if card else None
        self._title.setText(row.number if row else tr("回单"))
        self._nothing.setVisible(row is None)
        self._state.show_as(
            row.state.label if row else "", tone_of(row.state) if row else Tone.NEUTRAL
        )
        self._facts.show_pairs(_facts(card) if card else ())
        calls = _calls(card) if card else []
        self._calls.show_pairs(calls)
        self._calls_title.setVisible(bool(calls))
        may = self._context.may("receipt.update")
        for name, button in self.buttons.items():
            button.setVisible(may and row is not None and row.state in _WHEN[name])
        self._show_scan()

    # -- scans --------------------------------------------------------------------------------------

    def enlarge(self) -> None:
        """Show the scans large."""
        if self._places():
            dialog = PictureDialog(self._context, self._places(), self._at)
            dialog.setParent(self._page.window(), dialog.windowFlags())
            dialog.show()

    def _places(self) -> list[tuple[str, Any]]:
        cabinet = cabinet_of(self._context.desk.path)
        scans = self.card.scans if self.card else ()
        return [(label, place_of(cabinet, sha256)) for label, sha256 in scans]

    def _show_scan(self) -> None:
        places = self._places()
        self._scan_words.setVisible(self.card is not None)
        self.picture.setVisible(bool(places))
        self._bigger.setVisible(bool(places))
        if not places:
            self._scan_words.setText(tr("没有影像"))
            return
        label, place = places[self._at]
        self._scan_words.setText(f"{label}  {self._at + 1}/{len(places)}")
        show_file(self._context, self.picture, place)

    def _build_scans(self) -> None:
        row = QHBoxLayout()
        self._scan_words = Elided("muted")
        self._bigger = keyed_button(self._page, tr("看大图"), "Ctrl+E", self.enlarge, "link")
        row.addWidget(self._scan_words, 1)
        row.addWidget(self._bigger)
        self.column.addLayout(row)
        self.picture = PictureView(tr("回单影像"))
        self.picture.setFixedHeight(PICTURE_HIGH)
        self.picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.picture.clicked.connect(self.enlarge)
        self.column.addWidget(self.picture)

    # -- what may happen to it ------------------------------------------------------------------------

    def _build_buttons(self) -> None:
        place = QWidget()
        flow = Flow(place)
        for name, word, key, does in (
            ("scan", tr("存影像"), "Ctrl+U", self.add_scan),
            ("replace", tr("补证明"), "", self.replace),
            ("back", tr("退回待收"), "", partial(self._reasoned, return_receipt_back)),
            ("reject", tr("登记无效"), "", partial(self._reasoned, reject_receipt)),
            ("lose", tr("登记遗失"), "", partial(self._reasoned, lose_receipt)),
        ):
            self.buttons[name] = keyed_button(self._page, word, key, does)
            flow.addWidget(self.buttons[name])
        self.column.addWidget(place)

    def add_scan(self) -> None:
        """Choose scans or photos of the paper."""
        self._form(file_receipt_scan, Field("files", tr("影像"), required=True))

    def offer_proof(self) -> None:
        """Nothing but the proof is to be done with a lost paper: the keyboard goes there."""
        if self.buttons["replace"].isVisible():
            self.buttons["replace"].setFocus(Qt.FocusReason.OtherFocusReason)

    def replace(self) -> None:
        """Choose the proof that stands in for a lost paper."""
        self._form(
            replace_receipt,
            Field("proof", tr("证明文件"), required=True),
            Field("issued_by", tr("出具人"), width=10),
        )

    def _form(self, command: Callable[..., Any], *fields: Field) -> None:
        if self.card is not None:
            fixed = {"number": self.card.row.number}
            window = self._page.window()
            FormDialog(self._context, entry_of(command), fields, fixed, window=window).show()

    def _reasoned(self, command: Callable[..., Any]) -> None:
        if self.card is None:
            return
        number, label = self.card.row.number, tr(entry_of(command).label)
        reason = self._context.asker.reason(f"{label} {number}")
        if reason:
            said = tr("{w}:{no}。").format(w=label, no=number)
            done = lambda _: self._context.say(said)  # noqa: E731
            self._context.do(command, {"number": number, "reason": reason}, done)


def _facts(card: ReceiptCard) -> list[tuple[str, str]]:
    row = card.row
    signed = tr("{d} {who}").format(d=show_date(row.signed_on), who=row.signer)
    pairs = [
        (tr("发货人"), row.shipper_name),
        (tr("收货人"), f"{row.consignee_name}  {row.destination}"),
        (tr("要求"), tr("{n} 份 {w}").format(n=row.copies, w=row.requirement)),
        (tr("签收"), signed),
        (tr("持单人"), f"{row.holder.label} {row.holder_name}"),
        (tr("应回"), show_date(row.due_on)),
    ]
    if row.promised_on:
        pairs.append((tr("答应"), show_date(row.promised_on)))
    if row.received_on:
        pairs.append((tr("收回"), f"{show_date(row.received_on)} {row.received_from}"))
    if row.handover_no:
        pairs.append((tr("清单"), row.handover_no))
    if row.fault:
        pairs.append((tr("原因"), row.fault))
    return pairs


def _calls(card: ReceiptCard) -> list[tuple[str, str]]:
    """The latest call first."""
    found = []
    for chase in reversed(card.chases):
        promised = (
            tr("答应 {d}").format(d=show_date(chase.promised_on)) if chase.promised_on else ""
        )
        words = (chase.who, chase.channel.label, chase.said, promised)
        found.append((show_moment(chase.at)[5:], " · ".join(word for word in words if word)))
    return found


_WHEN: dict[str, frozenset[S]] = {
    "scan": frozenset(S),
    "replace": frozenset({S.LOST}),
    "back": frozenset({S.RECEIVED}),
    "reject": frozenset({S.RECEIVED, S.SENT}),
    "lose": frozenset({S.SIGNED, S.RECEIVED, S.SENT, S.INVALID}),
}
