"""One ticket of a count, its columns, many numbers put into the lines at once, and what they come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desk.kernel.text import tr
from ui.desks.row_table import Column
from ui.theme import Tone

COUNTED = 5
"""The column that is typed into."""


@dataclass(frozen=True)
class Line:
    """A ticket as it is counted; `book` None was found beside the list."""

    number: str
    bin_code: str
    consignee: str
    goods: str
    book: int | None
    counted: int | None
    note: str
    typed: bool = False

    @property
    def difference(self) -> int:
        """Counted less book; 0 before the count."""
        return 0 if self.counted is None else self.counted - (self.book or 0)


def with_counts(lines: Sequence[Line], counts: Mapping[str, int]) -> list[Line]:
    """The lines with these numbers counted."""
    return [
        replace(line, typed=True, counted=counts[line.number]) if line.number in counts else line
        for line in lines
    ]


def sums_of(lines: Sequence[Line]) -> str:
    """What the whole count comes to, in one line."""
    words = tr("{t} 票,未盘 {u} 票 · 账面 {b} 件,实盘 {c} 件 · 盘盈 {m} 件,盘亏 {l} 件")
    return words.format(
        t=len(lines),
        u=sum(line.counted is None for line in lines),
        b=sum(line.book or 0 for line in lines),
        c=sum(line.counted or 0 for line in lines),
        m=sum(max(0, line.difference) for line in lines),
        l=sum(max(0, -line.difference) for line in lines),
    )


def _difference(line: Line) -> str:
    if line.counted is None:
        return ""
    return f"{line.difference:+d}" if line.difference else tr("相符")


def _tone(line: Line) -> Tone | None:
    if not line.difference:
        return Tone.DONE
    return Tone.WRONG if line.difference < 0 else Tone.WAITING


COLUMNS: tuple[Column[Line], ...] = (
    Column("库位", lambda n: n.bin_code, 4),
    Column("运单号", lambda n: n.number, 7),
    Column("收货人", lambda n: n.consignee, 8, stretch=True),
    Column("品名", lambda n: n.goods, 7),
    Column("账面", lambda n: "—" if n.book is None else str(n.book), 3, right=True, total=True),
    Column(
        "实盘", lambda n: "" if n.counted is None else str(n.counted), 4, right=True, total=True
    ),
    Column("差异", _difference, 4, chip=_tone),
    Column("说明", lambda n: n.note, 12),
)
