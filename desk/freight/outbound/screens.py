"""The lists of outbound trucks and of the tickets on them."""

from sqlalchemy import ColumnElement, func, select

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.model import Consignment
from desk.freight.fleet.model import Driver, Vehicle
from desk.freight.outbound.choices import PreadviceState, SendChannel
from desk.freight.outbound.model import OutboundPreadvice, PreadviceLine
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

PREADVICE_FIELDS = (
    Field("number", "预报号", Kind.NUMBER, width=7),
    Field("state", "状态", Kind.CHOICE, choices=PreadviceState, width=4),
    Field("dest_station", "到达站", width=5),
    Field("receiver_name", "收货方", width=8),
    Field("plate_no", "车牌号", width=5),
    Field("driver_name", "司机", width=6),
    Field("tickets", "票数", Kind.COUNT, width=3, total=True),
    Field("pieces", "件数", Kind.COUNT, width=4, total=True),
    Field("depart_plan_at", "计划发车", Kind.MOMENT, width=8),
    Field("depart_at", "发车", Kind.MOMENT, width=8),
    Field("eta_at", "预计到达", Kind.MOMENT, width=8),
    Field("arrive_at", "到站", Kind.MOMENT, width=8),
    Field("sent_at", "预报时间", Kind.MOMENT, width=8),
    Field("sent_channel", "预报方式", Kind.CHOICE, choices=SendChannel, width=4),
    Field("late", "预报迟发", Kind.FLAG, width=4),
    Field("receiver_ack_at", "对方回执", Kind.MOMENT, width=8),
    Field("receiver_ack_by", "回执人", width=5, hidden=True),
    Field("route", "运行路线", width=8, hidden=True),
    Field("slip_no", "出库单", Kind.NUMBER, width=7, hidden=True),
    Field("arrival_note", "到站差异", width=8, hidden=True),
    Field("remark", "备注", width=8, hidden=True),
)
LINE_FIELDS = (
    Field("preadvice_no", "预报号", Kind.NUMBER, width=7),
    Field("seq", "序", Kind.COUNT, width=2),
    Field("preadvice_state", "预报状态", Kind.CHOICE, choices=PreadviceState, width=4),
    Field("number", "运单号", Kind.NUMBER, width=7),
    Field("state", "运单状态", Kind.CHOICE, choices=ConsignmentState, width=5),
    Field("shipper_name", "发货人", width=8),
    Field("consignee_name", "收货人", width=8),
    Field("destination", "目的地", width=5),
    Field("goods_summary", "品名", width=6),
    Field("pieces", "发运件数", Kind.COUNT, width=4, total=True),
    Field("declared", "开单件数", Kind.COUNT, width=4),
    Field("chargeable_kg", "整票计费重", Kind.COUNT, width=5),
    Field("pay_terms", "付款方式", Kind.CHOICE, choices=PayTerms, width=4),
    Field("depart_at", "发车", Kind.MOMENT, width=8),
    Field("due_on", "应到日期", Kind.DATE, width=6),
    Field("signed_at", "签收时间", Kind.MOMENT, width=8),
)


def _preadvices() -> ListSource:
    sent, left = OutboundPreadvice.sent_at, OutboundPreadvice.depart_at
    elsewhere = {
        "plate_no": Vehicle.plate_no,
        "driver_name": Driver.name,
        "tickets": _sum_of(func.count()),
        "pieces": _sum_of(func.sum(PreadviceLine.pieces)),
        "late": func.coalesce(func.datetime(sent) > func.datetime(left, "+2 hours"), False),
    }
    own = {
        f.name: getattr(OutboundPreadvice, f.name)
        for f in PREADVICE_FIELDS
        if f.name not in elsewhere
    }
    return ListSource(
        base=select(OutboundPreadvice)
        .join(Vehicle, Vehicle.id == OutboundPreadvice.vehicle_id)
        .join(Driver, Driver.id == OutboundPreadvice.driver_id),
        id=OutboundPreadvice.id,
        columns={**own, **elsewhere},
        search=(
            OutboundPreadvice.number,
            OutboundPreadvice.dest_station,
            OutboundPreadvice.receiver_name,
            Vehicle.plate_no,
            Driver.name,
        ),
    )


def _sum_of(value: ColumnElement[int]) -> ColumnElement[int]:
    lines = select(value).where(PreadviceLine.preadvice_id == OutboundPreadvice.id)
    return func.coalesce(lines.correlate(OutboundPreadvice).scalar_subquery(), 0)


def _lines() -> ListSource:
    truck = {
        "preadvice_no": OutboundPreadvice.number,
        "preadvice_state": OutboundPreadvice.state,
        "depart_at": OutboundPreadvice.depart_at,
        "seq": PreadviceLine.seq,
        "pieces": PreadviceLine.pieces,
    }
    goods = {f.name: getattr(Consignment, f.name) for f in LINE_FIELDS if f.name not in truck}
    of_truck = PreadviceLine.preadvice_id == OutboundPreadvice.id
    ticket = Consignment, Consignment.id == PreadviceLine.consignment_id
    return ListSource(
        base=select(PreadviceLine).join(OutboundPreadvice, of_truck).join(*ticket),
        led_by=select(OutboundPreadvice).join(PreadviceLine, of_truck).join(*ticket),
        id=PreadviceLine.id,
        columns={**truck, **goods},
        search=(
            OutboundPreadvice.number,
            Consignment.number,
            Consignment.shipper_name,
            Consignment.consignee_name,
        ),
        initials=(Consignment.consignee_initials,),
    )


_UPDATE = "outbound_preadvice.update"
PREADVICES = ListSpec(
    name="outbound_preadvices",
    title="出港预报",
    right="outbound_preadvice.read",
    found=("number", "receiver_name", "dest_station", "state"),
    fields=PREADVICE_FIELDS,
    source=_preadvices,
    sort=Sort("number", descending=True),
    actions=(
        Action("page:preadvice_board", "编制出港预报", "Ctrl+N", "outbound_preadvice.create"),
        Action("print:P-04", "打印预报清单", "Ctrl+P", "print.create", per_row=True),
        Action("print:P-04b", "打印内部联", "", "cost.read", per_row=True),
        Action("check_preadvice", "检查运价", "", _UPDATE, per_row=True),
        Action("confirm_preadvice", "确认", "", _UPDATE, per_row=True),
        Action("reopen_preadvice", "退回修改", "", _UPDATE, per_row=True),
        Action("send_preadvice", "发送预报", "F8", _UPDATE, per_row=True),
        Action("acknowledge_preadvice", "登记回执", "", _UPDATE, per_row=True),
        Action("depart_preadvice", "发车", "F9", _UPDATE, per_row=True),
        Action("arrive_preadvice", "到站", "", _UPDATE, per_row=True),
        Action("close_preadvice", "关闭", "", _UPDATE, per_row=True),
        Action("void_preadvice", "作废", "", "outbound_preadvice.void", per_row=True),
    ),
    open="page:preadvice_board",
    empty="没有出港预报。按 Ctrl+N 选货、配车。",
    export_right="consignment.export",
)
LINES = ListSpec(
    name="preadvice_lines",
    title="出港明细",
    right="outbound_preadvice.read",
    fields=LINE_FIELDS,
    source=_lines,
    sort=Sort("preadvice_no", descending=True),
    actions=(Action("print:P-04", "打印预报清单", "Ctrl+P", "print.create", per_row=True),),
    open="page:preadvice_board",
    empty="没有出港明细。出港预报选好货后列在这里。",
    export_right="consignment.export",
)
