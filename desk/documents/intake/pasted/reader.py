"""A pasted text, taken apart."""

import re
from unicodedata import category

from desk.documents.intake.pasted.goods import read_figures, read_goods
from desk.documents.intake.pasted.people import read_marks, read_parties
from desk.documents.intake.pasted.phones import read_phones
from desk.documents.intake.pasted.places import read_places
from desk.documents.intake.pasted.sheet import Sheet
from desk.documents.intake.pasted.terms import read_terms
from desk.documents.intake.pasted.words import PastedOrder

MOST_CHARACTERS = 1500
_REST = re.compile(r"[^\0\n]+")


def read_pasted(text: str) -> PastedOrder:
    """Take a message apart; what is beyond `MOST_CHARACTERS` is not read and stays in `rest`.

    Never raises. Weights in grams, volumes in cm³, money in fen. Source: assumed.
    """
    sheet = Sheet(text[:MOST_CHARACTERS])
    phones = read_phones(sheet)
    spots = read_places(sheet)
    terms = read_terms(sheet)
    figures = read_figures(sheet)
    marks = read_marks(sheet)
    shipper, consignee = read_parties(sheet, marks, phones, spots)
    goods, total = read_goods(sheet, figures)
    return PastedOrder(
        text=text,
        shipper=shipper,
        consignee=consignee,
        goods=goods,
        total=total,
        rest=(*_rest(sheet), *filter(None, [text[MOST_CHARACTERS:].strip()])),
        **terms,
    )


def _rest(sheet: Sheet) -> list[str]:
    pieces = (
        sheet.text[m.start() : m.end()].strip(" \t\r,，、;；:：。.!！|()（）→-")
        for m in _REST.finditer(sheet.view)
    )
    return [piece for piece in pieces if any(category(sign)[0] in "LNS" for sign in piece)]
