"""Column headings as senders write them, brought to one form so that they can be compared."""

import functools
import re
import unicodedata
from dataclasses import dataclass

_UNIT_WORDS = (
    "kg|kgs|g|t|公斤|千克|克|吨|斤|m3|m³|cm3|cm³|cm|米|方|立方|立方米|立方厘米|公分|厘米"
    "|元|万元|¥|rmb|件|箱|票|个|包|台|天|日|小时|%|‰"
)
_UNIT = re.compile(rf"(?:{_UNIT_WORDS})(?:/(?:{_UNIT_WORDS}|公里|km))?")
_REMARK = re.compile(r"必填|必输|选填|可选|可空|非必填|单位.*|格式.*|如.*|例.*")
_BRACKETS = re.compile(r"[(\[{<【〔「《]([^()\[\]{}<>【】〔〕「」《》]*)[)\]}>】〕」》]")
_TRAILING_UNIT = re.compile(rf"(.*[^\x00-\x7f])[/:_\-]?(kgs?|m3|cm3|{_UNIT_WORDS})")
_LATIN_UNITS = {"kg", "kgs", "m3", "cm3"}
_NO_MEANING = re.compile(r"[^\w%‰¥]|_")


@dataclass(frozen=True)
class Label:
    """A heading in comparable form.

    Attributes:
        name: without blanks, brackets, marks and unit; full-width and capitals folded.
        unit: the unit the heading names (``kg``, ``吨``, ``元/吨``), or an empty string.
    """

    name: str
    unit: str


@functools.lru_cache(maxsize=10_000, typed=True)
def read_label(heading: object) -> Label:
    """Bring a heading to comparable form: 「＊重 量（KG）」 is 重量 in kg."""
    text = unicodedata.normalize("NFKC", "" if heading is None else str(heading)).lower()
    text = "".join(text.split())
    units: list[str] = []

    def bracket(match: re.Match[str]) -> str:
        inside = match.group(1)
        if _UNIT.fullmatch(inside):
            units.append(inside)
            return ""
        return "" if _REMARK.fullmatch(inside) else inside

    text = _BRACKETS.sub(bracket, text)
    text, unit = _without_trailing_unit(text)
    return Label(_NO_MEANING.sub("", text), (units or [unit])[0])


def _without_trailing_unit(text: str) -> tuple[str, str]:
    """Split 「重量/kg」 and 「重量kg」, but not a heading that ends in a Chinese word like 件."""
    match = _TRAILING_UNIT.fullmatch(text)
    if match is None:
        return text, ""
    name, unit = match.groups()
    separated = text[len(name)] in "/:_-"
    return (name, unit) if separated or unit in _LATIN_UNITS else (text, "")
