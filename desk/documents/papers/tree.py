"""The form tree: what stands on a paper, in reading order, without a word about PDF or Excel.

Source: spec 4.0; architecture §6.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from desk.documents.papers.cells import Cell, Kind
from desk.documents.papers.charts import Charts
from desk.documents.papers.sizes import PaperSize
from desk.kernel.text import tr

FIRST_EDITION = "版次A/第0次修改"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Field:
    """A label with its value.

    Attributes:
        span: how many columns of a `HeadGrid` it takes.
        blank: nothing is printed as value; the place is left for handwriting.
        bold: the value is what the reader looks for first.
    """

    label: str
    value: Cell = None
    kind: Kind = Kind.TEXT
    span: int = 1
    blank: bool = False
    bold: bool = False
    show_zero: bool = False


@dataclass(frozen=True)
class HeadGrid:
    """Label and value pairs laid out in `columns`; long values wrap.

    Attributes:
        ruled: every pair stands in a ruled cell (receipts, cards) instead of on an open line.
        title: a heading above the grid.
    """

    fields: tuple[Field, ...]
    columns: int = 4
    ruled: bool = False
    title: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        share: part of the width that the columns without `width_mm` divide among themselves.
        align: None lets the kind decide (numbers right, dates and moments in the middle).
        total: the integers of this column are added up in 本页小计 and 合计.
        show_zero: zero money prints 0.00 instead of 「—」 (cash on delivery).
        nowrap: one line; a text that is too long is set smaller, then cut with 「…」.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    share: float = 1.0
    width_mm: float | None = None
    align: Align | None = None
    total: bool = False
    show_zero: bool = False
    nowrap: bool = False
    bold: bool = False


@dataclass(frozen=True)
class Section:
    """A heading over the rows that follow, across the whole table."""

    label: str


@dataclass(frozen=True)
class SumRow:
    """A bold row whose values the room computed (day total, opening balance); never added up."""

    cells: tuple[Cell, ...]


Row = tuple[Cell, ...] | Section | SumRow


@dataclass(frozen=True)
class Table:
    """Rows under a head that repeats on every page.

    Attributes:
        rows: raw values in the order of `columns`; None leaves the cell empty.
        counted: what a row is (「票」): the totals then read 「合计 32 票」.
        totals: print 合计 when a column is added up or rows are counted, and 本页小计 as soon as
            the table needs several pages.
        closing: lines directly below 合计, inside the table (amount in capitals, differences).
        min_rows: empty ruled rows are added up to this number.
        least_row_mm: data rows are at least this high, where something is written in by hand.
        title: a heading above the table.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    counted: str = ""
    totals: bool = True
    closing: tuple[str, ...] = ()
    min_rows: int = 0
    least_row_mm: float = 0
    title: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            cells = row.cells if isinstance(row, SumRow) else row
            if not isinstance(cells, Section) and len(cells) != len(self.columns):
                raise ValueError(f"{len(cells)} cells for {len(self.columns)} columns: {cells!r}")

    @property
    def data_rows(self) -> Iterator[tuple[Cell, ...]]:
        return (row for row in self.rows if isinstance(row, tuple))

    @property
    def has_totals(self) -> bool:
        return self.totals and (bool(self.counted) or any(c.total for c in self.columns))

    def sums(self) -> tuple[int | None, ...]:
        """Total of every added-up column, None for the others."""
        rows = list(self.data_rows)
        return tuple(
            sum(v for row in rows if isinstance(v := row[i], int)) if column.total else None
            for i, column in enumerate(self.columns)
        )


@dataclass(frozen=True)
class Text:
    """A paragraph; a line break in the text is kept, nothing in it is markup.

    Attributes:
        fixed: the words are the same on every sheet, so pre-printed paper carries them.
    """

    text: str
    size_pt: float = 9
    bold: bool = False
    align: Align = Align.LEFT
    fixed: bool = False


