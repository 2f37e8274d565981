"""Automatic backups of an office: where they lie, which are kept, and what is remembered about them.

Source: reliability of the house P6 (12 daily, 10 weekly, 9 monthly); all of the last day are kept,
and three whatever the drive lacks, both assumed.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Hashable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from desk.kernel.calendar import BEIJING
from desk.kernel.errors import FileRefused
from desk.kernel.moments import local
from desk.storage import space
from desk.storage.backup import backup_name
from desk.storage.cabinet import AUTOMATIC, cabinet_of, copy_files
from desk.storage.durable import write_whole
from desk.storage.opening import looking
from desk.storage.pins import owner_of

DAILY, WEEKLY, MONTHLY = 12, 10, 9
ALL_OF = timedelta(days=1)
ALWAYS_STAY = 3
HALF = ".part"
_STAMP = "%Y%m%d-%H%M%S"
_RULES: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (DAILY, lambda moment: moment.date()),
    (WEEKLY, lambda moment: moment.isocalendar()[:2]),
    (MONTHLY, lambda moment: (moment.year, moment.month)),
)


@dataclass(frozen=True)
class BackupBook:
    """What is remembered beside the automatic backups, on this computer.

    Attributes:
        second: a folder on another drive that gets a copy of each; empty for none.
        second_name: this office's own folder in it; empty until the first copy lies there.
        fault, failed_at: why the newest automatic backup or copy did not succeed; empty when it did.
        drilled, drilled_at, drill_seconds: the newest restore drill: of which backup, when, how long.
        drill_fault: why it did not succeed; empty when it did.
        thinned: when and how many backups went before their time, for want of room; empty for none.
    """

    second: str = ""
    second_name: str = ""
    fault: str = ""
    failed_at: str = ""
    drilled: str = ""
    drilled_at: str = ""
    drill_seconds: int = 0
    drill_fault: str = ""
    thinned: str = ""


def folder_of(office: Path) -> Path:
    """Where the automatic backups of an office lie."""
    return office.parent / AUTOMATIC


def second_folder(book: BackupBook) -> Path | None:
    """Where the copies on the second drive lie; None when there are none."""
    return Path(book.second) / book.second_name if book.second and book.second_name else None


def take_over(shared: Path, folder: Path, office: Path, owner: str) -> None:
    """Bring an office's copies home from the folder that once was all offices' on a second drive.

    There they were neither listed nor thinned. Another office's stay, and what cannot be read; so does
    everything when the office itself was moved to that drive: its own folder is called the same.
    """
    if shared.resolve() == folder_of(office).resolve():
        return
    taken = 0
    for path in backups_in(shared, office).values():
        with suppress(FileRefused, OSError, sqlite3.Error):
            if owner_of(path) == owner:
                copy_files(path, folder / path.name, named_in=path)
                path.replace(folder / path.name)
                taken += 1
    if taken:
        _sweep_attachments(shared)


def name_second(office: Path, backup: Path) -> Path:
    """Where on the second drive copies go, named by the owner's key: another office may have the same name."""
    book = read_book(office)
    if not book.second_name:
        book = replace(book, second_name=f"{AUTOMATIC}-{owner_of(backup)[:8]}")
        write_book(office, book)
    return Path(book.second) / book.second_name


def backups_in(folder: Path, office: Path, half: str = "") -> dict[datetime, Path]:
    """The automatic backups of an office in a folder, oldest first; with `HALF` those half copied."""
    ending = re.escape(office.suffix + half)
    pattern = re.compile(re.escape(office.stem) + r"-(\d{8}-\d{6})" + ending)
    found = {}
    for path in folder.glob("*"):
        named = pattern.fullmatch(path.name)
        if named:
            with suppress(ValueError):
                moment = datetime.strptime(named[1], _STAMP).replace(tzinfo=BEIJING)
                found[moment] = path
    return dict(sorted(found.items()))


def newest_of(found: dict[datetime, Path], now: datetime) -> tuple[datetime, Path]:
    """The newest of some backups; one dated after `now` (the clock ran ahead once) only if none else is."""
    past = [moment for moment in found if moment <= now]
    moment = max(past or found)
    return moment, found[moment]


def clear_halves(folder: Path, office: Path) -> None:
    """Remove what a power cut or a pulled drive left half copied; nobody copies there meanwhile."""
    for path in backups_in(folder, office, HALF).values():
        with suppress(OSError):
            path.unlink()


