"""A drawn photo of a wet carton, so that a damage of the sample office has its picture."""

import struct
import zlib
from functools import cache

_WIDTH, _HEIGHT = 320, 240
_CARTON, _WET, _TAPE = (196, 154, 108), (134, 98, 62), (226, 206, 170)


@cache
def wet_carton() -> bytes:
    """PNG bytes of a carton with tape and a dark wet corner."""
    rows = bytearray()
    for y in range(_HEIGHT):
        rows.append(0)
        for x in range(_WIDTH):
            rows.extend(_colour(x, y))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _colour(x: int, y: int) -> tuple[int, int, int]:
    if (x - 250) ** 2 + (y - 190) ** 2 < 80**2:
        return _WET
    return _TAPE if 140 < x < 180 else _CARTON


def _chunk(name: bytes, body: bytes) -> bytes:
    check = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)
