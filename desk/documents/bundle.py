"""Several PDFs and pictures become one, with a running page number on every page.

PDFium copies pages as they are; pictures and pages that weigh too much are laid in as JPEG of
150 dpi kept in a file beside the memory, so that hundreds of photos need little of it. A file that cannot be read is refused by
itself and leaves nothing behind.

Source: assumed.
"""

import math
import tempfile
import warnings
from contextlib import suppress
from ctypes import c_float, c_ushort
from io import SEEK_CUR, SEEK_END, SEEK_SET, BytesIO, RawIOBase
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from desk.documents.pictures import one_at_a_time
from desk.kernel.text import tr

A4 = (595.28, 841.89)
MARGIN = 34.0
DPI = 150
QUALITY = 78
MOST_PAGES = 300
HEAVY_BYTES = 250_000
MOST_PICTURE_BYTES = 150_000_000  # once decoded
MOST_POINTS = 5_000
NUMBER_SIZE, NUMBER_Y = 9, 12


class Unbindable(Exception):  # noqa: N818 - a sentence for the contents page, no fault of ours
    """A file that cannot be laid in; the text says why."""


class _Stretch(RawIOBase):
    """A part of the spool file, read as if it were a file; PDFium asks for it when it saves."""

    def __init__(self, spool: BinaryIO, start: int, size: int) -> None:
        super().__init__()
        self._spool, self._start, self._size, self._at = spool, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        base = {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, target: Any) -> int:
        wanted = min(len(target), max(0, self._size - self._at))
        self._spool.seek(self._start + self._at)
        part = self._spool.read(wanted)
        target[: len(part)] = part
        self._at += len(part)
        return len(part)


class Bundle:
    """A PDF under way; use it in a ``with`` and save it before the end."""

    def __init__(self) -> None:
        import pypdfium2

        with one_at_a_time:
            self._made: Any = pypdfium2.PdfDocument.new()
        self._spool: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the bundle

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _fault: BaseException | None,
        _: TracebackType | None,
    ) -> None:
        with one_at_a_time:
            self._made.close()
        self._spool.close()

    def __len__(self) -> int:
        return len(self._made)

    def add_pdf(self, source: Path | bytes, *, at: int | None = None) -> int:
        """Lay in all pages of a PDF, at the end or before page `at`; returns how many.

        Raises:
            Unbindable: it is broken, locked with a password, empty or too long.
        """
        import pypdfium2

        before = len(self)
        try:
            with one_at_a_time, pypdfium2.PdfDocument(source) as given:
                count = _checked_count(given)
                if _weight(source) > HEAVY_BYTES * count:
                    for number in range(count):
                        self._add_image(_as_picture(given[number]))
                else:
                    self._made.import_pages(given, index=at)
        except pypdfium2.PdfiumError as fault:
            self._drop_after(before)
            locked = "password" in str(fault).lower() or "security" in str(fault).lower()
            raise Unbindable(tr("有密码") if locked else tr("文件损坏")) from fault
        except (Unbindable, OSError, ValueError, MemoryError) as fault:
            self._drop_after(before)
            raise fault if isinstance(fault, Unbindable) else Unbindable(tr("无法读取")) from fault
        return count

    def add_picture(self, source: Path) -> int:
        """Lay in a picture as a page, or a TIFF as all its pages; returns how many.

        Raises:
            Unbindable: it is broken or has too many pixels.
        """
        from PIL import ImageSequence

        before = len(self)
        try:
            with _opened(source) as picture:
                many = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
                if many > MOST_PAGES:
                    raise Unbindable(tr("页数太多"))
                for _, frame in zip(range(many), ImageSequence.Iterator(picture), strict=False):
                    with one_at_a_time:
                        self._add_image(frame)
        except Unbindable:
            self._drop_after(before)
            raise
        except Exception as fault:  # decoders raise whatever a broken file makes them raise
            self._drop_after(before)
            raise Unbindable(tr("图片损坏")) from fault
        return len(self) - before

    def save(self, target: Path, heading: str) -> None:
        """Number all pages (「K00007/2026   12 / 45」 in plain letters) and write the file."""
        with one_at_a_time:
            count = len(self._made)
            for index in range(count):
                page = self._made[index]
                _number(self._made, page, f"{heading}   {index + 1} / {count}")
                page.close()
            self._made.save(target)

    def _drop_after(self, count: int) -> None:
        with one_at_a_time, suppress(IndexError):
            while len(self._made) > count:
                self._made.del_page(len(self._made) - 1)

    def _add_image(self, picture: Any) -> None:
        import pypdfium2

        jpeg, size = _jpeg(picture)
        wide = size[0] > size[1]
        width, height = (A4[1], A4[0]) if wide else A4
        scale = min((width - 2 * MARGIN) / size[0], (height - 2 * MARGIN) / size[1])
        shown = (size[0] * scale, size[1] * scale)
        image = pypdfium2.PdfImage.new(self._made)
        start = self._spool.seek(0, SEEK_END)
        self._spool.write(jpeg)
        image.load_jpeg(_Stretch(self._spool, start, len(jpeg)))
        corner = ((width - shown[0]) / 2, (height - shown[1]) / 2)
        image.set_matrix(pypdfium2.PdfMatrix(shown[0], 0, 0, shown[1], *corner))
        page = self._made.new_page(width, height)
        page.insert_obj(image)
        page.gen_content()
        page.close()


