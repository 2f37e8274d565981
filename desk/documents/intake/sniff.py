"""What a file really is, told from its content; the extension is not believed.

Source: spec 3.28; the kinds seen at real senders (`.xls` that are xlsx, HTML or text).
"""

import enum
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

from desk.documents.intake.limits import refuse_above
from desk.documents.intake.plain_text import TextShape, text_shape
from desk.documents.intake.refusals import SheetRefused
from desk.kernel.text import tr


class Kind(enum.StrEnum):
    """The three kinds that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"


@dataclass(frozen=True)
class FileKind:
    """What was recognised; `shape` tells encoding and delimiter of a text table."""

    kind: Kind
    shape: TextShape | None = None


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
OTHER_KINDS = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "RTF 文档"),
    (b"MZ", "程序"),
    (b"SQLite format 3", "数据库"),
)


def sniff(path: Path) -> FileKind:
    """Recognise a spreadsheet by its content.

    Raises:
        SheetRefused: everything that is not a readable workbook or text table, each with its own
            sentence.
    """
    content = _bytes_of(path)
    if content.startswith(OLE):
        return _ole_kind(content)
    if content.startswith((ZIP, EMPTY_ZIP)):
        return _zip_kind(path)
    _refuse_foreign(content)
    return FileKind(Kind.TEXT, text_shape(content))


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        refuse_above("too_large", size)
        content = path.read_bytes()
    except FileNotFoundError:
        raise SheetRefused("absent", name=path.name) from None
    except OSError:
        raise SheetRefused("locked", name=path.name) from None
    if not content:
        raise SheetRefused("empty")
    return content


def _ole_kind(content: bytes) -> FileKind:
    streams = {name for name in _OLE_MEANING if _has_stream(content, name)}
    for name, reason in _OLE_MEANING.items():
        if name in streams:
            if reason is None:
                return FileKind(Kind.XLS)
            raise SheetRefused(reason, kind=tr("Word 或其他文档"))
    raise SheetRefused("damaged")


_OLE_MEANING = {
    "EncryptedPackage": "encrypted",
    "Workbook": None,
    "Book": None,
    "WordDocument": "other_kind",
    "PowerPoint Document": "other_kind",
}


def _has_stream(content: bytes, name: str) -> bool:
    """Whether the OLE directory names this stream: entries of 128 bytes, name first, then its length."""
    stored = (name + "\0").encode("utf-16-le")
    at = content.find(stored)
    while at >= 0:
        length = content[at + 64 : at + 66]
        if at % 128 == 0 and length == struct.pack("<H", len(stored)):
            return True
        at = content.find(stored, at + 1)
    return False


def _zip_kind(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {entry.filename.lower() for entry in archive.infolist()}
    except Exception:  # a damaged directory fails in many ways
        raise SheetRefused("damaged") from None
    return _workbook_among(names)


def _workbook_among(names: set[str]) -> FileKind:
    if "xl/workbook.bin" in names:
        raise SheetRefused("xlsb")
    if "xl/workbook.xml" in names or any(name.endswith("/workbook.xml") for name in names):
        return FileKind(Kind.XLSX)
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise SheetRefused("other_kind", kind=tr("Word 或其他文档"))
    if {"mimetype", "content.xml"} <= names:
        raise SheetRefused("ods")
    if any(name.endswith(".iwa") for name in names):
        raise SheetRefused("numbers")
    raise SheetRefused("not_workbook")


def _refuse_foreign(content: bytes) -> None:
    for signature, kind in OTHER_KINDS:
        if content.startswith(signature) and (len(signature) > 2 or b"\0" in content[:64]):
            raise SheetRefused("other_kind", kind=tr(kind))
    if content.startswith(OLD_BIFF):
        raise SheetRefused("old_excel")
    start = content[:4096].replace(b"\0", b"").lower().lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if b"schemas-microsoft-com:office:spreadsheet" in start and start.startswith(b"<?xml"):
        raise SheetRefused("xml_sheet")
    if start.startswith((b"<", b"mime-version")) and any(m in start for m in HTML_MARKS):
        raise SheetRefused("html")
    if start.startswith(b"<?xml"):
        raise SheetRefused("xml_sheet")


HTML_MARKS = (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"multipart/related")
