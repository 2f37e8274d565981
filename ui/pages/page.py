"""What the window expects of every page."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desk.app import Changes
from desk.kernel.moments import local
from ui.dressing import put_on_sheet
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
        self._seen_on = local(context.desk.now).date()
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
        self.notice_day()
        if self.stale:
            self.renew()

    def notice_day(self) -> None:
        """Show what is there on another day than the page last saw: 「今天」 means others by now."""
        if self._day_is_another():
            self.stale = True
            if self.isVisible():
                self.renew()

    def _day_is_another(self) -> bool:
        """Tell the page, once, that the office's day is another one than it last saw."""
        before, self._seen_on = self._seen_on, local(self.context.desk.now).date()
        if before == self._seen_on:
            return False
        self.day_turned()
        return True

    def day_turned(self) -> None:
        """A new day: a new form nobody has typed in is to offer its dates."""

    def take_focus(self) -> None:
        """Put the keyboard where it last was on this page, else into its table or first field."""
        last = self.focusWidget()
        (last if last is not None and _can_focus(last) else self._first()).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        put_on_sheet(self)  # the window has done so before; a page by itself does it here
        super().showEvent(event)

    def _first(self) -> QWidget:
        if not self.isVisible():
            return self  # nothing on it can have the keyboard yet
        fitting = [w for w in self.findChildren(QWidget) if _can_focus(w)]
        return next((w for w in fitting if isinstance(w, QAbstractItemView)), (*fitting, self)[0])

    def renew(self) -> None:
        """Refresh now."""
        self.stale = False
        self._day_is_another()
        self.refresh()

    def _changed(self, changes: Changes) -> None:
        if self.watches is not None and not self.watches & changes.keys():
            return
        self.stale = True
        if self.isVisible():
            self.renew()


def _can_focus(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled()
