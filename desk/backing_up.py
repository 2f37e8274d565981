"""Automatic backups while an office is open and when it is closed, and the drill that restores one.

The program does this by itself, whoever is signed in. Source: reliability of the house P6.
"""

import shutil
import sqlite3
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from desk.kernel.clock import Clock
from desk.kernel.errors import FileRefused
from desk.kernel.moments import local, show_moment
from desk.kernel.text import tr
from desk.storage import pins, rotation
from desk.storage.backup import backup_to, prove_sound, restore_from
from desk.storage.cabinet import AUTOMATIC, cabinet_of, copy_files, place_of
from desk.storage.durable import make_folder, put_in_place
from desk.storage.office_file import open_file
from desk.storage.opening import looking

AT_MOST_OLD = timedelta(minutes=55)
"""So that with the time between two looks and the copying no backup gets an hour old."""
DRILL = "恢复演练.office"
WEEK = timedelta(days=7)
_one_at_a_time = threading.Lock()


def is_due(office: Path, now: datetime, age: timedelta = AT_MOST_OLD) -> bool:
    """Whether the office changed since its newest automatic backup, and that is old enough."""
    found = rotation.backups_in(rotation.folder_of(office), office)
    if not found:
        return True
    moment, newest = rotation.newest_of(found, now)
    young = timedelta() <= now - moment < age
    return not young and not _same(office, newest)


def _same(office: Path, backup: Path) -> bool:
    try:
        return rotation.newest_row(office) == rotation.newest_row(backup)
    except (sqlite3.Error, OSError):  # whatever is wrong with the backup: a new one is wanted
        return False


def back_up(office: Path, clock: Clock, age: timedelta = AT_MOST_OLD) -> Path | None:
    """Make an automatic backup if one is due; afterwards the old ones are thinned.

    It is verified before it gets its name, and nothing is thinned unless it was: a damaged office never
    takes the place of a good backup.

    Args:
        office: the office file, open in this program or not.
        clock: the clock of the office.
        age: how old the newest backup may be; zero when the office is closed.

    Returns:
        The backup, or None when none was due.

    Raises:
        FileRefused: it did not succeed; the today board says so until one does.
    """
    with _one_at_a_time:
        now = clock.now()
        if not is_due(office, now, age):
            return None
        try:
            made = _copied(office, now)
        except FileRefused as fault:
            _remember_fault(office, str(fault), now)
            raise
        rotation.thin(made.parent, office, now)
        _second_copy(office, made, now)
        return made


def _copied(office: Path, now: datetime) -> Path:
    target = rotation.target_of(office, now)
    rotation.clear_halves(target.parent, office)
    removed = rotation.make_room(target.parent, office, office, now, lambda: prove_sound(office))
    _remember_thinned(office, len(removed), now)
    backup_to(office, target)
    copy_files(office, target)
    return target


def _remember_thinned(office: Path, count: int, now: datetime) -> None:
    if count:
        words = tr("{at} 盘上空间不够,提前清理了 {n} 份旧备份").format(at=show_moment(now), n=count)
        rotation.write_book(office, replace(rotation.read_book(office), thinned=words))


def _second_copy(office: Path, made: Path, now: datetime) -> None:
    """Lay the backup on the second drive, too.

    Raises:
        FileRefused: the second drive cannot be written; the first copy stands.
    """
    book = rotation.read_book(office)
    fault = ""
    if book.second:
        try:
            folder = rotation.name_second(office, made)
            _lay_copy(made, folder, office, now)
            rotation.take_over(folder.with_name(AUTOMATIC), folder, office, pins.owner_of(made))
            rotation.thin(folder, office, now)
        except (FileRefused, OSError) as caught:
            fault = tr("第二备份位置 {path} 没有写成({why})。").format(path=book.second, why=caught)
    _remember_fault(office, fault, now)
    if fault:
        raise FileRefused(fault)


def _lay_copy(backup: Path, folder: Path, office: Path, now: datetime) -> None:
    if not folder.parent.is_dir():
        raise OSError(tr("找不到这个文件夹,可能没有插上"))
    rotation.clear_halves(folder, office)
    rotation.make_room(folder, office, backup, now, lambda: None)  # the backup is proven already
    make_folder(folder)
    part = folder / (backup.name + rotation.HALF)
    shutil.copyfile(backup, part)
    prove_sound(part)
    put_in_place(part, folder / backup.name)
    copy_files(backup, folder / backup.name)


def _remember_fault(office: Path, fault: str, now: datetime) -> None:
    book = rotation.read_book(office)
    if book.fault or fault:
        at = show_moment(now) if fault else ""
        rotation.write_book(office, replace(book, fault=fault, failed_at=at))


