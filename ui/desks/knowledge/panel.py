"""The search laid over the right side of the window, above whatever page is in front."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.knowledge.search import KnowledgeSearch
from ui.dressing import put_on_sheet
from ui.registry import Context
from ui.theme import SPACE

KEY = "Ctrl+Q"
WIDTH = 400


class KnowledgePanel(QFrame):
    """Opens with the key, gives the keyboard back to where it was."""

    def __init__(self, context: Context, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("knowledge")
        self._over = over
        self._before: QWidget | None = None
        self.search = KnowledgeSearch(context)
        away = QPushButton(tr("收起") + "  Esc")
        away.setAutoDefault(False)
        away.clicked.connect(self.leave)
        head = QHBoxLayout()
        head.addWidget(plain_label(tr("话术与案例"), "strong"))
        head.addWidget(plain_label(KEY, "muted"))
        head.addStretch(1)
        head.addWidget(away)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.normal, SPACE.normal, SPACE.normal, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(head)
        column.addWidget(self.search)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.leave, context=inside)
        over.installEventFilter(self)
        self.hide()

    def call(self) -> None:
        """Open, or go back when the keyboard is here already."""
        now = QApplication.focusWidget()
        if self.isVisible() and now is not None and self.isAncestorOf(now):
            self.leave()
            return
        self._before = now
        put_on_sheet(self)
        self._place()
        self.show()
        self.raise_()
        self.search.ask()
        self.search.box.setFocus()
        self.search.box.selectAll()

    def leave(self) -> None:
        """Give the keyboard back, then vanish."""
        before = self._before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        area = self._over.rect()
        width = min(WIDTH, area.width())
        self.setGeometry(area.width() - width, 0, width, area.height())
