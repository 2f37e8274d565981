"""What stands on a piece label, placed by millimetres.

Source: spec P-32.
"""

from dataclasses import dataclass

from desk.documents.papers import (
    Align,
    PaperSize,
    Placed,
    PlacedBarcode,
    PlacedItem,
    PlacedLine,
    PlacedMark,
    PlacedText,
)
from desk.freight.consignments.choices import Category, Direction
from desk.freight.consignments.model import Consignment
from desk.kernel.divisions import find_division
from desk.kernel.identity import mask_name, mask_phone
from desk.kernel.moments import show_date
from desk.kernel.text import tr

LONGEST_NAME = 8
_LONGEST_PLACE = 6
_EDGE = 3.0
_SIDE = 27.0
_HANDLING = (
    ("易碎", Category.FRAGILE),
    ("向上", Category.LIQUID),
    ("怕湿", None),
)


@dataclass(frozen=True)
class _Rows:
    """Where the rows of a label stand, in mm from its upper edge."""

    line: float
    consignee: float
    goods: float
    marks: float
    mark_height: float
    bars: float
    bars_height: float
    number: float


_TALL = _Rows(18.5, 20.5, 26.5, 33, 7.5, 43.5, 16.5, 61)
_LOW = _Rows(17.5, 18.8, 24.3, 30.2, 6.8, 39, 12.5, 52.2)


def label_block(c: Consignment, size: PaperSize, piece: int) -> Placed:
    """The label of one piece.

    Args:
        c: consignment.
        size: label size.
        piece: which piece, from 1.
    """
    rows = _TALL if size.height_mm >= 70 else _LOW
    wide = size.width_mm - 2 * _EDGE
    side = size.width_mm - _EDGE - _SIDE
    number = c.number or tr("草稿")
    return Placed(
        (
            *_destination(c, wide - _SIDE - 1),
            PlacedText(side, 2.8, _SIDE, c.destination_code[:4], 18, True, Align.RIGHT),
            PlacedText(side, 10.8, _SIDE, f"{piece}/{c.declared}", 15, True, Align.RIGHT, True),
            PlacedLine(_EDGE, rows.line, _EDGE + wide, rows.line, 0.9),
            *_wording(c, rows, wide),
            *_marks(c, rows),
            *(
                [PlacedBarcode(_EDGE, rows.bars, wide, rows.bars_height, c.number)]
                if c.number
                else []
            ),
            PlacedText(_EDGE, rows.number, wide, number, 13, True, Align.CENTRE),
        )
    )


def _destination(c: Consignment, wide: float) -> list[PlacedItem]:
    if c.direction is not Direction.RETURN:
        return _place(c.destination, _EDGE, wide)
    sign, after = 12.0, 14.0
    mark = PlacedMark(_EDGE, 3.4, sign, sign, tr("返"), solid=True)
    return [mark, *_place(c.destination, _EDGE + after, wide - after)]


def _place(destination: str, x: float, wide: float) -> list[PlacedItem]:
    """The destination large; of a long one the county large under its city, so that none is cut."""
    found = find_division(destination)
    if len(destination) <= _LONGEST_PLACE or found is None or found.county is None:
        return [PlacedText(x, 3.2, wide, destination, 28, True, shrink=True)]
    return [
        PlacedText(x, 2.6, wide, found.city, 11, True, shrink=True),
        PlacedText(x, 7.2, wide, found.county, 24, True, shrink=True),
    ]


def _wording(c: Consignment, rows: _Rows, wide: float) -> list[PlacedItem]:
    consignee = tr("收货人 {name} {phone}").format(
        name=mask_name(c.consignee_contact or c.consignee_name), phone=mask_phone(c.consignee_phone)
    )
    origin = f"{c.origin_station} {show_date(c.accept_at)}"
    right = 38.0
    return [
        PlacedText(_EDGE, rows.consignee, wide, consignee, 12, bold=True, shrink=True),
        PlacedText(
            _EDGE, rows.goods, wide - right, tr("品名 ") + _short(c.goods_summary), 11, shrink=True
        ),
        PlacedText(
            _EDGE + wide - right, rows.goods + 0.5, right, origin, 9, align=Align.RIGHT, shrink=True
        ),
    ]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "…"


def _marks(c: Consignment, rows: _Rows) -> list[PlacedItem]:
    step, width = 16.0, 14.5
    return [
        PlacedMark(_EDGE + n * step, rows.marks, width, rows.mark_height, word, solid)
        for n, (word, solid) in enumerate(mark_words(c))
    ]


def mark_words(c: Consignment) -> list[tuple[str, bool]]:
    """The marks of the goods: word, and whether it is printed white on black."""
    written = " ".join(line.mark for line in c.lines)
    kinds = {line.category for line in c.lines}
    found = [(tr(word), False) for word, kind in _HANDLING if kind in kinds or word in written]
    found += [(tr("加急"), True)] * c.urgent
    return found + [(tr("代收"), True)] * (c.cod_amount_fen > 0)
