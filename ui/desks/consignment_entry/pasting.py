"""Rows copied from a spreadsheet, as lines of goods."""

import re
from collections.abc import Sequence

from desk.documents.intake.labels import read_label
from desk.kernel.errors import Refused
from desk.kernel.quantities import parse_weight
from ui.desks.pasted_table import cells_of

_HEADINGS = (
    ("goods_name", ("品名", "货名", "货物", "名称")),
    ("pieces", ("件",)),
    ("packing", ("包装",)),
    ("weight_g", ("重量", "毛重", "公斤", "kg")),
    ("volume_cm3", ("体积", "立方", "方数", "尺寸", "m³", "m3")),
    ("category", ("类别", "类型")),
    ("mark", ("唛头", "标记", "备注")),
)
ORDER = ("goods_name", "pieces", "packing", "weight_g", "volume_cm3", "category", "mark")
_BARE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_MEASURED = ("weight_g", "volume_cm3")
WITHOUT_PACKING = tuple(name for name in ORDER if name != "packing")


def pasted_lines(text: str, first_cell: str = "goods_name") -> list[dict[str, str]]:
    """The rows of a copied table, by name of cell; blank rows are left out.

    A heading row is recognised by its words; without one the columns follow the screen from the cell
    the cursor is in. A third column full of numbers is the weight: many lists have no packing.
    """
    rows = cells_of(text)
    if not rows:
        return []
    named = _named(rows[0])
    if named:
        units = [_unit(name, cell) for name, cell in zip(named, rows[0], strict=True)]
        return [_cells(_with_units(row, units), named) for row in rows[1:]]
    return [_cells(row, _placed(rows, first_cell)) for row in rows]


def _named(row: Sequence[str]) -> list[str]:
    """Names of the columns if the row is a heading, else nothing."""
    names = [_heading(cell) for cell in row]
    known = [name for name in names if name]
    return names if len(known) >= 2 and len(known) == len(set(known)) else []


def _heading(cell: str) -> str:
    if any(sign.isdecimal() for sign in cell.lower().replace("m3", "")):  # not the ³ of m³
        return ""
    return next((name for name, words in _HEADINGS if any(w in cell.lower() for w in words)), "")


def _unit(name: str, heading: str) -> str:
    """The unit a heading gives the bare numbers below it; one that no cell may have makes them unreadable."""
    return read_label(heading).unit if name in _MEASURED else ""


def _with_units(row: Sequence[str], units: Sequence[str]) -> list[str]:
    pairs = zip(row, [*units, *[""] * len(row)], strict=False)
    return [cell + unit if _BARE.fullmatch(cell) else cell for cell, unit in pairs]


def _placed(rows: Sequence[Sequence[str]], first_cell: str) -> list[str]:
    if first_cell == "goods_name" and all(len(row) > 2 and _is_number(row[2]) for row in rows):
        return list(WITHOUT_PACKING)
    return list(ORDER[ORDER.index(first_cell) :])


def _is_number(cell: str) -> bool:
    try:
        parse_weight(cell)
    except Refused:
        return False
    return True


def _cells(row: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(names, row, strict=False) if name and cell}
