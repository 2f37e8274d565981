"""Values as a spreadsheet keeps them; apart from the cells, so that nobody loads openpyxl for a value.

Source: spec 3.0, 4.0.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from desk.documents.papers import Cell, Kind
from desk.documents.papers.cells import UNITS
from desk.kernel.moments import local

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767
# a percentage is stored as the share it is and shown by its format
_STORED_UNITS = {**UNITS, Kind.PERCENT: 10_000}


def stored(value: Cell, kind: Kind) -> str | int | Decimal | date | None:
    """Return a raw value as Excel stores it: yuan, kg and m³ as exact decimals, moments in Beijing time."""
    if isinstance(value, datetime):
        here = local(value)
        return here.date() if kind is Kind.DATE else here.replace(tzinfo=None, microsecond=0)
    if isinstance(value, int) and kind in _STORED_UNITS:
        return Decimal(value) / _STORED_UNITS[kind]
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", value)[:_LONGEST]
    return value
