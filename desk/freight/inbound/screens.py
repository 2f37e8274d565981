"""The lists of manifests and of their lines."""

from typing import Any

from sqlalchemy import case, func, select

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import Condition, ConsignmentState, DeliveryMode
from desk.freight.consignments.model import Consignment
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.model import InboundManifest, ManifestLine
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

MANIFEST_FIELDS = (
    Field("number", "清单号", Kind.NUMBER, width=8),
    Field("state", "状态", Kind.CHOICE, choices=ManifestState, width=5),
    Field("origin_station", "始发站", width=5),
    Field("line_operator", "承运单位", width=8),
    Field("plate", "车牌", width=6),
    Field("driver", "司机", width=4),
    Field("driver_phone", "司机电话", Kind.PHONE, width=7, personal=True),
    Field("eta_at", "预到", Kind.MOMENT, width=8),
    Field("arrived_at", "实到", Kind.MOMENT, width=8),
    Field("tickets", "票数", Kind.COUNT, width=3, total=True),
    Field("pieces_declared", "开单件数", Kind.COUNT, width=4, total=True),
    Field("pieces_received", "实收件数", Kind.COUNT, width=4, total=True),
    Field("weight_g", "重量kg", Kind.WEIGHT, width=5, total=True),
    Field("volume_cm3", "体积m³", Kind.VOLUME, width=5, total=True),
    Field("collect_fen", "到付", Kind.MONEY, width=5, total=True),
    Field("cod_fen", "代收货款", Kind.MONEY, width=5, total=True),
    Field("slip_no", "入库单号", Kind.NUMBER, width=8),
    Field("file_name", "来源文件", width=10, hidden=True),
    Field("remark", "备注", width=8, hidden=True),
)
LINE_FIELDS = (
    Field("waybill", "运单号", Kind.NUMBER, width=8),
    Field("number", "清单号", Kind.NUMBER, width=8),
    Field("manifest_state", "清单状态", Kind.CHOICE, choices=ManifestState, width=5),
    Field("state", "运单状态", Kind.CHOICE, choices=ConsignmentState, width=5),
    Field("eta_at", "预到", Kind.MOMENT, width=8),
    Field("shipper_name", "发货人", width=8),
    Field("consignee_name", "收货人", width=8),
    Field("consignee_phone", "收货电话", Kind.PHONE, width=7, personal=True),
    Field("destination", "目的地", Kind.DIVISION, width=5),
    Field("goods_summary", "品名", width=6),
    Field("pieces_declared", "开单件数", Kind.COUNT, width=4, total=True),
    Field("pieces_received", "实收件数", Kind.COUNT, width=4, total=True),
    Field("short", "少货", Kind.COUNT, width=3, total=True),
    Field("condition", "货物状况", Kind.CHOICE, choices=Condition, width=4),
    Field("damaged_pieces", "破损受潮件数", Kind.COUNT, width=5, total=True),
    Field("weight_g", "重量kg", Kind.WEIGHT, width=5, total=True),
    Field("volume_cm3", "体积m³", Kind.VOLUME, width=5, total=True),
    Field("delivery_mode", "交接", Kind.CHOICE, choices=DeliveryMode, width=3),
    Field("pay_terms", "付款", Kind.CHOICE, choices=PayTerms, width=3),
    Field("cod_amount_fen", "代收货款", Kind.MONEY, width=5, total=True),
    Field("bin_code", "库位", width=4),
    Field("note", "备注", width=8),
    Field("counted_at", "点收时间", Kind.MOMENT, width=8, hidden=True),
)
_MANIFEST_COLUMNS = ("number", "eta_at")
_LINE_COLUMNS = (
    "pieces_declared",
    "pieces_received",
    "condition",
    "damaged_pieces",
    "bin_code",
    "note",
    "counted_at",
)


def _sum_of(expression: Any) -> Any:
    """A figure of the manifest, added up over its lines."""
    return (
        select(func.coalesce(func.sum(expression), 0))
        .select_from(ManifestLine)
        .join(Consignment, Consignment.id == ManifestLine.consignment_id)
        .where(ManifestLine.manifest_id == InboundManifest.id)
        .correlate(InboundManifest)
        .scalar_subquery()
    )


