"""Making, opening and upgrading an office file.

Source: reliability of the house §2 (open protocol) and P7.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from desk.kernel.clock import Clock
from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.storage import pins
from desk.storage.backup import backup_name, backup_to
from desk.storage.engine import APPLICATION_ID, sqlite_engine
from desk.storage.lock import OfficeLock
from desk.storage.opening import (
    fingerprint,
    inspect_file,
    prove_writable,
    quick_check,
    stored_revision,
)
from desk.storage.place import refuse_unsafe_place

if TYPE_CHECKING:  # alembic takes a tenth of a start that upgrades nothing
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


class Hold:
    """An office file held open by this program."""

    def __init__(self, path: Path, lock: OfficeLock) -> None:
        self.path = path
        self._lock = lock

    def release(self, clock: Clock) -> None:
        """Pin the newest audit row seen and let the file go, whether or not it could be pinned."""
        try:
            pins.pin(self.path)
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


def open_file(path: Path, clock: Clock) -> Hold:
    """Prove, lock, and if needed upgrade an office file.

    Raises:
        FileRefused: with one sentence per reason (missing, foreign, empty, damaged, newer, read-only,
            open elsewhere, tampered, on a network drive).
    """
    inspect_file(path)
    refuse_unsafe_place(path)
    lock = OfficeLock(path)
    lock.acquire(clock.now())
    try:
        prove_writable(path)
        quick_check(path)
        _bring_up_to_date(path, clock)
        if fingerprint(path) != frozen_fingerprints()[newest_revision()]:
            raise FileRefused(
                tr(
                    "数据文件的结构被改动过(多出或缺少表、索引、触发器):{path}。请从备份恢复,并报告经理。"
                ).format(path=path)
            )
        pins.compare(path)
        pins.first_sight(path)
    except BaseException:
        lock.release()
        raise
    return Hold(path, lock)


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
