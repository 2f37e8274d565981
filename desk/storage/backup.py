"""Backups that are opened and verified before anyone trusts them, and their restoring.

Source: reliability of the house P6, §2.
"""

import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from desk.kernel.errors import FileRefused
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.storage import pins
from desk.storage.durable import make_folder, put_in_place, secure_file, secure_names
from desk.storage.faults import plain_cause
from desk.storage.file_head import inspect_file
from desk.storage.lending import copy_pages
from desk.storage.opening import looking
from desk.storage.space import require_room


def backup_to(office: Path, target: Path) -> Path:
    """Copy the open office into `target` and prove the copy before it gets its name.

    Raises:
        FileRefused: the target's drive lacks room or cannot be written, or the copy is not sound.
    """
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        require_room(target.parent, office)
        make_folder(target.parent)
        copy_pages(office, part)
        prove_sound(part)
        put_in_place(part, target)
    except (OSError, sqlite3.Error, DBAPIError) as fault:
        with suppress(OSError):
            part.unlink()
        why = plain_cause(fault) if isinstance(fault, DBAPIError) else fault
        raise FileRefused(
            tr("备份没有成功({why})。请检查目标磁盘空间和权限:{path}").format(why=why, path=target)
        ) from fault
    return target


def prove_sound(path: Path) -> None:
    """Full integrity check of a copy.

    Raises:
        FileRefused: the copy is not sound.
    """
    inspect_file(path)
    try:
        with closing(looking(path)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as fault:
        raise FileRefused(
            tr("文件校验不通过:{path}({why})").format(path=path, why=fault)
        ) from fault
    if found != "ok" or orphan is not None:
        raise FileRefused(tr("文件校验不通过:{path}").format(path=path))


def backup_name(office: Path, now: datetime) -> str:
    """``office-20261118-173000.office``: sorted by time in any file list."""
    return f"{office.stem}-{local(now):%Y%m%d-%H%M%S}{office.suffix}"


def usual_folder(office: Path) -> Path:
    """Where backups lie that somebody made: at the signature of a day, or by hand."""
    return office.parent / tr("备份")


def backup_place(office: Path, given: Path | None, now: datetime) -> Path:
    """Where a backup goes: the given file, or a file named by the time in the given folder.

    Without either, in the folder 「备份」 beside the office.

    Raises:
        FileRefused: a file lies there already.
    """
    target = given or usual_folder(office)
    if target.is_dir() or target.suffix == "":
        target /= backup_name(office, now)
    if target.exists():
        raise FileRefused(tr("{path} 已经存在,不会覆盖。请换一个文件名。").format(path=target))
    return target


def restore_from(backup: Path, office: Path, now: datetime) -> Path | None:
    """Put a backup in the place of the office file; what stood there is kept aside.

    What is proven is the copy, before it takes the place: reading all of many GB takes minutes, and a
    copy that is sound was made from a sound backup.

    Returns:
        Where the former file now lies, or None when there was none.

    Raises:
        FileRefused: the backup is not sound, or the place cannot be written.
    """
    inspect_file(backup)
    part = office.with_name(office.name + ".part")
    aside = None
    try:
        part.unlink(missing_ok=True)
        require_room(office.parent, backup)
        shutil.copyfile(backup, part)
        _prove_copy(part, backup)
        secure_file(part)
        aside = _put_aside(office, now)
        part.replace(office)
        secure_names(office.parent)
    except OSError as fault:
        where = tr("原文件未动。") if aside is None else tr("原文件在 {path}。").format(path=aside)
        raise FileRefused(tr("恢复没有成功({why})。").format(why=fault) + where) from fault
    return aside


def _prove_copy(part: Path, backup: Path) -> None:
    try:
        prove_sound(part)
    except FileRefused as fault:
        part.unlink()
        raise FileRefused(str(fault).replace(str(part), str(backup))) from fault


def _put_aside(office: Path, now: datetime) -> Path | None:
    """Give a former file another name; None when there was none.

    A hot journal belongs to the file it was written for, even if that one is gone: it must never
    meet the restored one.
    """
    aside = office.with_name(f"{office.stem}{pins.ASIDE}{local(now):%Y%m%d-%H%M%S}{office.suffix}")
    journal = Path(f"{office}-journal")
    if journal.exists():
        journal.replace(f"{aside}-journal")
    if not office.exists():
        return None
    return office.replace(aside)
