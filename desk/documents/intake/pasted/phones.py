"""Phones, with blanks, dashes and full-width digits; numbers one digit short are marked, not mended."""

import re
from typing import Any

from desk.documents.intake.pasted.sheet import Sheet
from desk.documents.intake.pasted.words import Found
from desk.kernel.identity import is_phone, normal_phone
from desk.kernel.text import tr

_FORMS = (
    r"(?<![0-9*])(?:(?:\+|00)?86[- ]?)?1[3-9][0-9](?:[ -]?[0-9]){8}(?![0-9*])",
    r"(?<![0-9])\(?0[1-9][0-9]{1,2}[) -]{0,2}[0-9]{7,8}(?:(?:-|转)[0-9]{1,5})?(?![0-9])",
    r"(?<![0-9])0[1-9][0-9]{1,2}[- ][0-9]{3,4}[- ][0-9]{4}(?![0-9])",
    r"(?<![0-9])400[- ]?[0-9]{3}[- ]?[0-9]{4}(?![0-9])",
)
_WRONG = r"(?<![0-9*])1[3-9][0-9]{8}(?:[0-9]{2})?(?![0-9*.]|\s?(?:kg|公斤|件|方|元|吨|斤))"
_LOCAL = r"(?:电话|座机|tel)[: ]{0,3}([2-8][0-9]{6,7})(?![0-9])"


def read_phones(sheet: Sheet) -> list[Found[str]]:
    """Every phone in the order of the text."""
    phones: list[Found[Any]] = []
    for form in _FORMS:
        for match in re.finditer(form, sheet.view):
            normal = normal_phone(match[0])
            if is_phone(normal):
                phones.append(sheet.found(normal, *match.span()))
    for match in re.finditer(_WRONG, sheet.view):
        phones.append(sheet.found(match[0], *match.span(), tr("手机号不是 11 位")))
    for match in re.finditer(_LOCAL, sheet.view):
        phones.append(sheet.found(match[1], *match.span(1), tr("座机没有区号")))
    return sorted(phones, key=lambda phone: phone.start)
