"""The list of stock-takes."""

from sqlalchemy import ColumnElement, func, select

from desk.freight.stocktake.choices import StocktakeState
from desk.freight.stocktake.model import Stocktake, StocktakeLine
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "盘点单号", Kind.NUMBER, width=7),
    Field("state", "状态", Kind.CHOICE, choices=StocktakeState, width=4),
    Field("counted_on", "盘点日期", Kind.DATE, width=6),
    Field("bin_prefix", "区域", width=5),
    Field("tickets", "票数", Kind.COUNT, width=3, total=True),
    Field("book", "账面件数", Kind.COUNT, width=4, total=True),
    Field("counted", "实盘件数", Kind.COUNT, width=4, total=True),
    Field("submitted_at", "提交时间", Kind.MOMENT, width=8),
    Field("decided_by", "批准人", width=5),
    Field("decided_at", "批准时间", Kind.MOMENT, width=8),
    Field("reason", "驳回/作废原因", width=10, hidden=True),
)


def _sum_of(value: ColumnElement[int]) -> ColumnElement[int]:
    lines = select(value).where(StocktakeLine.stocktake_id == Stocktake.id).correlate(Stocktake)
    return func.coalesce(lines.scalar_subquery(), 0)


def _takes() -> ListSource:
    summed = {
        "tickets": _sum_of(func.count()),
        "book": _sum_of(func.sum(StocktakeLine.book)),
        "counted": _sum_of(func.sum(func.coalesce(StocktakeLine.counted, 0))),
    }
    own = {f.name: getattr(Stocktake, f.name) for f in FIELDS if f.name not in summed}
    return ListSource(
        base=select(Stocktake),
        id=Stocktake.id,
        columns={**own, **summed},
        search=(Stocktake.number, Stocktake.bin_prefix),
    )


STOCKTAKES = ListSpec(
    name="stocktakes",
    title="盘点",
    right="stock.read",
    fields=FIELDS,
    source=_takes,
    sort=Sort("counted_on", descending=True),
    filters=(Filter("state", "not", StocktakeState.VOID),),
    actions=(
        Action("page:stocktake_desk", "开始盘点", "Ctrl+N", "stock.create"),
        Action("submit_stocktake", "提交", "F7", "stock.create", per_row=True),
        Action("approve_stocktake", "批准", "F8", "stock.approve", per_row=True),
        Action("reject_stocktake", "驳回", "", "stock.approve", per_row=True),
        Action("print:P-44", "打印盘点表", "Ctrl+P", "print.create", per_row=True),
        Action("void_stocktake", "作废", "", "stock.create", per_row=True),
    ),
    open="page:stocktake_desk",
    empty="没有盘点单。按 Ctrl+N 开始盘点。",
)
