"""The open protocol: a file is proven to be a sound office file before anyone works in it.

Source: reliability of the house §2 (open protocol), P5, P7, P12.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from desk.kernel.errors import FileDamaged, FileRefused
from desk.kernel.text import tr
from desk.storage.file_head import APPLICATION_ID

SQLITE_VERSION = sqlite3.sqlite_version


def looking(path: Path) -> sqlite3.Connection:
    """A connection that can only read, whatever signs the path holds."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a file it cannot use into a refusal."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as fault:  # the latter over rubbish SQLite quotes
        text, kind = str(fault).lower(), FileRefused
        if "readonly" in text or "unable to open" in text:
            sentence = tr("数据文件是只读的:{path}。请取消只读属性或检查文件夹权限。")
        elif "locked" in text:
            sentence = tr("数据文件正被别的程序占用:{path}。请关闭它后再打开。")
        else:
            kind = FileDamaged
            sentence = tr("数据文件已损坏:{path}。请从备份恢复;原文件请保留,不要覆盖。")
        raise kind(sentence.format(path=path)) from fault


def prove_writable(path: Path) -> None:
    """Raises: FileRefused when SQLite could only read (it would do so silently)."""
    with reported(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout=2000")
        connection.execute("BEGIN IMMEDIATE")
        # Only a write shows a read-only file: SQLite begins on it without a word.
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("ROLLBACK")


def quick_check(path: Path, connection: sqlite3.Connection) -> None:
    """Raises: FileRefused when SQLite's own quick check finds damage, or cannot end."""
    with reported(path):
        connection.execute("PRAGMA cell_size_check=ON")
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)


def stored_revision(path: Path) -> str | None:
    """The schema revision the file was last saved with."""
    with reported(path), closing(looking(path)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError as fault:
            if "no such table" in str(fault):
                return None
            raise
        return row[0] if row else None


def fingerprint(path: Path) -> str:
    """A digest of every table, index, trigger and view, to find what was planted or lost."""
    with reported(path), closing(looking(path)) as connection:
        rows = connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master "
            "WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
        ).fetchall()
    digest = hashlib.sha256()
    for row in rows:
        digest.update("\x1f".join(" ".join(str(part).split()) for part in row).encode())
        digest.update(b"\n")
    return digest.hexdigest()
