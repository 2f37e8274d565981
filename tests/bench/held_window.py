"""Somebody works in the window while long jobs run; the process ends with what held it, as JSON.

``python -m tests.bench.held_window OFFICE FOLDER``: the office is written to.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.watchdog import Watchdog
from ui.unread import leave_sources_unread

if TYPE_CHECKING:
    from ui.bridge import Job

LIST, PAPER_ROWS, LOADED_S, JOB_S, MOST_JOB_S, PAUSE_S = "consignments", 1000, 60, 120, 240, 0.08
FIRST_S = 1.0  # the first look at the first page; of its making alone there are hardly 20 beats
SENTENCES = ("海燕", "乌鲁木齐", "2026")


class Session:
    """A window in front of somebody, and the watchdog over it."""

    def __init__(self, office: Path, folder: Path, rows: int) -> None:
        from desk.app import Desk
        from desk.kernel.clock import SetClock
        from tests.bench.generate import NOW
        from ui.loading import never_collected

        self.folder, self.rows = folder, rows
        with never_collected():  # as the program opens an office
            self.desk = Desk(office, SetClock(NOW))
            self.desk.make_ready()
        self.watch = Watchdog()
        self.window: Any = None
        self.sweeping: Any = None
        self.ahead: Any = None

    def sign_in(self, login: str) -> None:
        from tests.bench.generate import PASSWORD
        from ui.ahead import BuildingAhead
        from ui.local_settings import LocalSettings
        from ui.main_window import MainWindow
        from ui.sweeping import Sweeping

        with self.watch.looking_away():
            self.leave()
            self.show_sign_in(login)
            self.desk.login(login, PASSWORD)
        self.watch.now("the window opens")
        self.window = MainWindow(self.desk, LocalSettings())
        self.sweeping = Sweeping(self.window)
        self.window.show()
        self.settle()
        self.watch.rest(FIRST_S)
        self.ahead = BuildingAhead(self.window)

    def show_sign_in(self, login: str) -> None:
        """What every window needs once (fonts, the first button) comes with the sign-in.

        So does the first area of pages: the program makes one while the password is typed (`ui.foreseen`).
        """
        from ui.login import LoginDialog
        from ui.page_stack import PageArea, PageStack

        dialog = LoginDialog(self.desk, login)
        dialog.show()
        PageArea(PageStack())
        self.watch.rest(PAUSE_S)
        dialog.reject()
        dialog.deleteLater()

    def leave(self) -> None:
        """Whoever worked before leaves: the program never has two windows."""
        from ui.sweeping import sweep_out

        if self.window is not None:
            self.sweeping.stop()
            self.window.bridge.stop()
            self.window.close()
            self.window.deleteLater()
            self.window = self.sweeping = self.ahead = None
            sweep_out()

    def load_the_rest(self) -> None:
        """What other pages need is loaded soon after the first one is shown."""
        from ui.loading import load_the_rest

        self.watch.now("the rest is loaded")
        loading = load_the_rest()
        while loading.is_alive():
            self.watch.rest(PAUSE_S)

    def build_ahead(self) -> None:
        """Nobody types, until what is built ahead stands."""
        self.watch.now("nobody types")
        until = time.monotonic() + LOADED_S
        while not self.ahead.ended and time.monotonic() < until:
            self.watch.rest(PAUSE_S)

    def settle(self) -> None:
        """Wait until nothing is on its way; somebody is at work."""
        bridge, until = self.window.bridge, time.monotonic() + LOADED_S
        self.window.idle.restart()
        self.watch.rest(PAUSE_S)
        while not (bridge.reading.idle and bridge.finding.idle) and time.monotonic() < until:
            self.watch.rest(PAUSE_S)

    def every_page(self) -> None:
        """Open each page of the navigation once, and once more; a small office has fewer."""
        for again in ("", " again"):
            for name in self.window.navigation.names[: self.rows // 5]:
                self.watch.now(f"page{again}: {name}")
                self.window.open_page(name)
                self.settle()

    def search_while_loading(self) -> None:
        self.watch.now("search: the list opens")
        self.window.open_page(LIST)
        page: Any = self.window.page(LIST)
        for sentence in SENTENCES:
            page.search.clear()
            for sign in sentence:
                self.watch.now(f"search: typing {sentence}")
                page.search.insert(sign)
                self.watch.rest(PAUSE_S)
            self.settle()
        page.search.clear()
        self.settle()

    def work_during(self, doing: str, put: Callable[[Callable[[Any], None]], "Job"]) -> None:
        """Page through a list while a job runs; what takes very long is cancelled, as a clerk would."""
        ended: list[Any] = []
        self.window.open_page(LIST)
        self.settle()
        page: Any = self.window.page(LIST)
        self.watch.now(doing)
        job = put(ended.append)
        begun = time.monotonic()
        while not ended and time.monotonic() < begun + MOST_JOB_S:
            self.window.idle.restart()  # a real key comes through the window, which marks it
            QTest.keyClick(page.table, Qt.Key.Key_PageDown)
            self.watch.rest(PAUSE_S)
            if time.monotonic() > begun + JOB_S:
                job.cancel()
        if not ended or (isinstance(ended[0], BaseException) and not job.cancelled):
            raise AssertionError(f"{doing}: {ended}")
        self.settle()

    def jobs(self) -> None:
        """Backup, export and a long paper."""
        from desk.documents.pdf import render_pdf
        from desk.exporting import export_list
        from desk.kernel.text import tr
        from tests.documents.paper_samples import run_sheet

        bridge, desk = self.window.bridge, self.desk
        self.work_during(
            "backup",
            lambda end: bridge.labour(lambda _: desk.backup(self._new("b.office")), end, end),
        )
        self.work_during(
            "export",
            lambda end: bridge.labour(
                lambda step: export_list(
                    desk, LIST, self._new("e.xlsx"), purpose=tr("对账"), progress=step
                ),
                end,
                end,
            ),
        )
        paper = run_sheet(min(PAPER_ROWS, 2 * self.rows))
        self.work_during("paper", lambda end: bridge.later(lambda: render_pdf(paper), end, end))

    def import_list(self) -> None:
        """A sender's list is read, checked and booked."""
        from desk.importing import book, import_kind, preview

        with self.watch.looking_away():  # what the script itself needs
            from tests.bench.importing import HEAD, write_list
            from tests.bench.saving import CONFIRMED, drafts

        path, desk = self.folder / "list.xlsx", self.desk
        with self.watch.looking_away():
            write_list(path, drafts(desk, self.rows))

        def call(step: Any) -> object:
            found = preview(desk, import_kind("inbound"), path)
            return book(
                desk,
                found,
                head=HEAD,
                origin_certified=True,
                confirmed=CONFIRMED,
                progress=step,
            )

        self.work_during("import", lambda end: self.window.bridge.labour(call, end, end))

    def _new(self, name: str) -> Path:
        path = self.folder / name
        path.unlink(missing_ok=True)
        return path


