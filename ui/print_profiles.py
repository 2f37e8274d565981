"""Print profiles: how a form on a paper, or any form on that paper, is printed on this computer.

Kept in the local settings, under ``P-25@C241`` for a form and ``@C241`` for the paper; what is not said
for a form holds as it is said for its paper: where a print comes out is a matter of printer and paper.
Source: windows of the house §3.
"""

import msgspec
from msgspec.structs import replace

from desk.documents.calibration import CROSS_MM
from desk.documents.papers import PaperSize
from desk.kernel.text import tr

_FOLLOWING = {
    "place": ("right_mm", "down_mm", "across_percent", "downward_percent"),
    "dots": ("dpi",),
    "sheet": ("sheet",),
}
"""What a form takes from its paper unless it is said for the form itself."""


class PrintProfile(msgspec.Struct, frozen=True):
    """Where and how a paper comes out.

    Attributes:
        right_mm: the print is moved so far, to the left when negative.
        across_percent: the print is made so wide, from its left edge.
        downward_percent: the print is made so high, from its upper edge.
        dpi: the dots an inch that pages are drawn in; 0 leaves it to the printer.
        sheet: key of the paper that lies in the printer; empty when it is the form's own.
        parts: names of the parts that are printed; none means all.
        preprinted: the paper carries frames and fixed words already, so they are left out.
        own: of a form that is kept: what of place, dots and sheet is said for itself; None when that
            was not told yet.
    """

    printer: str = ""
    copies: int = 1
    right_mm: float = 0.0
    down_mm: float = 0.0
    across_percent: float = 100.0
    downward_percent: float = 100.0
    dpi: int = 0
    sheet: str = ""
    parts: tuple[str, ...] = ()
    preprinted: bool = False
    own: tuple[str, ...] | None = None

    def measured(self, size: PaperSize, found: "Measured") -> "PrintProfile":
        """The profile that puts the crosses where they should be, after one print with this one."""
        right, across = _corrected(
            self.right_mm, self.across_percent, size.width_mm, found.left_mm, found.across_mm
        )
        down, downward = _corrected(
            self.down_mm, self.downward_percent, size.height_mm, found.top_mm, found.downward_mm
        )
        return replace(
            self, right_mm=right, down_mm=down, across_percent=across, downward_percent=downward
        )

    @property
    def said(self) -> str:
        """What differs from the usual, in words; empty when nothing does."""
        words = []
        if self.right_mm or self.down_mm:
            words.append(tr("右移 {x:g}、下移 {y:g} 毫米").format(x=self.right_mm, y=self.down_mm))
        if (self.across_percent, self.downward_percent) != (100.0, 100.0):
            words.append(
                tr("宽 {x:g}%、高 {y:g}%").format(x=self.across_percent, y=self.downward_percent)
            )
        if self.dpi:
            words.append(tr("{n} 点/英寸").format(n=self.dpi))
        return "，".join(words)


MOST_OFFSET_MM = 20.0
SCALES_PERCENT = (90.0, 110.0)


def out_of_reach(profile: PrintProfile) -> str:
    """What of a profile is more than can be corrected, in words; empty when nothing is."""
    least, most = SCALES_PERCENT
    moved = (
        (profile.right_mm, tr("右移"), tr("左移")),
        (profile.down_mm, tr("下移"), tr("上移")),
    )
    scaled = ((profile.across_percent, tr("宽")), (profile.downward_percent, tr("高")))
    words = [
        tr("{word} {n:g} 毫米").format(word=plus if mm > 0 else minus, n=abs(mm))
        for mm, plus, minus in moved
        if abs(mm) > MOST_OFFSET_MM
    ]
    words += [f"{word} {n:g}%" for n, word in scaled if not least <= n <= most]
    if not words:
        return ""
    limits = tr(
        "算出要{what},超出了能校正的范围(移动 ±{mm:g} 毫米以内,宽、高 {low:g}% 到 {high:g}%)。"
        "请再量一次;如果没有量错,请检查打印机里的纸张大小和它自己的缩放。"
    )
    return limits.format(what="、".join(words), mm=MOST_OFFSET_MM, low=least, high=most)


