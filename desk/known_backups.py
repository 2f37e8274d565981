"""The backups of an office that can be put in its place, newest first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.kernel.text import tr
from desk.storage import rotation
from desk.storage.backup import usual_folder


@dataclass(frozen=True)
class KnownBackup:
    """One backup that lies where the program puts them.

    Attributes:
        made_at: by its name.
        place: whose folder it is in, for the user.
        proof: how far it is known to be sound; whatever is restored is proven first.
    """

    path: Path
    made_at: datetime
    size_bytes: int
    place: str
    proof: str


def known_backups(office: Path) -> list[KnownBackup]:
    """What lies beside the office and on its second drive; a copy of the same name counts once."""
    found: dict[str, KnownBackup] = {}
    for backup in _everywhere(office):
        found.setdefault(backup.path.name, backup)
    return sorted(found.values(), key=lambda backup: backup.made_at, reverse=True)


def _everywhere(office: Path) -> Iterator[KnownBackup]:
    book = rotation.read_book(office)
    folders = [
        (rotation.folder_of(office), tr("自动备份")),
        (usual_folder(office), tr("日清或手工备份")),
    ]
    second = rotation.second_folder(book)
    if second is not None:
        folders.append((second, tr("第二备份位置")))
    for folder, place in folders:
        for moment, path in rotation.backups_in(folder, office).items():
            size_bytes = path.stat().st_size
            yield KnownBackup(path, moment, size_bytes, place, _proof(path.name, book))


def _proof(name: str, book: rotation.BackupBook) -> str:
    """Every backup was opened and checked before it got its name; one a day was restored for trial."""
    if name != book.drilled:
        return tr("写好时检查过")
    if book.drill_fault:
        return tr("试恢复没有通过")
    return tr("{at} 试恢复通过").format(at=book.drilled_at)


def office_name_of(backup: Path) -> str:
    """What the office of a backup is called: the name without the time."""
    return re.sub(r"-\d{8}-\d{6}$", "", backup.stem) + backup.suffix