def _opened(source: Path) -> Any:
    """A picture that is opened, not yet decoded, and not too large to be."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(source)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
            raise Unbindable(tr("图片太大")) from fault
    if picture.width * picture.height * len(picture.getbands()) > MOST_PICTURE_BYTES:
        picture.close()
        raise Unbindable(tr("图片太大"))
    return picture


def _weight(source: Path | bytes) -> int:
    return len(source) if isinstance(source, bytes) else source.stat().st_size


def _checked_count(given: Any) -> int:
    count = len(given)
    if not count:
        raise Unbindable(tr("没有页面"))
    if count > MOST_PAGES:
        raise Unbindable(tr("页数太多"))
    for number in range(count):
        page = given[number]
        size = page.get_size()
        page.close()
        if not all(1 < side <= MOST_POINTS for side in size):
            raise Unbindable(tr("页面尺寸不合理"))
    return count


def _as_picture(page: Any) -> Any:
    width, height = page.get_size()
    fit = min(1.0, max(A4) / max(width, height))
    bitmap = page.render(scale=fit * DPI / 72)
    picture = bitmap.to_pil().copy()
    bitmap.close()
    page.close()
    return picture


def _jpeg(picture: Any) -> tuple[bytes, tuple[int, int]]:
    """A picture upright, on white, no finer than the sheet shows it."""
    from PIL import Image, ImageOps

    longest = round(max(A4) * DPI / 72)
    most = (longest, longest)
    if picture.format == "JPEG":
        picture.thumbnail(most, reducing_gap=1.0)  # decodes a large photo at half its size
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail(most)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layer = upright.convert("RGBA")
        upright = Image.new("RGB", layer.size, "white")
        upright.paste(layer, mask=layer.getchannel("A"))
    out = BytesIO()
    upright.convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue(), upright.size


def _number(document: Any, page: Any, text: str) -> None:
    """Write a line at the foot of a page as it is seen, however the page is turned."""
    from pypdfium2 import raw

    left, bottom, right, top = page.get_cropbox()
    wide, high, turned = right - left, top - bottom, page.get_rotation()
    seen = high if turned in (90, 270) else wide
    across, up = (seen - len(text) * NUMBER_SIZE * 0.5) / 2, NUMBER_Y
    x, y = {
        0: (across, up),
        90: (wide - up, across),
        180: (wide - across, high - up),
        270: (up, high - across),
    }[turned]
    line = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", c_float(NUMBER_SIZE))
    letters = (c_ushort * (len(text) + 1))(*map(ord, text), 0)
    raw.FPDFText_SetText(line, letters)
    angle = math.radians(turned)
    cos, sin = math.cos(angle), math.sin(angle)
    raw.FPDFPageObj_Transform(line, cos, sin, -sin, cos, left + x, bottom + y)
    raw.FPDFPage_InsertObject(page, line)
    raw.FPDFPage_GenerateContent(page)
