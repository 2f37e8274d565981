"""Reading rendered papers back."""

import pypdfium2
from PIL import Image

from desk.documents.pictures import Picture


def page_texts(pdf: bytes) -> list[str]:
    """Text of every page as a reader copies it, with one line end."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded().replace("\r\n", "\n"))
            text_page.close()
            page.close()
        return texts


def page_sizes_mm(pdf: bytes) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            (round(width * 25.4 / 72, 1), round(height * 25.4 / 72, 1))
            for width, height in (document.get_page_size(n) for n in range(len(document)))
        ]


def image(picture: Picture) -> Image.Image:
    size = (picture.width, picture.height)
    return Image.frombuffer("RGB", size, picture.pixels, "raw", "BGRX", picture.stride, 1)
