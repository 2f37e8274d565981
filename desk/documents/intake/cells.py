"""Reading the cells of one record: every value strictly parsed, every doubt collected with its label."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, partial
from types import MappingProxyType
from typing import Any, TypeVar

from desk.documents.intake.answer import Cell, Row
from desk.documents.intake.mapping import Column, ColumnMapping
from desk.kernel.choices import Choice
from desk.kernel.errors import Problem, Refused, problem, refuse
from desk.kernel.folding import fold_width
from desk.kernel.moments import parse_date, parse_moment
from desk.kernel.prices import parse_price
from desk.kernel.quantities import (
    BARE_VOLUME,
    BARE_WEIGHT,
    parse_count,
    parse_money,
    parse_volume,
    parse_weight,
)
from desk.kernel.text import tr

T = TypeVar("T")
C = TypeVar("C", bound=Choice)
Parse = Callable[[Any, str, str], T]

LONGEST_TEXT = 500
# Spreadsheets keep 15 digits of a number; longer codes typed as numbers end in invented zeros.
EXACT_DIGITS_END = 10**15
_CONTROLS = {chr(n) for n in range(32)} - {"\t", "\n", "\r"}

_BARE: Mapping[Parse[int], frozenset[str]] = MappingProxyType(
    {parse_weight: BARE_WEIGHT, parse_volume: BARE_VOLUME}
)
_MOST_WORDS = 1_000


class CellReader:
    """The cells of one record, read column by column; `problems` fills up meanwhile.

    Attributes:
        row_no: the row's number in the sheet, counted from 1.
        values: what was read, by column key.
        problems: everything that could not be read, in order.
    """

    def __init__(
        self, row_no: int, row: Row, mapping: ColumnMapping, columns: Mapping[str, Column]
    ) -> None:
        self.row_no = row_no
        self.values: dict[str, object] = {}
        self.problems: list[Problem] = []
        self._row = row
        self._mapping = mapping
        self._places = mapping.places
        self._columns = columns

    def raw(self, key: str) -> Cell:
        """The cell as it is; None when blank or when the list has no such column."""
        place = self._places.get(key)
        if place is None or place >= len(self._row):
            return None
        cell = self._row[place]
        return None if isinstance(cell, str) and (not cell or cell.isspace()) else cell

    def read(self, key: str, parse: Parse[T]) -> T | None:
        """Read one cell with a strict parser of (value, label, field).

        A blank required cell adds E001; what the parser refuses is added under the column's label.
        """
        cell = self.raw(key)
        self.values[key] = None
        label = self._columns[key].label
        if cell is None:
            if self._columns[key].required:
                self.problems.append(problem("E001", key, label=label))
            return None
        try:
            value = parse(cell, label, key)
        except Refused as refused:
            self.problems.extend(refused.problems)
            return None
        self.values[key] = value
        return value

    def read_all(self, parsers: Mapping[str, Parse[Any]]) -> None:
        """Read many cells, each by its own parser, in this order; most of a list's columns are not there."""
        for key, parse in parsers.items():
            if key in self._places or self._columns[key].required:
                self.read(key, parse)
            else:
                self.values[key] = None

    def text(self, key: str, most: int = LONGEST_TEXT) -> str | None:
        """Read text; numbers become their digits, blanks around it go."""
        return self.read(key, text_of(most))

    def count(self, key: str) -> int | None:
        """Read a whole number."""
        return self.read(key, parse_count)

    def money_fen(self, key: str) -> int | None:
        """Read an amount of 元 as fen."""
        return self.read(key, parse_money)

    def price_mill(self, key: str) -> int | None:
        """Read a price per kg as 1/1000 yuan: in the cell's unit, else the heading's, else 元/kg."""
        return self.read(key, lambda c, label, f: self._measured(key, c, label, f, parse_price))

    def weight_g(self, key: str) -> int | None:
        """Read a weight as grams: in the cell's unit, else the heading's, else kg."""
        return self.read(key, lambda c, label, f: self._measured(key, c, label, f, parse_weight))

    def volume_cm3(self, key: str) -> int | None:
        """Read a volume as cm³: in the cell's unit, else the heading's, else m³."""
        return self.read(key, lambda c, label, f: self._measured(key, c, label, f, parse_volume))

    def beside(self, key: str) -> list[str]:
        """The filled cells right of a column that are none of ours: notes under nameless headings."""
        start = self._mapping.index_of(key)
        if start is None:
            return []
        ours = {match.index for match in self._mapping.matches.values()}
        cells = [c for i, c in enumerate(self._row) if i > start and i not in ours]
        return [str(c).strip() for c in cells if c is not None and str(c).strip()]

    def day(self, key: str, today: dt.date) -> dt.date | None:
        """Read a business date, also from a serial number."""
        return self.read(
            key, lambda c, label, f: parse_date(c, today, serial=True, label=label, field=f)
        )

    def moment(self, key: str, today: dt.date) -> dt.datetime | None:
        """Read a day and time as an aware UTC moment."""
        return self.read(
            key, lambda c, label, f: parse_moment(c, today, serial=True, label=label, field=f)
        )

    def _measured(self, key: str, cell: Cell, label: str, field: str, parse: Parse[int]) -> int:
        """A bare number is in the heading's unit; a cell that names its own unit keeps it."""
        unit = self._mapping.matches[key].unit
        is_bare = not isinstance(cell, str) or cell.strip()[-1:].isdigit()
        if not (unit and is_bare):
            return parse(cell, label, field)
        if unit in _BARE.get(parse, ()) and not isinstance(cell, str):
            return parse(cell, label, field)
        return parse(f"{_digits(cell)}{unit}", label, field)


def _digits(cell: Cell) -> str:
    """A number as the clerk saw it; a float without an exponent."""
    return f"{Decimal(repr(cell)):f}" if isinstance(cell, float) else str(cell)


@cache
def text_of(most: int) -> Parse[str]:
    """A parser of text of at most so many characters."""
    return partial(_text, most=most)


def _text(cell: Cell, label: str, field: str, most: int) -> str:
    if isinstance(cell, bool):
        return tr("是") if cell else tr("否")
    text = (cell if isinstance(cell, str) else _shown(cell, label, field)).strip()
    if not (text.isprintable() or _CONTROLS.isdisjoint(text)):
        raise refuse("E012", field, label=label)
    if len(text) > most:
        raise refuse("E004", field, label=label, n=most, v=len(text))
    return text


def _shown(cell: Cell, label: str, field: str) -> str:
    """What is no text, as text."""
    if isinstance(cell, int | float) and abs(cell) >= EXACT_DIGITS_END:
        why = tr("超过 15 位的号码须在 Excel 中设为文本格式,否则末几位已变成 0")
        raise refuse("E019", field, label=label, why=why)
    return str(cell)


def one_of(choices: type[C], words: Mapping[str, Choice] = MappingProxyType({})) -> Parse[C]:
    """A parser of one word of an enum: its own words first, then those a sender uses.

    The parser raises E005 naming the words that are understood.
    """
    known: dict[Any, C] = {}

    def parse(cell: Any, label: str, field: str) -> C:
        if cell in known:
            return known[cell]
        word = fold_width(str(cell)).strip()
        found = choices.from_word(word) or words.get(word)
        if not isinstance(found, choices):
            words_known = "、".join(choice.label for choice in choices)
            raise refuse("E005", field, label=label, v=word, choices=words_known)
        if len(known) < _MOST_WORDS:
            known[cell] = found
        return found

    return parse
