"""Pieces, packing, weight and volume."""

import re
from decimal import Decimal
from itertools import islice
from typing import Any

from desk.documents.intake.pasted.numerals import NUMBER, number_of
from desk.documents.intake.pasted.sheet import Sheet
from desk.documents.intake.pasted.words import Found
from desk.kernel.quantities import half_up
from desk.kernel.text import tr

_PACKINGS = {
    "木箱": "木箱", "木架": "木箱", "纸箱": "纸箱", "箱": "纸箱", "托盘": "托盘", "托": "托盘", "板": "托盘",
    "编织袋": "编织袋", "袋": "编织袋", "铁桶": "桶", "桶": "桶", "捆": "捆", "扎": "捆", "裸装": "裸装",
}  # fmt: skip
_UNITS = (
    "木箱|纸箱|托盘|编织袋|铁桶|件|箱|托|板|袋|桶|捆|扎|包|台|套|只|卷|个|票|筐|条|根|把|瓶|双|张"
)
_DOUBTFUL = frozenset("条根把瓶双张个")
_NOT_AFTER = r"(?![月小点人多方头])"
_PIECES = re.compile(
    rf"(?P<all>共计?|一共|合计|总共|总件数)?[: ]?({NUMBER})\s?({_UNITS}){_NOT_AFTER}(?:装)?"
)
_BARE_PIECES = re.compile(r"件数[: ]{1,3}([0-9]{1,5})(?![0-9.])")
_PACKED = re.compile(r"木箱|木架|纸箱|托盘|打托|编织袋|裸装|桶装|铁桶")
_KG = {
    "kg": 1000,
    "kgs": 1000,
    "公斤": 1000,
    "千克": 1000,
    "㎏": 1000,
    "斤": 500,
    "吨": 10**6,
    "t": 10**6,
}
_WEIGHT = re.compile(
    rf"(?P<each>每件|单件|每箱|单重)?(?P<all>共|总重量?|合计)?(?:重量|毛重|净重|重)?[: ]{{0,2}}"
    rf"(?P<about>约|大概|大约|差不多)?(?:(?P<low>{NUMBER})[-~到至])?(?P<n>{NUMBER})\s?"
    rf"(?P<unit>kgs?|公斤|千克|㎏|市?斤|吨|t)(?![a-z])(?P<half>半)?(?P<more>左右|多|上下)?(?P<per>[/每]件)?"
)  # fmt: skip
_BARE_WEIGHT = re.compile(r"(?:重量|总重|毛重)[: ]{1,3}([0-9]+(?:\.[0-9]+)?)(?![0-9.])")
_VOLUME = re.compile(
    rf"(?P<all>共|总体积|合计)?(?:体积)?[: ]{{0,2}}(?P<about>约|大概|大约|差不多)?(?P<n>{NUMBER})\s?"
    r"(?:个?(?:立方米|立方|方(?![便向法面式案形管钢通木桌块砖]))|m3|m³|㎥)(?P<more>左右|多|上下)?"
)
_BARE_VOLUME = re.compile(r"体积[: ]{1,3}([0-9]{1,4}(?:\.[0-9]+)?)(?![0-9.a-z一-龥])")
_LENGTH = r"([0-9]{1,5}(?:\.[0-9]{1,3})?)"
_SIZE = re.compile(
    rf"(?<![0-9.])(?:尺寸[: ]{{0,2}})?{_LENGTH}\s?[*x×✕✖]\s?{_LENGTH}\s?[*x×✕✖]\s?{_LENGTH}\s?"
    r"(cm|厘米|公分|mm|毫米|m|米)?(?![0-9a-z])(?:\s?[*x×✕✖]\s?([0-9]{1,4})(?![0-9.])\s?件?)?"
)
_CM: dict[str, int | Decimal] = {
    "cm": 1,
    "厘米": 1,
    "公分": 1,
    "mm": Decimal("0.1"),
    "毫米": Decimal("0.1"),
    "m": 100,
    "米": 100,
}
MOST_KINDS = 50
_LIMIT = Decimal(10) ** 12


class Size(tuple[int, int]):
    """Volume of one piece in cm³ and how many pieces were written with it (0: none)."""


