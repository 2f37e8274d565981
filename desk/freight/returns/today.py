"""Open work around returns: consignments to make, goods to ship, shippers to bill."""

from sqlalchemy import ColumnElement, select

from desk.freight.returns.choices import ReturnState
from desk.freight.returns.model import ReturnOrder
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader


def returns_to_issue(read: Reader, most: int | None = MOST_ROWS) -> list[TodayRow]:
    """Written orders without a return consignment."""
    return _rows(read, tr("开返货单"), ReturnOrder.state == ReturnState.OPEN, most=most)


def returns_to_ship(read: Reader, most: int | None = MOST_ROWS) -> list[TodayRow]:
    """Return consignments that have not left."""
    return _rows(read, tr("返货发运"), ReturnOrder.state == ReturnState.ISSUED, most=most)


def returns_to_settle(read: Reader) -> list[TodayRow]:
    """Goods on their way home whose shipper has not paid."""
    shipped = ReturnOrder.state == ReturnState.SHIPPED
    return _rows(read, tr("结返货费用"), shipped, ReturnOrder.settled_at.is_(None))


def _rows(
    read: Reader, kind: str, *conditions: ColumnElement[bool], most: int | None = MOST_ROWS
) -> list[TodayRow]:
    waiting = select(ReturnOrder).where(*conditions).order_by(ReturnOrder.id).limit(most)
    return [
        TodayRow(
            kind,
            f"{order.original.shipper_name} {order.original.goods_summary} "
            f"{order.pieces}{tr('件')}",
            None,
            "returns",
            {"ids": [order.id]},
            order.back.label if order.back else order.original.label,
        )
        for order in read.session.scalars(waiting)
    ]


SOURCES = (
    TodaySource("return.create", returns_to_issue),
    TodaySource("stock.create", returns_to_ship),
    TodaySource("return.update", returns_to_settle),
)
