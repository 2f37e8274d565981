"""In every room whose examples need other rooms' records something is really done."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from desk.app import Desk
from desk.checking import check
from desk.kernel.clock import SetClock
from desk.registry import ROOMS
from desk.sample.cast import PASSWORD
from desk.sample.each_room import LATER, WORK
from desk.sample.stage import Stage
from desk.sample.story import make_sample
from tests.conftest import at

NOW = at("2026-11-24 09:20")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The morning after the shortest play there is; the same clerks as there."""
    made = make_sample(tmp_path_factory.mktemp("each") / "t.office", NOW, 1)
    clock = SetClock(NOW)
    desk = Desk(made.path, clock)
    desk.ask_password = lambda: PASSWORD
    actors = {login: desk.login(login, PASSWORD) for login in made.logins}
    return Stage(desk, clock, random.Random(1), NOW, actors)


def test_each_room_saves_a_command_of_its_own(stage: Stage) -> None:
    """One after another, since each lives on what the last one left."""
    rooms = {room.name: room for room in ROOMS}
    assert WORK.keys() <= rooms.keys()
    order = sorted(
        (name for name in rooms if name in WORK), key=lambda name: LATER.get(name, timedelta())
    )
    for name in order:
        stage.clock.pass_(days=LATER.get(name, timedelta()).days)
        stage.latest = stage.clock.now()
        stage.done.clear()
        WORK[name](stage)
        assert set(stage.done) & {command.name for command in rooms[name].commands}, name
    stage.desk.close()
    assert check(stage.desk.path).ok


def test_the_shortest_play_stands_a_week_of_holidays(tmp_path: Path) -> None:
    """A truck of the days after was announced before them."""
    made = make_sample(tmp_path / "t.office", at("2026-10-04 10:00"), 1)
    with Desk(made.path, SetClock(made.now)) as desk:
        desk.login(made.logins[0], PASSWORD)
        assert len(desk.list_ids("inbound_manifests")) == 4