class Measured(msgspec.Struct, frozen=True):
    """What a ruler says about a printed calibration page, in millimetres.

    Attributes:
        left_mm: from the left edge to the upper left cross.
        top_mm: from the upper edge to the upper left cross.
        across_mm: from the left to the right crosses.
        downward_mm: from the upper to the lower crosses.
    """

    left_mm: float
    top_mm: float
    across_mm: float
    downward_mm: float


def key_of(code: str, paper: str) -> str:
    """Where the profile of a form on a paper is kept; without a code that of the paper."""
    return f"{code}@{paper}"


def profile_of(kept: dict[str, PrintProfile], code: str, paper: str) -> PrintProfile:
    """The profile of a form on a paper: its own, else the paper's, else the usual one.

    On the paper's printer a form comes out where the paper does, unless it was calibrated itself.
    """
    own, whole = kept.get(key_of(code, paper)), kept.get(key_of("", paper))
    if own is None:
        return whole or PrintProfile()
    if not code or whole is None or whole.printer != own.printer:
        return replace(own, own=None)
    said = _differing(own, PrintProfile()) if own.own is None else own.own
    followed = [
        field for group, fields in _FOLLOWING.items() if group not in said for field in fields
    ]
    return replace(own, own=None, **{field: getattr(whole, field) for field in followed})


def _corrected(
    shift_mm: float, percent: float, side_mm: float, first_mm: float, span_mm: float
) -> tuple[float, float]:
    """Shift and percentage that bring the two crosses of one direction to their places.

    The printer puts at ``error + stretch × where`` what is sent to it; both follow from two crosses.
    """
    stretch = span_mm / (percent / 100 * (side_mm - 2 * CROSS_MM))
    error_mm = first_mm - stretch * (shift_mm + percent / 100 * CROSS_MM)
    better = 100 / stretch
    shift = (CROSS_MM - error_mm) / stretch - better / 100 * CROSS_MM
    return round(shift, 2), round(better, 2)


PAPER_NAMES = {
    "A4P": tr("A4 竖"),
    "A4L": tr("A4 横"),
    "A4H": tr("A4 半张"),
    "C241": tr("连续纸二等分"),
    "C241T": tr("连续纸三等分"),
    "LBL100X70": tr("标签 100×70"),
    "LBL100X60": tr("标签 100×60"),
    "LBL80X60": tr("标签 80×60"),
}
"""What the office calls the papers."""
CHOICE_NAMES = {
    "C241": PAPER_NAMES["C241"],
    "C241/3": PAPER_NAMES["C241T"],
    "A4": PAPER_NAMES["A4H"],
    "100x70": PAPER_NAMES["LBL100X70"],
    "100x60": PAPER_NAMES["LBL100X60"],
    "80x60": PAPER_NAMES["LBL80X60"],
}
"""The same for the papers a form may be asked for on."""


def keep_profile(
    kept: dict[str, PrintProfile], code: str, paper: str, profile: PrintProfile
) -> None:
    """Remember the profile of a form, or of a paper without a code.

    A form that is printed as its paper is keeps following the paper.
    """
    key, whole = key_of(code, paper), kept.get(key_of("", paper))
    if not code:
        kept[key] = profile
    elif whole == profile:
        kept.pop(key, None)
    else:
        same = whole if whole and whole.printer == profile.printer else PrintProfile()
        kept[key] = replace(profile, own=_differing(profile, same))


def _differing(profile: PrintProfile, model: PrintProfile) -> tuple[str, ...]:
    """What of a profile is not as in another one."""
    return tuple(
        group
        for group, fields in _FOLLOWING.items()
        if any(getattr(profile, field) != getattr(model, field) for field in fields)
    )
