"""The office a session is played in, and the window it is played at."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.office.users import keys
from desk.office.users.commands import add_user, change_password
from desk.sample.cast import FIRM
from tests.conftest import PASSWORD, PEOPLE, Office, at
from tests.sessions.hands import Hands
from tests.ui.watchdog import Watchdog
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.sweeping import Sweeping

SCREEN = (1366, 768)
TICKETS = 20
"""Consignments of the office that is searched, unless said otherwise."""


@dataclass(frozen=True)
class Played:
    """What came of a session: strokes beyond the text, how many were allowed, the longest hold."""

    name: str
    strokes: int
    limit: int
    worst_ms: float
    holds: str

    @property
    def line(self) -> str:
        """``session  strokes  limit  worst hold``, with a star where there were too many."""
        missed = " *" if self.strokes > self.limit else ""
        return f"{self.name:52} {self.strokes:7} {self.limit:6} {self.worst_ms:9.0f} ms{missed}"


@dataclass
class Stage:
    """An office in a folder of its own; `tickets` is how many a long list has."""

    office: Office
    folder: Path
    tickets: int

    def reopen(self) -> None:
        """Open the file again after it was closed for another program."""
        self.office.desk = Desk(self.office.desk.path, self.office.clock)

    @contextmanager
    def at_the_window(self, login: str) -> Iterator[Hands]:
        """Sign somebody in and put him before the whole window, the today board in front."""
        window = MainWindow(self.office.as_(login), LocalSettings())
        window.resize(*SCREEN)
        sweeping = Sweeping(window)  # as the program does: no full look for garbage in between
        with Watchdog() as watch:
            watch.now("the window opens")
            window.show()
            window.activateWindow()
            hands = Hands(window, watch)
            hands.waits_for(window.isActiveWindow)
            hands.waits_for(lambda: window.bridge.reading.idle)
            try:
                yield hands
            finally:
                with watch.looking_away():  # nobody sits at it any more
                    sweeping.stop()
                    gc.unfreeze()
                    window.bridge.stop()
                    window.hide()
                    window.deleteLater()
                    watch.rest(0.01)


Play = Callable[[Stage], Hands]


@dataclass(frozen=True)
class Session:
    """One session: what is done, how many strokes it may take, and the play itself."""

    name: str
    limit: int
    play: Play

    def played(self, folder: Path, tickets: int = TICKETS) -> Played:
        """Play it in a new office."""
        with an_office(folder) as office:
            hands = self.play(Stage(office, folder, tickets))
        watch = hands.watch
        return Played(self.name, hands.strokes, self.limit, watch.worst_ms, watch.report())


@contextmanager
def an_office(folder: Path) -> Iterator[Office]:
    """A new office with a manager and four people; nobody waits for slow keys."""
    first, clock = "first-" + PASSWORD, SetClock(at("2026-11-16 10:00"))
    with (
        patch.dict(os.environ, DESK_STATE=str(folder / "state")),
        patch.object(keys, "cost", keys.KdfCost(64, 1, 1)),
        patch.object(Desk, "ask_password", staticmethod(lambda: PASSWORD)),
    ):
        made = folder / "session.office"
        desk = Desk.create(made, "boss", "经理", PASSWORD, clock, firm=FIRM, durable=False)
        for login, (name, role) in PEOPLE.items():
            desk.login("boss", PASSWORD)
            desk.run(add_user, login=login, name=name, role=role, password=first)
            desk.login(login, first)
            desk.run(change_password, old=first, new=PASSWORD)
        office = Office(desk, clock)
        yield office
        office.desk.close()
