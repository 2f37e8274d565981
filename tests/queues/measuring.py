"""Finding crosses and bars in the picture of a printed page."""

from collections.abc import Sequence
from dataclasses import dataclass

import zxingcpp
from PIL import Image

from desk.documents.calibration import ARM_MM, crosses
from desk.documents.papers import PaperSize
from ui.print_profiles import PrintProfile

INCH_MM = 25.4
FROM_MM, TO_MM = 1.6, 3.6
"""The part of an arm that is looked at: clear of the other arm, inside its end."""
REACH_MM = 1.4
"""How far off a cross is still found."""


@dataclass(frozen=True)
class Print:
    """A printed page, black on white."""

    picture: Image.Image
    dpi: float

    def upright(self, size: PaperSize) -> "Print":
        """The sheet as it is read, without what lies beyond: a wide one may come out on its side."""
        if self.picture.height / self.dpi * INCH_MM < size.height_mm * 1.2:
            return self._cut(size.width_mm, size.height_mm)
        fed = self._cut(size.height_mm, size.width_mm).picture
        turned = (fed.rotate(angle, expand=True) for angle in (90, 270))
        return Print(max(turned, key=_in_the_upper_half), self.dpi)

    def turned(self) -> "Print":
        """The same upside down."""
        return Print(self.picture.rotate(180), self.dpi)

    def _cut(self, width_mm: float, height_mm: float) -> "Print":
        wide, high = (round(mm / INCH_MM * self.dpi) for mm in (width_mm, height_mm))
        sheet = Image.new("L", (wide, high), 255)
        sheet.paste(self.picture, (0, 0))
        return Print(sheet, self.dpi)

    def barcodes(self) -> set[str]:
        """What is read from bars and squares."""
        return {found.text for found in zxingcpp.read_barcodes(self.picture)}

    def cross(self, x_mm: float, y_mm: float) -> tuple[float, float] | None:
        """Where the cross near a place really is, in millimetres; None when there is none."""
        x = self._middle(x_mm, y_mm, upright=True)
        y = self._middle(y_mm, x_mm, upright=False)
        return None if x is None or y is None else (x, y)

    def _middle(self, along_mm: float, beside_mm: float, upright: bool) -> float | None:
        """The middle of the darkest line across `along`, looked for on both sides of the cross."""
        dots = self.dpi / INCH_MM
        start = round((along_mm - REACH_MM) * dots)
        end = round((along_mm + REACH_MM) * dots)
        darkness = [0] * (end - start)
        for near, far in ((FROM_MM, TO_MM), (-TO_MM, -FROM_MM)):
            low, high = round((beside_mm + near) * dots), round((beside_mm + far) * dots)
            area = (start, low, end, high) if upright else (low, start, high, end)
            part = self.picture.crop(area)
            thin = part.resize(
                (end - start, 1) if upright else (1, end - start), Image.Resampling.BOX
            )
            darkness = [
                sum_ + 255 - dot for sum_, dot in zip(darkness, thin.tobytes(), strict=True)
            ]
        most = max(darkness)
        if most < 255:
            return None
        line = [n for n, dark in enumerate(darkness) if dark >= most * 0.6]
        return (start + (line[0] + line[-1] + 1) / 2) / dots


def _in_the_upper_half(picture: Image.Image) -> float:
    """How much ink is nearer to the head of the page than to its foot: pages are filled downwards."""
    rows = picture.resize((1, picture.height), Image.Resampling.BOX).tobytes()
    half = picture.height // 2
    return sum(255 - row for row in rows[:half]) - sum(255 - row for row in rows[half:])


def wanted(size: PaperSize, profile: PrintProfile) -> list[tuple[float, float]]:
    """Where a profile puts the four crosses."""
    wide, high = profile.across_percent / 100, profile.downward_percent / 100
    return [(profile.right_mm + x * wide, profile.down_mm + y * high) for x, y in crosses(size)]


def errors_mm(page: Print, size: PaperSize, profile: PrintProfile) -> list[tuple[float, float]]:
    """How far each cross is from where the profile puts it.

    Raises:
        ValueError: a cross is not there.
    """
    errors = []
    for x, y in wanted(size, profile):
        found = page.cross(x, y)
        if found is None:
            raise ValueError(f"no cross near {x:.1f}, {y:.1f} (arms of {ARM_MM} mm)")
        errors.append((found[0] - x, found[1] - y))
    return errors


def worst_mm(errors: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The largest error across and down, with its sign."""
    return max((x for x, _ in errors), key=abs), max((y for _, y in errors), key=abs)
