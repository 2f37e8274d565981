"""The data of a 24-pin printer become dots where the printer would strike them."""

import pytest
from PIL import Image

from tests.queues.escp2 import DPI, UnknownCode, pages_of

START = b"\x1b@\x1bP\x12\x1bx0\x1b2\x1bC\x21"  # 33 lines of a sixth: 139.7 mm


def ink(page: Image.Image) -> tuple[int, int, int, int] | None:
    """The box around everything printed."""
    return Image.eval(page, lambda dot: 255 - dot).getbbox()


def image(mode: int, columns: list[int], each: int) -> bytes:
    """ESC * with the pins of every column, the uppermost in the highest bit."""
    body = b"".join(column.to_bytes(each, "big") for column in columns)
    return b"\x1b*" + bytes([mode]) + len(columns).to_bytes(2, "little") + body


def test_pins_stand_below_each_other_and_columns_beside() -> None:
    top = 1 << 23
    job = START + b"\x1b$\x3c\x00" + image(39, [top, 0, 1], 3) + b"\x0c"
    (page,) = pages_of(job)
    assert page.size == (15 * DPI, round(5.5 * DPI))
    assert page.getpixel((360, 0)) == page.getpixel((361, 1)) == 0  # one inch from the left
    assert page.getpixel((364, 46)) == 0  # the 24th pin of the third column
    assert ink(page) == (360, 0, 366, 48)


@pytest.mark.parametrize(
    ("mode", "each", "box"),
    [
        (0, 1, (0, 0, 6, 6)),
        (1, 1, (0, 0, 3, 6)),
        (40, 3, (0, 0, 1, 2)),
        (33, 3, (0, 0, 3, 2)),
        (72, 6, (0, 0, 1, 1)),
    ],
)
def test_every_density_has_its_dot(mode: int, each: int, box: tuple[int, ...]) -> None:
    (page,) = pages_of(START + image(mode, [1 << (each * 8 - 1)], each))
    assert ink(page) == box


@pytest.mark.parametrize(
    ("moves", "left", "top"),
    [
        (b"\x1b$\x0a\x00\x1bJ\xb4", 60, 360),  # 10/60 in, 180/180 in
        (b"\x1b\\\xb4\x00\x1b\\\xa6\xff", 180, 0),  # 180/180 forth, 90/180 back
        (b"\x1b3\x12\n\n", 0, 72),  # two lines of 18/180
        (b"\x1b+\x12\n", 0, 18),
        (b"\x1b0\n\x1b2\n", 0, 105),
        (b"\x1b(U\x01\x00\x0a\x1b($\x02\x00\x48\x01\x1b(V\x02\x00\x64\x00", 328, 100),
        (b"\x1b(V\x02\x00\x64\x00\x1b(V\x02\x00\x32\x00\x1b(v\x02\x00\x05\x00", 0, 105),
        (b"\x1b(/\x02\x00\x14\x00\x1b(/\x02\x00\xf6\xff\r\x1b(/\x02\x00\x07\x00", 7, 0),
    ],
)
def test_head_and_paper_move_as_they_are_told(moves: bytes, left: int, top: int) -> None:
    (page,) = pages_of(START + moves + image(40, [1 << 23], 3))
    assert ink(page) == (left, top, left + 1, top + 2)


@pytest.mark.parametrize(
    ("packed", "body"),
    [(0, b"\xff\x01\x80\x00"), (1, b"\x03\xff\x01\x80\x00"), (1, b"\x00\xff\x01\x01\x80\x00\x00")],
)
def test_raster_rows_plain_and_packed(packed: int, body: bytes) -> None:
    job = START + b"\x1b(G\x01\x00\x01\x1b." + bytes([packed, 10, 10, 2]) + b"\x10\x00" + body
    (page,) = pages_of(job)
    assert ink(page) == (0, 0, 16, 2)
    row = [page.getpixel((x, 0)) for x in range(17)]
    assert row == [0] * 8 + [255] * 7 + [0, 255]
    assert page.getpixel((0, 1)) == 0


def test_a_run_of_equal_bytes_is_unpacked() -> None:
    job = START + b"\x1b." + bytes([1, 20, 20, 1]) + b"\x18\x00" + b"\xfe\xf0"
    (page,) = pages_of(job)
    assert [page.getpixel((x, 0)) for x in range(0, 48, 8)] == [0, 255, 0, 255, 0, 255]


def test_a_feed_beyond_the_end_or_a_form_feed_begins_a_page() -> None:
    dot = image(39, [1 << 23], 3)
    fed = START + dot + b"\r\x1b3\xb4" + b"\n" * 6 + dot
    first, second = pages_of(fed)
    assert ink(first) == (0, 0, 2, 2)
    assert ink(second) == (0, 180, 2, 182)  # half an inch below its head
    assert len(pages_of(START + dot + b"\x0c" + dot + b"\x0c")) == 2
    long = pages_of(b"\x1b(U\x01\x00\x0a\x1b(C\x02\x00\x68\x10" + dot)
    assert long[0].height == 4200
    in_inches = pages_of(b"\x1bC\x00\x0b" + dot)
    assert in_inches[0].height == 11 * DPI


@pytest.mark.parametrize(
    "job", [b"\x1b~", b"text", b"\x1b*\x63\x01\x00\x00", b"\x1b(X\x00\x00", b"\x1b.\x02", b"\x1bJ"]
)
def test_what_it_has_not_learnt_is_an_error(job: bytes) -> None:
    with pytest.raises(UnknownCode):
        pages_of(job)
