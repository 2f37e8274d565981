"""Paper sizes and their free edges, as data.

Source: spec 4.0; the continuous form is half of 9.5 × 11 inches, not the rounded 241 × 140, and a
third of it 93.13 mm: a sheet that is 0.3 mm off drifts by 0.3 mm a sheet.
"""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class PaperSize:
    """A sheet and the margins nothing may be printed in; everything in millimetres.

    Attributes:
        carbon: the parts of one set lie on top of each other and are printed in one go, so copies
            are named on the page instead of being printed one by one.
        thousands: whether money of 1,000 and more is shown with separators.
    """

    key: str
    width_mm: float
    height_mm: float
    left_mm: float
    right_mm: float
    top_mm: float
    bottom_mm: float
    carbon: bool = False
    thousands: bool = True

    @property
    def print_width_mm(self) -> float:
        return self.width_mm - self.left_mm - self.right_mm

    @property
    def print_height_mm(self) -> float:
        return self.height_mm - self.top_mm - self.bottom_mm


A4P = PaperSize("A4P", 210, 297, left_mm=18, right_mm=12, top_mm=12, bottom_mm=12)
A4L = PaperSize("A4L", 297, 210, left_mm=18, right_mm=12, top_mm=12, bottom_mm=12)
A4_HALF = PaperSize("A4H", 210, 148.5, left_mm=18, right_mm=12, top_mm=8, bottom_mm=8)
C241 = PaperSize(
    "C241",
    241.3,
    139.7,
    left_mm=12.85,
    right_mm=12.85,
    top_mm=4.85,
    bottom_mm=4.85,
    carbon=True,
    thousands=False,
)
C241_THIRD = PaperSize(
    "C241T",
    241.3,
    279.4 / 3,
    left_mm=12.85,
    right_mm=12.85,
    top_mm=4.85,
    bottom_mm=4.85,
    carbon=True,
    thousands=False,
)
LBL_100X70 = PaperSize("LBL100X70", 100, 70, 3, 3, 2.5, 2.5)
LBL_100X60 = PaperSize("LBL100X60", 100, 60, 3, 3, 2.5, 2.5)
LBL_80X60 = PaperSize("LBL80X60", 80, 60, 3, 3, 2.5, 2.5)

SIZES = MappingProxyType(
    {s.key: s for s in (A4P, A4L, A4_HALF, C241, C241_THIRD, LBL_100X70, LBL_100X60, LBL_80X60)}
)
