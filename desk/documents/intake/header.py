"""Finding the heading row of a stranger's list, and which of the rows below it are records.

Source: spec 3.28; the real lists have title rows above, two-line headings, page totals and repeated
headings in between.
"""

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from desk.documents.intake.answer import Cell, Row
from desk.documents.intake.labels import read_label

SEARCHED_ROWS = 30
LEAST_MATCHES = 2
REPEATED_SHARE = 0.6


@dataclass(frozen=True)
class HeaderFound:
    """The heading row.

    Attributes:
        row_index: index of its last line; the rows after it are data.
        names: one name per column; a two-line heading is joined (收货方 + 电话 → 收货方电话).
        lines: the heading's lines as found.
    """

    row_index: int
    names: tuple[str, ...]
    lines: tuple[Row, ...]

    @cached_property
    def repeated(self) -> tuple["_Line", ...]:
        """What a row below is compared with; a heading of one line says it only once."""
        read = (tuple(read_label(cell).name for cell in line) for line in (self.names, *self.lines))
        return tuple(_Line(names) for names in dict.fromkeys(read))


@dataclass(frozen=True)
class _Line:
    """A line of the heading in comparable form, column by column."""

    names: tuple[str, ...]

    @cached_property
    def least(self) -> float:
        """So many cells of a row that repeats it say the same."""
        return max(LEAST_MATCHES, REPEATED_SHARE * sum(1 for name in self.names if name))

    @cached_property
    def first_signs(self) -> tuple[str, ...]:
        """The first sign of every name; of a Latin one blank, which is in any text."""
        return tuple("" if name.isascii() else name[0] for name in self.names if name)


class RowKind(enum.StrEnum):
    """What a row below the heading is."""

    RECORD = "record"
    BLANK = "blank"
    TOTAL = "total"
    HEADER_AGAIN = "header_again"


def find_header(rows: Sequence[Row], vocabulary: Iterable[str]) -> HeaderFound | None:
    """Find the heading among the first rows by the column names we know.

    Args:
        rows: the sheet from its first row on.
        vocabulary: every label and alias of the wanted columns.

    Returns:
        The heading that names the most known columns, or None when no row names two.
    """
    known = {read_label(word).name for word in vocabulary} - {""}
    candidates = [
        (_score(found, known), -len(found.lines), -found.row_index, found)
        for found in _candidates(rows[: SEARCHED_ROWS + 1], known)
    ]
    if not candidates:
        return None
    score, _, _, best = max(candidates, key=lambda candidate: candidate[:3])
    return best if score >= min(LEAST_MATCHES, len(known)) else None


def row_kind(row: Row, header: HeaderFound) -> RowKind:
    """Tell a record from blank rows, totals and repeated headings."""
    filled = [cell for cell in row if not _is_blank(cell)]
    if not filled:
        return RowKind.BLANK
    said = "\n".join([cell for cell in filled if isinstance(cell, str)])
    plain = _NOT_PLAIN.search(said) is None
    if not (plain and _TOTAL_SIGN.search(said) is None) and _is_total(filled):
        return RowKind.TOTAL
    if any(_repeats(row, line) for line in header.repeated if not plain or _may_be(line, said)):
        return RowKind.HEADER_AGAIN
    return RowKind.RECORD


def _candidates(rows: Sequence[Row], known: set[str]) -> Iterator[HeaderFound]:
    for index, row in enumerate(rows):
        if any(not _is_blank(cell) for cell in row):
            yield HeaderFound(index, tuple(_shown(cell) for cell in row), (row,))
            below = rows[index + 1] if index + 1 < len(rows) else ()
            if any(isinstance(cell, str) for cell in below):
                yield HeaderFound(index + 1, _joined(row, below, known), (row, below))


def _joined(upper: Row, lower: Row, known: set[str]) -> tuple[str, ...]:
    """Join two lines; a group head reaches over the blanks to its right."""
    names: list[str] = []
    group = ""
    for index in range(max(len(upper), len(lower))):
        head, part = (_shown(line[index]) if index < len(line) else "" for line in (upper, lower))
        group = head if head and part else ("" if head or not part else group)
        names.append(_best_name(group, part, known) if part else head)
    return tuple(names)


def _best_name(group: str, part: str, known: set[str]) -> str:
    joined = group + part
    named_alone = read_label(joined).name not in known and read_label(part).name in known
    return part if named_alone else joined


def _score(found: HeaderFound, known: set[str]) -> int:
    """Known names, each once; numbers and dates in the last line speak against a heading."""
    names = {read_label(name).name for name in found.names}
    values = sum(1 for cell in found.lines[-1] if cell is not None and not isinstance(cell, str))
    return len(names & known) - values


_TOTAL = re.compile(
    r"(?:本页|本日|本月|当日|当页|全部|总)?(?:合计|小计|总计|共计|累计)|(?:grand|sub)?total|sum"
)
_TOTAL_TAIL = re.compile(r"[\d件票元吨方kgm立公斤台箱页大写]*")
_PAGE = re.compile(r"第\d+页(?:共\d+页)?|第\d+/\d+页|page\d+(?:of\d+)?")
# Comparing a cell costs much. Plain texts without these signs (合计, 第2页, total, sum, page) are no totals.
_NOT_PLAIN = re.compile(r"[^\x00-\x7f\u3000-\u3029\u4e00-\u9fff\uff01-\uff20]")
_TOTAL_SIGN = re.compile("[计第lLmMeE]")
_HAS_DIGIT_OR_MARK = re.compile(r"[\d.,\-¥%/元件票吨方斤kgm³]+", re.IGNORECASE)


def _is_total(filled: list[Cell]) -> bool:
    """A row that begins with 合计 or 第2页, or holds it beside nothing but figures."""
    totals = [isinstance(cell, str) and _says_total(cell) for cell in filled]
    if totals[0]:
        return True
    return any(totals) and all(
        total or not isinstance(cell, str) or _HAS_DIGIT_OR_MARK.fullmatch("".join(cell.split()))
        for total, cell in zip(totals, filled, strict=True)
    )


def _says_total(text: str) -> bool:
    name = read_label(text).name
    start = _TOTAL.match(name)
    ends_like_total = start and _TOTAL_TAIL.fullmatch(name[start.end() :])
    return bool(ends_like_total or _PAGE.fullmatch(name))


def _may_be(line: _Line, said: str) -> bool:
    """Whether enough names of the line can stand in these texts at all."""
    return sum([sign in said for sign in line.first_signs]) >= line.least


def _repeats(row: Row, line: _Line) -> bool:
    found = [read_label(cell).name for cell in row]
    same = sum(1 for a, b in zip(line.names, found, strict=False) if a and a == b)
    return same >= line.least


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def _shown(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())
