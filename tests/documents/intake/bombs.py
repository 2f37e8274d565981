"""Zips written by hand, byte by byte: what they claim and what they hold may differ."""

import struct
import zlib

from .workbooks import MAIN, SHEET, XML, parts

MEGABYTE = 1 << 20


def raw_zip(entries: list[tuple[str, bytes, int, int]], tail: bytes = b"") -> bytes:
    """A zip written by hand: (name, deflated bytes, claimed size, checksum)."""
    body, directory = b"", b""
    for name, packed, size, crc in entries:
        stored = name.encode()
        sizes = struct.pack("<IIIHH", crc, len(packed), size, len(stored), 0)
        directory += struct.pack("<IHHHHHH", 0x02014B50, 20, 20, 0, 8, 0, 0) + sizes
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + stored
        body += struct.pack("<IHHHHH", 0x04034B50, 20, 0, 8, 0, 0) + sizes + stored + packed
    return body + directory + end_record(len(entries), len(directory), len(body)) + tail


def end_record(count: int, size: int, offset: int) -> bytes:
    return struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, size, offset, 0)


def _deflated_repeat(head: bytes, unit: bytes, repeats: int, tail: bytes) -> tuple[bytes, int]:
    """Deflate head + unit × repeats + tail without ever holding it; return it with its true size."""
    block = unit * max(1, MEGABYTE // len(unit))
    times = max(1, repeats * len(unit) // len(block))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(tail) + packer.flush()
    return start + middle * times + end, len(head) + len(block) * times + len(tail)


def bomb(
    part: str,
    head: str,
    unit: str,
    repeats: int,
    tail: str,
    claimed: int | None = None,
    crc: int = 0,
) -> bytes:
    """The small workbook with one part that unpacks to unit × repeats."""
    packed, size = _deflated_repeat(head.encode(), unit.encode(), repeats, tail.encode())
    entries = [(n, *_deflated(c)) for n, c in parts().items() if n != part]
    return raw_zip([*entries, (part, packed, size if claimed is None else claimed, crc)])


def _deflated(content: str | bytes) -> tuple[bytes, int, int]:
    raw = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(raw) + packer.flush(), len(raw), zlib.crc32(raw)


SHEET_HEAD, SHEET_TAIL = f"{XML}<worksheet {MAIN}><sheetData>", "</sheetData></worksheet>"


def overlapping() -> bytes:
    """Two thousand names for the same bytes: 20 GB from 12 KB."""
    packed, size = _deflated_repeat(b"", b" ", 10 * MEGABYTE, b"")
    whole = raw_zip([("xl/workbook.xml", packed, size, 0)])
    header_size = 30 + len("xl/workbook.xml") + len(packed)
    directory = b""
    for number in range(1_500):
        name = b"xl/workbook.xml" if number == 0 else b"xl/part%04d.xml" % number
        sizes = struct.pack("<IIIHH", 0, len(packed), size // 1000, len(name), 0)
        directory += struct.pack("<IHHHHHH", 0x02014B50, 20, 20, 0, 8, 0, 0) + sizes
        directory += struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return whole[:header_size] + directory + end_record(1_500, len(directory), header_size)


def prefix_with_true_checksum() -> bytes:
    """The directory claims (and sums) only the first 100 bytes of a 200 MB part."""
    head = SHEET_HEAD.encode()
    return bomb(SHEET, SHEET_HEAD, " " * 1024, 200 * 1024, SHEET_TAIL, 100, zlib.crc32(head[:100]))
