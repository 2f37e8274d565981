"""What the QR code of a signed paper says, and how it is told from every stranger's code.

``FD/7K2M/P-03/PS261119-001/01/Q4XZ``: the program's mark, the office's sign, the form, the number
and a check over all of it. Only capitals, digits, ``/`` and ``-``, so that the QR stays small.

Source: spec P-03, P-25, P-33; the form of the code is assumed.
"""

import base64
import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MARK = "FD"
SIGN_LENGTH = 4
_CODE = re.compile(r"FD/([A-Z2-7]{4})/(P-\d\d)/([A-Z0-9/-]{8,18})/([A-Z2-7]{4})")
_CONSIGNMENT = re.compile(r"(?:YD|FH)(\d{6})[1-9]?\d{4}")
_RECEIPT = re.compile(r"PS(\d{6})-\d{3,4}/\d{2,3}")
_SURVEY = re.compile(r"MY(\d{6})-\d{3,4}/\d{2,3}")
RECEIPT_FORM = "P-03"
SURVEY_FORM = "P-14"
CONSIGNMENT_FORMS = frozenset({"P-25", "P-33"})
FREIGHT_FORMS = CONSIGNMENT_FORMS | {RECEIPT_FORM}


class Verdict(StrEnum):
    """What a text turned out to be."""

    OURS = "ours"
    OTHER_OFFICE = "other_office"
    BROKEN = "broken"
    STRANGE = "strange"


@dataclass(frozen=True)
class PaperCode:
    """A QR text as it was understood; form and number only of codes that are ours."""

    verdict: Verdict
    form: str = ""
    number: str = ""


def office_sign(firm_name: str) -> str:
    """Return the four letters that stand for an office: two firms number their papers alike."""
    return _digest(firm_name.strip())


def paper_code(form: str, number: str, firm_name: str) -> str:
    """Return the text of the QR code on one paper."""
    body = f"{MARK}/{office_sign(firm_name)}/{form}/{number}"
    return f"{body}/{_digest(body)}"


def read_paper_code(text: str, signs: Collection[str]) -> PaperCode:
    """Tell what a QR text is.

    Args:
        text: as the decoder gave it.
        signs: the signs of this office, earlier firm names included.
    """
    found = _CODE.fullmatch(text)
    if found is None:
        return PaperCode(Verdict.BROKEN if text.startswith(f"{MARK}/") else Verdict.STRANGE)
    sign, form, number, check = found.groups()
    if _digest(text[: -SIGN_LENGTH - 1]) != check or form not in forms_of(number):
        return PaperCode(Verdict.BROKEN)
    return PaperCode(Verdict.OURS if sign in signs else Verdict.OTHER_OFFICE, form, number)


def is_whole(text: str) -> bool:
    """Whether a QR text is a paper's of some office, check included."""
    return read_paper_code(text, ()).verdict is Verdict.OTHER_OFFICE


def forms_of(number: str) -> frozenset[str]:
    """Return the forms that print a number of this shape: none for a stranger's number."""
    if (receipt := _RECEIPT.fullmatch(number)) and _is_day(receipt[1]):
        return frozenset({RECEIPT_FORM})
    if (consignment := _CONSIGNMENT.fullmatch(number)) and _is_day(consignment[1]):
        return CONSIGNMENT_FORMS
    if (survey := _SURVEY.fullmatch(number)) and _is_day(survey[1]):
        return frozenset({SURVEY_FORM})
    return frozenset()


def _is_day(digits: str) -> bool:
    try:
        datetime.strptime(f"{digits}+0000", "%y%m%d%z")
    except ValueError:
        return False
    return True


def _digest(text: str) -> str:
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:SIGN_LENGTH]
