"""What a pasted text gave: how many fields, how many to look at, and the words left over."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk.freight.consignments.pasting import read_order_text
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.amber import AmberMarks
from ui.desks.pieces import keyed_button
from ui.desks.texts import Elided
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.pages.page import Page


class PastedBar(QFrame):
    """One line under the heading, shown while there is something to say."""

    def __init__(self, page: "Page", pasted: AmberMarks) -> None:
        super().__init__()
        self._context, self._pasted = page.context, pasted
        self.setProperty("role", "card")
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE.normal, SPACE.hair, SPACE.small, SPACE.hair)
        line.setSpacing(SPACE.normal)
        self.filled = plain_label("")
        self.open = plain_label("", "warning")
        self.rest = Elided("label")
        line.addWidget(self.filled)
        line.addWidget(self.open)
        line.addWidget(self.rest, 1)
        self._next = keyed_button(page, tr("下一处待核对"), "F8", pasted.next_unsure, "link")
        line.addWidget(self._next)
        line.addWidget(keyed_button(page, tr("收起"), "", pasted.clear, "link"))
        pasted.changed.connect(self._tell)
        self.hide()

    def paste(self) -> None:
        """Read what was copied; over what is typed only after a question."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._context.say(tr("剪贴板里没有文字,请先复制订单内容。"))
            return
        order = self._context.look_up(read_order_text, text=text)
        typed = [words for _, words in self._pasted.conflicts(order)]
        question = tr("有 {n} 处已经填写,换成粘贴的内容吗?").format(n=len(typed))
        yes, no = tr("换成粘贴的"), tr("保留已填的")
        replacing = bool(typed) and self._context.sure(question, *typed, yes=yes, no=no)
        self._pasted.fill(order, replacing=replacing)
        if not order.marks:
            self._context.say(tr("没有认出内容,请手工填写。"))

    def _tell(self) -> None:
        count = len(self._pasted.unsure)
        self.filled.setText(tr("已填 {n} 栏。").format(n=self._pasted.filled))
        self.open.setText(tr("{n} 处待核对(黄色)。").format(n=count) if count else "")
        self._next.setVisible(count > 0)
        rest = tr("没有看懂:{v}").format(v=" | ".join(self._pasted.rest))
        self.rest.setText(rest if self._pasted.rest else "")
        self.setVisible(bool(self._pasted.filled or count or self._pasted.rest))
