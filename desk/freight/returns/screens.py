"""The list of returns."""

from typing import Any, cast

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import aliased

from desk.freight.consignments.model import Consignment
from desk.freight.returns.choices import ReturnState
from desk.freight.returns.model import ReturnOrder
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "原运单", Kind.NUMBER, width=8),
    Field("state", "状态", Kind.CHOICE, choices=ReturnState, width=5),
    Field("return_no", "返货单", Kind.NUMBER, width=8),
    Field("shipper_name", "发货人", width=8),
    Field("consignee_name", "收货人", width=8),
    Field("goods_summary", "品名", width=6),
    Field("pieces", "件数", Kind.COUNT, width=3, total=True),
    Field("reason", "返货原因", width=14),
    Field("ordered_at", "指示时间", Kind.MOMENT, width=8),
    Field("collect_fen", "原到付", Kind.MONEY, width=6, total=True),
    Field("partner_cost_fen", "返程中转", Kind.MONEY, width=6, total=True),
    Field("freight_fen", "返程干线", Kind.MONEY, width=6, total=True),
    Field("due_fen", "应收合计", Kind.MONEY, width=6, total=True),
    Field("shipped_at", "发运时间", Kind.MOMENT, width=8),
    Field("settled_at", "结清时间", Kind.MOMENT, width=8),
    Field("open", "未完", Kind.FLAG, width=3, hidden=True),
)
_ORIGINAL = ("number", "shipper_name", "consignee_name", "goods_summary")
_OWN = ("state", "pieces", "reason", "ordered_at", "collect_fen", "shipped_at", "settled_at")


def _source() -> ListSource:
    original, back = aliased(Consignment), aliased(Consignment)
    partner = func.coalesce(back.transit_fee_fen, 0)
    total = func.coalesce(back.total_fen, 0)
    done = ReturnOrder.settled_at.is_not(None) & ReturnOrder.shipped_at.is_not(None)
    columns: dict[str, ColumnElement[Any]] = {n: getattr(original, n) for n in _ORIGINAL}
    columns |= {n: getattr(ReturnOrder, n) for n in _OWN}
    columns["return_no"] = cast(ColumnElement[Any], back.number)
    columns |= {
        "partner_cost_fen": partner,
        "freight_fen": total - partner,
        "due_fen": ReturnOrder.collect_fen + total,
        "open": case((done | (ReturnOrder.state == ReturnState.VOID), False), else_=True),
    }
    return ListSource(
        base=select(ReturnOrder)
        .select_from(ReturnOrder)
        .join(original, original.id == ReturnOrder.original_id)
        .outerjoin(back, back.id == ReturnOrder.return_id),
        id=ReturnOrder.id,
        columns=columns,
        search=(original.number, back.number, original.shipper_name, original.consignee_name),
        initials=(original.consignee_initials,),
    )


RETURNS = ListSpec(
    name="returns",
    title="返货",
    right="return.read",
    fields=FIELDS,
    source=_source,
    sort=Sort("ordered_at", descending=True),
    filters=(Filter("open", "is", True),),
    actions=(
        Action("page:return_desk", "办理返货", "Ctrl+N", "return.read"),
        Action("ship_return", "返货发运", "F9", "stock.create", per_row=True),
        Action("recall_return", "撤销发运", "", "stock.create", per_row=True),
        Action("settle_return", "结费用", "F2", "return.update", per_row=True),
        Action("cancel_return", "取消返货", "", "return.update", per_row=True),
        Action("print:P-34", "打印返货单", "Ctrl+P", "print.create", per_row=True),
    ),
    open="page:return_desk",
    empty="没有未完的返货。按 Ctrl+N 登记发货人的返货指示。",
    export_right="consignment.export",
)
