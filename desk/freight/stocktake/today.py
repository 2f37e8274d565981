"""Open work around stock-takes: to count, to approve."""

from sqlalchemy import select

from desk.freight.stocktake.choices import StocktakeState
from desk.freight.stocktake.model import Stocktake
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader


def _rows(read: Reader, state: StocktakeState, kind: str) -> list[TodayRow]:
    takes = select(Stocktake).where(Stocktake.state == state).order_by(Stocktake.id)
    return [
        TodayRow(
            kind,
            f"{take.bin_prefix or tr('全部库位')} {len(take.lines)}{tr('票')}",
            None,
            "stocktake_desk",
            {"number": take.number},
            take.number,
        )
        for take in read.session.scalars(takes)
    ]


def stocktakes_to_count(read: Reader) -> list[TodayRow]:
    """Counts that are not submitted."""
    return _rows(read, StocktakeState.COUNTING, tr("盘点"))


def stocktakes_to_approve(read: Reader) -> list[TodayRow]:
    """Counts that wait for the manager."""
    return _rows(read, StocktakeState.SUBMITTED, tr("批准盘点差异"))


SOURCES = (
    TodaySource("stock.create", stocktakes_to_count),
    TodaySource("stock.approve", stocktakes_to_approve),
)
