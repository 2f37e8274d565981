"""The pages on top of each other; one that needs more room than the window has is scrolled."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.desks.pieces import FollowingArea


class PageArea(FollowingArea):
    """Scrolls when the page in front does not fit: a small screen, a magnified one."""

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(_Room(stack))
        self.bars = (self.verticalScrollBar(), self.horizontalScrollBar())

    def minimumSizeHint(self) -> QSize:
        """The window may be as small as it likes."""
        return QSize(0, 0)


class _Room(QWidget):
    """As large as the window, but never smaller than the page in front can be.

    No layout: that one would ask for the room of the largest page, also when it is behind another.
    """

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__()
        self._stack = stack
        stack.setParent(self)
        stack.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        page = self._stack.currentWidget()
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
        self._stack.setGeometry(self.rect())
        super().resizeEvent(event)
