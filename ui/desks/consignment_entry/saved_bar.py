"""What was just accepted: its number, large, and the keys to print it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk.freight.consignments.drafts import ConsignmentDraft
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import keyed_button
from ui.desks.texts import Elided
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.pages.page import Page

NOTE, LABEL = "P-25", "P-32"


class SavedBar(QFrame):
    """Stays until the next ticket is saved; its keys work while the next one is typed."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.number = ""
        self._context = page.context
        self.setProperty("role", "card")
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE.normal, SPACE.hair, SPACE.small, SPACE.hair)
        line.setSpacing(SPACE.small)
        line.addWidget(plain_label(tr("已受理"), "good"))
        self._number = plain_label("", "figure")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line.addWidget(self._number)
        self.words = Elided("muted")
        line.addWidget(self.words, 1)
        line.addWidget(
            keyed_button(page, tr("打印运单"), "Ctrl+P", lambda: self._print(NOTE), "link")
        )
        line.addWidget(keyed_button(page, tr("标签"), "Ctrl+L", lambda: self._print(LABEL), "link"))
        line.addWidget(keyed_button(page, tr("查看"), "Ctrl+O", self._open, "link"))
        self.hide()

    def tell(self, number: str, draft: ConsignmentDraft) -> None:
        """Show what was accepted."""
        self.number = number
        self._number.setText(number)
        self._number.setMinimumWidth(self._number.sizeHint().width())
        text = tr("{who} · {n} 件 · {a} 元")
        amount = show_money(draft.total_fen)
        self.words.setText(text.format(who=draft.consignee_name, n=draft.pieces, a=amount))
        self.show()

    def empty(self) -> None:
        """Nothing was saved yet."""
        self.number = ""
        self.hide()

    def _print(self, form: str) -> None:
        if self.number:
            self._context.show_paper(form, self.number)

    def _open(self) -> None:
        if self.number:
            self._context.open_page("consignment", number=self.number)
