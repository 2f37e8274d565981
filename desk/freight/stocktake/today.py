"""Open work around stock-takes: to count, to approve."""

from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from desk.freight.stocktake.choices import StocktakeState
from desk.freight.stocktake.model import Stocktake, StocktakeLine
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader


def _rows(read: Reader, state: StocktakeState, kind: str) -> list[TodayRow]:
    of_take = StocktakeLine.stocktake_id == Stocktake.id
    takes = (
        select(Stocktake, select(func.count()).where(of_take).scalar_subquery())
        .where(Stocktake.state == state)
        .order_by(Stocktake.id)
        .limit(MOST_ROWS)
        .options(lazyload(Stocktake.lines))
    )
    return [
        TodayRow(
            kind,
            f"{take.bin_prefix or tr('全部库位')} {tickets}{tr('票')}",
            None,
            "stocktake_desk",
            {"number": take.number},
            take.number,
        )
        for take, tickets in read.session.execute(takes)
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
