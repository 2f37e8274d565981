"""Esc on a page where something is typed: one question, then it is forgotten; else back to where one was."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.pages.page import Page


class Leaving(Page):
    """See the module. `may_leave` is the question."""

    @property
    def typing(self) -> bool:
        """Whether something would be lost."""
        raise NotImplementedError

    def forget_typing(self) -> None:
        """Show what is saved again, or an empty form."""
        raise NotImplementedError

    def leave(self) -> None:
        """Esc."""
        if not self.typing:
            self.context.frame.back()
        elif self.may_leave():
            self.forget_typing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
