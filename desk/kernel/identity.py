"""Who and what: phones, identity papers, plates and names: read, checked, compared and masked.

Source: spec 3.0 (field validators), 3.1 (duplicate names), 5.13 and A-26 (masking).
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from desk.kernel.folding import fold_width

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,5})?")
_SERVICE_LINE = re.compile(r"400-?[0-9]{3}-?[0-9]{4}")
_AREA = re.compile(r"(0(?:10|2[0-9])|0[3-9][0-9]{2})-?([0-9]{7,8})((?:-[0-9]{1,5})?)")
_EXTENSION = re.compile(r"(?:转|#|ext\.?)", re.IGNORECASE)

_ID_CARD = re.compile(r"[1-9][0-9]{16}[0-9X]")
_ID_CHECKS = "10X98765432"
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(
    f"[{_PROVINCES}][A-HJ-NP-Z](?:[A-HJ-NP-Z0-9]{{5,6}}|[A-HJ-NP-Z0-9]{{4}}[挂学警港澳])"
)

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"  # Uyghur and Persian spelling needs them
_EDGES = "\ufeff\u200b\u200e\u200f\u2060"  # what chat programs and web pages leave behind
_COMPANY_WORDS = re.compile(
    "有限责任公司|责任有限公司|股份有限公司|集团有限公司|有限公司|股份公司|集团公司|集团|股份|公司$"
)
_HIDDEN = "****"
DOT_LETTERS = "\u1427\u119e\u318d\ua78f"
"""Dots that are typed between the parts of a name and that Unicode takes for letters (ᐧ ㆍ ꞏ)."""
_IN_NAMES = frozenset("LNM")


@lru_cache(maxsize=4096)
def normal_phone(text: str) -> str:
    """Return a phone in one spelling: 13812345678, 0991-1234567, 0991-1234567-12, 400-123-4567.

    Text that is no phone comes back in half width, so that the refusal can quote it.
    """
    if _MOBILE.fullmatch(text):
        return text
    plain = fold_width(text)
    tight = re.sub(r"[\s()]", "", _EXTENSION.sub("-", re.sub(r"\)\s*", "-", plain)))
    digits = re.sub(r"^(?:\+|00)?86-?(?=[01])", "", tight).replace("-", "")
    if _MOBILE.fullmatch(digits):
        return digits
    if _SERVICE_LINE.fullmatch(tight):
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    landline = _AREA.fullmatch(re.sub(r"^(?:\+|00)86-?(?=0)", "", re.sub("-+", "-", tight)))
    return f"{landline[1]}-{landline[2]}{landline[3]}" if landline else plain


def is_mobile(text: str) -> bool:
    return _MOBILE.fullmatch(normal_phone(text)) is not None


@lru_cache(maxsize=4096)
def is_phone(text: str) -> bool:
    """Say whether the text is a mobile, a landline with area code, or a 400 number."""
    if _MOBILE.fullmatch(text):
        return True
    normal = normal_phone(text)
    return any(form.fullmatch(normal) for form in (_MOBILE, _LANDLINE, _SERVICE_LINE))


def normal_id_card(text: str) -> str:
    """Return an identity number in half width without blanks, the check letter as X."""
    return _tight(text)


def is_id_card(text: str) -> bool:
    """Check an 18-character identity number: form, birthday and check digit (GB 11643)."""
    number = normal_id_card(text)
    if not _ID_CARD.fullmatch(number) or not _is_birthday(number[6:14]):
        return False
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(number[:17]))
    return _ID_CHECKS[total % 11] == number[17]


def is_uscc(text: str) -> bool:
    """Check a unified social credit code: 18 signs without I O S V Z, check digit (GB 32100)."""
    code = _tight(text)
    if len(code) != 18 or not set(code) <= set(_USCC_SIGNS):
        return False
    total = sum(_USCC_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return _USCC_SIGNS[-total % 31] == code[17]


def normal_plate(text: str) -> str:
    """Return a plate without blanks, dots or dashes, letters in capitals: 新A6F128."""
    return re.sub(r"[·•.\-]", "", _tight(text))


def is_plate(text: str) -> bool:
    """Check a plate: province, letter, 5 signs (6 for new energy), no I or O; 挂 for trailers."""
    return _PLATE.fullmatch(normal_plate(text)) is not None


def clean_text(text: str) -> str:
    """Return text as typed, without blanks and invisible signs at its ends."""
    return text.strip().strip(_EDGES).strip() if text else text


def has_control_characters(text: str, *, lines: bool = False) -> bool:
    """Say whether text holds signs that cannot be seen or printed; `lines` allows line breaks."""
    if text.isprintable():
        return False
    allowed = _JOINERS + ("\r\n\t" if lines else "")
    return any(unicodedata.category(char) in _INVISIBLE and char not in allowed for char in text)


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return what two spellings of one customer's name have in common, to find duplicates.

    Width, case, blanks, punctuation (「·」 and 「.」 in personal names) and the words for the legal
    form of a company do not count; branches (…分公司) stay apart from their company.
    """
    wide = unicodedata.normalize("NFKC", name).casefold()
    bare = "".join(char for char in wide if _is_of_a_name(char))
    branch = bare.endswith("分公司")
    key = _COMPANY_WORDS.sub("", bare.removesuffix("公司") if branch else bare)
    return key or bare


def _is_of_a_name(char: str) -> bool:
    return char not in DOT_LETTERS and unicodedata.category(char)[0] in _IN_NAMES


def mask_phone(text: str) -> str:
    """Show 138****5678 for a mobile and 0991-****567 for a landline; anything else is hidden."""
    normal = normal_phone(text)
    if _MOBILE.fullmatch(normal):
        return f"{normal[:3]}{_HIDDEN}{normal[-4:]}"
    if is_phone(normal):
        area, rest = normal.split("-", 1)
        number = rest if area == "400" else rest.split("-")[0]
        return f"{area}-{_HIDDEN}{number[-3:]}"
    return _HIDDEN if normal else ""


def mask_name(name: str) -> str:
    """Show the first character and a star."""
    bare = name.strip()
    return f"{bare[0]}*" if bare else ""


def mask_id(text: str) -> str:
    """Show the first 3 and last 4 characters of an identity number."""
    number = normal_id_card(text)
    if len(number) < 15:
        return _HIDDEN if number else ""
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def mask_account(text: str) -> str:
    """Show the last 4 digits of a bank account."""
    digits = _tight(text)
    if not digits:
        return ""
    return _HIDDEN + (digits[-4:] if len(digits) >= 8 else "")


def mask_address(province: str, city: str, county: str | None = None) -> str:
    """Show an address down to its county, then stars."""
    parts = (province, "" if city == province else city, county or "")
    return "".join(parts) + _HIDDEN


def _tight(text: str) -> str:
    return re.sub(r"\s", "", fold_width(text)).upper()


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return born.year >= 1900