def read_sizes(sheet: Sheet) -> list[Found[Size]]:
    """Outer sizes (120*80*60cm x 3)."""
    sizes: list[Found[Any]] = []
    for match in _SIZE.finditer(sheet.view):
        a, b, c = (Decimal(match[n]) for n in (1, 2, 3))
        side = Decimal(_CM[match[4]] if match[4] else 1)
        one = int(half_up(a * b * c * side**3))
        why = "" if match[4] else tr("尺寸没有单位,按厘米")
        sizes.append(sheet.found(Size((one, int(match[5] or 0))), *match.span(), why))
    return sizes


def read_volumes(sheet: Sheet) -> list[Found[int]]:
    """Volumes in cm³."""
    volumes: list[Found[Any]] = []
    for match in _VOLUME.finditer(sheet.view):
        number = number_of(match["n"])
        if number is not None and number * 10**6 < _LIMIT:
            value = int(half_up(number * 10**6))
            volumes.append(sheet.found(value, *match.span(), _about(match)))
    for match in [] if volumes else _BARE_VOLUME.finditer(sheet.view):
        value = int(half_up(Decimal(match[1]) * 10**6))
        volumes.append(sheet.found(value, *match.span(), tr("体积没有单位,按立方米")))
    return volumes


def read_weights(sheet: Sheet, pieces: int | None) -> list[Found[int]]:
    """Weights in grams; one per piece is multiplied and marked."""
    weights: list[Found[Any]] = []
    for match in _WEIGHT.finditer(sheet.view):
        number = number_of(match["n"])
        if number is None:
            continue
        unit = _KG[match["unit"].replace("市斤", "斤")]
        grams = half_up((number + (Decimal("0.5") if match["half"] else 0)) * unit)
        if grams >= _LIMIT:
            continue
        weights.append(_weighed(sheet, match, int(grams), pieces))
    if not weights:
        for match in _BARE_WEIGHT.finditer(sheet.view):
            grams = half_up(Decimal(match[1]) * 1000)
            if grams < _LIMIT:
                weights.append(sheet.found(int(grams), *match.span(), tr("重量没有单位,按公斤")))
    return weights


def _weighed(sheet: Sheet, match: re.Match[str], grams: int, pieces: int | None) -> Found[int]:
    if match["each"] or match["per"]:
        times = pieces or None
        value = grams * times if times else None
        why = tr("写的是每件重量,已乘件数") if times else tr("写的是每件重量,没有件数")
        return sheet.found(value, *match.span(), why)
    if match["low"]:
        ends = (f"{match['low']}{match['unit']}", f"{match['n']}{match['unit']}")
        return sheet.found(None, *match.span(), tr("写的是一个范围"), *ends)
    return sheet.found(grams, *match.span(), _about(match))


def _about(match: re.Match[str]) -> str:
    return tr("写的是大约") if match["about"] or match["more"] else ""


def read_pieces(sheet: Sheet) -> list[tuple[Found[int], Found[str], bool]]:
    """Pieces with their packing, and whether they are said to be the whole."""
    read = []
    for match in islice(_PIECES.finditer(sheet.view), MOST_KINDS):
        number = number_of(match[2])
        if number is None or number != int(number) or not 0 < number < 100_000:
            continue
        unit = match[3]
        why = tr("「{v}」不一定是件数").format(v=unit) if unit in _DOUBTFUL else ""
        packing: Found[str] = Found()
        if unit in _PACKINGS:
            packing = sheet.found(_PACKINGS[unit], match.start(3), match.end())
        pieces = sheet.found(
            int(number), match.start(), match.start(3) if packing.there else match.end(), why
        )
        read.append((pieces, packing, bool(match["all"])))
    if not read:
        for match in _BARE_PIECES.finditer(sheet.view):
            if int(match[1]):
                read.append((sheet.found(int(match[1]), *match.span()), Found(), False))
    return read


def read_packing(sheet: Sheet) -> Found[str]:
    """A packing named by itself (木箱包装, 打托)."""
    match = _PACKED.search(sheet.view)
    if match is None:
        return Found()
    word = {"打托": "托盘", "桶装": "桶"}.get(match[0]) or _PACKINGS[match[0]]
    return sheet.found(word, *match.span())
