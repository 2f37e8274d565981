"""The same search as a page of its own, for those who look for it in the navigation."""

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.knowledge.search import KnowledgeSearch
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE

WIDEST = 860


class KnowledgePage(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset({"knowledge_card"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.search = KnowledgeSearch(context)
        self.search.setMaximumWidth(WIDEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.wide)
        column.setSpacing(SPACE.normal)
        column.addWidget(plain_label(tr("话术与案例"), "title"))
        row = QHBoxLayout()
        row.addWidget(self.search, 9)
        row.addStretch(1)  # below the heading, not in the middle of a wide window
        column.addLayout(row, 1)

    def refresh(self) -> None:
        self.search.ask()

    def _first(self) -> QWidget:
        return self.search.box