def _manifests() -> ListSource:
    collect = case(
        (Consignment.pay_terms == PayTerms.COLLECT, Consignment.total_fen),
        (Consignment.pay_terms == PayTerms.SPLIT, Consignment.collect_part_fen),
        else_=0,
    )
    computed = {
        "tickets": _sum_of(1),
        "pieces_declared": _sum_of(ManifestLine.pieces_declared),
        "pieces_received": _sum_of(ManifestLine.pieces_received),
        "weight_g": _sum_of(Consignment.weight_g),
        "volume_cm3": _sum_of(Consignment.volume_cm3),
        "collect_fen": _sum_of(collect),
        "cod_fen": _sum_of(Consignment.cod_amount_fen),
    }
    stored = {
        f.name: getattr(InboundManifest, f.name) for f in MANIFEST_FIELDS if f.name not in computed
    }
    return ListSource(
        base=select(InboundManifest),
        id=InboundManifest.id,
        columns=stored | computed,
        search=(
            InboundManifest.number,
            InboundManifest.plate,
            InboundManifest.driver,
            InboundManifest.driver_phone,
            InboundManifest.origin_station,
            InboundManifest.line_operator,
        ),
    )


def _lines() -> ListSource:
    own: dict[str, Any] = {
        "waybill": Consignment.number,
        "manifest_state": InboundManifest.state,
        "short": ManifestLine.pieces_declared - ManifestLine.pieces_received,
    }
    for field in LINE_FIELDS:
        source: Any = Consignment
        if field.name in _MANIFEST_COLUMNS:
            source = InboundManifest
        elif field.name in _LINE_COLUMNS:
            source = ManifestLine
        if field.name not in own:
            own[field.name] = getattr(source, field.name)
    of_truck = ManifestLine.manifest_id == InboundManifest.id
    ticket = Consignment, Consignment.id == ManifestLine.consignment_id
    return ListSource(
        base=select(ManifestLine).join(InboundManifest, of_truck).join(*ticket),
        led_by=select(InboundManifest).join(ManifestLine, of_truck).join(*ticket),
        id=ManifestLine.id,
        columns=own,
        search=(
            Consignment.number,
            Consignment.paper_no,
            InboundManifest.number,
            Consignment.consignee_name,
            Consignment.shipper_name,
        ),
        initials=(Consignment.consignee_initials,),
    )


INBOUND_MANIFESTS = ListSpec(
    name="inbound_manifests",
    title="进港清单",
    right="inbound_manifest.read",
    found=("number", "plate", "origin_station", "state"),
    fields=MANIFEST_FIELDS,
    source=_manifests,
    sort=Sort("eta_at", descending=True),
    filters=(Filter("state", "not", ManifestState.VOID),),
    actions=(
        Action("import:inbound", "导入 Excel", "Ctrl+I", "inbound_manifest.create"),
        Action("page:manifest_entry", "新清单", "Ctrl+N", "inbound_manifest.create"),
        Action("expect_manifest", "确认待到", "", "inbound_manifest.update", per_row=True),
        Action("arrive_truck", "登记到车", "F7", "inbound_manifest.update", per_row=True),
        Action("page:arrival_count", "卸车点收", "F8", "inbound_manifest.update", per_row=True),
        Action("print:P-01", "打印清单", "Ctrl+P", "print.create", per_row=True),
        Action("close_manifest", "关闭", "", "inbound_manifest.update", per_row=True),
        Action("void_manifest", "作废", "", "inbound_manifest.void", per_row=True),
        Action("undo_inbound_import", "撤销导入", "", "inbound_manifest.void", per_row=True),
    ),
    open="page:arrival_count",
    empty="没有进港清单。按 Ctrl+I 导入始发站的 Excel 清单,或按 Ctrl+N 录入。",
)
MANIFEST_LINES = ListSpec(
    name="manifest_lines",
    title="进港清单明细",
    right="inbound_manifest.read",
    fields=LINE_FIELDS,
    source=_lines,
    sort=Sort("eta_at", descending=True),
    filters=(Filter("manifest_state", "not", ManifestState.VOID),),
    open="page:consignment",
    empty="没有进港货物。导入或录入进港清单后列在这里。",
)
