"""Reading stock-takes."""

from dataclasses import dataclass
from datetime import date

from desk.freight.stocktake.choices import StocktakeState
from desk.freight.stocktake.commands import take_by_number
from desk.freight.stocktake.model import StocktakeLine
from desk.kernel.commands import query
from desk.storage.work import Reader


@dataclass(frozen=True)
class StocktakeLineRow:
    """One consignment; `difference` is counted less book, 0 before the count."""

    bin_code: str
    number: str
    consignee_name: str
    goods_summary: str
    book: int
    counted: int | None
    difference: int
    note: str


@dataclass(frozen=True)
class StocktakeCard:
    """A stock-take with its lines, in the order of the bins."""

    number: str
    state: StocktakeState
    counted_on: date
    bin_prefix: str
    decided_by: str
    reason: str
    book: int
    counted: int
    lines: tuple[StocktakeLineRow, ...]


@query("stock.read", "盘点单详情")
def stocktake_card(read: Reader, *, number: str) -> StocktakeCard:
    """One stock-take.

    Raises:
        Refused: E006.
    """
    take = take_by_number(read, number)
    ordered = sorted(take.lines, key=lambda line: (line.bin_code, line.consignment_id))
    return StocktakeCard(
        take.number,
        take.state,
        take.counted_on,
        take.bin_prefix,
        take.decided_by,
        take.reason,
        sum(line.book for line in take.lines),
        sum(line.counted or 0 for line in take.lines),
        tuple(_row(line) for line in ordered),
    )


def _row(line: StocktakeLine) -> StocktakeLineRow:
    c = line.consignment
    return StocktakeLineRow(
        line.bin_code,
        c.label,
        c.consignee_name,
        c.goods_summary,
        line.book,
        line.counted,
        line.difference,
        line.note,
    )
