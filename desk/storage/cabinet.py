"""The file cabinet: photos and documents under their SHA-256, beside the office file.

The user's file name is only a label, never a path; the kind is decided by content.
Source: spec 3.25, reliability of the house §2 (attachments).
"""

import hashlib
import re
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.kernel.errors import FileRefused, refuse
from desk.kernel.text import tr
from desk.storage.durable import write_whole
from desk.storage.opening import looking
from desk.storage.tables import Attachment
from desk.storage.work import Work

MAX_BYTES = 20 * 1024 * 1024
AUTOMATIC, SHARED, ENDING = "自动备份", "附件", "-files"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"%PDF-", "pdf"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
)
_EXECUTABLE = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")


@dataclass(frozen=True)
class Upload:
    """A file as the user handed it in."""

    label: str
    content: bytes


def cabinet_of(office: Path) -> Path:
    """The folder that holds an office's attachments; automatic backups share one, also on a second drive."""
    shared = re.fullmatch(rf"{AUTOMATIC}(-[0-9a-f]*)?", office.parent.name)
    return office.with_name(SHARED if shared else office.name + ENDING)


def office_of(cabinet: Path) -> Path:
    """The office file beside the folder of its attachments."""
    return cabinet.with_name(cabinet.name.removesuffix(ENDING))


def kind_of(content: bytes) -> str:
    """The kind by its first bytes: jpeg, png, pdf, tiff, gif, bmp, webp, zip, office, text, or empty."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "heic"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "text" if b"\0" not in content else ""


def file_away(
    work: Work, record: str, record_id: int, upload: Upload, *, most_bytes: int = MAX_BYTES
) -> Attachment:
    """Keep a file and hang it on a record; the bytes are on disk before the transaction ends.

    Raises:
        Refused: E025 when it is empty, over 20 MB (or `most_bytes`), a program, or of an unknown kind.
    """
    kind = _accept(upload, most_bytes)
    sha256 = hashlib.sha256(upload.content).hexdigest()
    _store(work.cabinet, sha256, upload.content)
    row = Attachment(
        sha256=sha256,
        label=label_of(upload) or sha256[:12],
        kind=kind,
        size_bytes=len(upload.content),
        record=record,
        record_id=record_id,
        user_id=work.actor.user_id,
        at=work.now,
    )
    work.session.add(row)
    work.trail.add(record, record_id, "U", {"attachment": [None, f"{sha256} {row.label}"]})
    return row


def label_of(upload: Upload) -> str:
    """The user's name of a file without any folder: shown, never used as a path."""
    return Path(upload.label.replace("\\", "/")).name[-120:]


def hang_kept(work: Work, record: str, record_id: int, kept: Attachment, label: str) -> Attachment:
    """Hang a file that is kept already on one more record."""
    row = Attachment(
        sha256=kept.sha256,
        label=label[-120:],
        kind=kept.kind,
        size_bytes=kept.size_bytes,
        record=record,
        record_id=record_id,
        user_id=work.actor.user_id,
        at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.trail.add(record, record_id, "U", {"attachment": [None, f"{row.sha256} {row.label}"]})
    return row


def take_down(work: Work, attachment_id: int) -> None:
    """Take a file off its record; the bytes stay in the cabinet."""
    row = work.session.get_one(Attachment, attachment_id)
    gone = {"attachment": [f"{row.sha256} {row.label}", None]}
    work.trail.add(row.record, row.record_id, "U", gone)
    work.session.delete(row)


def _accept(upload: Upload, most_bytes: int) -> str:
    if not upload.content:
        raise refuse("E025", "file", name=upload.label, why=tr("文件是空的"))
    if len(upload.content) > most_bytes:
        why = tr("超过 {n} MB").format(n=most_bytes >> 20)
        raise refuse("E025", "file", name=upload.label, why=why)
    if upload.content.startswith(_EXECUTABLE):
        raise refuse("E025", "file", name=upload.label, why=tr("是可执行程序"))
    kind = kind_of(upload.content)
    if not kind:
        raise refuse("E025", "file", name=upload.label, why=tr("只收图片、PDF、Word、Excel 和文本"))
    return kind


def place_of(cabinet: Path, sha256: str) -> Path:
    """Where the bytes of a digest lie."""
    return cabinet / sha256[:2] / sha256


def _store(cabinet: Path, sha256: str, content: bytes) -> None:
    target = place_of(cabinet, sha256)
    if not target.exists():
        write_whole(target, content)


def copy_files(office: Path, copy: Path, named_in: Path | None = None) -> None:
    """Lay the attachments that a copied office names beside the copy; what lies there stays.

    Args:
        office: whose attachments they are.
        copy: beside which they are laid.
        named_in: the file that names them; the copy, if it is there already.

    Raises:
        FileRefused: they cannot be written there.
    """
    with closing(looking(named_in or copy)) as connection:
        digests = [row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM attachment")]
    try:
        for sha256 in digests:
            source = place_of(cabinet_of(office), sha256)
            there = place_of(cabinet_of(copy), sha256).exists()
            if not there and source.is_file():  # one that is lost is named by `broken_files`
                _store(cabinet_of(copy), sha256, source.read_bytes())
    except OSError as fault:
        raise FileRefused(
            tr("附件没有复制完({why})。请检查磁盘空间和权限:{path}").format(
                why=fault, path=cabinet_of(copy)
            )
        ) from fault


def attachments_of(session: Session, record: str, record_id: int) -> list[Attachment]:
    """What hangs on a record, oldest first."""
    found = select(Attachment).where(Attachment.record == record, Attachment.record_id == record_id)
    return list(session.scalars(found.order_by(Attachment.id)))


def broken_files(session: Session, cabinet: Path) -> list[str]:
    """Digests whose bytes are missing or changed."""
    broken = []
    for sha256 in session.scalars(select(Attachment.sha256).distinct()):
        place = place_of(cabinet, sha256)
        fits = place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == sha256
        if not fits:
            broken.append(sha256)
    return broken


def unrecorded_files(session: Session, cabinet: Path, before: float) -> list[Path]:
    """Files in the cabinet without a record: what a power cut or a refused command left behind.

    Args:
        session: reading session.
        cabinet: folder of the office's attachments.
        before: seconds since 1970; younger files may belong to a command that is still running.
    """
    known = set(session.scalars(select(Attachment.sha256).distinct()))
    return sorted(
        path
        for path in cabinet.glob("*/*")
        if path.name not in known and path.is_file() and path.stat().st_mtime < before
    )


def remove_unrecorded(work: Work, before: float) -> list[str]:
    """Remove such files and name them; one that another program holds open stays for the next time."""
    removed = []
    for path in unrecorded_files(work.session, work.cabinet, before):
        with suppress(OSError):
            path.unlink()
            removed.append(path.name)
    return removed
