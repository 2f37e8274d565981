"""One calm line on the first page: what the user began to type and did not save; Enter opens it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desk.kernel.text import tr
from ui.asking import button_text, plain_label
from ui.desks.kept_line import TAKE_KEY
from ui.desks.pieces import on_key
from ui.desks.unfinished import Unfinished, unfinished
from ui.editors.editor import ENTER
from ui.pages.page import Page
from ui.theme import SPACE

MOST = 4


class _Link(QPushButton):
    """Enter opens it as a click does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class UnfinishedLine(QWidget):
    """See the module. Only drafts of the signed-in user are named, on pages he may open."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._context = page.context
        self.found: list[Unfinished] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE.tight)
        self.words, self.more = plain_label("", "label"), plain_label("", "muted")
        line.addWidget(self.words)
        self.links = [_Link() for _ in range(MOST)]
        for place, link in enumerate(self.links):
            link.setProperty("role", "link")
            link.setAutoDefault(False)
            link.clicked.connect(partial(self.open, place))
            line.addWidget(link)
        line.addWidget(self.more)
        line.addStretch(1)
        on_key(page, TAKE_KEY, self.open)
        self.hide()

    def look(self) -> None:
        """Look for drafts beside the window."""
        desk = self._context.desk
        self._context.bridge.later(
            lambda: unfinished(desk), self.show_found, self._context.tell, self
        )

    def show_found(self, found: Sequence[Unfinished]) -> None:
        """Name them; nothing is shown when there are none."""
        self.found = list(found)
        self.words.setText(tr("有 {n} 份没写完的草稿:").format(n=len(found)))
        for place, link in enumerate(self.links):
            words = found[place].words if place < len(found) else ""
            link.setText(button_text(words) + ("" if place else f"  {TAKE_KEY}"))
            link.setAccessibleName(words)
            link.setVisible(bool(words))
        more = len(found) - MOST
        self.more.setText(tr("还有 {n} 份").format(n=more) if more > 0 else "")
        self.setVisible(bool(found))

    def open(self, place: int = 0, _checked: bool = False) -> None:
        """Open the page that offers a draft."""
        if place < len(self.found):
            one = self.found[place]
            self._context.open_page(one.page, **one.arguments)
