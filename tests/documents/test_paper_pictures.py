"""Photographs on paper: scaled, upright, never the reason why a print fails."""

import io

import openpyxl
import pypdfium2
import pytest
from PIL import Image

from desk.documents.papers import A4P, Photo, Pictures, Text
from desk.documents.pdf import render_pdf
from desk.documents.pdf_pictures import readable
from desk.documents.text_snapshot import snapshot_text
from desk.documents.xlsx import render_xlsx
from tests.documents.paper_reading import page_texts
from tests.documents.paper_samples import run_sheet


def picture(kind: str, size: tuple[int, int] = (1_600, 1_200), colour: str = "red") -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, colour).save(kept, kind)
    return kept.getvalue()


def boxes_of(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """The corners of every picture on the first page, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        return [
            item.get_bounds()
            for item in page.get_objects()
            if item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
        ]


def sheet(*photos: Photo) -> bytes:
    return render_pdf(run_sheet(1, size=A4P, blocks=(Pictures(photos), Text("下文")))).pdf


def test_four_pictures_keep_their_proportions_and_do_not_overlap() -> None:
    shapes = ((1_600, 1_200), (600, 900), (300, 100), (800, 800))
    pdf = sheet(*(Photo(f"图{n}", picture("JPEG", s)) for n, s in enumerate(shapes)))
    boxes = boxes_of(pdf)
    assert len(boxes) == 4
    for (left, bottom, right, top), (wide, tall) in zip(boxes, shapes, strict=True):
        assert (right - left) / (top - bottom) == pytest.approx(wide / tall, rel=0.01)
    assert boxes[0][2] <= boxes[1][0]
    assert boxes[0][1] >= boxes[2][3]
    (text,) = page_texts(pdf)
    assert all(f"图{n}" in text for n in range(4))
    assert "下文" in text


def test_a_picture_is_really_drawn_in_its_colour() -> None:
    pdf = sheet(Photo("红", picture("PNG")))
    ((left, bottom, right, top),) = boxes_of(pdf)
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image = page.render(scale=1).to_pil()
        middle = (int((left + right) / 2), int(page.get_height() - (bottom + top) / 2))
        assert image.getpixel(middle) == (255, 0, 0)


def test_large_photos_make_small_papers_and_the_same_bytes() -> None:
    noise = io.BytesIO()
    Image.effect_noise((4_000, 3_000), 90).save(noise, "JPEG", quality=90)
    photos = tuple(Photo(f"{n}", noise.getvalue()) for n in range(2))
    pdf = sheet(*photos)
    assert len(pdf) < len(noise.getvalue())
    assert pdf == sheet(*photos)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff broken", b"\x89PNG\r\n\x1a\n" + bytes(64)])
def test_what_is_no_picture_is_named_in_an_empty_frame(content: bytes) -> None:
    pdf = sheet(Photo("坏.jpg", content), Photo("好.jpg", picture("JPEG")))
    assert len(boxes_of(pdf)) == 1
    (text,) = page_texts(pdf)
    assert "图片无法显示" in text
    assert "坏.jpg" in text


def test_a_truncated_photo_does_not_fail_the_print() -> None:
    assert len(boxes_of(sheet(Photo("半张", picture("JPEG")[:2_000])))) == 0


def test_a_bomb_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    assert readable(picture("PNG", (10, 10))) is not None
    assert readable(picture("PNG", (10, 11))) is None
    assert readable(picture("PNG", (30, 30))) is None


def test_clear_parts_are_white_and_a_turned_photo_stands_upright() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear, "PNG")
    shown = readable(clear.getvalue())
    assert shown is not None
    assert shown.getpixel((5, 5)) == (255, 255, 255)
    turned = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20)).save(turned, "JPEG", exif=exif)
    upright = readable(turned.getvalue())
    assert upright is not None
    assert upright.size == (20, 40)


def test_text_and_excel_name_the_pictures() -> None:
    paper = run_sheet(1, size=A4P, blocks=(Pictures((Photo("门口", b""),)),))
    assert "[图 门口]" in snapshot_text(paper)
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(paper)))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert "照片：门口" in cells
