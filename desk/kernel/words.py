"""Amounts in RMB capitals, as receipts, statements and claim agreements require."""

from desk.kernel.errors import refuse
from desk.kernel.quantities import show_money
from desk.kernel.text import tr

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
LARGEST_FEN = 99_999_999_999_999


def amount_in_words(amount_fen: int) -> str:
    """Write fen in capitals: 140950 → 人民币壹仟肆佰零玖元伍角整.

    Inner zeros collapse to one 零; 元位 0 before 角 writes 零; amounts ending in 元 or 角 close with
    整, those with 分 do not.

    Raises:
        Refused: E003 beyond ±999,999,999,999.99 元.
    Source: spec 5.12.
    """
    if abs(amount_fen) > LARGEST_FEN:
        limit = show_money(LARGEST_FEN)
        raise refuse("E003", label=tr("金额"), lo=f"-{limit}", hi=limit, v=show_money(amount_fen))
    yuan, rest_fen = divmod(abs(amount_fen), 100)
    sign = "负" if amount_fen < 0 else ""
    if not amount_fen:
        return "人民币零元整"
    return f"人民币{sign}{_yuan(yuan)}{_small(yuan, rest_fen)}"


def _yuan(yuan: int) -> str:
    """Return the part up to 元, in groups of four digits; empty below 1 元."""
    words, gap = "", False
    for power in (2, 1, 0):
        group = yuan // 10_000**power % 10_000
        if group:
            words += "零" if words and (gap or group < 1000) else ""
            words += _group(group) + _GROUPS[power]
        gap = not group
    return f"{words}元" if words else ""


def _group(number: int) -> str:
    words, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            words += "零" if words and gap else ""
            words += _DIGITS[digit] + _PLACES[power]
        gap = not digit
    return words


def _small(yuan: int, rest_fen: int) -> str:
    """Return what follows 元."""
    jiao, fen = divmod(rest_fen, 10)
    if not rest_fen:
        return "整"
    zero = "零" if yuan and (yuan % 10 == 0 or not jiao) else ""
    tenths = f"{_DIGITS[jiao]}角" if jiao else ""
    return zero + tenths + (f"{_DIGITS[fen]}分" if fen else "整")
