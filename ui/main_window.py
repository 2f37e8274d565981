"""The frame: navigation, the stack of pages, the status line. It knows no page by name."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from desk.app import Desk
from desk.kernel.errors import FileRefused, Refused, SaveFailed
from desk.kernel.text import tr
from desk.kernel.today import TodayRow
from ui import local_settings
from ui.asking import Asker, DialogAsker
from ui.bridge import Bridge
from ui.day_watch import DayWatch
from ui.desks.telling import copy_and_log
from ui.dressing import put_on_sheet
from ui.fixing import Fixing
from ui.held_keys import does_once
from ui.idle import IdleWatch
from ui.keyboard_place import KeyboardPlace
from ui.local_settings import LocalSettings
from ui.login import PasswordDialog
from ui.navigation import OPEN_AT_FIRST, Navigation
from ui.open_work import show_open_work
from ui.page_stack import PageArea, PageStack
from ui.pages.numbered_keys import give_keys
from ui.pages.page import Page
from ui.pointed_at import pointed_at
from ui.registry import Context, pages
from ui.reminding import Reminders
from ui.status_line import GO_KEY, LATER_KEY, StatusLine
from ui.staying_open import staying_open
from ui.turns import breathe, in_turns, next_turn
from ui.window_place import appear, note_place, put_back

if TYPE_CHECKING:
    from ui.desks.finder import Finder
    from ui.desks.knowledge.panel import KnowledgePanel
    from ui.locking import Lock
    from ui.manual.window import ManualWindow

RAIL_BELOW = 1366
"""A narrower window leaves the dense pages no room beside the words of the navigation."""
LOCK_KEY, PASSWORD_KEY = "Ctrl+Shift+L", "Ctrl+Shift+N"
STORY = "story"


class MainWindow(QMainWindow):
    """One window for one signed-in user. Pages are built when they are first opened."""

    def __init__(
        self,
        desk: Desk,
        settings: LocalSettings | None = None,
        asker: Asker | None = None,
        *,
        unseen: bool = False,
    ) -> None:
        """Make the window, in turns; `unseen`: by `build_on`, before anybody signs in and it may `begin`."""
        super().__init__()
        self.desk, self.settings = desk, settings or local_settings.current()
        self.bridge = Bridge(desk, self)
        self.context = Context(desk, self.bridge, self, asker or DialogAsker(self))
        self._specs = {n: s for n, s in pages().items() if self.context.may(s.right)}
        self._built: dict[str, QWidget] = {}
        self._history: list[str] = []
        self._knowledge: KnowledgePanel | None = None
        self._finder: Finder | None = None
        self._manual: ManualWindow | None = None
        self._lock: Lock | None = None
        self.changes_user = self.restores = False
        self.stack, self.status = PageStack(), StatusLine()
        self._frame = self._build()
        if unseen:
            return
        with in_turns(), staying_open():
            while self.build_on():
                next_turn()
            for part in self.parts:
                next_turn()
                put_on_sheet(part)
            next_turn()
            self.begin()

    def build_on(self) -> bool:
        """Put the next bit of the frame together; whether there was one."""
        return next(self._frame, None) is not None

    def begin(self) -> None:
        """Somebody has signed in: show him the first page."""
        while self.build_on():
            pass
        for part in self.parts:
            put_on_sheet(part)
        desk = self.desk
        self.idle = IdleWatch(desk.settings.idle_lock_minutes, self.lock, self)
        self.status.show_who(desk.actor, desk.path)
        self.tell_clock()
        self._title([])
        self.reminders = Reminders(self.context, self.status, self._title)
        self.day = DayWatch(self)
        if self.first_page:
            self.open_page(self.first_page)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What stands around the pages."""
        return (self.navigation, *self._area.bars, self.status)

    @property
    def first_page(self) -> str:
        """The page the window begins with."""
        return next(iter(self.navigation.names), "")

    # -- Frame ----------------------------------------------------------------------------------------

    def open_page(self, name: str, /, **arguments: Any) -> None:
        """Bring a page to the front; build it first if need be."""
        if not self.may_open(name):
            self.say(tr("没有这个页面,或您的岗位不能打开。"))
            return
        widget = self._stood_up(name)
        if not self._history or self._history[-1] != name:
            self._history.append(name)
        if self.stack.currentWidget() is not widget:
            self.status.turn_page()
        self.stack.setCurrentWidget(widget)
        self.navigation.show_chosen(name)
        if isinstance(widget, Page):
            widget.notice_day()
            if arguments:
                widget.open_with(**arguments)
            widget.shown()
            self.keyboard.keep()

    def _stood_up(self, name: str) -> QWidget:
        """A page and what it wears; a new one in steps."""
        if name in self._built:
            page = self._built[name]
            put_on_sheet(page)
            return page
        with in_turns():
            page = self.build_page(name)
        breathe()
        put_on_sheet(page)
        breathe()
        return page

    def show_paper(
        self, code: str, number: str | Sequence[str], fixing: Fixing | None = None, **options: Any
    ) -> None:
        """Open the preview of a form in a window of its own."""
        from ui.pages.paper_page import PaperPage

        try:
            preview = PaperPage(
                self.context, code, number, options, None, self.settings, self, fixing
            )
        except (Refused, FileRefused, SaveFailed) as fault:
            self.context.tell(fault)
        else:
            preview.show()

    def say(self, text: str) -> None:
        self.status.say(text)

    def may_open(self, name: str) -> bool:
        """Whether this user has such a page."""
        return name in self._specs

    def build_page(self, name: str) -> QWidget:
        """A page of this user's, built when it is first asked for."""
        widget = self._built.get(name)
        if widget is None:
            widget = self._built[name] = self._specs[name].build(self.context)
            give_keys(widget)
            self.stack.addWidget(widget)
        return widget

    @property
    def page_in_front(self) -> str:
        """The name of the page that is shown."""
        return self._history[-1] if self._history else ""

    # -- what the keys do -------------------------------------------------------------------------------

    def explain(self) -> None:
        """F1: the manual, open at the chapter of the page in front."""
        from ui.manual.chapters import chapter_of
        from ui.manual.window import ManualWindow

        if self._manual is None:
            self._manual = ManualWindow(self)
        self._manual.open(chapter_of(self.page_in_front))

    def refresh(self) -> None:
        """F5: show the present state of the page in front."""
        page = self.stack.currentWidget()
        if isinstance(page, Page):
            page.renew()

    def back(self) -> None:
        """Alt+Left: the page before this one."""
        if len(self._history) > 1:
            self._history.pop()
            self.open_page(self._history[-1])

    def leave_to_restore(self) -> None:
        """Close the office, asking for what is typed; the session puts a backup in its place."""
        self.restores = True
        self.restores = self._forms_closed() and self.close()

    def tell_story(self) -> None:
        """F11: the story of the consignment the keyboard points at; without one, ask for it."""
        page = self.stack.currentWidget()
        number = pointed_at(page) if page is not None else ""
        self.open_page(STORY, number=number)

    def tell_customer(self) -> None:
        """Ctrl+G: copy the words about that consignment and log that the customer was told."""
        page = self.stack.currentWidget()
        number = pointed_at(page) if page is not None else ""
        if number:
            copy_and_log(self.context, number)
        else:
            self.say(tr("请先选中一票运单,再按 Ctrl+G 告知客户。"))

    def find_anything(self) -> None:
        """Ctrl+K: one box over everything."""
        if self._finder is None:
            from ui.desks.finder import Finder

            self._finder = Finder(self.context, self.whole)
        self._finder.call()

    def look_up(self) -> None:
        """Ctrl+Q: phrases and solved cases over any page, while a call runs."""
        if not self.context.may("knowledge.read"):
            return
        if self._knowledge is None:
            from ui.desks.knowledge.panel import KnowledgePanel

            self._knowledge = KnowledgePanel(self.context, self.whole)
        self._knowledge.call()

    def lock(self) -> None:
        """Hide everything until the same user types his password, or another one signs in."""
        from ui.locking import Lock

        self._lock = self._lock or Lock(self)
        self._lock.hold()

    @property
    def laid_over(self) -> list[QWidget]:
        """What may stand over the pages and take the keyboard."""
        return [panel for panel in (self._finder, self._knowledge) if panel is not None]

    @property
    def built_pages(self) -> list[tuple[str, Page]]:
        """The pages that were opened, by title."""
        built = ((self._specs[name].title, page) for name, page in self._built.items())
        return [(title, page) for title, page in built if isinstance(page, Page)]

    def _forms_closed(self) -> bool:
        """Leave every open form, each asking for what is typed in it."""
        shown = [dialog for dialog in self.findChildren(QDialog) if dialog.isVisible()]
        for dialog in shown:
            dialog.reject()
        return not any(dialog.isVisible() for dialog in shown)

    def tell_clock(self) -> None:
        """Say below that the computer's clock is behind, as long as it is (E029)."""
        behind = self.desk.clock_problem()
        self.status.show_clock(behind.message if behind else "")

    def change_password(self) -> None:
        if PasswordDialog(self.desk, window=self).answered():
            self.say(tr("密码已修改。"))

    def page(self, name: str) -> QWidget | None:
        """A built page by name."""
        return self._built.get(name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            QTimer.singleShot(0, self.keyboard, self.keyboard.window_is_back)

    # -- inside ---------------------------------------------------------------------------------------

    def _open_wings(self) -> list[str]:
        actor = self.desk.acting()
        return self.settings.wings.get(actor.login, [*OPEN_AT_FIRST[actor.role]])

    def _keep_wings(self, wings: list[str]) -> None:
        self.settings.wings[self.desk.signed_in().login] = wings
        local_settings.save(self.settings)

    def _build(self) -> Iterator[str]:
        """Put the frame together; each step's part."""
        shown = [spec for spec in self._specs.values() if spec.in_navigation]
        firm = self.desk.settings.firm_name or tr("货运客服台")
        self.navigation = Navigation(firm, self._open_wings())
        self._area = PageArea(self.stack)
        yield "area"
        self._stand_together()
        put_on_sheet(self.navigation)
        yield "together"
        for _ in self.navigation.fill(shown):
            yield "navigation"
        self._foot()
        self._keys()
        self.keyboard = KeyboardPlace(self)
        put_back(self, self.settings)

    def _stand_together(self) -> None:
        self.navigation.chosen.connect(self.open_page)
        self.navigation.folded.connect(self._keep_wings)
        self.navigation.search.clicked.connect(self.find_anything)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.navigation)
        upper.addWidget(self._area, 1)
        self.whole = QWidget()
        column = QVBoxLayout(self.whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(self.status)
        self.setCentralWidget(self.whole)

    def _foot(self) -> None:
        """Below the pages; made after them, since Tab goes by the order of making."""
        password = self.navigation.add_foot("user-cog", tr("改密码"), PASSWORD_KEY)
        password.clicked.connect(self.change_password)
        lock = self.navigation.add_foot("lock", tr("锁定"), LOCK_KEY)
        lock.clicked.connect(self.lock)

    def _keys(self) -> None:
        for number, name in enumerate(self.navigation.keyed, 1):
            self._key(f"Ctrl+{number}", partial(self.open_page, name))
        self._key("F1", self.explain)
        self._key("F5", self.refresh)
        self._key("Alt+Left", self.back)
        self._key("F11", self.tell_story)
        self._key("Ctrl+G", self.tell_customer)
        self._key("Ctrl+K", self.find_anything)
        self._key("Ctrl+Q", self.look_up)
        self._key(LOCK_KEY, self.lock)
        self._key(PASSWORD_KEY, self.change_password)
        self._key(GO_KEY, lambda: self.reminders.go())
        self._key(LATER_KEY, lambda: self.reminders.put_off())

    def _key(self, key: str, does: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        does_once(action, key)
        action.triggered.connect(lambda: does())  # not the checked state
        self.addAction(action)

    def _title(self, to_do: Sequence[TodayRow]) -> None:
        """Title and task bar say whose office it is and how much is to be done."""
        show_open_work(self, self.desk.settings.firm_name, to_do)

    def appear(self) -> None:
        """Show the window as it was left."""
        appear(self, self.settings)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.navigation.set_narrow(event.size().width() < RAIL_BELOW)
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        from ui.locking import all_leave

        if not (self.changes_user or all_leave(self.built_pages)):
            event.ignore()
            return
        note_place(self, self.settings)
        local_settings.save(self.settings)
        self.bridge.stop()
        event.accept()
