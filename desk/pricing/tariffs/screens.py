"""The lists of tariff sheets, their lanes and their surcharges."""

from typing import Any

from sqlalchemy import func, select

from desk.archive.customers.model import Customer
from desk.kernel.prices import Basis
from desk.pricing.tariffs.choices import FeeKind, SheetKind, SheetState
from desk.pricing.tariffs.model import FeeLine, TariffLine, TariffSheet
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

SHEET_FIELDS = (
    Field("name", "运价表", width=10),
    Field("version", "版本", Kind.COUNT, width=3),
    Field("state", "状态", Kind.CHOICE, choices=SheetState, width=5),
    Field("kind", "类别", Kind.CHOICE, choices=SheetKind, width=6),
    Field("customer_name", "合同客户", width=9),
    Field("valid_from", "有效期从", Kind.DATE, width=6),
    Field("valid_to", "有效期至", Kind.DATE, width=6),
    Field("rounding_fen", "取整单位", Kind.MONEY, width=4),
    Field("line_count", "行数", Kind.COUNT, width=4, total=True),
    Field("countersigned_by", "副总经理会签人", width=6),
    Field("countersigned_on", "会签日期", Kind.DATE, width=6, hidden=True),
    Field("approved_at", "批准时间", Kind.MOMENT, width=8),
    Field("reason", "驳回或作废原因", width=10),
)
_OF_SHEET = (
    Field("sheet_name", "运价表", width=9),
    Field("sheet_version", "版本", Kind.COUNT, width=3),
    Field("sheet_state", "状态", Kind.CHOICE, choices=SheetState, width=5),
)
LINE_FIELDS = (
    *_OF_SHEET,
    Field("sheet_kind", "类别", Kind.CHOICE, choices=SheetKind, width=6),
    Field("customer_name", "合同客户", width=8),
    Field("origin", "始发地", width=6),
    Field("destination", "目的地", width=9),
    Field("basis", "计费方式", Kind.CHOICE, choices=Basis, width=6),
    Field("price_kg_mill", "每公斤单价", Kind.PRICE, width=5),
    Field("price_m3_fen", "每立方单价", Kind.MONEY, width=5),
    Field("price_piece_fen", "每件单价", Kind.MONEY, width=5, hidden=True),
    Field("lump_fen", "整票价", Kind.MONEY, width=5, hidden=True),
    Field("ratio", "重泡比", Kind.COUNT, width=4),
    Field("min_charge_fen", "最低收费", Kind.MONEY, width=5),
    Field(
        "tiers",
        "重量段",
        width=9,
        help="起始公斤:每公斤单价,如 100:1.50 500:1.20",
    ),
    Field("transit_days", "时效(天)", Kind.COUNT, width=4),
    Field("valid_from", "有效期从", Kind.DATE, width=6),
    Field("valid_to", "有效期至", Kind.DATE, width=6),
    Field("note", "线路备注", width=12, personal=True, hidden=True),
)
FEE_FIELDS = (
    *_OF_SHEET,
    Field("fee", "附加费", Kind.CHOICE, choices=FeeKind, width=6),
    Field("place", "地点", width=8),
    Field("amount_fen", "每票金额", Kind.MONEY, width=5),
    Field("per_kg_mill", "每公斤加收", Kind.PRICE, width=5),
    Field("share_bp", "按金额比例", Kind.PERCENT, width=5),
    Field("min_fen", "最低", Kind.MONEY, width=5),
    Field("max_fen", "最高", Kind.MONEY, width=5),
    Field("valid_from", "有效期从", Kind.DATE, width=6),
    Field("valid_to", "有效期至", Kind.DATE, width=6),
)


def _count(model: type[Any]) -> Any:
    return (
        select(func.count())
        .where(model.sheet_id == TariffSheet.id)
        .correlate(TariffSheet)
        .scalar_subquery()
    )


