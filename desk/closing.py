"""Signing a day (日清): the list is in order, then a proven backup, then the signature.

The backup is what the office stood like when the day was signed off; only a file that was written,
opened again and checked is named in the signature (AT-17).
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from desk.app import Desk
from desk.freight.day_close.commands import refresh_day_close, sign_day_close
from desk.freight.day_close.queries import DiaryPaper, my_day_close
from desk.freight.day_close.rules import check_signing
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.backup import backup_place
from desk.tables import form_table

CHUNK = 1 << 20


@dataclass(frozen=True)
class SignedDay:
    """What came of it: the backup, and the diary papers to print and file."""

    backup: Path
    sha256: str
    diary: tuple[DiaryPaper, ...]


def sign_day(desk: Desk, target: Path | None = None, handover: str = "") -> SignedDay:
    """Sign the acting user's day, which he has opened before.

    Args:
        desk: an open office with a signed-in user.
        target: file or folder of the backup; the folder 「备份」 beside the office unless said.
        handover: what the next one must know.

    Raises:
        Refused: E006 when the close was not opened, E008, E038, E210.
        FileRefused: the backup could not be written or did not prove sound; nothing is signed.
    """
    card = desk.ask(my_day_close)
    if card is None:
        raise refuse("E006", label=tr("日清"), v=tr("今天"))
    desk.run(refresh_day_close)
    card = desk.ask(my_day_close) or card
    waiting = [row.number or row.title for row in card.items[: card.waiting]]
    check_signing(card.day, card.day, waiting).raise_if_any()
    backup = desk.backup(backup_place(desk.path, target, desk.now))
    digest = _digest(backup)
    desk.run(
        sign_day_close,
        close_id=card.id,
        backup_name=backup.name,
        backup_sha256=digest,
        handover=handover,
    )
    return SignedDay(backup, digest, offered(card.diary))


def offered(diary: tuple[DiaryPaper, ...]) -> tuple[DiaryPaper, ...]:
    """Those papers of a diary that the office can print."""
    return tuple(paper for paper in diary if paper.code in form_table())


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