def main(office: Path, folder: Path, rows: int) -> None:
    """Play it all and print, for each kind of work, the worst and the 99 % delay and the holds."""
    leave_sources_unread()
    from ui.loading import load_program
    from ui.start import application

    qt = application()
    load_program()
    from tests.bench.generate import DISPATCHER, MANAGER

    session = Session(office, folder, rows)
    with session.watch as watch:
        found: dict[str, Any] = {}
        opened = []
        for kind, login, play in (
            ("rest", MANAGER, session.load_the_rest),
            ("ahead", "", session.build_ahead),
            ("pages", "", session.every_page),
            ("search", "", session.search_while_loading),
            ("jobs", "", session.jobs),
            ("import", DISPATCHER, session.import_list),
        ):
            if login:
                opened.append(_told_of(watch, partial(session.sign_in, login)))
            found[kind] = _told_of(watch, play)
        found["opens"] = max(opened, key=lambda told: told["worst"])
    assert qt is not None
    print(json.dumps(found, ensure_ascii=False), flush=True)
    os._exit(0)


def _told_of(watch: Watchdog, play: Callable[[], None]) -> dict[str, Any]:
    """What held the window while this was played."""
    watch.delays.clear()
    held = len(watch.holds)
    play()
    lines = [hold.line for hold in sorted(watch.holds[held:], key=lambda hold: -hold.ms)]
    return {"worst": watch.worst_ms, "late": watch.delay_ms(0.99), "holds": lines}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
