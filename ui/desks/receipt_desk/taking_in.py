"""Papers come in by scanner or number: each is noted at once, and the last one can be taken back."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.filing.receipts.commands import receive_receipts, return_receipt_back
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.dense import DenseGrid
from ui.desks.pieces import keyed_button
from ui.desks.spot import Spot
from ui.desks.waybill_box import WaybillBox
from ui.editors import FieldSet
from ui.editors.line import TextEditor
from ui.registry import Context
from ui.theme import SPACE

GRID_WIDTH = 560


class TakingIn(QWidget):
    """A box for numbers, who brings the papers, and a line about the last one.

    Signals:
        came: a number was received, or taken back.
        scanned: a number, while papers are only to be found (`finds`).
    """

    came = Signal(str)
    scanned = Signal(str)

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__()
        self._context = context
        self.finds = False
        self.taken: list[str] = []
        self.fields = FieldSet(page)
        self.box = WaybillBox(
            context, Field("number", tr("扫描或录入运单号"), Kind.NUMBER, width=12)
        )
        self.giver = TextEditor(Field("received_from", tr("交回人(空着记持单人)"), width=10))
        self.fields.add(self.box)
        self.box.found.connect(self._found)
        self.words = plain_label("", "good")
        self.undo = keyed_button(page, tr("撤销收回"), "F8", self.take_back)
        grid = DenseGrid(columns=20)
        grid.line((self.box, 11), (self.giver, 9))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.normal)
        grid.setFixedWidth(GRID_WIDTH)
        row.addWidget(grid)
        said = QVBoxLayout()
        said.addStretch(1)
        row.addLayout(said, 1)
        row.addWidget(self.undo)
        self.wrong = self.fields.add(Spot("numbers", plain_label(""), tr("运单")))
        self.wrong.control.hide()
        for part in (self.words, self.wrong):
            said.addWidget(part)
        said.addStretch(1)
        self.giver.walked.connect(lambda _: self.box.take_focus())
        self.undo.hide()

    def only_find(self, finds: bool) -> None:
        """Whether a number is only looked for in what is shown."""
        self.finds = finds
        self.giver.setEnabled(not finds)
        self.words.setText("")
        for editor in self.fields:
            editor.problem(None)

    def _found(self, number: str) -> None:
        self.box.set_value("")
        for editor in self.fields:
            editor.problem(None)
        if self.finds:
            self.scanned.emit(number)
            return
        arguments = {"numbers": (number,), "received_from": self.giver.value()}
        self.words.setText("")
        self._context.do(
            receive_receipts, arguments, lambda _: self._taken(number), fields=self.fields
        )
        self.box.take_focus()

    def _taken(self, number: str) -> None:
        self.taken.append(number)
        self._say(tr("✓ {no} 已收回,本次共 {n} 票").format(no=number, n=len(self.taken)))
        self.came.emit(number)

    def take_back(self) -> None:
        """The last paper noted here is still outside after all."""
        if not self.taken:
            return
        number = self.taken[-1]
        arguments: dict[str, Any] = {"number": number, "reason": tr("收回时登记错票")}

        def done(_: object) -> None:
            self.taken.remove(number)
            self._say(tr("已撤销 {no} 的收回").format(no=number))
            self.came.emit(number)

        self._context.do(return_receipt_back, arguments, done)

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self._context.say(f"{words}。")
        self.undo.setVisible(bool(self.taken))
