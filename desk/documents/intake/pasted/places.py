"""Places and addresses: a city or county with the street behind it.

A place begins a word, or follows 发/到/从; a county that is written wrong is marked with those it may
be. Source: assumed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from desk.documents.intake.pasted.sheet import SEPARATORS, TAKEN, Sheet
from desk.documents.intake.pasted.words import Found
from desk.kernel.divisions import Division, alike_counties, find_division, place_heads
from desk.kernel.text import tr

_LONGEST = 22
_MOST_PLACES = 12
_TO = r"-{1,2}|~|发往|发到|发至|运往|运到|送到|寄到|送往|到达|到|至|去|往|发"
_WAY = re.compile(
    rf"(?:(?P<origin>从|由|起运地|始发站?|发站|提货地)|(?P<dest>目的地|到站|{_TO}))[: ]?"
)
_CHAIN = re.compile(r"[一-龥]+(?: {1,2}[一-龥]+)*")
_OFF = "小园社发市厂库城校院片辖景新高商矿工街郊"
_COUNTY = re.compile(r"[一-龥]{1,5}?[县旗区]")
_NUMBERED = r"(?:[0-9a-z一二三四五六七八九十]+(?:-[0-9a-z]+)*(?:号楼|号院|号库|号店|号门面|号铺|号|栋|幢|单元|室|楼|层|团|连|组|队))"
_STRONG = rf"[乡镇村]|小区|大道|市场|{_NUMBERED}"
_WEAK = r"[路街巷道园旁厂店库场站院城里口]|对面|门口|附近|路口|大厦|广场|物流港|新村|中心|楼下|公司"
_TOKEN = re.compile(rf"[^{SEPARATORS}{TAKEN}]+")
_GAP = re.compile(r"[ ,，、()]{1,2}")
_HOUSE = re.compile(r"[0-9]{1,5} ?(?:号|栋|幢|单元|室|楼|层)[一-龥0-9a-z-]*")
_ALONE = re.compile(r"[一-龥]{2,12}(?:路|街|大道|镇|乡|村|市场)(?:[0-9-]+号.*|.*[栋幢室楼]$|$)")
_LABEL = re.compile(r"(?:详细|收货|发货|送货|提货|到货|收件|寄件)?(?:地址|地点)[: ]{1,2}")
_COMPANY = re.compile(
    r".{3,}(?:公司|商行|商店|商店|经营部|门市部?|合作社|超市|批发部|修理部|五金|农机|建材|机电|汽配|物流|工厂|厂|店|集团)"
)
_QUANTITY = re.compile(r"[0-9一二两三四五六七八九十百]+(?:\.[0-9]+)?(?:件|箱|公斤|kg|吨|方)")


@dataclass
class Spot:
    """A place with its street; `way` is what the text says of it: from, to, or nothing."""

    place: Found[Division]
    address: Found[str]
    way: str
    begins: int = -1

    @property
    def start(self) -> int:
        return self.place.start if self.place.there else self.address.start

    @property
    def end(self) -> int:
        return max(self.place.end, self.address.end)


def read_places(sheet: Sheet) -> list[Spot]:
    """Every place and street, in the order of the text."""
    spots: list[Spot] = []
    for start, end in list(sheet.segments()):
        if TAKEN in sheet.view[start:end]:
            continue
        at = start
        while at < end and len(spots) < _MOST_PLACES:
            spot = _spot_in(sheet, at, end)
            if spot is None:
                break
            spots.append(spot)
            at = spot.end
    spots += _bare_streets(sheet)
    return _routed(sheet, sorted(spots, key=lambda spot: spot.start))


def _routed(sheet: Sheet, spots: list[Spot]) -> list[Spot]:
    """郑州发喀什, 郑州→喀什: the first is where it comes from."""
    for here, there in pairwise(spots):
        if here.way or here.address.there or not (here.place.there and there.place.there):
            continue
        arrow = sheet.plain[here.end : there.start].strip() in ("→", "->", "-->", "=>", ">")
        from_here = there.way == "dest" and not sheet.plain[here.end : there.begins].strip()
        if arrow or from_here:
            here.way, there.way = "origin", "dest"
            sheet.take(here.end, there.start)
    return spots


def _spot_in(sheet: Sheet, start: int, end: int) -> Spot | None:
    """The first place of a word: at its start, behind a way, or named in full inside."""
    if _is_company(sheet, start, end):
        return None
    for at, way, way_start in _beginnings(sheet, start, end):
        stop = _place_end(sheet.view, at, end)
        found = _misspelt(sheet, at, end) if stop == at else _known(sheet, at, stop, end)
        if found is None:
            continue
        if way_start < at:
            sheet.take(way_start, at)
        return Spot(found, _street(sheet, found.end), way, way_start)
    return None


def _is_company(sheet: Sheet, start: int, end: int) -> bool:
    word = sheet.plain[start:end]
    labelled = re.search(r"地址[: ]*$", sheet.plain[max(0, start - 6) : start])
    return bool(
        _COMPANY.fullmatch(word) and not labelled and not _WAY.match(word)
        and not re.search(r"[0-9]|[路街镇乡村县]", word)
    )  # fmt: skip


def _beginnings(sheet: Sheet, start: int, end: int) -> Iterator[tuple[int, str, int]]:
    """Where a place may begin: place, way, start of the way."""
    for at in range(start, end - 1):
        way = _WAY.match(sheet.view, at, end)
        if way and way.end() < end:
            yield way.end(), way.lastgroup or "", at
        before = _WAY.search(sheet.plain, max(0, at - 5), at) if at == start else None
        if at == start and before and before.end() == at:
            yield at, before.lastgroup or "", before.start()
        elif at == start or _in_full(sheet.view, at, end):
            yield at, "", at


def _in_full(view: str, at: int, end: int) -> bool:
    """Inside a word only a place with its kind counts: 王建新喀什市…, not 建新农机."""
    stop = _place_end(view, at, end)
    return stop - at > 2 and view[stop - 1] in "省市县区州盟旗"


def _place_end(view: str, at: int, end: int) -> int:
    """Behind the longest place that begins here; `at` when none does."""
    if view[at : at + 2] not in place_heads():
        return at
    chain = _CHAIN.match(view, at, at + _LONGEST)  # 新疆 喀什地区 莎车县 is one place
    for stop in range(chain.end() if chain else end, at + 1, -1):
        if _division(view[at:stop]):
            return stop
    return at


@lru_cache(maxsize=8192)
def _division(text: str) -> Division | None:
    return find_division(text) if _CHAIN.fullmatch(text) else None


def _known(sheet: Sheet, start: int, stop: int, end: int) -> Found[Division] | None:
    """A place; a county behind its city that is not in the table makes it unsure."""
    division = _division(sheet.view[start:stop])
    begins_word = sheet.view[start:stop]
    if division is None or (division.county and len(begins_word) == 2 and _is_word(sheet, stop)):
        return None
    county = _COUNTY.match(sheet.view, stop, end) if division.county is None else None
    if county and county[0][-2:-1] not in _OFF and len(county[0]) > 1:
        return _doubtful(sheet, start, county.end(), county[0], division)
    return sheet.found(division, start, stop)


def _is_word(sheet: Sheet, stop: int) -> bool:
    """Two characters that go on (和平五金, 长安水泵) are hardly a county."""
    following = sheet.plain[stop : stop + 1]
    return bool(re.match(r"[一-龥]", following))


def _doubtful(
    sheet: Sheet, start: int, stop: int, written: str, city: Division | None
) -> Found[Division]:
    near = tuple(f"{d.city}{d.county}" for d in alike_counties(written, city)[:5])
    why = tr("没有「{v}」这个县区").format(v=written)
    return sheet.found(city, start, stop, why, *near)


def _misspelt(sheet: Sheet, at: int, end: int) -> Found[Division] | None:
    """A county that is in no table, but nearly one."""
    county = re.compile(r"[一-龥]{2,4}?县").match(sheet.view, at, end)
    if county is None or not alike_counties(county[0]):
        return None
    return _doubtful(sheet, at, county.end(), county[0], None)


def _street(sheet: Sheet, start: int) -> Found[str]:
    """What follows a place, up to the last word that belongs to a street."""
    token = _TOKEN.match(sheet.view, start)
    stop = first = start + (_street_end(token[0]) if token else 0)
    whole = token is None or first in (start, token.end())
    while whole and (gap := _GAP.match(sheet.view, stop)):
        behind = _further(sheet, gap.end())
        if not behind:
            break
        stop = behind
    if stop == start:
        return Found()
    start = start if first > start else _GAP.match(sheet.view, start).end()  # type: ignore[union-attr]
    return sheet.found(sheet.text[start:stop], start, stop)


def _further(sheet: Sheet, at: int) -> int:
    """Behind a next word that is street as a whole, else 0."""
    house = _HOUSE.match(sheet.view, at)
    if house:
        return house.end()
    token = _TOKEN.match(sheet.view, at)
    if token is None or _COMPANY.fullmatch(token[0]) or _QUANTITY.search(token[0]):
        return 0
    return token.end() if _street_end(token[0]) == len(token[0]) else 0


def _street_end(token: str) -> int:
    """How much of a word is street; before a quantity only what cannot be goods (电路板 12件)."""
    quantity = _QUANTITY.search(token)
    clear = token[: quantity.start()] if quantity else token
    strong = [m.end() for m in re.finditer(_STRONG, clear) if m.end() > 1]
    if not quantity and re.search(rf".(?:{_WEAK})$", clear):
        return len(clear)
    return strong[-1] if strong else 0


def _bare_streets(sheet: Sheet) -> Iterator[Spot]:
    """Streets without a place: labelled as address, or with a house number."""
    for label in _LABEL.finditer(sheet.view):
        token = re.compile(rf"[^\n,，;;。{TAKEN}]+").match(sheet.view, label.end())
        if token:
            yield _street_alone(sheet, *token.span())
    for start, end in list(sheet.segments()):
        if _ALONE.fullmatch(sheet.view, start, end) and not _QUANTITY.search(
            sheet.view, start, end
        ):
            yield _street_alone(sheet, start, end)


def _street_alone(sheet: Sheet, start: int, end: int) -> Spot:
    stop = start + len(sheet.plain[start:end].rstrip())
    return Spot(Found(), sheet.found(sheet.text[start:stop], start, stop), "")
