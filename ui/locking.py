"""The lock: every window of the program hides behind one question for the password.

Whoever stands at a locked computer need not be the one who typed there. So another user who wants to
sign in is asked nothing about that typing: it is written down for its owner. What cannot be written
down keeps the window locked, and so does a long command while it runs; one that ends meanwhile may
have a question, which waits for whoever opens the lock.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desk.kernel.text import tr
from ui.desks.keeping import Keeper
from ui.desks.kept_fields import KeptFields
from ui.dialog import Dialog
from ui.errors_shown import Shown
from ui.idle import OTHER_USER, LockDialog
from ui.pages.page import Page
from ui.registry import Context
from ui.written_beside import BESIDE

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)


class Lock:
    """The lock of one window; see the module."""

    def __init__(self, window: "MainWindow") -> None:
        self._window, self._held = window, False

    def hold(self) -> None:
        """Lock until the same user types his password, or another one may sign in."""
        if self._held:
            return
        self._held = True
        window = self._window
        window.idle.pause()
        window.bridge.working.hold()
        cursor = window.focusWidget()
        window.whole.hide()
        behind = Behind(window)
        dialog = LockDialog(window.desk, window)
        while dialog.exec() == OTHER_USER:
            forms = [(form.windowTitle(), form) for form in behind.forms]
            name = window.desk.signed_in().name
            if window.bridge.working.runs:
                words = tr("{name} 的一件事还在办理,请等它办完再换人登录。")
                dialog.tell(words.format(name=name))
                continue
            stays = unkept(window.context, (*window.built_pages, *forms))
            if not stays:
                window.changes_user = True
                behind.close()
                window.close()
                return
            words = tr("「{page}」里还有没保存的内容,不能自动留存,请 {name} 本人解锁后保存或放弃。")
            dialog.tell(words.format(page=stays, name=name))
        dialog.deleteLater()
        behind.show()
        window.whole.show()
        if cursor is not None and isValid(cursor):
            cursor.setFocus()  # hidden, it lost the keyboard
        self._held = False
        window.tell_clock()
        window.idle.restart()
        window.bridge.working.tell_held()


class Behind:
    """The other windows of the program while it is locked.

    A question that waits for its answer gets a cover: hiding it would answer it.
    """

    def __init__(self, window: QWidget) -> None:
        tops = (w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window)
        shown = [w for w in tops if w.windowType() not in _PASSING]
        asking = [w for w in shown if w.windowModality() == Qt.WindowModality.ApplicationModal]
        self.forms = [w for w in shown if w not in asking]
        self._covers = [_cover(w) for w in asking]
        for form in self.forms:
            form.hide()

    def show(self) -> None:
        """Everything as it was; what has closed meanwhile stays closed."""
        for form in filter(isValid, self.forms):
            form.show()
        for cover in filter(isValid, self._covers):
            cover.deleteLater()

    def close(self) -> None:
        """Leave every form; its typing is written down."""
        for form in filter(isValid, self.forms):
            form.deleteLater()


def _cover(question: QWidget) -> QWidget:
    cover = QWidget(question)
    cover.setAutoFillBackground(True)
    cover.setGeometry(question.rect())
    cover.show()
    cover.raise_()
    return cover


def unkept(context: Context, places: Iterable[tuple[str, QWidget]]) -> str:
    """Write down what is typed in pages and forms; the title of the first that cannot be kept."""
    asker = context.asker
    context.asker = _Nobody()
    try:
        return next((title for title, p in places if not (_is_empty(p) or keep(p))), "")
    finally:
        context.asker = asker


def all_leave(pages: Iterable[tuple[str, Page]]) -> bool:
    """Ask every page; where one stays, the others stay too, and what is typed there stays kept."""
    agreed: list[Page] = []
    for _, page in pages:
        if not page.may_leave():
            for one in agreed:
                write_down(one)
            return False
        agreed.append(page)
    return True


def keep(place: QWidget) -> bool:
    """Write down what is typed in a page or a form; False when the disk has nothing of it."""
    keepers = write_down(place)
    return BESIDE.settle() and any(keeper.kept() is not None for keeper in keepers)


def write_down(place: QWidget) -> list[Keeper]:
    """Have it written down, without waiting for the disk; who keeps it."""
    keepers = []
    for part in (place, getattr(place, "kept", None), *place.findChildren(KeptFields)):
        keeper = getattr(part, "keeper", None) or getattr(part, "_keeper", None)
        writes = getattr(part, "keep", None)
        if keeper is not None and writes is not None:
            writes()
            keepers.append(keeper)
    return keepers


def _is_empty(place: QWidget) -> bool:
    if isinstance(place, Page):
        return place.may_leave()
    return not (isinstance(place, Dialog) and place.asks and place.typing)


class _Nobody:
    """Nobody is here who may answer: every answer is no."""

    def sure(self, question: str, points: Sequence[str] = (), *_: Any, **__: Any) -> bool:
        return False

    def reason(self, action: str) -> None:
        return None

    def password(self, action: str, wrong: Any) -> bool:
        return False

    def sides(self, heading: str, differences: Any) -> None:
        return None

    def tell(self, message: Shown) -> None:
        return None
