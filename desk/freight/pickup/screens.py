"""The list of pick-up orders."""

from sqlalchemy import ColumnElement, func, select

from desk.freight.fleet.model import Driver, Vehicle
from desk.freight.pickup.choices import PickupKind, PickupState, ShareBasis
from desk.freight.pickup.model import PickupLine, PickupOrder
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "提货单号", Kind.NUMBER, width=7),
    Field("state", "状态", Kind.CHOICE, choices=PickupState, width=4),
    Field("kind", "类别", Kind.CHOICE, choices=PickupKind, width=5),
    Field("place", "提货地点", width=14),
    Field("contact", "联系人", width=6),
    Field("phone", "电话", Kind.PHONE, width=7, personal=True),
    Field("tickets", "票数", Kind.COUNT, width=3, total=True),
    Field("pieces", "件数", Kind.COUNT, width=4, total=True),
    Field("plate_no", "车牌号", width=5),
    Field("driver_name", "司机", width=6),
    Field("driver_no", "司机编号", Kind.NUMBER, width=4, hidden=True),
    Field("planned_out_at", "计划出车", Kind.MOMENT, width=8),
    Field("planned_back_at", "计划回车", Kind.MOMENT, width=8),
    Field("done_at", "提回时间", Kind.MOMENT, width=8),
    Field("fee_fen", "提货费", Kind.MONEY, width=5, total=True),
    Field("slip_no", "入库单号", Kind.NUMBER, width=7),
    Field("end_reason", "失败/作废原因", width=8, hidden=True),
    Field("share_basis", "车费分摊", Kind.CHOICE, choices=ShareBasis, width=4, hidden=True),
    Field("remark", "备注", width=8, hidden=True),
)


def _sum_of(value: ColumnElement[int]) -> ColumnElement[int]:
    goods = select(value).where(PickupLine.order_id == PickupOrder.id).correlate(PickupOrder)
    return func.coalesce(goods.scalar_subquery(), 0)


def _orders() -> ListSource:
    elsewhere = {
        "plate_no": func.coalesce(Vehicle.plate_no, ""),
        "driver_no": func.coalesce(Driver.code, ""),
        "driver_name": func.coalesce(Driver.name, ""),
        "tickets": _sum_of(func.count()),
        "pieces": _sum_of(func.sum(PickupLine.pieces)),
    }
    own = {f.name: getattr(PickupOrder, f.name) for f in FIELDS if f.name not in elsewhere}
    return ListSource(
        base=select(PickupOrder)
        .outerjoin(Vehicle, Vehicle.id == PickupOrder.vehicle_id)
        .outerjoin(Driver, Driver.id == PickupOrder.driver_id),
        id=PickupOrder.id,
        columns={**own, **elsewhere},
        search=(
            PickupOrder.number,
            PickupOrder.place,
            PickupOrder.contact,
            PickupOrder.phone,
            Vehicle.plate_no,
        ),
    )


PICKUP_ORDERS = ListSpec(
    name="pickup_orders",
    title="提货单",
    right="pickup_order.read",
    found=("number", "place", "plate_no", "state"),
    fields=FIELDS,
    source=_orders,
    sort=Sort("planned_out_at", descending=True),
    filters=(Filter("state", "not", PickupState.VOID),),
    actions=(
        Action("page:pickup_board", "提货", "Ctrl+N", "pickup_order.read"),
        Action("assign_pickup", "派车", "F7", "pickup_order.update", per_row=True),
        Action("print:P-35", "打印派车单", "Ctrl+P", "print.create", per_row=True),
        Action("fail_pickup", "失败", "", "pickup_order.update", per_row=True),
        Action("void_pickup", "作废", "", "pickup_order.void", per_row=True),
    ),
    open="page:pickup_board",
    empty="没有提货单。到站或上门的货物按 Ctrl+N 开单。",
)