def target_of(office: Path, now: datetime) -> Path:
    """What the next automatic backup is called."""
    return folder_of(office) / backup_name(office, now)


def kept(moments: Collection[datetime], now: datetime) -> frozenset[datetime]:
    """Those backups that stay: all of the last day, then the newest of so many days, weeks and months.

    Days without a backup do not count. What is dated after `now` (the clock was put back) stays.
    """
    staying = {moment for moment in moments if now - moment < ALL_OF}
    past = sorted((moment for moment in moments if moment <= now), reverse=True)
    for most, period in _RULES:
        newest: dict[Hashable, datetime] = {}
        for moment in past:
            newest.setdefault(period(local(moment)), moment)
        staying.update(list(newest.values())[:most])
    return frozenset(staying)


def thin(folder: Path, office: Path, now: datetime) -> list[Path]:
    """Remove backups that need not stay, and attachments that no backup names any more."""
    found = backups_in(folder, office)
    staying = kept(found, now)
    removed = [path for moment, path in found.items() if moment not in staying]
    for path in removed:
        with suppress(OSError):  # one that another program holds open goes next time
            path.unlink()
    if removed:
        _sweep_attachments(folder)
    return removed


def make_room(
    folder: Path, office: Path, copied: Path, now: datetime, prove: Callable[[], None]
) -> list[Path]:
    """Remove backups of an office when there is no room for the next one: first what need not stay anyway.

    The newest three always stay, and nothing goes when that would not make room enough.

    Args:
        folder: where the automatic backups lie.
        office: whose they are.
        copied: the file that is to be copied there.
        now: the moment by which the backups are thinned.
        prove: called before anything is removed; raises when the office is damaged.

    Returns:
        The backups removed.

    Raises:
        FileRefused: there is no room, or the office is damaged.
    """
    if space.free_bytes(folder) >= space.wanted_bytes(copied):
        return []
    prove()
    removed = thin(folder, office, now)
    found = backups_in(folder, office)
    older = [found[moment] for moment in sorted(found, key=_by_age(now))][:-ALWAYS_STAY]
    lacking = space.wanted_bytes(copied) - space.free_bytes(folder)
    if 0 < lacking <= sum(path.stat().st_size for path in older):
        while older and space.free_bytes(folder) < space.wanted_bytes(copied):
            removed.append(older.pop(0))
            removed[-1].unlink(missing_ok=True)
        _sweep_attachments(folder)
    space.require_room(folder, copied)
    return removed


def _by_age(now: datetime) -> Callable[[datetime], tuple[bool, datetime]]:
    """What is dated after `now` is older than it says: the clock was put back since."""
    return lambda moment: (moment <= now, moment)


def _sweep_attachments(folder: Path) -> None:
    """Remove attachments that no backup in a folder names any more."""
    backups = [path for path in folder.iterdir() if path.is_file() and path.suffix != ".json"]
    named: set[str] = set()
    for backup in backups:
        try:
            with closing(looking(backup)) as db:
                named.update(row[0] for row in db.execute("SELECT sha256 FROM attachment"))
        except sqlite3.Error:
            return  # what cannot be read may name any of them
    for path in cabinet_of(folder / "any").glob("*/*"):
        if path.name not in named:
            with suppress(OSError):
                path.unlink()


def newest_row(path: Path) -> tuple[int, str] | None:
    """Number and hash of a file's newest audit row."""
    with closing(looking(path)) as db:
        row = db.execute("SELECT id, row_hash FROM audit_log ORDER BY id DESC LIMIT 1").fetchone()
    return None if row is None else (int(row[0]), str(row[1]))


def read_book(office: Path) -> BackupBook:
    """What is remembered; nothing when it cannot be read."""
    try:
        loaded = json.loads(_book(office).read_text(encoding="utf-8"))
        return BackupBook(**{key: type(of)(loaded.get(key, of)) for key, of in _FRESH.items()})
    except (OSError, ValueError, TypeError, AttributeError):
        return BackupBook()


def write_book(office: Path, book: BackupBook) -> None:
    """Remember it; a disk that is full forgets nothing that was there before."""
    with suppress(OSError):
        write_whole(_book(office), json.dumps(asdict(book), ensure_ascii=False).encode())


_FRESH = asdict(BackupBook())


def _book(office: Path) -> Path:
    return folder_of(office) / f"{office.stem}.json"
