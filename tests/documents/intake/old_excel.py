"""A small writer of BIFF8 workbooks in OLE containers, for fixtures of our own."""

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
LEAST_STREAM = 4096
DATE_FORMAT, GENERAL = 14, 0
Value = str | float | int | None
Table = Sequence[Sequence[Value]]


def ole_file(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file with these streams, each padded to leave the mini stream unused."""
    bodies = {
        n: b.ljust(-(-max(len(b), LEAST_STREAM) // SECTOR) * SECTOR, b"\0")
        for n, b in streams.items()
    }
    fat, starts = [FAT_SECTOR], {}
    for name, body in bodies.items():
        starts[name] = len(fat)
        count = len(body) // SECTOR
        fat += [*range(len(fat) + 1, len(fat) + count), END]
    directory_at = len(fat)
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    names = list(bodies)
    for number, name in enumerate(names, 1):
        right = number + 1 if number < len(names) else FREE
        entries.append(_entry(name, 2, starts[name], len(bodies[name]), right=right))
    directory = b"".join(entries).ljust(-(-len(entries) * 128 // SECTOR) * SECTOR, b"\0")
    count = len(directory) // SECTOR
    fat += [*range(directory_at + 1, directory_at + count), END]
    assert len(fat) <= SECTOR // 4, "one FAT sector is enough for a fixture"
    fat += [FREE] * (SECTOR // 4 - len(fat))
    return (
        _ole_header(directory_at)
        + struct.pack(f"<{len(fat)}I", *fat)
        + b"".join(bodies.values())
        + directory
    )


def _ole_header(directory_at: int) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIIII",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        directory_at,
        0,
        LEAST_STREAM,
        END,
        0,
        END,
        0,
        0,
    )
    return head + struct.pack("<I", FREE) * 108


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE
) -> bytes:
    stored = (name + "\0").encode("utf-16-le")
    return (
        stored.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(stored), kind, 1, FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def xls(sheets: Mapping[str, Table], *, locked: bool = False) -> bytes:
    """A BIFF8 workbook; `locked` marks it as having an opening password."""
    texts = list(
        dict.fromkeys(
            v for rows in sheets.values() for row in rows for v in row if isinstance(v, str)
        )
    )
    head = (
        _bof(5)
        + (_record(0x2F, struct.pack("<H", 1) + bytes(52)) if locked else b"")
        + _record(0x42, struct.pack("<H", 1200))
    )
    head += b"".join(_record(0xE0, struct.pack("<HH16x", 0, f)) for f in (GENERAL, DATE_FORMAT))
    tail = _sst(texts) + _record(0x0A, b"")
    bodies = [_sheet(rows, texts) for rows in sheets.values()]
    length = len(head) + len(tail) + sum(len(_bound(0, name)) for name in sheets)
    bounds = b""
    for name, body in zip(sheets, bodies, strict=True):
        bounds += _bound(length, name)
        length += len(body)
    return ole_file({"Workbook": head + bounds + tail + b"".join(bodies)})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _bof(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 1996, 0, 6))


def _bound(offset: int, name: str) -> bytes:
    stored = name.encode("utf-16-le")
    return _record(0x85, struct.pack("<IBBBB", offset, 0, 0, len(name), 1) + stored)


def _sst(texts: list[str]) -> bytes:
    letters = [text.encode("utf-16-le") for text in texts]
    stored = b"".join(struct.pack("<HB", len(each) // 2, 1) + each for each in letters)
    return _record(0xFC, struct.pack("<II", len(texts), len(texts)) + stored)


def _sheet(rows: Table, texts: list[str]) -> bytes:
    width = max(map(len, rows), default=0)
    body = _bof(0x10) + _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                body += _record(0xFD, struct.pack("<HHHI", r, c, 0, texts.index(value)))
            elif value is not None:
                body += _record(0x203, struct.pack("<HHHd", r, c, 0, value))
    return body + _record(0x0A, b"")
