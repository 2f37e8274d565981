"""The schema steps lead to exactly what the records say."""

import json
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import desk.registry
from desk.kernel.errors import FileRefused
from desk.storage import office_file as files
from desk.storage.base import Base
from desk.storage.engine import sqlite_engine
from desk.storage.office_file import create_file, frozen, known_revisions, newest_revision
from desk.storage.opening import fingerprint, stored_revision
from desk.storage.search_index import OWN_TABLES
from tests.conftest import Office


def test_a_fresh_office_is_what_the_records_say(tmp_path: Path) -> None:
    assert desk.registry.ROOMS
    path = tmp_path / "fresh.office"
    create_file(path)
    engine = sqlite_engine(path)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or name not in OWN_TABLES},
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_a_fresh_office_has_the_frozen_digest(tmp_path: Path) -> None:
    path = tmp_path / "fresh.office"
    create_file(path)
    assert stored_revision(path) == newest_revision() == known_revisions()[0]
    assert fingerprint(path) == frozen()["fingerprints"][newest_revision()]


def test_every_known_step_has_a_digest() -> None:
    book = json.loads((files.MIGRATIONS / "frozen.json").read_text(encoding="utf-8"))
    assert set(book["fingerprints"]) == set(known_revisions())


def test_an_older_file_is_backed_up_before_it_is_upgraded(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office.desk.path
    office.desk.close()
    before = path.read_bytes()
    monkeypatch.setattr(files, "stored_revision", lambda _path: "0000")
    monkeypatch.setattr(files, "known_revisions", lambda: ["0001", "0000"])
    seen: list[str] = []

    def broken_step(_engine: object) -> None:
        seen.extend(p.name for p in path.parent.glob("升级前-*"))
        raise FileRefused("这一步失败了")

    monkeypatch.setattr(files, "upgrade", broken_step)
    with pytest.raises(FileRefused, match="这一步失败了"):
        files.open_file(path, office.clock)
    assert seen == ["升级前-t-20261116-100000.office"]
    assert path.read_bytes() == before
