"""The lists of the warehouse: what lies there, and what came and went."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal, select

from desk.freight.consignments.choices import (
    Condition,
    ConsignmentState,
    DeliveryMode,
    MoveKind,
    MoveReason,
)
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.warehouse.queries import pieces_in_of, pieces_out_of, touches_warehouse
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

STOCK_FIELDS = (
    Field("number", "运单号", Kind.NUMBER, width=8),
    Field("state", "状态", Kind.CHOICE, choices=ConsignmentState, width=5),
    Field("consignee_name", "收货人", width=9),
    Field("destination", "目的地", Kind.DIVISION, width=5),
    Field("goods_summary", "品名", width=7),
    Field("in_stock", "在库件数", Kind.COUNT, width=4, total=True),
    Field("bin_code", "库位", width=4),
    Field("stocked_at", "入库时间", Kind.MOMENT, width=8),
    Field("delivery_mode", "交接", Kind.CHOICE, choices=DeliveryMode, width=3),
    Field("held", "等通知", Kind.FLAG, width=3),
    Field("due_on", "应到日期", Kind.DATE, width=6),
    Field("urgent", "加急", Kind.FLAG, width=3, hidden=True),
)
MOVE_FIELDS = (
    Field("at", "日期时间", Kind.MOMENT, width=8),
    Field("kind", "类别", Kind.CHOICE, choices=MoveKind, width=3),
    Field("reason", "原因", Kind.CHOICE, choices=MoveReason, width=5),
    Field("slip_no", "出入库单", Kind.NUMBER, width=7),
    Field("doc_no", "凭证号", Kind.NUMBER, width=7),
    Field("number", "运单号", Kind.NUMBER, width=8),
    Field("goods_summary", "品名", width=7),
    Field("pieces_in", "件数入", Kind.COUNT, width=3, total=True),
    Field("pieces_out", "件数出", Kind.COUNT, width=3, total=True),
    Field("balance_after", "本票结存", Kind.COUNT, width=4),
    Field("bin_code", "库位", width=4),
    Field("condition", "货物状况", Kind.CHOICE, choices=Condition, width=4),
    Field("handed_by", "交/接货人", width=6),
    Field("keeper", "仓管员", width=5),
    Field("note", "备注", width=8),
)


def _held() -> ColumnElement[bool]:
    waits = and_(Consignment.hold_release.is_(True), Consignment.released_at.is_(None))
    return case((waits, literal(True)), else_=literal(False))


def _stock() -> ListSource:
    names = [f.name for f in STOCK_FIELDS if f.name != "held"]
    columns: dict[str, ColumnElement[Any]] = {n: getattr(Consignment, n) for n in names}
    return ListSource(
        base=select(Consignment).where(Consignment.in_stock > 0),
        id=Consignment.id,
        columns={**columns, "held": _held()},
        search=(
            Consignment.number,
            Consignment.paper_no,
            Consignment.consignee_name,
            Consignment.goods_summary,
            Consignment.bin_code,
        ),
        initials=(Consignment.consignee_initials,),
    )


def _moves() -> ListSource:
    columns: dict[str, Any] = {
        "number": Consignment.number,
        "goods_summary": Consignment.goods_summary,
        "pieces_in": pieces_in_of(),
        "pieces_out": pieces_out_of(),
        "keeper": User.name,
    }
    own = [field.name for field in MOVE_FIELDS if field.name not in columns]
    columns |= {name: getattr(StockMove, name) for name in own}
    return ListSource(
        base=select(StockMove)
        .select_from(StockMove)
        .join(Consignment, Consignment.id == StockMove.consignment_id)
        .outerjoin(User, User.id == StockMove.keeper_id)
        .where(touches_warehouse()),
        id=StockMove.id,
        columns=columns,
        search=(
            StockMove.slip_no,
            StockMove.doc_no,
            Consignment.number,
            Consignment.goods_summary,
            StockMove.handed_by,
        ),
    )


STOCK = ListSpec(
    name="stock",
    title="库存",
    right="stock.read",
    fields=STOCK_FIELDS,
    source=_stock,
    sort=Sort("stocked_at"),
    actions=(
        Action("receive_goods", "入库", "Ctrl+N", "stock.create"),
        Action("issue_goods", "出库", "F9", "stock.create", per_row=True),
        Action("move_bin", "移库位", "F2", "stock.create", per_row=True),
        Action("write_off", "核销", "", "stock.approve", per_row=True),
        Action("print:P-06", "打印登记表", "Ctrl+P", "print.create"),
    ),
    open="page:consignment",
    empty="库内没有货物。卸车点收或提货入库后列在这里。",
    export_right="consignment.export",
)
STOCK_MOVES = ListSpec(
    name="stock_moves",
    title="出入库登记",
    right="stock.read",
    fields=MOVE_FIELDS,
    source=_moves,
    sort=Sort("at", descending=True),
    actions=(
        Action("receive_goods", "入库", "Ctrl+N", "stock.create"),
        Action("reverse_slip", "冲销", "", "stock.create", per_row=True),
        Action("reverse_write_off", "撤销核销", "", "stock.approve", per_row=True),
        Action("print:P-06", "打印登记表", "Ctrl+P", "print.create"),
    ),
    empty="还没有出入库记录。货物入库、出库时自动登记。",
    export_right="consignment.export",
)
