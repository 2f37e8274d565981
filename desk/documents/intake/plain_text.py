"""Text tables: which encoding, which delimiter, and their records.

Every cell of a text table stays text; what it means is for the column's own parser to say.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from desk.documents.intake.limits import LIMITS
from desk.documents.intake.refusals import SheetRefused

DELIMITERS = ",\t;|"
SAMPLE_LINES = 60
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
STRUCTURE = (",", "\t", "\n", ";")
ALLOWED_CONTROLS = {"\t", "\n", "\r", "\f", "\v", "\x1a"}


@dataclass(frozen=True)
class TextShape:
    """How a text table is written."""

    encoding: str
    delimiter: str


def text_shape(content: bytes) -> TextShape:
    """Find the encoding and the delimiter of a text table.

    Raises:
        SheetRefused: no known encoding fits, or the content is not text.
    """
    encoding = _encoding(content)
    text = _decoded(content, encoding)
    return TextShape(encoding, _delimiter(text))


def text_records(content: bytes, shape: TextShape) -> Iterator[list[str]]:
    """Yield the records of a text table.

    Raises:
        SheetRefused: an unpaired quote swallowed the rest of the file.
    """
    most = LIMITS["text"].most
    csv.field_size_limit(most)
    lines = io.StringIO(_decoded(content, shape.encoding), newline="")
    try:
        yield from csv.reader(lines, delimiter=shape.delimiter)
    except csv.Error:
        raise SheetRefused("quotes", most=f"{most:,}") from None


def _encoding(content: bytes) -> str:
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return encoding
    if b"\0" in content:
        return _utf16_without_mark(content)
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise SheetRefused("encoding")


def _utf16_without_mark(content: bytes) -> str:
    """Tell the byte order by where delimiters and line ends stand."""
    sample = content[: 1 << 16]
    little = sum(sample.count(c.encode("utf-16-le")) for c in STRUCTURE)
    big = sum(sample.count(c.encode("utf-16-be")) for c in STRUCTURE)
    if len(content) % 2 or not little + big:
        raise SheetRefused("unknown")
    return "utf-16-le" if little >= big else "utf-16-be"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise SheetRefused("encoding") from None
    controls = {chr(n) for n in range(32)} - ALLOWED_CONTROLS
    if not controls.isdisjoint(text):
        raise SheetRefused("unknown")
    return text.rstrip("\x1a")


def _delimiter(text: str) -> str:
    """The delimiter whose column count repeats on most lines; a comma for a single column."""
    head = io.StringIO(text[: 1 << 18], newline="")
    sample = [line for line, _ in zip(head, range(SAMPLE_LINES), strict=False)]
    return max(DELIMITERS, key=lambda d: _steadiness(sample, d))


def _steadiness(sample: list[str], delimiter: str) -> int:
    """Number of sample lines that share the most usual column count above one."""
    try:
        widths = Counter(len(r) for r in csv.reader(sample, delimiter=delimiter) if len(r) > 1)
    except csv.Error:
        return 0
    return max(widths.values(), default=0)
