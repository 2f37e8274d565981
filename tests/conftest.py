"""A real office for every test: a small SQLite file, cheap keys, an injected clock."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from desk.app import Desk
from desk.kernel.calendar import BEIJING
from desk.kernel.clock import SetClock
from desk.kernel.roles import Role
from desk.office.users import keys
from desk.office.users.commands import add_user, change_password
from desk.sample.cast import FIRM

settings.register_profile("office", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("office")  # machines are noisy: no property fails for being slow

PASSWORD = "secret-123"
PEOPLE = {
    "jia": ("客服员甲", Role.CS),
    "yi": ("客服员乙", Role.CS),
    "in": ("进港调度", Role.IN),
    "out": ("出港调度", Role.OUT),
}


def at(text: str) -> datetime:
    """A Beijing moment: ``at("2026-11-18 17:30")``."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


@dataclass
class Office:
    """An open office with its clock; `as_` signs another person in."""

    desk: Desk
    clock: SetClock

    def as_(self, login: str) -> Desk:
        if self.desk.actor is None or self.desk.actor.login != login:
            self.desk.login(login, PASSWORD)
        return self.desk

    def at(self, text: str) -> None:
        self.clock.put(at(text))


@pytest.fixture(autouse=True)
def _garbage_waits_for_the_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where there are windows, none is let go of by the thread of a job: the program sees to it, too."""
    if "qapp" not in request.fixturenames:
        yield
        return
    usual = gc.get_threshold()
    gc.set_threshold(0)
    yield
    gc.set_threshold(*usual)


@pytest.fixture(autouse=True, scope="session")
def _cheap_keys() -> Iterator[None]:
    before = keys.cost
    keys.cost = keys.KdfCost(64, 1, 1)
    yield
    keys.cost = before


@pytest.fixture(autouse=True, scope="session")
def _everybody_types_his_password_again() -> Iterator[None]:
    """Approvals ask for it; tests about that very question take it away."""
    Desk.ask_password = staticmethod(lambda: PASSWORD)
    yield
    Desk.ask_password = None


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_STATE", str(tmp_path / "state"))


@pytest.fixture(scope="session")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One office with its people (boss = manager), made once and copied for every test."""
    path = tmp_path_factory.mktemp("office") / "f0.office"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESK_STATE", str(path.parent / "state"))
        found_office(path)
    return path


def found_office(path: Path) -> None:
    """The fixture office of spec 6.0 with its people (boss = manager), nobody signed in."""
    keys.cost = keys.KdfCost(64, 1, 1)
    clock = SetClock(at("2026-11-16 10:00"))
    desk = Desk.create(path, "boss", "经理", PASSWORD, clock, firm=FIRM)
    for login, (name, role) in PEOPLE.items():
        desk.login("boss", PASSWORD)
        desk.run(add_user, login=login, name=name, role=role, password="first-" + PASSWORD)
        desk.login(login, "first-" + PASSWORD)
        desk.run(change_password, old="first-" + PASSWORD, new=PASSWORD)
    desk.close()


@pytest.fixture
def open_office(office_file: Path, tmp_path: Path) -> Iterator[Callable[[], Office]]:
    opened: list[Office] = []

    def make(name: str = "t.office") -> Office:
        path = tmp_path / name
        shutil.copyfile(office_file, path)
        clock = SetClock(at("2026-11-16 10:00"))
        office = Office(Desk(path, clock), clock)
        opened.append(office)
        return office

    yield make
    for office in opened:
        office.desk.close()


@pytest.fixture
def office(open_office: Callable[[], Office]) -> Office:
    """The fixture office of spec 6.0: Monday 16 November 2026, 10:00, nobody signed in."""
    return open_office()
