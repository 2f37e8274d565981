"""Whoever changes one field of approved or audited data with plain SQL is found, whatever field it is.

A plain run tries forty edits; ``EDITS=1000 pytest -s tests/faults/test_random_edits.py`` a thousand.
Source: reliability of the house P9.
"""

import os
import random
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.office.users.model import User
from desk.proofs import Proofs
from desk.storage.standing import kept_models
from tests.campaign import walker
from tests.campaign.walker import Walk
from tests.conftest import Office, at

EDITS = int(os.environ.get("EDITS", "40"))
SEED = int(os.environ.get("EDIT_SEED", "7"))
KEYS = {"setting": "key", "calendar_day": "day"}
OF_THE_FILE = {"setting": ("value",), "calendar_day": ("works",)}
CHAIN = ("audit_log", "audit_entry")


@dataclass(frozen=True)
class Edit:
    """One field of one row, and what somebody writes there."""

    table: str
    column: str
    key: Any
    old: Any
    new: Any

    @property
    def by(self) -> str:
        return KEYS.get(self.table, "id")

    def write(self, path: Path, value: Any, key: Any) -> Any:
        """Put a value there with plain SQL; returns what the file then holds."""
        with closing(sqlite3.connect(path)) as connection:
            where = f'"{self.table}" SET "{self.column}" = ? WHERE "{self.by}" = ?'
            connection.execute(f"UPDATE {where}", (value, key))
            connection.commit()
            found = value if self.column == self.by else key
            read = f'SELECT "{self.column}" FROM "{self.table}" WHERE "{self.by}" = ?'
            return connection.execute(read, (found,)).fetchone()[0]


@pytest.fixture(scope="module")
def busy(office_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office in which nearly every command was run once."""
    folder = tmp_path_factory.mktemp("busy")
    path = shutil.copyfile(office_file, folder / "busy.office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESK_STATE", str(folder / "state"))
        patch.setattr(walker, "faults", lambda _db: [])
        clock = SetClock(at("2026-11-16 10:00"))
        with Desk(path, clock, durable=False) as desk:
            walk = Walk(Office(desk, clock), SEED)
            walk.open_shop()
            walk.tour()
            walk.db.close()
    return path


def faults_of(path: Path) -> Generator[str, None, None]:
    """What the proofs say, the quickest first; a file that cannot even be read says so."""
    engine = create_engine(f"sqlite:///{path}")
    try:
        with Session(engine, autoflush=False) as session:
            proofs = Proofs(session)
            yield from proofs.trail()
            yield from proofs.users()
            yield from proofs.decisions()
            yield from proofs.records()
    finally:
        engine.dispose()


def columns() -> dict[str, tuple[str, ...]]:
    """The fields that are vouched for, by table."""
    kept = {
        str(model.__tablename__): tuple(
            column.name for column in model.__table__.columns if column.name not in model.unaudited
        )
        for model in kept_models()
    }
    kept["user"] = tuple(name for name in kept[User.__tablename__] if name != "row_version")
    return kept | OF_THE_FILE


def edits(path: Path, chance: random.Random) -> Iterator[Edit]:
    """Fields by chance, every table as likely as another."""
    with closing(sqlite3.connect(path)) as connection:
        wanted = columns()
        for table in CHAIN:
            rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
            wanted[table] = tuple(row[1] for row in rows)
        full = [t for t in sorted(wanted) if connection.execute(f'SELECT 1 FROM "{t}"').fetchone()]
        print(f"\n{len(full)} tables with rows of {len(wanted)}")
        while True:
            table = chance.choice(full)
            column, by = chance.choice(wanted[table]), KEYS.get(table, "id")
            row = f'SELECT "{by}", "{column}" FROM "{table}" ORDER BY random() LIMIT 1'
            key, old = connection.execute(row).fetchone()
            yield Edit(table, column, key, old, another(old, chance))


def another(old: Any, chance: random.Random) -> Any:
    """A value somebody might write instead."""
    match old:
        case None:
            return chance.choice([1, "x", "2026-11-16 02:00:00.000000"])
        case int():
            return chance.choice([old + 1, old - 1, -old, old * 10, 1 - old, None, old + 10**6])
        case bytes():
            return chance.choice([old[:-1] + bytes([old[-1] ^ 1]) if old else b"x", b"", None])
        case str() if old[:2] == "20" and len(old) >= 10:
            return chance.choice([f"2025{old[4:]}", old[:8] + "01" + old[10:], None, old + " "])
        case _:
            return chance.choice([f"{old}1", old[:-1], "", old[::-1], None, old.lower()])


def test_every_edit_is_found(busy: Path) -> None:
    assert [*faults_of(busy)] == []
    chance, tried, missed, refused = random.Random(SEED), Counter[str](), list[Edit](), 0
    began = time.perf_counter()
    for edit in edits(busy, chance):
        if tried.total() == EDITS:
            break
        try:
            now = edit.write(busy, edit.new, edit.key)
        except sqlite3.IntegrityError:
            refused += 1
            continue
        if now == edit.old and type(now) is type(edit.old):
            continue
        tried[edit.table] += 1
        with closing(faults_of(busy)) as faults:
            if not any(faults):
                missed.append(edit)
        edit.write(busy, edit.old, now if edit.column == edit.by else edit.key)
    seconds = time.perf_counter() - began
    print(
        f"{EDITS} edits in {len(tried)} tables, {len(missed)} not found, {refused} refused by SQLite"
    )
    print(f"{seconds / max(EDITS, 1):.2f} s each; seed {SEED}")
    assert missed == []
    assert [*faults_of(busy)] == []
