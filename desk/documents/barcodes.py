"""Code 128 for document numbers, in bars that are whole dots of the printer.

Source: spec 4.0; windows §3 (0.4233 mm is a whole number of dots at 180, 300 and 600 dpi).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

QUIET_MODULES = 10
WIDEST_MM = 0.4234
NARROWEST_MM = 0.16

_START_B, _START_C, _TO_C, _TO_B, _STOP = 104, 105, 99, 100, 106
# widths of bar, space, bar, space, bar, space for the symbols 0 to 105; the stop has a seventh
_WIDTHS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132
122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212
322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311
112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321
331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113
411311 113141 114131 311141 411131 211412 211214 211232 2331112
""".split()  # noqa: SIM905
_PRINTABLE = re.compile(r"[ -~]+")
# an even run of digits is halved by code C; shorter runs do not pay for the switch
_DIGITS = re.compile(r"(?:\d\d){2,}(?=\D|$)|\D+|\d")


@dataclass(frozen=True)
class Bars:
    """A laid-out barcode: bars as (offset, width) from its left edge, quiet zones not included."""

    bars_mm: tuple[tuple[float, float], ...]
    width_mm: float
    module_mm: float


def fit_bars(value: str, room_mm: float, dpi: int) -> Bars | None:
    """Lay out a Code 128 so that it and its quiet zones fit into `room_mm`.

    The narrowest bar is the greatest whole number of printer dots that fits, up to 0.4233 mm (3
    dots at 180 dpi, 5 at 300 dpi, 10 at 600 dpi). None if the value holds anything but printable
    ASCII (「GD202611-回单-01」) or if not even 0.16 mm fits: the number stands beside it as text.
    """
    if not _PRINTABLE.fullmatch(value):
        return None
    widths = [int(w) for symbol in symbols(value) for w in _WIDTHS[symbol]]
    modules = sum(widths)
    dot_mm = 25.4 / dpi
    dots = int(min(WIDEST_MM, room_mm / (modules + 2 * QUIET_MODULES)) / dot_mm)
    module_mm = dots * dot_mm
    if module_mm < NARROWEST_MM:
        return None
    bars = tuple(_bars(widths, module_mm))
    return Bars(bars, modules * module_mm, module_mm)


def _bars(widths: list[int], module_mm: float) -> Iterator[tuple[float, float]]:
    at = 0
    for i, width in enumerate(widths):
        if i % 2 == 0:
            yield at * module_mm, width * module_mm
        at += width


def symbols(value: str) -> list[int]:
    """Return the symbol numbers with start, check and stop symbol; digit pairs use code C."""
    found: list[int] = []
    in_c: bool | None = None
    for run in _DIGITS.findall(value):
        wants_c = len(run) >= 4 and run.isdigit()
        if wants_c is not in_c:
            found.append(_switch(wants_c, first=in_c is None))
        in_c = wants_c
        if wants_c:
            found.extend(int(run[i : i + 2]) for i in range(0, len(run), 2))
        else:
            found.extend(ord(char) - 32 for char in run)
    check = (found[0] + sum(i * s for i, s in enumerate(found))) % 103
    return [*found, check, _STOP]


def _switch(wants_c: bool, first: bool) -> int:
    if first:
        return _START_C if wants_c else _START_B
    return _TO_C if wants_c else _TO_B