@dataclass(frozen=True)
class Signatures:
    """Names with a line to sign on, kept together with the end of the block before them."""

    names: tuple[str, ...]
    columns: int = 0
    """Pairs in one line; 0 takes as many as fit well."""


@dataclass(frozen=True)
class Box:
    """One party of a `Boxes` strip: an upright title and its fields below each other."""

    title: str
    fields: tuple[Field, ...]
    share: float = 1.0


@dataclass(frozen=True)
class Boxes:
    """Ruled boxes of equal height side by side (shipper and consignee)."""

    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Photo:
    """A picture as it was handed in (JPEG, PNG …) with the words below it."""

    label: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Pictures:
    """Photographs side by side, each as large as its frame lets it be; one row per `columns`.

    Attributes:
        most_pixels: of the longer side; 900 are about 250 to the inch in half the sheet's width.
    """

    photos: tuple[Photo, ...]
    columns: int = 2
    height_mm: float = 58
    most_pixels: int = 900


@dataclass(frozen=True)
class Spacer:
    height_mm: float = 2


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True)
class PlacedText:
    """Text in one line from (x, y), the upper left corner, in `width_mm`; too long is cut with 「…」.

    Attributes:
        shrink: set smaller, to half its size at most, before anything is cut.
    """

    x_mm: float
    y_mm: float
    width_mm: float
    text: str
    size_pt: float = 9
    bold: bool = False
    align: Align = Align.LEFT
    shrink: bool = False


@dataclass(frozen=True)
class PlacedBarcode:
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    value: str


@dataclass(frozen=True)
class PlacedLine:
    x_mm: float
    y_mm: float
    to_x_mm: float
    to_y_mm: float
    width_pt: float = 0.5


@dataclass(frozen=True)
class PlacedMark:
    """A word in a frame (易碎, 加急, 代收); `solid` prints it white on black."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    text: str
    solid: bool = False


PlacedItem = PlacedText | PlacedBarcode | PlacedLine | PlacedMark


@dataclass(frozen=True)
class Placed:
    """Items at millimetres from the upper left corner of the sheet (labels, pre-printed forms)."""

    items: tuple[PlacedItem, ...]


Block = (
    HeadGrid | Table | Text | Signatures | Boxes | Pictures | Charts | Spacer | PageBreak | Placed
)


@dataclass(frozen=True)
class Footer:
    """Who prepared the paper and the how-manieth print of it this is.

    Attributes:
        printed_at: aware moment, shown in Beijing time.
        print_no: 1 for the first print; more marks the paper 「补打」; 0 is only looked at.
    """

    prepared_by: str
    printed_at: datetime
    print_no: int = 1

    @property
    def nth(self) -> str:
        """The words at the foot: 「预览」, 「第1次打印」, 「第2次打印 补打」."""
        if not self.print_no:
            return tr("预览")
        nth = tr("第{n}次打印").format(n=self.print_no)
        return f"{nth} {tr('补打')}" if self.print_no > 1 else nth


@dataclass(frozen=True)
class Paper:
    """One printable form.

    Attributes:
        number: None for a draft, which prints 「草稿」 in its place.
        barcode: what the Code 128 in the head says; None leaves it out.
        qr: what the QR code at the left of the head says (see `paper_code`); None leaves it out.
        watermark: 「作废」, 「草稿」 or 「受控」 drawn large, light and slanted on every page.
        copies: names of the parts. On carbon paper they stand on the page; on other sizes the whole
            paper is rendered once for each of them.
        bare: neither head nor footer (labels).
    """

    size: PaperSize
    form_code: str
    title: str
    number: str | None
    firm: str
    blocks: tuple[Block, ...]
    footer: Footer
    barcode: str | None = None
    qr: str | None = None
    watermark: str | None = None
    copies: tuple[str, ...] = ()
    edition: str = FIRST_EDITION
    bare: bool = False

    def only_copy(self, name: str) -> "Paper":
        """Return the same paper with a single named part."""
        return replace(self, copies=(name,))
