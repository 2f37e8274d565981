"""What a computer remembers of the offices it has seen."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.app import Desk
from desk.kernel.errors import FileRefused
from desk.storage import pins
from tests.conftest import PASSWORD, Office
from tests.storage.broken_files import sql


def test_an_office_is_pinned_when_it_is_first_seen(office: Office) -> None:
    """A computer that is switched off before the file is closed has seen it all the same."""
    path = office.desk.path
    book = pins._read()
    owner = pins.owner_of(path)
    assert book[str(path.resolve())][0] == owner
    assert pins.as_left(path)
    assert book[owner][0] == sql(path, "SELECT max(id) FROM audit_log")
    assert pins.fingerprint_of(owner).replace(" ", "").lower() == owner[:16]


def test_another_owner_in_the_same_place_is_refused(
    open_office: Callable[[], Office], tmp_path: Path
) -> None:
    path = open_office().desk.path
    other = tmp_path / "other.office"
    Desk.create(other, "boss", "经理", PASSWORD).close()
    shutil.copyfile(other, path)
    with pytest.raises(FileRefused, match="另一个办公室"):
        pins.compare(path)
    pins.forget(path)
    pins.compare(path)


def test_a_new_office_may_be_founded_where_one_was_deleted(tmp_path: Path) -> None:
    path = tmp_path / "n.office"
    for _ in range(2):
        Desk.create(path, "boss", "经理", PASSWORD).close()
        Desk(path).close()
        path.unlink()


def test_a_moved_office_is_known_by_its_owner(office: Office, tmp_path: Path) -> None:
    older = shutil.copyfile(office.desk.path, tmp_path / "moved.office")
    pins.compare(older)
    sql(older, "DELETE FROM audit_log WHERE id = (SELECT max(id) FROM audit_log)")
    with pytest.raises(FileRefused, match="审计记录"):
        pins.compare(older)
