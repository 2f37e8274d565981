"""The pages on top of each other; one that needs more room than the window has is scrolled."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.desks.pieces import FollowingArea
from ui.turns import paint_in_the_next_turn


class PageArea(FollowingArea):
    """Scrolls when the page in front does not fit: a small screen, a magnified one."""

    def __init__(self, stack: "PageStack") -> None:
        super().__init__(stack)
        self.bars = (self.verticalScrollBar(), self.horizontalScrollBar())

    def minimumSizeHint(self) -> QSize:
        """The window may be as small as it likes."""
        return QSize(0, 0)


class PageStack(QWidget):
    """As large as the window, but never smaller than the page in front can be; Qt's names.

    Neither layout nor Qt's own stack: those ask for the room of the largest page, also when it is behind
    another, and at each turn they walk through all widgets of all pages (11 ms with a hundred pages).
    """

    def __init__(self) -> None:
        super().__init__()
        self._front: QWidget | None = None

    def addWidget(self, page: QWidget) -> None:
        """Put a page behind the others."""
        page.setParent(self)  # which hides it

    def currentWidget(self) -> QWidget | None:
        """The page in front; none once the window is taken down."""
        front = self._front
        return front if front is not None and isValid(front) else None

    def setCurrentWidget(self, page: QWidget) -> None:
        """Bring a page to the front, and the keyboard to where it last was on it."""
        before, self._front = self._front, page
        if page is before:
            return
        page.setGeometry(self.rect())
        page.raise_()
        paint_in_the_next_turn(page)
        page.show()
        if before is not None:
            _hand_over_keyboard(before, page)  # once hidden, Qt would look for it everywhere
            before.hide()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        page = self._front
        if page is None:
            return QSize()
        least = page.minimumSizeHint().expandedTo(page.minimumSize())
        layout = page.layout()
        if layout is not None and layout.hasHeightForWidth():
            wide = max(least.width(), self.width())
            least.setHeight(max(least.height(), layout.minimumHeightForWidth(wide)))
        return least

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._front is not None:
            self._front.setGeometry(self.rect())
        super().resizeEvent(event)


def _hand_over_keyboard(before: QWidget, page: QWidget) -> None:
    """If it is on the page before: to the new page's last field, else to its first."""
    now = before.window().focusWidget()
    if now is not None and (before is now or before.isAncestorOf(now)):
        (page.focusWidget() or _first_field(page)).setFocus()


def _first_field(page: QWidget) -> QWidget:
    """What Tab comes to first on a page, or the page itself.

    The chain is walked only where it ends on the page: what PySide hands out a step beyond, often the
    window, becomes a part of the field before it and outlives its user, with all its pages.
    """
    if not any(_takes_tab(field) for field in page.findChildren(QWidget)):
        return page
    field = page.nextInFocusChain()
    while field is not None and page.isAncestorOf(field):
        if _takes_tab(field):
            return field
        field = field.nextInFocusChain()
    return page


def _takes_tab(field: QWidget) -> bool:
    by_tab = bool(field.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and field.focusProxy() is None and field.isVisible() and field.isEnabled()
