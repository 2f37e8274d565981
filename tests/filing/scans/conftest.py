"""Pages as the reading processes would hand them over, without reading pictures."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk.app import Desk
from desk.filing.scans.booking import (
    PaperBooked,
    PaperRead,
    ScannedPage,
    book_scan_page,
    keep_scan_file,
    start_pile,
)
from desk.filing.scans.choices import PileSource
from desk.storage.cabinet import Upload
from tests.conftest import Office

JPEG = b"\xff\xd8\xff upright "
Book = Callable[..., tuple[PaperBooked, ...]]


def page(*papers: PaperRead, page_no: int = 1, **fields: Any) -> ScannedPage:
    picture = JPEG + hashlib.sha256(repr((papers, page_no)).encode()).digest()
    return ScannedPage(page_no=page_no, papers=papers, picture=picture, **fields)


def sure(number: str) -> PaperRead:
    return PaperRead(number=number, certain=True)


def bars(number: str) -> PaperRead:
    return PaperRead(number=number)


def kept(desk: Desk, content: bytes = b"one", pages: int = 1, label: str = "回单.jpg") -> int:
    pile = desk.run(start_pile, source=PileSource.CHOSEN, place="桌面").value
    upload = Upload(label, b"\xff\xd8\xff" + content)
    return desk.run(keep_scan_file, pile=pile, upload=upload, pages=pages).value


@pytest.fixture
def book(office: Office) -> Book:
    """Book one page with these papers; every call is a file of its own."""
    serial = iter(range(1000))

    def make(*papers: PaperRead, **fields: Any) -> tuple[PaperBooked, ...]:
        desk = office.as_("jia")
        file = kept(desk, f"file {next(serial)}".encode())
        return desk.run(book_scan_page, file=file, page=page(*papers, **fields)).value

    return make


def on_disk(desk: Desk) -> set[str]:
    cabinet = Path(f"{desk.path}-files")
    return {path.name for path in cabinet.glob("*/*")}
