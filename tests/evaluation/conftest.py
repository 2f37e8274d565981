"""The office of AT-12, played once and copied for every test."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desk.app import Desk
from desk.kernel.clock import SetClock
from tests.conftest import Office, at
from tests.evaluation.playing import Book
from tests.evaluation.writing import at12


@dataclass
class Quarter:
    """The office on 16 November 2026, 进港调度 signed in, and its tickets by their names in the story."""

    office: Office
    book: Book


def opened(path: Path) -> Office:
    clock = SetClock(at("2026-11-16 10:00"))
    return Office(Desk(path, clock), clock)


@pytest.fixture(scope="session")
def quarter_file(office_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Book]:
    folder = tmp_path_factory.mktemp("quarter")
    mp = pytest.MonkeyPatch()
    mp.setenv("DESK_STATE", str(folder / "state"))
    path = Path(shutil.copyfile(office_file, folder / "q.office"))
    office = opened(path)
    book = at12(office)
    office.desk.close()
    mp.undo()
    return path, book


@pytest.fixture
def quarter(quarter_file: tuple[Path, Book], tmp_path: Path) -> Iterator[Quarter]:
    path, book = quarter_file
    office = opened(Path(shutil.copyfile(path, tmp_path / "q.office")))
    office.as_("in")
    yield Quarter(office, book)
    office.desk.close()
