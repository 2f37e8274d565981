"""A backup that has its name is whole, whatever the disk does and whenever the current goes off.

Source: reliability of the house P2, P3, P6.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.kernel.errors import FileRefused
from desk.storage import backup, lending, rounds, securing
from desk.storage.backup import backup_to
from desk.storage.durable import secure_names
from tests.conftest import Office
from tests.faults.cabinet_disk import cabinet_on
from tests.faults.disk import Event, laid
from tests.faults.power_cut import Platter

DRAWN, EVERY = 2, 16
PAGES = 40
IN_ROUNDS, BY_PAGES = rounds.MOST_BYTES, 0


@pytest.fixture(params=[IN_ROUNDS, BY_PAGES])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a backup goes, in blocks and by pages, both in small pieces."""
    monkeypatch.setattr(rounds, "MOST_BYTES", request.param)
    monkeypatch.setattr(rounds, "BLOCK_BYTES", PAGES * lending.PAGE_BYTES)
    monkeypatch.setattr(lending, "STEP_PAGES", PAGES)
    monkeypatch.setattr(securing, "SECURED_BYTES", 2 * PAGES * lending.PAGE_BYTES)
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder / "b.office"


def asked(office: Office, target: Path) -> list[Event]:
    """Everything a backup asks of the disk."""
    with laid(target.parent) as disk, cabinet_on(disk):
        disk.recording = True
        backup_to(office.desk.path, target)
        disk.told()
    return list(disk.events)


def named(events: list[Event], target: Path) -> Iterator[tuple[bool, bytes | None]]:
    """Whether it was told, and what bears the name, on every disk that a cut may leave."""
    platter, told = Platter({}, [str(target.parent)]), False
    for moment, event in enumerate(events):
        platter.take(event)
        told = told or event.kind == "told"
        if event.kind == "write" and moment % EVERY:
            continue
        for image in platter.states(random.Random(moment), DRAWN):
            yield told, image.get(str(target))


def test_a_backup_that_has_its_name_outlives_a_power_cut(office: Office, target: Path) -> None:
    events = asked(office, target)
    whole = target.read_bytes()
    assert sum(len(event.content) for event in events if event.kind == "write") >= len(whole)
    found = set(named(events, target))
    assert found == {(False, None), (False, whole), (True, whole)}


def test_a_backup_that_is_named_before_it_is_on_the_disk_breaks(
    office: Office, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_named(part: Path, place: Path) -> None:
        part.replace(place)
        secure_names(place.parent)

    monkeypatch.setattr(backup, "put_in_place", only_named)
    events = asked(office, target)
    whole = target.read_bytes()
    assert {content for _, content in named(events, target)} - {None, whole}


@pytest.mark.parametrize("full", [True, False])
def test_a_refused_change_is_told_and_leaves_no_half_backup(
    office: Office, target: Path, full: bool
) -> None:
    with laid(target.parent) as disk, cabinet_on(disk):
        backup_to(office.desk.path, target)
        whole, changes = target.read_bytes(), disk.count
        step = max(changes // EVERY, 1)
        for number in [*range(1, changes - 3, step), *range(changes - 3, changes + 1)]:
            target.unlink(missing_ok=True)
            disk.arm(number, sticky=False, full=full)
            with pytest.raises(FileRefused, match="备份没有成功"):
                backup_to(office.desk.path, target)
            disk.disarm()
            assert not target.exists() or target.read_bytes() == whole
        assert backup_to(office.desk.path, target).read_bytes() == whole
