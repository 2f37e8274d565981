"""Making, opening and upgrading an office file.

Source: reliability of the house §2 (open protocol) and P7.
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from desk.kernel.clock import Clock
from desk.kernel.errors import FileDamaged, FileRefused
from desk.kernel.text import tr
from desk.storage import pins
from desk.storage.backup import backup_name, backup_to
from desk.storage.engine import sqlite_engine
from desk.storage.faults import plain_cause
from desk.storage.file_head import APPLICATION_ID, inspect_file
from desk.storage.lock import OfficeLock
from desk.storage.opening import (
    fingerprint,
    prove_writable,
    reported,
    stored_revision,
)
from desk.storage.place import refuse_unsafe_place
from desk.storage.soundness import PATIENCE_S, Soundness

if TYPE_CHECKING:  # alembic takes a tenth of a start that upgrades nothing
    from alembic.config import Config

A_DAY = timedelta(days=1)
MIGRATIONS = Path(__file__).parent / "migrations"


class Hold:
    """An office file held open by this program."""

    def __init__(self, path: Path, lock: OfficeLock, soundness: Soundness) -> None:
        self.path = path
        self._lock = lock
        self._soundness = soundness

    def prove_sound(self) -> None:
        """Wait until the file is known to be sound.

        Raises:
            FileRefused: it is damaged; nothing may be written to it.
        """
        self._soundness.prove()

    def damage(self) -> FileRefused | None:
        """Wait for the end of the check without hurrying it; what it found."""
        return self._soundness.damage()

    @property
    def proven(self) -> bool:
        """Whether nobody need wait before he writes."""
        return not self._soundness.running

    def release(self, clock: Clock) -> None:
        """Pin the newest audit row seen and let the file go, whether or not it could be pinned.

        Once it is let go nothing of it is ours: what was written since is pinned by who wrote it.
        """
        if not self._lock.held:
            return
        self._soundness.stop()
        try:
            if self._soundness.damaged:
                pins.distrust(self.path)
            else:
                checked = clock.now() if self._soundness.passed else pins.checked_at(self.path)
                pins.pin(self.path, checked)
        finally:
            self._lock.release()


def create_file(path: Path) -> None:
    """Make an empty office file of the newest schema.

    Raises:
        FileRefused: something lies there already, or the place is not fit.
    """
    if path.exists():
        raise FileRefused(tr("{path} 已经存在,不会覆盖。请换一个文件名。").format(path=path))
    refuse_unsafe_place(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError as fault:
        raise FileRefused(
            tr("不能在这里新建文件:{path}({why})").format(path=path, why=fault)
        ) from fault
    engine = sqlite_engine(path)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.commit()
        upgrade(engine)
    finally:
        engine.dispose()
    pins.new_here(path)


def open_file(path: Path, clock: Clock, *, beside: bool = False) -> Hold:
    """Prove, lock, and if needed upgrade an office file.

    Args:
        path: the office file.
        clock: for the lock's card and the name of a backup.
        beside: a file just as this computer closed it may be quick-checked beside the first looks
            into it; nobody may write before `Hold.prove_sound`.

    Raises:
        FileRefused: with one sentence per reason (missing, foreign, empty, damaged, newer, read-only,
            open elsewhere, tampered, on a network drive).
    """
    inspect_file(path)
    refuse_unsafe_place(path)
    lock = OfficeLock(path)
    beside = beside and pins.as_left(path) and not lock.left_behind
    lock.acquire(clock.now())
    soundness = None
    try:
        prove_writable(path)
        beside = beside and stored_revision(path) == newest_revision()
        soundness = Soundness(path, _patience_s(path, clock) if beside else None)
        if not beside:
            soundness.prove()
        _bring_up_to_date(path, clock)
        if fingerprint(path) != frozen_fingerprints()[newest_revision()]:
            raise FileDamaged(
                tr(
                    "数据文件的结构被改动过(多出或缺少表、索引、触发器):{path}。请从备份恢复,并报告经理。"
                ).format(path=path)
            )
        with reported(path):
            pins.compare(path)
        pins.first_sight(path)
    except BaseException:
        if soundness is not None:
            soundness.stop()
        lock.release()
        raise
    return Hold(path, lock, soundness)


def _patience_s(path: Path, clock: Clock) -> float | None:
    """How long a writer waits for the check: to its end, unless one ended within a day."""
    before = pins.checked_at(path)
    recent = before is not None and timedelta() <= clock.now() - before < A_DAY
    return PATIENCE_S if recent else None


def _bring_up_to_date(path: Path, clock: Clock) -> None:
    stored = stored_revision(path)
    if stored == newest_revision():
        return
    if stored not in known_revisions():
        raise FileRefused(
            tr("数据文件由更新版本的程序保存过({rev}),本版本打不开。请升级程序。").format(
                rev=stored
            )
        )
    backup_to(path, path.with_name("升级前-" + backup_name(path, clock.now())))
    engine = sqlite_engine(path)
    try:
        upgrade(engine)
    except DBAPIError as fault:
        raise FileRefused(
            tr("数据文件没有升级成功,仍是原来的版本:{path}。{why}").format(
                path=path, why=plain_cause(fault)
            )
        ) from fault
    finally:
        engine.dispose()


def alembic_config() -> "Config":
    """Alembic pointed at the bundled steps."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def upgrade(engine: Engine, target: str = "head") -> None:
    """Run all missing schema steps in one transaction: all or nothing."""
    from alembic import command

    config = alembic_config()
    with engine.connect() as connection:
        connection.begin()
        config.attributes["connection"] = connection
        command.upgrade(config, target)
        connection.commit()


def known_revisions() -> list[str]:
    """All schema revisions this program knows, newest first."""
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(alembic_config())
    return [step.revision for step in script.walk_revisions()]


def newest_revision() -> str:
    """The schema revision this program writes."""
    return str(frozen()["newest"])


def frozen_fingerprints() -> dict[str, str]:
    """Schema digest of every revision, frozen when it was written."""
    found: dict[str, str] = frozen()["fingerprints"]
    return found


def frozen() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((MIGRATIONS / "frozen.json").read_text(encoding="utf-8"))
    return loaded
