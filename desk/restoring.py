"""A backup takes the place of the office file, on a manager's word; the former file is kept aside.

Source: reliability of the house P6; spec 3.26 (restore).
"""

import sqlite3
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from desk.kernel.clock import Clock
from desk.kernel.errors import FileDamaged, FileRefused, Refused, refuse
from desk.kernel.text import tr
from desk.office.users.certificates import require_certified
from desk.office.users.keys import unseal
from desk.office.users.login import actor_of, sealed_keys
from desk.office.users.model import User
from desk.storage import pins
from desk.storage.backup import prove_sound, restore_from
from desk.storage.cabinet import copy_files
from desk.storage.file_head import inspect_file
from desk.storage.gate import check_right
from desk.storage.lock import OfficeLock
from desk.storage.office_file import known_revisions
from desk.storage.opening import stored_revision
from desk.storage.place import refuse_unsafe_place

RIGHT = "backup.restore"


def restore(backup: Path, office: Path, login: str, password: str, clock: Clock) -> Path | None:
    """Put a backup in the place of an office file that nobody has open.

    The manager's password is that of the office file; when the file is missing or damaged, that of
    the backup.

    Returns:
        Where the former file now lies, or None when there was none.

    Raises:
        Refused: E013 wrong name or password, E015 switched off, E075 not certified, E210 not
            a manager.
        FileRefused: the office is open somewhere, the backup is not sound or newer than the program,
            or the place cannot be written.
    """
    if backup.resolve() == office.resolve():
        raise FileRefused(tr("备份和数据文件是同一个文件:{path}。").format(path=office))
    refuse_unsafe_place(office)
    lock = OfficeLock(office)
    lock.acquire(clock.now())
    try:
        _refuse_unfit(backup)
        _require_manager(office, backup, login, password)
        return _replace(backup, office, clock.now())
    finally:
        lock.release()


def _replace(backup: Path, office: Path, now: datetime) -> Path | None:
    aside = restore_from(backup, office, now)
    copy_files(backup, office)
    pins.forget(office, checked_at=now)  # the copy was read through before it took the place
    return aside


def _require_manager(office: Path, backup: Path, login: str, password: str) -> None:
    """The office's word counts; only when it has none is it asked whether the file is damaged at all."""
    try:
        inspect_file(office)
        _require_manager_of(office, login, password)
        return
    except (FileRefused, Refused, DBAPIError, ValueError):
        if _is_sound(office):
            raise
    try:
        _require_manager_of(backup, login, password)
    except (DBAPIError, ValueError):
        prove_sound(backup)
        raise


def _is_sound(office: Path) -> bool:
    try:
        prove_sound(office)
    except FileRefused:
        return False
    return True


def _refuse_unfit(backup: Path) -> None:
    try:
        inspect_file(backup)
        revision = stored_revision(backup)
    except FileDamaged as fault:
        words = tr("这份备份坏了,不能用:{path}。请换一份。数据文件没有动。")
        raise FileRefused(words.format(path=backup)) from fault
    if revision not in known_revisions():
        raise FileRefused(
            tr("备份由更新版本的程序保存过({rev}),本版本不能恢复。请升级程序。").format(
                rev=revision
            )
        )


def _require_manager_of(path: Path, login: str, password: str) -> None:
    address = f"{path.resolve().as_uri()}?mode=ro"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    with Session(engine) as session:
        user = session.scalar(select(User).where(User.login == login.strip()))
        if user is None:
            raise refuse("E013", "login")
        ring = unseal(sealed_keys(user), password)
        if ring is None:
            raise refuse("E013", "password")
        if not user.active:
            raise refuse("E015", "login", v=user.name)
        require_certified(session, user, ring.public_key)
        check_right(actor_of(user, ring), RIGHT)
