"""Reading a pile: what is taken, what is refused with a sentence, and what must not stop it."""

import io
import struct
import time
import zlib
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from desk.documents.scans import workers
from desk.documents.scans.looking import _turned
from desk.documents.scans.reading import PageRead, read_pile
from tests.documents.scans.prints import printed, printed_pdf

RECEIPT = "PS261119-001/01"


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    return printed("P-03", "A4", RECEIPT, 180)


def texts(page: PageRead) -> set[str]:
    return {code.text for code in page.codes}


def read(*files: Path) -> list[PageRead]:
    return list(read_pile(files))


def test_kinds_are_told_by_content_and_results_come_in_order(
    sheet: Image.Image, tmp_path: Path
) -> None:
    colour = sheet.convert("RGB")
    for name, form in (("a.txt", "JPEG"), ("b.jpg", "PNG"), ("c", "BMP"), ("d.pdf", "TIFF")):
        colour.save(tmp_path / name, form)
    sheet.convert("1").save(tmp_path / "e.tif", "TIFF", save_all=True, append_images=[sheet])
    (tmp_path / "f.png").write_bytes(printed_pdf("P-03", "A4", RECEIPT))
    files = sorted(tmp_path.iterdir())
    steps: list[tuple[int, int]] = []
    pages = list(read_pile(files, progress=lambda done, known: steps.append((done, known))))
    assert [(p.file.name, p.page_no, p.pages) for p in pages] == [
        ("a.txt", 1, 1),
        ("b.jpg", 1, 1),
        ("c", 1, 1),
        ("d.pdf", 1, 1),
        ("e.tif", 1, 2),
        ("e.tif", 2, 2),
        ("f.png", 1, 1),
    ]
    assert all(RECEIPT in {t.split("/", 3)[-1].rsplit("/", 1)[0] for t in texts(p)} for p in pages)
    assert steps == [(n, 7) for n in range(1, 8)]
    assert all(len(p.digest) == 64 and not p.reason for p in pages)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_preview_is_upright_and_the_codes_lie_where_they_are_said_to(
    sheet: Image.Image, tmp_path: Path, turned: int
) -> None:
    path = tmp_path / "p.png"
    sheet.rotate(turned, expand=True).save(path)
    (page,) = read(path)
    preview = Image.open(io.BytesIO(page.preview))
    assert preview.width > preview.height
    assert page.turned_degrees == (360 - turned) % 360
    code = next(code for code in page.codes if code.format == "QR")
    (left, top), (right, bottom) = code.quad[0], code.quad[2]
    assert left < right < preview.width / 4
    assert top < bottom < preview.height / 4
    cut = preview.crop((int(left) - 12, int(top) - 12, int(right) + 12, int(bottom) + 12))
    assert [c.text for c in zxingcpp.read_barcodes(cut)] == [code.text]


def test_the_orientation_a_phone_notes_is_heeded(sheet: Image.Image, tmp_path: Path) -> None:
    notes = Image.Exif()
    notes[0x0112] = 6
    path = tmp_path / "phone.jpg"
    sheet.rotate(90, expand=True).save(path, exif=notes)
    (page,) = read(path)
    assert (page.turned_degrees, bool(page.codes)) == (0, True)


def test_a_point_of_a_turned_view_is_found_on_the_page_again() -> None:
    page = Image.new("L", (400, 300), 255)
    page.paste(0, (316, 76, 325, 85))
    view = _turned(page, 9.0, 2.0)
    box = view.image.point([255 if n < 128 else 0 for n in range(256)]).getbbox()
    assert box is not None
    x, y = view.to_page(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
    assert x == pytest.approx(641, abs=4)
    assert y == pytest.approx(161, abs=4)


def encrypted_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    content = io.BytesIO()
    canvas = Canvas(content, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(10, 10, "x")
    canvas.save()
    return content.getvalue()


def bomb_png() -> bytes:
    """A picture of 60,000 × 60,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def endless_tiff() -> bytes:
    """A TIFF whose only directory names itself as the next."""
    entries = ((256, 8), (257, 8), (258, 8), (259, 1), (262, 1), (273, 8), (278, 8), (279, 64))
    body = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + body + struct.pack("<I", 8)


HOSTILE = {
    "empty.jpg": (b"", "empty"),
    "words.pdf": (b"hello", "unknown"),
    "sheet.png": (b"PK\x03\x04" + bytes(60), "unknown"),
    "iphone.jpg": (b"\0\0\0\x18ftypheic" + bytes(40), "heic"),
    "web.jpg": (b"RIFF\0\0\0\0WEBPVP8 " + bytes(40), "webp"),
    "locked.pdf": (encrypted_pdf(), "encrypted"),
    "broken.pdf": (b"%PDF-1.7\n1 0 obj\n<<>>", "damaged"),
    "broken.png": (b"\x89PNG\r\n\x1a\n" + bytes(80), "damaged"),
    "bomb.png": (bomb_png(), "pixels"),
}


def test_what_cannot_be_read_says_why_and_stops_nothing(sheet: Image.Image, tmp_path: Path) -> None:
    files = [tmp_path / name for name in HOSTILE]
    for file in files:
        file.write_bytes(HOSTILE[file.name][0])
    sheet.save(tmp_path / "good.png")
    half = io.BytesIO()
    sheet.save(half, "JPEG")
    (tmp_path / "half.jpg").write_bytes(half.getvalue()[: len(half.getvalue()) // 2])
    (tmp_path / "endless.tif").write_bytes(endless_tiff())
    Image.new("L", (900, 600), 252).save(tmp_path / "white.png")
    sheet.crop((300, 250, 1200, 800)).save(tmp_path / "part.png")
    more = [tmp_path / n for n in ("gone.png", "half.jpg", "white.png", "part.png", "good.png")]
    pages = read(*files, *more, tmp_path / "endless.tif")
    reasons = {page.file.name: page.reason for page in pages}
    assert {name: reasons[name] for name in HOSTILE} == {n: r for n, (_, r) in HOSTILE.items()}
    assert [reasons[file.name] for file in more] == ["absent", "damaged", "blank", "no_codes", ""]
    assert reasons["endless.tif"]
    assert all(page.sentence.endswith("。") for page in pages if page.reason)
    assert all(bool(page.codes) is not bool(page.reason) for page in pages)


def test_a_page_that_hangs_dies_or_swells_is_given_up_and_the_next_one_read(
    sheet: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "CHILD_MODULE", "tests.documents.scans.stubborn_child")
    files = [tmp_path / f"{name}.png" for name in ("good", "hangs", "dies", "swells", "last")]
    for file in files:
        sheet.save(file)
    start = time.monotonic()
    pages = list(read_pile(files, seconds_per_page=2.5))
    assert [page.reason for page in pages] == ["", "timeout", "crash", "memory", ""]
    assert time.monotonic() - start < 30


def test_a_cancelled_pile_ends_at_once_and_leaves_no_process(
    sheet: Image.Image, tmp_path: Path
) -> None:
    files = [tmp_path / f"{n}.png" for n in range(20)]
    for file in files:
        sheet.save(file)
    seen: list[PageRead] = []
    for page in read_pile(files, cancelled=lambda: len(seen) >= 2):
        seen.append(page)
    assert len(seen) == 2
    half_way = read_pile(files)
    assert next(half_way).page_no == 1
    half_way.close()  # type: ignore[attr-defined]


def test_a_packaged_program_is_called_with_its_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert workers._command()[1:] == ["--read-scans"]
