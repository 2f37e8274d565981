"""Pasted orders: a message or a note of a phone call, taken apart into the fields of an order.

`read_pasted` never raises and never guesses: each field says how certain it is and which words it
comes from, and what was not understood stays in `rest`. `words` holds the answer, `sheet` the text
with what is already taken; `phones`, `places`, `terms`, `figures`, `people` and `goods` each take
their own words out of it, in this order.
"""

from desk.documents.intake.pasted.reader import read_pasted
from desk.documents.intake.pasted.words import (
    Certainty,
    Found,
    PastedGoods,
    PastedOrder,
    PastedParty,
)

__all__ = ["Certainty", "Found", "PastedGoods", "PastedOrder", "PastedParty", "read_pasted"]
