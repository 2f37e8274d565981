"""China's provinces, cities and counties: what a destination typed in a few characters means.

A destination is a city (prefecture) with or without a county. The table is resources/divisions.tsv;
it is read at the first question, not at import.

Source: spec 3.2, A-07; which spelling wins: assumed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from desk.kernel.folding import fold_width
from desk.kernel.paths import resource

_EXACT, _TRADE_NAME, _CITY, _COUNTY_CITY, _COUNTY = range(5)
_TRADE_NAMES = {
    "乌市": "650100",
    "米泉": "650109",
    "博州": "652700",
    "巴州": "652800",
    "库车县": "652902",
    "克州": "653000",
    "沙湾": "654203",
    "塔县": "653131",
    "塔什库尔干县": "653131",
    "察县": "654022",
    "沙湾县": "654203",
    "和丰": "654226",
    "和丰县": "654226",
}
_PEOPLES = (
    "各族|蒙古|哈萨克|柯尔克孜|维吾尔|锡伯|塔吉克|达斡尔|鄂温克|鄂伦春|回|藏|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|傣|黎|傈僳|"
    "佤|畲|拉祜|水|东乡|纳西|景颇|土|仫佬|羌|布朗|撒拉|毛南|仡佬|阿昌|普米|怒|德昂|保安|裕固|独龙|珞巴|门巴"
)
_AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:族|(?:(?:{_PEOPLES})族?)*)自治([区州县旗])")
_KIND = re.compile("(.{2,}?)(?:特别行政区|地区|林区|特区|新区|[省市区县盟])")
_BETWEEN = re.compile(r"[\s\-/、·,>→()|]+|^中国")


@dataclass(frozen=True)
class Division:
    """One city, or one county with the city above it.

    Attributes:
        code: GB/T 2260, six digits.
        name: its own official name.
        province: official name.
        city: official name; 石河子 and other cities under the province itself are their own city.
        county: official name, or None for a city.
        city_code: the four digits that sort papers by destination; 「6590」 is shared by the cities
            under Xinjiang itself.
    """

    code: str
    name: str
    province: str
    city: str
    county: str | None
    city_code: str


@dataclass(frozen=True)
class _Table:
    divisions: tuple[Division, ...]
    provinces: Mapping[str, str]
    spoken: Mapping[str, list[tuple[int, Division]]]


@lru_cache(maxsize=4096)
def find_division(text: str) -> Division | None:
    """Return the city or county that a destination means, or None: misspelt names are not guessed.

    Province and city may stand before, short or in full, or be missing: 喀什, 新疆喀什, 喀什地区疏勒县,
    乌市米东. If a name means several places, the first of these kinds wins: the official name (喀什市 is
    the county-level city), a trade name (巴州), a city (喀什 is the prefecture), a county-level city
    before the county of the same prefecture (伊宁 is 伊宁市). Counties of one name in different
    cities (白云区) stay unknown until the city is named, and so does a province alone.
    """
    hits = set(_meanings(_BETWEEN.sub("", fold_width(text))))
    best = min((rank for rank, _ in hits), default=_EXACT)
    found = [division for rank, division in hits if rank == best]
    if best >= _COUNTY_CITY and len({(d.province, d.city) for _, d in hits}) > 1:
        return None
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1)
def place_heads() -> frozenset[str]:
    """Return the first two characters of everything a place can be called, to look for places in a text."""
    table = _table()
    return frozenset(name[:2] for name in (*table.spoken, *table.provinces))


def alike_counties(name: str, city: Division | None = None) -> tuple[Division, ...]:
    """Return the counties whose official name differs from a misspelt one in a single character.

    With a city, only its own counties.
    """
    return tuple(
        d
        for d in _table().divisions
        if d.county and len(d.county) == len(name) and (city is None or d.city == city.city)
        if sum(a != b for a, b in zip(d.county, name, strict=True)) == 1
    )


def city_code(text: str) -> str | None:
    """Return the four-digit city code of a destination: 库尔勒 → 6528."""
    found = find_division(text)
    return found.city_code if found else None


def short_name(name: str) -> str:
    """Return an official name as it is spoken: 郑州市 → 郑州, 昌吉回族自治州 → 昌吉."""
    return min((*_shorter(name), name), key=len)


def provinces() -> tuple[str, ...]:
    """Return the official names of all provinces, in the order of their codes."""
    return tuple(dict.fromkeys(_table().provinces.values()))


def cities(province: str) -> tuple[Division, ...]:
    """Return the cities of a province given by its official name."""
    return tuple(d for d in _table().divisions if d.province == province and d.county is None)


def counties(province: str, city: str) -> tuple[Division, ...]:
    """Return the counties of a city, both given by their official names."""
    return tuple(
        d for d in _table().divisions if (d.province, d.city) == (province, city) and d.county
    )


def _meanings(text: str) -> Iterator[tuple[int, Division]]:
    table = _table()
    for rank, division in _inside(text, None):
        # 吉林 alone is the province, not the city of that name; 北京 is both.
        if text not in table.provinces or division.city == division.province:
            yield rank, division
    for head, tail in _cuts(text):
        if head in table.provinces:
            yield from _inside(tail, table.provinces[head])


def _inside(text: str, province: str | None) -> Iterator[tuple[int, Division]]:
    spoken = _table().spoken
    for rank, division in spoken.get(text, ()):
        if province in (None, division.province):
            yield rank, division
    for head, tail in _cuts(text):
        above = {d.code for _, d in spoken.get(head, ()) if d.county is None}
        for rank, division in spoken.get(tail, ()) if above else ():
            if _city_of(division) in above and province in (None, division.province):
                yield rank, division


def _city_of(division: Division) -> str | None:
    return f"{division.city_code}00" if division.county else None


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    for cut in range(2, len(text) - 1):
        yield text[:cut], text[cut:]


@lru_cache(maxsize=1)
def _table() -> _Table:
    names: dict[str, str] = {}
    above: dict[str, str] = {}
    provinces: dict[str, str] = {}
    divisions = []
    spoken: dict[str, list[tuple[int, Division]]] = {}
    for line in resource("divisions.tsv").read_text(encoding="utf-8").splitlines():
        code, name, level, parent = line.split("\t")
        names[code], above[code] = name, parent
        if level == "province":
            provinces |= dict.fromkeys((name, *_shorter(name), *_provinces_too(name)), name)
            continue
        division = (
            Division(code, name, names[parent], name, None, code[:4])
            if level == "city"
            else Division(code, name, names[above[parent]], names[parent], name, parent[:4])
        )
        divisions.append(division)
        for form, rank in _spellings(division).items():
            spoken.setdefault(form, []).append((rank, division))
    by_code = {division.code: division for division in divisions}
    for form, code in _TRADE_NAMES.items():
        spoken.setdefault(form, []).append((_TRADE_NAME, by_code[code]))
    return _Table(tuple(divisions), provinces, spoken)


def _spellings(division: Division) -> dict[str, int]:
    """Return every way to write a division, with its rank."""
    name = division.name
    below = _COUNTY_CITY if name.endswith("市") else _COUNTY
    spellings = dict.fromkeys(_shorter(name), below if division.county else _CITY)
    autonomous = _AUTONOMOUS.fullmatch(name)
    if autonomous:
        spellings[autonomous[1] + autonomous[2]] = _TRADE_NAME
    return spellings | {name: _EXACT}


def _shorter(name: str) -> tuple[str, ...]:
    """Return the name without its kind: 喀什地区 → 喀什, 巴音郭楞蒙古自治州 → 巴音郭楞."""
    match = _AUTONOMOUS.fullmatch(name) or _KIND.fullmatch(name)
    return (match[1],) if match else ()


def _provinces_too(name: str) -> tuple[str, ...]:
    match = _AUTONOMOUS.fullmatch(name)
    return (f"{match[1]}自治区", *(("内蒙",) if match[1] == "内蒙古" else ())) if match else ()
