"""What stands on one scanned page: codes as they were decoded, in pixels of the upright preview."""

from enum import StrEnum
from math import hypot

import msgspec

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]


class Format(StrEnum):
    """The two kinds of code that are looked for."""

    QR = "QR"
    BARS = "Code128"


class FoundCode(msgspec.Struct, frozen=True, array_like=True):
    """One decoded code.

    Attributes:
        format: QR or Code 128.
        text: what it says.
        quad: upper left, upper right, lower right and lower left corner, as the code itself stands.
    """

    format: Format
    text: str
    quad: Quad

    @property
    def centre(self) -> Point:
        return (sum(x for x, _ in self.quad) / 4, sum(y for _, y in self.quad) / 4)


def span(start: Point, end: Point) -> Point:
    """The way from one point to another."""
    return (end[0] - start[0], end[1] - start[1])


def length(way: Point) -> float:
    return hypot(*way)
