"""The list of consignments."""

from sqlalchemy import select

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import ConsignmentState, DeliveryMode, Direction
from desk.freight.consignments.model import Consignment
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "运单号", Kind.NUMBER, width=8),
    Field("state", "状态", Kind.CHOICE, choices=ConsignmentState, width=5),
    Field("direction", "方向", Kind.CHOICE, choices=Direction, width=3),
    Field("accept_at", "受理时间", Kind.MOMENT, width=8),
    Field("shipper_name", "发货人", width=8),
    Field("consignee_name", "收货人", width=8),
    Field("consignee_phone", "收货电话", Kind.PHONE, width=7, personal=True),
    Field("destination", "目的地", Kind.DIVISION, width=5),
    Field("goods_summary", "品名", width=6),
    Field("declared", "件数", Kind.COUNT, width=3, total=True),
    Field("weight_g", "重量kg", Kind.WEIGHT, width=5, total=True),
    Field("volume_cm3", "体积m³", Kind.VOLUME, width=5, total=True),
    Field("delivery_mode", "交接", Kind.CHOICE, choices=DeliveryMode, width=3),
    Field("pay_terms", "付款", Kind.CHOICE, choices=PayTerms, width=3),
    Field("total_fen", "运费合计", Kind.MONEY, width=5, total=True),
    Field("cod_amount_fen", "代收货款", Kind.MONEY, width=5, total=True),
    Field("in_stock", "在库", Kind.COUNT, width=3, total=True),
    Field("due_on", "应到日期", Kind.DATE, width=6),
    Field("urgent", "加急", Kind.FLAG, width=3),
    Field("paper_no", "手工单号", Kind.NUMBER, width=6, hidden=True),
    Field("stocked_at", "入库时间", Kind.MOMENT, width=8, hidden=True),
    Field("signed_at", "签收时间", Kind.MOMENT, width=8, hidden=True),
    Field("remark", "备注", width=8, hidden=True),
)


def _source() -> ListSource:
    return ListSource(
        base=select(Consignment),
        id=Consignment.id,
        columns={f.name: getattr(Consignment, f.name) for f in FIELDS},
        search=(
            Consignment.number,
            Consignment.paper_no,
            Consignment.shipper_name,
            Consignment.shipper_contact,
            Consignment.consignee_name,
            Consignment.consignee_contact,
            Consignment.consignee_phone,
            Consignment.shipper_phone,
            Consignment.destination,
            Consignment.consignee_address,
        ),
        initials=(Consignment.consignee_initials,),
        indexed=(Consignment.id,),
    )


_CHANGEABLE = tuple(
    state
    for state in ConsignmentState
    if state not in (ConsignmentState.CLOSED, ConsignmentState.VOID)
)

CONSIGNMENTS = ListSpec(
    name="consignments",
    title="运单",
    right="consignment.read",
    found=("number", "consignee_name", "destination", "state"),
    fields=FIELDS,
    source=_source,
    sort=Sort("accept_at", descending=True),
    actions=(
        Action("page:consignment_entry", "新运单", "Ctrl+N", "consignment.create"),
        Action("print:P-25", "打印运单", "Ctrl+P", "print.create", per_row=True),
        Action("print:P-32", "打印标签", "Ctrl+L", "print.create", per_row=True),
        Action(
            "edit:consignment_entry",
            "修改",
            "F2",
            "consignment.update",
            per_row=True,
            changes_in=_CHANGEABLE,
        ),
        Action("print:P-33", "打印到货通知", "", "print.create", per_row=True),
        Action("print:P-21", "货物流量表", "", "consignment.read"),
        Action("send_notice", "登记到货通知", "F8", "tracking.create", per_row=True),
        Action("report_events", "登记在途信息", "F9", "tracking.create", per_row=True),
        Action("page:run_board", "排上派送单", "", "delivery_run.create", per_row=True),
        Action("page:transit_board", "交合作商中转", "", "transit_manifest.create", per_row=True),
        Action("release_goods", "登记放货", "", "consignment.update", per_row=True),
        Action("close_consignment", "完结", "", "consignment.update", per_row=True),
        Action("void_consignment", "作废", "", "consignment.void", per_row=True),
    ),
    open="page:consignment",
    empty="没有运单。按 Ctrl+N 录入,或从「进港清单」导入 Excel。",
    export_right="consignment.export",
)
