"""The shipper's word that less cash on delivery may be taken, written down where it is needed."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from desk.freight.tracking.choices import Channel, PartyKind, Topic
from desk.freight.tracking.commands import log_contact
from desk.freight.tracking.queries import ContactRow, contacts_of
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.dense import DenseGrid
from ui.desks.pieces import Card, keyed_button
from ui.editors import FieldSet, editor_for
from ui.registry import Context
from ui.theme import SPACE


class ConsentCard(Card):
    """Shown as soon as less cash on delivery is typed than is due.

    Signals:
        logged: the talk was written down.
    """

    logged = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.number = ""
        self._lowered_fen = 0
        self.words = plain_label("", "warning")
        self.words.setWordWrap(True)
        self.column.addWidget(self.words)
        self.fields = FieldSet(self)
        for field in (
            Field("who", tr("谈话人(发货人一方)"), width=8, required=True),
            Field("channel", tr("方式"), Kind.CHOICE, choices=Channel, width=5, required=True),
            Field("content", tr("内容"), width=18, required=True),
        ):
            self.fields.add(editor_for(field, context))
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        grid = DenseGrid(columns=30)
        grid.line(*zip(self.fields, (8, 5, 17), strict=True))
        row.addWidget(grid, 1)
        self.button = keyed_button(self, tr("登记同意"), "", self.log)
        self.button.setText(tr("登记同意") + "  F6")
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(row)
        self.fields.finished.connect(self.log)
        self.hide()

    def ask_for(self, number: str, due_fen: int, lowered_fen: int) -> None:
        """Show the card for an amount that is taken less; hide it when nothing is."""
        if not number or not lowered_fen:
            self.number = ""
            self.hide()
            return
        if (number, lowered_fen) != (self.number, self._lowered_fen):
            other, self.number = number != self.number, number
            self._lowered_fen = lowered_fen
            self._begin(due_fen - lowered_fen, other)
        self.show()

    def key(self) -> None:
        """F6: go there, and write it down when the cursor is there already."""
        inside = self.focusWidget()
        if inside is not None and inside.hasFocus():
            self.log()
        elif self.isVisible():
            self.fields.focus_first()

    def log(self) -> None:
        """Write the talk down."""
        if not self.number:
            return

        def arguments() -> dict[str, Any]:
            return {
                **self.fields.values(),
                "number": self.number,
                "party_kind": PartyKind.SHIPPER,
                "topic": Topic.COD_CHANGE,
            }

        self._context.do(log_contact, arguments, self._done, fields=self.fields)

    def _begin(self, left_fen: int, other: bool) -> None:
        amounts = {
            "a": show_money(self._lowered_fen),
            "b": show_money(left_fen),
        }
        words = tr("代收货款少收 {a} 元(实收 {b} 元),须登记发货人同意的沟通记录。")
        self.words.setText(words.format(**amounts))
        if other:
            self.fields.clear()
            self.fields["channel"].set_value(Channel.PHONE)
        content = tr("同意代收货款减少 {a} 元,实收 {b} 元").format(**amounts)
        self.fields["content"].set_value(content)
        self._context.ask(contacts_of, self._known, self, number=self.number)

    def _known(self, talks: list[ContactRow]) -> None:
        agreed = [
            talk
            for talk in talks
            if talk.topic is Topic.COD_CHANGE and talk.party_kind is PartyKind.SHIPPER
        ]
        if agreed and self.number:
            words = tr("已有发货人同意的记录:{t} {who}「{what}」")
            self.words.setText(
                words.format(t=show_moment(agreed[0].at), who=agreed[0].who, what=agreed[0].content)
            )

    def _done(self, _: Outcome[int]) -> None:
        self._context.ask(contacts_of, self._known, self, number=self.number)
        self._context.say(tr("发货人的同意已登记。"))
        self.logged.emit()
