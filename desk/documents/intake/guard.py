"""Cheap pre-flight of an .xlsx: refuses what could harm, before any parser sees the file.

It reads the zip directory, then inflates each part in small pieces and counts, never holding more
than one piece. The limits and their reasons are in ``limits.py``.

Source: spec 3.28; P8 of the reliability goals.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from desk.documents.intake.limits import refuse_above
from desk.documents.intake.parts import ErrorCell, Inflated, PartCheck
from desk.documents.intake.refusals import SheetRefused
from desk.kernel.text import tr

LOCAL_HEADER_BYTES = 30
END_RECORD = b"PK\x05\x06"
ENCRYPTED_BIT = 1
STORED_OR_DEFLATED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


ErrorCells = dict[str, list[ErrorCell]]


def check_workbook(path: Path, weighed: Callable[[int], None] = lambda _bytes: None) -> ErrorCells:
    """Refuse an .xlsx that is damaged, suspicious or beyond the limits.

    Args:
        path: the file.
        weighed: told the unpacked size in bytes as soon as the directory is found sound, before
            anything is inflated.

    Returns:
        The cells that show an error, by the name of their part.

    Raises:
        SheetRefused: with the sentence for what was found.
    """
    return check_parts(path, sound_entries(path, weighed))


def sound_entries(path: Path, weighed: Callable[[int], None]) -> list[zipfile.ZipInfo]:
    """The parts of an .xlsx whose directory is sound; nothing is inflated yet.

    Raises:
        SheetRefused: as `check_workbook`.
    """
    with _told_as_damaged(), zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        _check_directory(entries)
        if _several_directories(archive, path):
            raise SheetRefused("disguised", what=tr("两份目录"))
        weighed(sum(entry.file_size for entry in entries))
        return entries


def check_parts(path: Path, entries: Iterable[zipfile.ZipInfo]) -> ErrorCells:
    """Inflate these parts and count what is in them; return their cells that show an error.

    Raises:
        SheetRefused: as `check_workbook`.
    """
    with _told_as_damaged(), path.open("rb") as file:
        return {entry.filename: _check_part(entry, file) for entry in entries}


@contextmanager
def _told_as_damaged() -> Iterator[None]:
    """A damaged zip fails in many ways, and none of them is worth telling apart."""
    try:
        yield
    except SheetRefused:
        raise
    except Exception:
        raise SheetRefused("damaged") from None


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    refuse_above("parts", len(entries))
    refuse_above("unpacked", sum(entry.file_size for entry in entries))
    for what in _oddities(entries):
        raise SheetRefused("disguised", what=what)
    if any(entry.flag_bits & ENCRYPTED_BIT for entry in entries):
        raise SheetRefused("encrypted")


def _oddities(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) != len(names):
        yield tr("部件重名")
    if any(_is_trick(name) for name in names):
        yield tr("部件路径")
    if any(entry.compress_type not in STORED_OR_DEFLATED for entry in entries):
        yield tr("压缩方式")
    if _overlap(entries):
        yield tr("部件重叠")


def _is_trick(name: str) -> bool:
    """Whether a part name could leave its place: absolute, climbing, a drive or control characters."""
    return (
        name.startswith("/")
        or ".." in PurePosixPath(name.replace("\\", "/")).parts
        or ":" in name
        or any(ord(character) < 32 for character in name)
    )


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two parts share bytes: the trick of small files that unpack to terabytes."""
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + LOCAL_HEADER_BYTES + entry.compress_size
    return False


def _several_directories(archive: zipfile.ZipFile, path: Path) -> bool:
    """Whether two readers could see two different files in the same bytes."""
    with path.open("rb") as file:
        file.seek(archive.start_dir)
        ends = file.read().count(END_RECORD)
    return ends != 1 or min(entry.header_offset for entry in archive.infolist()) != 0


def _check_part(entry: zipfile.ZipInfo, file: BinaryIO) -> list[ErrorCell]:
    check = PartCheck(entry.filename)
    for piece in Inflated(file, entry):
        check.feed(piece)
    check.finish()
    return check.errors
