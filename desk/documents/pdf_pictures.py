"""Photographs on paper: upright, scaled into their frames, never larger than they print well.

A file that is no readable picture is shown by name in an empty frame; a print never fails for it.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from desk.documents.fonts import typefaces
from desk.documents.papers import Photo, Pictures
from desk.documents.pdf_pen import MM, Pen
from desk.documents.pdf_strips import Strip
from desk.documents.pdf_text import lines_of
from desk.kernel.text import tr

if TYPE_CHECKING:
    from PIL.Image import Image

_GAP = 3 * MM
_CAPTION = 8.0


@dataclass(frozen=True)
class PictureRow:
    """Photographs side by side with their words below."""

    photos: tuple[Photo, ...]
    step: float
    height: float
    most_pixels: int

    def draw(self, pen: Pen, x: float, y: float) -> None:
        wide, tall = self.step - _GAP, self.height - _GAP - _CAPTION * 1.6
        for n, photo in enumerate(self.photos):
            left = x + n * self.step
            self._draw_photo(pen, photo, left, y + _GAP, wide, tall)
            pen.frame(left, y + _GAP, wide, tall)
            caption = lines_of(typefaces()[0], photo.label, _CAPTION, wide)[:1]
            for line in caption:
                pen.centred(left + wide / 2, self.height + y - _CAPTION * 0.8, line, _CAPTION)

    def _draw_photo(
        self, pen: Pen, photo: Photo, x: float, y: float, wide: float, tall: float
    ) -> None:
        image = readable(photo.content, self.most_pixels)
        if image is None:
            pen.centred(x + wide / 2, y + tall / 2, tr("图片无法显示"), _CAPTION)
            return
        scale = min(wide / image.width, tall / image.height)
        width, height = image.width * scale, image.height * scale
        pen.picture(x + (wide - width) / 2, y + (tall - height) / 2, width, height, image)


def picture_strips(block: Pictures, width: float) -> Iterator[Strip]:
    """One strip per row of photographs."""
    for start in range(0, len(block.photos), block.columns):
        row = block.photos[start : start + block.columns]
        yield PictureRow(row, width / block.columns, block.height_mm * MM, block.most_pixels)


def readable(content: bytes, most_pixels: int = 900) -> "Image | None":
    """The picture upright, opaque and small enough for paper; None when it cannot be read."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content)) as opened:
                opened.draft("RGB", (most_pixels, most_pixels))
                image = ImageOps.exif_transpose(opened)
                image.thumbnail((most_pixels, most_pixels))
                return _on_white(image)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
    ):
        return None


def _on_white(image: "Image") -> "Image":
    from PIL import Image

    if image.mode not in ("RGBA", "LA", "PA", "P"):
        return image.convert("RGB")
    layered = image.convert("RGBA")
    white = Image.new("RGB", layered.size, "white")
    white.paste(layered, mask=layered.getchannel("A"))
    return white
