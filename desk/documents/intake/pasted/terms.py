"""What was agreed: who pays, COD, cover, receipts, how it is handed over, urgent, held back."""

import re
from dataclasses import dataclass
from typing import Any

from desk.documents.intake.pasted.numerals import AMOUNT, amount_fen, number_of
from desk.documents.intake.pasted.sheet import Sheet, doubt
from desk.documents.intake.pasted.words import Found
from desk.kernel.text import tr

_YUAN = r"\s?(?:元整?|块钱?|rmb)?"
_MONEY = rf"[:款为是约 ]{{0,3}}¥?\s?({AMOUNT}){_YUAN}"
_COD = re.compile(rf"(?:代收货款|代收款|代收|货到付款){_MONEY}")
_COD_BARE = re.compile(r"代收货款|代收款|代收")
_COVER = re.compile(rf"(?:保价|声明价值|投保|保险|保额|货值|保){_MONEY}")
_NO_COVER = re.compile(r"不用?保价|不保")
_FREIGHT = re.compile(
    rf"(?:运费|(到付|现付|提付|寄付)(?:运费)?)[:是 ]{{0,2}}¥?\s?({AMOUNT}){_YUAN}(?!\s?[份件箱公吨k斤方%])"
)
_RECEIPT = re.compile(
    r"(?:要|签|需要?|返)?回单[:]?\s?([0-9一二两三四五])\s?[份联张]|([0-9一二两三四五])\s?[份联张]回单"
)
_NO_RECEIPT = re.compile(r"(?:不要|不用|无|没有|不需要?)回单")
_RECEIPT_BARE = re.compile(r"(?:要|签|需要?|返|有|带)回单|签单返[回还]|返单|回单(?!付)")
_URGENT = re.compile(r"(不)?(?:加急|急件|急货|特急|急用|急)")
_HOLD = re.compile(
    r"(?:等|凭|听)?(?:电话)?通知再?放货?|等放货通知|等电话放货|控货|(等通知)(?!再?[发送提])"
)


@dataclass(frozen=True)
class _Word:
    pattern: str
    value: str
    why: str = ""


_PAY = (
    _Word(r"货到付款", "到付", "「货到付款」也可能是代收货款"),
    _Word(r"回单付|回付", "回付"),
    _Word(r"货款扣|扣货款|货款里扣", "货款扣"),
    _Word(r"(?:运费)?(?:到付|提付)|收货人付|对方付", "到付"),
    _Word(r"(?:运费)?(?:现付|寄付)|发货人付|预付", "现付"),
    _Word(r"运费已付|已付", "现付", "「已付」请核实"),
    _Word(r"(?:运费)?月结|月付", "月结"),
    _Word(r"欠付", "欠付"),
)
_DELIVERY = (
    _Word(r"自提|自取|不送货|来提货", "自提"),
    _Word(r"送货上门|送上门|门到门|派送上门|上门送货|送货到家|送货|派送", "送货"),
    _Word(r"(?:需要?|要)?中转", "中转"),
)


def read_terms(sheet: Sheet) -> dict[str, Found[Any]]:
    """The agreed fields that the text speaks of, by the name they have in `PastedOrder`."""
    fields = {
        "cod_fen": _cod(sheet),
        "declared_fen": _cover(sheet),
        "receipt_copies": _receipt(sheet),
        **_freight(sheet),
        "delivery": _word(sheet, _DELIVERY),
        "hold_release": _hold(sheet),
        "urgent": _urgent(sheet),
    }
    if "pay_terms" not in fields:
        fields["pay_terms"] = _word(sheet, _PAY)
    return fields


def _money(sheet: Sheet, pattern: re.Pattern[str]) -> tuple[re.Match[str], int] | None:
    match = pattern.search(sheet.view)
    fen = amount_fen(match[match.lastindex or 1]) if match else None
    return (match, fen) if match and fen is not None else None


def _cod(sheet: Sheet) -> Found[int]:
    read = _money(sheet, _COD)
    if read:
        match, fen = read
        why = tr("「货到付款」可能是到付运费") if match[0].startswith("货到") else ""
        return sheet.found(fen, *match.span(), why or _loose(match[1]))
    bare = _COD_BARE.search(sheet.view)
    return sheet.found(None, *bare.span(), tr("没有写金额")) if bare else Found()


def _cover(sheet: Sheet) -> Found[int]:
    none = _NO_COVER.search(sheet.view)
    if none:
        return sheet.found(0, *none.span())
    read = _money(sheet, _COVER)
    if read is None:
        return Found()
    match, fen = read
    why = tr("「货值」不一定要保价") if match[0].startswith("货值") else _loose(match[1])
    return sheet.found(fen, *match.span(), why)


def _loose(amount: str) -> str:
    return tr("「{v}」请核实").format(v=amount) if re.search(r"万[0-9一-九]$", amount) else ""


def _freight(sheet: Sheet) -> dict[str, Found[Any]]:
    match = _FREIGHT.search(sheet.view)
    fen = amount_fen(match[2]) if match else None
    if match is None or fen is None:
        return {}
    if match[1] is None:
        return {"freight_fen": sheet.found(fen, *match.span())}
    middle = match.start(2)
    pay = {"提付": "到付", "寄付": "现付"}.get(match[1], match[1])
    return {
        "pay_terms": sheet.found(pay, match.start(), match.end(1)),
        "freight_fen": sheet.found(fen, middle, match.end(), tr("是不是运费,请核实")),
    }


def _receipt(sheet: Sheet) -> Found[int]:
    none = _NO_RECEIPT.search(sheet.view)
    if none:
        return sheet.found(0, *none.span())
    match = _RECEIPT.search(sheet.view)
    if match:
        copies = number_of(match[1] or match[2])
        return sheet.found(int(copies or 0), *match.span())
    bare = _RECEIPT_BARE.search(sheet.view)
    return sheet.found(1, *bare.span(), tr("没有写份数,按 1 份")) if bare else Found()


def _word(sheet: Sheet, words: tuple[_Word, ...]) -> Found[str]:
    """The first of the words in the text; different ones make it unsure."""
    hits = []
    for word in words:
        for match in re.finditer(word.pattern, sheet.view):
            why = tr(word.why) if word.why else ""
            hits.append(sheet.found(word.value, *match.span(), why))
    hits.sort(key=lambda hit: hit.start)
    values = tuple(dict.fromkeys(hit.value for hit in hits))
    if not hits:
        return Found()
    return hits[0] if len(values) == 1 else doubt(hits[0], tr("前后说法不一"), *map(str, values))


def _hold(sheet: Sheet) -> Found[bool]:
    match = _HOLD.search(sheet.view)
    if match is None:
        return Found()
    return sheet.found(True, *match.span(), tr("「等通知」请核实") if match[1] else "")


def _urgent(sheet: Sheet) -> Found[bool]:
    hits = [sheet.found(not m[1], *m.span()) for m in _URGENT.finditer(sheet.view)]
    values = {hit.value for hit in hits}
    return doubt(hits[0], tr("前后说法不一")) if len(values) > 1 else (hits or [Found()])[0]
