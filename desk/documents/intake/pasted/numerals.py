"""Numbers as people type them: 1,200 · 0.48 · 1。9 · 十二 · 三万 · 半 · 3万5."""

import re
from decimal import Decimal, InvalidOperation

NUMBER = r"(?:(?<![0-9.])[0-9]{1,9}(?:,[0-9]{3})*(?:[.。][0-9]{1,4})?|[零一二两三四五六七八九十百千半]{1,7})"
AMOUNT = rf"{NUMBER}\s?(?:万(?:[0-9一二三四五六七八九]千?)?|千|w|k)?"
_SIGNS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000}
_AMOUNT = re.compile(rf"({NUMBER})\s?(?:(万)([0-9一二三四五六七八九])(千?)|(万|千|w|k))?")


def number_of(text: str) -> Decimal | None:
    """The number, or None when the signs make no number."""
    plain = text.strip().replace(",", "").replace("。", ".")
    if plain == "半":
        return Decimal("0.5")
    if plain[:1].isdigit() and plain.isascii():
        try:
            return Decimal(plain)
        except InvalidOperation:
            return None
    return _spoken(plain)


def _spoken(text: str) -> Decimal | None:
    """十二, 四百八十, 一百零五; 一千二 (is it 1002 or 1200?) is no number."""
    total, digit, last_unit = 0, None, 10_000
    for place, sign in enumerate(text):
        if sign in _TENS:
            unit = _TENS[sign]
            if unit >= last_unit or (digit is None and (sign != "十" or place)):
                return None
            total, digit, last_unit = total + (1 if digit is None else digit) * unit, None, unit
        elif sign == "零" and total and digit is None:
            last_unit = 10 if last_unit > 10 else last_unit
        elif sign in _SIGNS and digit is None:
            digit = _SIGNS[sign]
        else:
            return None
    if digit is not None and total and last_unit > 10:
        return None
    return Decimal(total + (digit or 0)) if text else None


def amount_fen(text: str) -> int | None:
    """An amount of 元 as fen: 8000, 3万, 1万2千, 3万5."""
    match = _AMOUNT.fullmatch(text.strip())
    number = number_of(match[1]) if match else None
    if match is None or number is None:
        return None
    if match[3]:
        small = number_of(match[3]) or Decimal(0)
        return int((number * 10_000 + small * 1000) * 100)
    return int(number * _LARGE.get(match[5] or "", 1) * 100)
