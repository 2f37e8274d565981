"""QR codes for signed papers, in modules of whole printer dots.

Source: spec P-03, P-25; size and error correction assumed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

QUIET_MODULES = 4
WIDEST_MM = 0.57
_VERSIONS = {38: 2, 90: 4}  # the most characters, and the smallest version that holds them
_LONGEST = max(_VERSIONS)


@dataclass(frozen=True)
class QrCode:
    """Dark runs as (column, row, length) in modules, quiet zone not included."""

    runs: tuple[tuple[int, int, int], ...]
    modules: int
    module_mm: float

    @property
    def width_mm(self) -> float:
        return self.modules * self.module_mm

    @property
    def quiet_mm(self) -> float:
        return QUIET_MODULES * self.module_mm


def lay_out_qr(text: str, dpi: int) -> QrCode:
    """Lay out a text of capitals, digits and ``/-`` as a QR code of which 15 % may be lost.

    It is of version 2, of version 4 for a long text.
    A module is the greatest whole number of printer dots up to 0.57 mm: 4 at 180 dpi, 6 at 300.

    Raises:
        ValueError: more than 90 characters.
    """
    # slow to import, and most papers have no QR code
    from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

    if len(text) > _LONGEST:
        raise ValueError(f"{len(text)} characters")
    version = next(held for most, held in _VERSIONS.items() if len(text) <= most)
    code = QRCode(version, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(text))
    code.make()
    dot_mm = 25.4 / dpi
    return QrCode(tuple(_runs(code.modules)), len(code.modules), int(WIDEST_MM / dot_mm) * dot_mm)


def _runs(rows: list[list[bool]]) -> Iterator[tuple[int, int, int]]:
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield start, y, x - start
                start = None
