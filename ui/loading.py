"""The heavy half of the program and an office file, on their way while the user types his password.

The first window is painted with Qt and the kernel alone. Records, papers and everything else are
imported on a thread; with a short switch interval the window waits for none of it.
"""

import gc
import importlib
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.kernel.errors import FileRefused
from desk.kernel.kept_code import kept_methods
from ui.spared import spared

if TYPE_CHECKING:
    from desk.app import Desk

HEAVY = (
    "desk.app",
    "ui.main_window",
    "ui.pages.list_page",
    "ui.pages.standard",
    "ui.desks",
    "ui.desks.today_board.page",
    "ui.desks.complaint_desk.rising",
    "ui.open_work",
    "ui.about",
    "ui.ahead",
    "ui.backing_up",
    "ui.damage",
    "ui.installing",
    "ui.look",
    "ui.sweeping",
    "ui.typed_ahead",
    "ui.updating",
)
REST = (
    "ui.desks.consignment_record.page",  # whoever finds a number opens it next
    "desk.documents.pdf",
    "desk.exporting",
    "desk.importing",
    "desk.kernel.readings",
    "ui.manual.window",
    "ui.pages.paper_page",
    "ui.pages.form_dialog",
    "ui.pages.calendar_page",
    "ui.pages.check_page",
    "ui.pages.print_settings_page",
    "ui.pages.settings_page",
)
_one_at_a_time = threading.Lock()
_REST_LOADS = "desk-loading-the-rest"
LONGEST_WAIT_S = 2.0
SWITCH_S = 0.0002
"""How long a thread keeps the interpreter while another wants it; the usual 5 ms make the window wait
25 times as long, since it lets go of it in many of its calls."""


def load_program() -> None:
    """Import what the main window will need.

    What is imported stays as long as the program: the garbage collector never looks through it again,
    which would hold the window for a tenth of a second each time.
    """
    sys.setswitchinterval(SWITCH_S)
    with _kept_for_good("program"), spared():
        for name in HEAVY:
            importlib.import_module(name)
        _fill_tables()
        _read_icons()


def load_the_rest() -> threading.Thread:
    """Import what only other pages and papers need; on a thread, once the first page is there."""
    loading = threading.Thread(target=_load_the_rest, name=_REST_LOADS, daemon=True)
    loading.start()
    return loading


def the_rest_loads() -> bool:
    """Whether that is still under way: a page built meanwhile would wait for the same code."""
    return any(thread.name == _REST_LOADS for thread in threading.enumerate())


def _load_the_rest() -> None:
    import pkgutil

    import ui.desks
    from ui.library_pages import fetch_libraries

    fetch_libraries()
    with _kept_for_good("pages"):
        for name in REST:
            importlib.import_module(name)
        for found in pkgutil.walk_packages(ui.desks.__path__, "ui.desks."):
            importlib.import_module(found.name)
    from desk.documents.fonts import typefaces
    from ui.editors.destinations import spelt_destinations

    spelt_destinations()
    typefaces()  # unpacked in the packaged program: 0.4 s that the first paper need not wait


@contextmanager
def _kept_for_good(name: str) -> Iterator[None]:
    with _one_at_a_time, never_collected(), kept_methods(name):
        yield


@contextmanager
def never_collected() -> Iterator[None]:
    """What comes herein stays; looking through it for garbage would hold the window for 30 ms."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _fill_tables() -> None:
    from desk.tables import command_table, form_table, list_table, query_table
    from ui.registry import pages

    for table in (command_table, form_table, list_table, query_table, pages):
        table()


def _read_icons() -> None:
    from ui.icons import read_beforehand

    read_beforehand()


def load_beforehand() -> None:
    """Begin to import while the user still chooses an office."""
    threading.Thread(target=load_program, name="desk-loading", daemon=True).start()


class _Abandoned(Exception):  # noqa: N818 - not an error: nobody waits any more
    """Nobody waits for the office that is being opened."""


class Opening(QObject):
    """One office being opened.

    Signals:
        moved: what an older file needs first is under way: so many of so many are done.
        settled: `desk` is there, or `fault` says why not; on the GUI thread.
    """

    moved = Signal(int, int)
    settled = Signal()

    def __init__(self, path: Path, desk: "Desk | None" = None) -> None:
        super().__init__()
        self.path, self.desk = path, desk
        self.fault: BaseException | None = None
        self._abandoned = False
        self._turn = threading.Lock()
        self._goes_on = threading.Event()

    def begin(self, user: str = "") -> None:
        """Open the file, unless its desk is there already; called once the first window is painted.

        Args:
            user: who will probably sign in.
        """
        if self.desk is None:
            name = "desk-opening"
            threading.Thread(target=self._open, args=(user,), name=name, daemon=True).start()

    @property
    def refused(self) -> FileRefused | None:
        """Why the file cannot be used.

        Raises:
            BaseException: it was no refusal but a bug.
        """
        if self.fault is None or isinstance(self.fault, FileRefused):
            return self.fault
        raise self.fault

    def abandon(self) -> None:
        """Nobody signs in: let the file go, now or as soon as it is open."""
        with self._turn:
            self._abandoned = True
            if self.desk is not None:
                self.desk.close()

    def go_on(self) -> None:
        """The window is made, or will not be: the board may be asked beforehand."""
        self._goes_on.set()

    def _open(self, user: str) -> None:
        try:
            load_program()
            from desk.app import Desk

            with never_collected():
                desk = Desk(self.path, check_beside=True, progress=self._moves)
                desk.expect(user)
            with self._turn:
                self.desk = desk
                if self._abandoned:
                    desk.close()
        except _Abandoned:
            return
        except BaseException as fault:
            self.fault = fault
        try:
            self.settled.emit()
        except RuntimeError:  # the program has ended
            return
        if self.desk is not None:
            self._goes_on.wait(LONGEST_WAIT_S)  # both at once: each would hold the other up
            if not self._abandoned:
                with never_collected():  # compiled statements are kept
                    self.desk.make_ready()

    def _moves(self, done: int, total: int) -> None:
        if self._abandoned:
            raise _Abandoned
        self.moved.emit(done, total)
