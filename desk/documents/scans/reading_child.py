"""The reading process: opens strangers' pictures under tight ceilings and tells what is on them.

It is started by ``workers.py`` and is the only place where a decoder meets such a file. It answers
request after request until its pipe is closed.
"""

import hashlib
import io
import os
import sys
from dataclasses import dataclass
from math import atan2, degrees
from pathlib import Path
from typing import IO

from PIL import Image, ImageStat

from desk.documents.intake.caps import cap_this_process
from desk.documents.scans import wire
from desk.documents.scans.codes import FoundCode, Point, Quad, span
from desk.documents.scans.looking import look
from desk.documents.scans.opening import Pages, open_pages, read_bytes
from desk.documents.scans.refusals import ScanRefused

PREVIEW_SIDE = 1_200
PREVIEW_QUALITY = 70
CPU_SECONDS = 1_800
OUT_OF_MEMORY_EXIT = 77
_BLANK_SPREAD = 4.0


def main(arguments: list[str] | None = None) -> int:
    """Answer requests on standard input: ``<megabytes>``; return the exit code."""
    (megabytes,) = sys.argv[1:] if arguments is None else arguments
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up among the answers
    cap_this_process(int(megabytes), CPU_SECONDS)
    desk = _ReadingDesk()
    with requests, answers:
        return _serve(desk, requests, answers)


def _serve(desk: "_ReadingDesk", requests: IO[bytes], answers: IO[bytes]) -> int:
    while (request := wire.next_request(requests)) is not None:
        try:
            wire.send(answers, desk.answer(request))
        except ScanRefused as refused:
            wire.send(answers, wire.Refusal(refused.reason, refused.values_shown))
        except MemoryError:
            return OUT_OF_MEMORY_EXIT
        except Exception:  # the decoders fail in many ways, and all mean the same to the clerk
            wire.send(answers, wire.Refusal("damaged", {}))
    return 0


@dataclass
class _Opened:
    path: str
    digest: str
    pages: Pages


class _ReadingDesk:
    """Keeps the last file open, because its pages are mostly asked for one after the other."""

    def __init__(self) -> None:
        self._opened: _Opened | None = None

    def answer(self, request: wire.Request) -> wire.Answer:
        opened = self._open(request.path)
        if isinstance(request, wire.Weigh):
            return wire.Weighed(opened.digest, opened.pages.count)
        return _seen(opened.pages.page(request.page), opened.digest)

    def _open(self, path: str) -> _Opened:
        if self._opened is None or self._opened.path != path:
            self._opened = None
            content = read_bytes(Path(path))
            digest = hashlib.sha256(content).hexdigest()
            self._opened = _Opened(path, digest, open_pages(content))
        return self._opened


def _seen(page: Image.Image, digest: str) -> wire.Seen:
    codes, views = look(page)
    turned = _turn(codes)
    preview = page.copy()
    preview.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.BOX)
    factor, size = preview.width / page.width, preview.size
    is_blank = not codes and ImageStat.Stat(preview).stddev[0] < _BLANK_SPREAD
    placed = [_placed(code, factor, turned, size) for code in codes]
    content = _jpeg(preview.rotate(turned, expand=True))
    return wire.Seen(digest, content, turned, placed, views, is_blank)


def _turn(codes: list[FoundCode]) -> int:
    """The quarter turns, anticlockwise, after which most codes stand upright."""
    turns = [_quarters(span(code.quad[0], code.quad[1])) for code in codes]
    return max(sorted(set(turns)), key=turns.count) if turns else 0


def _quarters(right: Point) -> int:
    return round(degrees(atan2(right[1], right[0])) / 90) % 4 * 90


def _placed(code: FoundCode, factor: float, turned: int, size: tuple[int, int]) -> FoundCode:
    wide, high = size
    moves = {
        0: lambda x, y: (x, y),
        90: lambda x, y: (y, wide - x),
        180: lambda x, y: (wide - x, high - y),
        270: lambda x, y: (high - y, x),
    }
    a, b, c, d = (moves[turned](x * factor, y * factor) for x, y in code.quad)
    quad: Quad = (a, b, c, d)
    return FoundCode(code.format, code.text, quad)


def _jpeg(image: Image.Image) -> bytes:
    content = io.BytesIO()
    image.save(content, "JPEG", quality=PREVIEW_QUALITY)
    return content.getvalue()


if __name__ == "__main__":
    sys.exit(main())
