"""Files that are no sound office, each made from a sound one."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

Spoil = Callable[[Path, Path], None]


def sql(path: Path, statement: str) -> Any:
    """Run one statement past the program."""
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute(statement).fetchone()
        connection.commit()
    return row[0] if row else None


def planted(good: Path, path: Path, statement: str) -> None:
    shutil.copyfile(good, path)
    sql(path, statement)


def _missing(_good: Path, _path: Path) -> None:
    return None


def _folder(_good: Path, path: Path) -> None:
    path.mkdir()


def _empty(_good: Path, path: Path) -> None:
    path.touch()


def _not_a_database(_good: Path, path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + b"x" * 5000)


def _foreign_database(_good: Path, path: Path) -> None:
    sql(path, "CREATE TABLE other (x)")


def _damaged(good: Path, path: Path) -> None:
    content = bytearray(good.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[4096 * 2 : middle] = b"\xa5" * (middle - 4096 * 2)
    path.write_bytes(content)


def _cut_off(good: Path, path: Path) -> None:
    content = good.read_bytes()
    path.write_bytes(content[: len(content) // 3])


def _newer(good: Path, path: Path) -> None:
    planted(good, path, "UPDATE alembic_version SET version_num = '9999'")


def _without_version(good: Path, path: Path) -> None:
    planted(good, path, "DELETE FROM alembic_version")


BROKEN: dict[str, tuple[Spoil, str]] = {
    "missing": (_missing, "找不到数据文件"),
    "folder": (_folder, "是文件夹"),
    "empty": (_empty, "0 字节"),
    "foreign": (_not_a_database, "不是本程序的数据文件"),
    "other": (_foreign_database, "别的程序的数据库"),
    "damaged": (_damaged, "已损坏"),
    "cut": (_cut_off, "已损坏"),
    "newer": (_newer, "更新版本"),
    "unversioned": (_without_version, "更新版本"),
}
