"""What the window expects of every page."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from desk.app import Changes
from ui.registry import Context


class Page(QWidget):
    """A page of the window's stack.

    A visible page is refreshed as soon as something it watches has changed; a hidden one is marked
    stale and refreshed when it is shown.

    Attributes:
        watches: table names of `Outcome.changes`; None watches everything.
    """

    watches: ClassVar[frozenset[str] | None] = None

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.stale = True
        context.bridge.changed.connect(self._changed)

    def refresh(self) -> None:
        """Show the present state; keep what the user typed, his selection and scroll."""

    def open_with(self, **arguments: Any) -> None:
        """Take the arguments of `context.open_page`."""

    def may_leave(self) -> bool:
        """Whether the program may close: ask when typing would be lost."""
        return True

    def shown(self) -> None:
        """The frame brought this page to the front."""
        if self.stale:
            self.renew()

    def renew(self) -> None:
        """Refresh now."""
        self.stale = False
        self.refresh()

    def _changed(self, changes: Changes) -> None:
        if self.watches is not None and not self.watches & changes.keys():
            return
        self.stale = True
        if self.isVisible():
            self.renew()