def choose_second(office: Path, folder: Path | None) -> None:
    """Have every automatic backup copied to a folder on another drive; None for no longer.

    Raises:
        FileRefused: the folder is not there, or lies on the drive of the office.
    """
    book = rotation.read_book(office)
    if folder is None:
        rotation.write_book(
            office, replace(book, second="", second_name="", fault="", failed_at="")
        )
        return
    if not folder.is_dir():
        raise FileRefused(tr("找不到文件夹:{path}。").format(path=folder))
    if folder.stat().st_dev == office.parent.stat().st_dev:
        raise FileRefused(
            tr("{path} 和数据文件在同一个盘上,盘坏了两份都没有。请选另一块硬盘或移动盘。").format(
                path=folder
            )
        )
    rotation.write_book(office, replace(book, second=str(folder), second_name=""))


def second_place_wanted(office: Path, now: datetime, drives: Sequence[Path]) -> str:
    """The offer to keep backups on a second drive: when one is plugged in, or after the first week."""
    if rotation.read_book(office).second:
        return ""
    if drives:
        words = tr("备份只在一块硬盘上。{drive} 可以放第二份:请在「核验」按 F8 选它。")
        return words.format(drive=drives[0])
    found = rotation.backups_in(rotation.folder_of(office), office)
    if found and now - min(found) >= WEEK:
        return tr("备份只在一块硬盘上,盘坏了就都没有了。请接一块移动盘,在「核验」按 F8 选它。")
    return ""


# -- the drill --------------------------------------------------------------------------------------


def drill_is_due(office: Path, now: datetime) -> bool:
    """Once a day, when there is a backup."""
    drilled = rotation.read_book(office).drilled_at
    there = rotation.backups_in(rotation.folder_of(office), office)
    return bool(there) and drilled[:10] != show_moment(now)[:10]


def drill(office: Path, clock: Clock) -> str:
    """Restore the newest automatic backup beside the others, open it, compare it, and take it away again.

    Returns:
        What is wrong with it, or nothing.
    """
    with _one_at_a_time:
        found = rotation.backups_in(rotation.folder_of(office), office)
        _, newest = rotation.newest_of(found, clock.now())
        began = time.monotonic()
        fault = _restored_fault(newest, newest.with_name(DRILL), clock)
        book = replace(
            rotation.read_book(office),
            drilled=newest.name,
            drilled_at=show_moment(clock.now()),
            drill_seconds=max(1, round(time.monotonic() - began)),
            drill_fault=fault,
        )
        rotation.write_book(office, book)
        return fault


def _restored_fault(backup: Path, place: Path, clock: Clock) -> str:
    try:
        _clear(place)
        restore_from(backup, place, clock.now())
        pins.new_here(place)
        open_file(place, clock).release(clock)
        if rotation.newest_row(place) != rotation.newest_row(backup):
            return tr("恢复出来的最后一条审计记录与备份不同")
        return _lost_files(place)
    except Exception as fault:  # whatever it is: this backup could not be used
        return str(fault) or type(fault).__name__
    finally:
        _clear(place)


def _lost_files(place: Path) -> str:
    with closing(looking(place)) as db:
        digests = [row[0] for row in db.execute("SELECT DISTINCT sha256 FROM attachment")]
    lost = [digest for digest in digests if not place_of(cabinet_of(place), digest).is_file()]
    return tr("{n} 个附件不在备份中").format(n=len(lost)) if lost else ""


def _clear(place: Path) -> None:
    for ending in ("", "-journal", "-holder", "-lock", ".part"):
        Path(f"{place}{ending}").unlink(missing_ok=True)


# -- what is told -----------------------------------------------------------------------------------


def told_about_backups(office: Path) -> tuple[bool, str]:
    """Whether the automatic backups are in order, and how they stand."""
    book = rotation.read_book(office)
    if book.fault:
        return False, tr("{at} 没有成功:{why}").format(at=book.failed_at, why=book.fault)
    found = rotation.backups_in(rotation.folder_of(office), office)
    if not found:
        return True, tr("还没有(窗口开着时每小时一份,关闭时一份)")
    newest = show_moment(local(next(reversed(found))))
    second = book.second or tr("未设,建议另设一块硬盘")
    told = tr("{n} 份,最近 {at};第二备份位置:{second}").format(
        n=len(found), at=newest, second=second
    )
    return True, f"{told};{book.thinned}" if book.thinned else told


def told_about_drill(office: Path) -> tuple[bool, str]:
    """Whether the newest drill succeeded, and what it was."""
    book = rotation.read_book(office)
    if not book.drilled:
        return True, tr("还没有(每天用最近一份自动备份试恢复一次)")
    values = {"at": book.drilled_at, "name": book.drilled, "s": book.drill_seconds}
    if book.drill_fault:
        return False, tr("{at} 试恢复 {name} 没有通过:{why}").format(**values, why=book.drill_fault)
    return True, tr("{at} 试恢复 {name} 通过,用时 {s} 秒").format(**values)