def _sheets() -> ListSource:
    columns = {
        f.name: getattr(TariffSheet, f.name)
        for f in SHEET_FIELDS
        if f.name not in ("customer_name", "line_count")
    }
    columns["customer_name"] = func.coalesce(Customer.name, "")
    columns["line_count"] = _count(TariffLine) + _count(FeeLine)
    return ListSource(
        base=select(TariffSheet).outerjoin(Customer, Customer.id == TariffSheet.customer_id),
        id=TariffSheet.id,
        columns=columns,
        search=(TariffSheet.name, Customer.name),
        initials=(Customer.initials,),
    )


_SHEET_COLUMNS = {
    "sheet_name": TariffSheet.name,
    "sheet_version": TariffSheet.version,
    "sheet_state": TariffSheet.state,
    "sheet_kind": TariffSheet.kind,
    "valid_from": TariffSheet.valid_from,
    "valid_to": TariffSheet.valid_to,
    "customer_name": func.coalesce(Customer.name, ""),
}


def _columns(model: type[Any], fields: tuple[Field, ...]) -> dict[str, Any]:
    return {f.name: _SHEET_COLUMNS.get(f.name, getattr(model, f.name, None)) for f in fields}


def _lines() -> ListSource:
    return ListSource(
        base=select(TariffLine)
        .join(TariffSheet, TariffSheet.id == TariffLine.sheet_id)
        .outerjoin(Customer, Customer.id == TariffSheet.customer_id),
        id=TariffLine.id,
        columns=_columns(TariffLine, LINE_FIELDS),
        search=(TariffLine.destination, TariffLine.origin, TariffSheet.name, Customer.name),
    )


def _fees() -> ListSource:
    return ListSource(
        base=select(FeeLine).join(TariffSheet, TariffSheet.id == FeeLine.sheet_id),
        id=FeeLine.id,
        columns=_columns(FeeLine, FEE_FIELDS),
        search=(FeeLine.place, TariffSheet.name),
    )


TARIFF_SHEETS = ListSpec(
    name="tariff_sheets",
    title="运价表",
    right="tariff.read",
    fields=SHEET_FIELDS,
    source=_sheets,
    sort=Sort("valid_from", descending=True),
    actions=(
        Action("add_sheet", "新运价表", "Ctrl+N", "tariff.create"),
        Action("update_sheet", "修改", "F2", "tariff.create", per_row=True),
        Action("new_version", "新建版本", "", "tariff.create", per_row=True),
        Action("submit_sheet", "提交", "F9", "tariff.create", per_row=True),
        Action("recall_sheet", "撤回", "", "tariff.create", per_row=True),
        Action("approve_sheet", "批准", "", "tariff.approve", per_row=True),
        Action("reject_sheet", "驳回", "", "tariff.approve", per_row=True),
        Action("withdraw_sheet", "作废", "", "tariff.approve", per_row=True),
        Action("expire_sheets", "清理到期", "", "tariff.approve"),
    ),
    empty="没有运价表。按 Ctrl+N 新建,填好后提交批准。",
)
TARIFF_LINES = ListSpec(
    name="tariff_lines",
    title="运价明细",
    right="tariff.read",
    fields=LINE_FIELDS,
    source=_lines,
    sort=Sort("destination"),
    actions=(
        Action("add_line", "新运价行", "Ctrl+N", "tariff.create"),
        Action("update_line", "修改", "F2", "tariff.create", per_row=True),
        Action("remove_line", "删除", "", "tariff.create", per_row=True),
    ),
    empty="没有运价行。按 Ctrl+N 新增,或从 Excel 导入「运价表」。",
)
TARIFF_FEES = ListSpec(
    name="tariff_fees",
    title="附加费",
    right="tariff.read",
    fields=FEE_FIELDS,
    source=_fees,
    sort=Sort("fee"),
    actions=(
        Action("add_fee", "新附加费", "Ctrl+N", "tariff.create"),
        Action("remove_fee", "删除", "", "tariff.create", per_row=True),
    ),
    empty="没有附加费。先新建类别为「附加费」的运价表,再按 Ctrl+N 新增。",
)
