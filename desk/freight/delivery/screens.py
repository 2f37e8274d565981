"""The lists of runs, of their stops, and of goods collected at the counter."""

from sqlalchemy import ColumnElement, func, select

from desk.freight.consignments.choices import PayMethod
from desk.freight.consignments.model import Consignment
from desk.freight.delivery.choices import Relation, RunState, ShareBasis, SignResult
from desk.freight.delivery.model import DeliveryReceipt, DeliveryRun, RunLine, SelfPickup
from desk.freight.fleet.model import Driver, Vehicle
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

RUN_FIELDS = (
    Field("number", "派送单号", Kind.NUMBER, width=7),
    Field("state", "状态", Kind.CHOICE, choices=RunState, width=4),
    Field("run_on", "日期", Kind.DATE, width=6),
    Field("plate_no", "车牌号", width=5),
    Field("driver_name", "司机", width=6),
    Field("driver_mobile", "司机电话", Kind.PHONE, width=7, personal=True),
    Field("tickets", "票数", Kind.COUNT, width=3, total=True),
    Field("pieces", "件数", Kind.COUNT, width=4, total=True),
    Field("freight_due_fen", "应收运费", Kind.MONEY, width=6, total=True),
    Field("cod_due_fen", "代收货款", Kind.MONEY, width=6, total=True),
    Field("planned_out_at", "计划出车", Kind.MOMENT, width=8),
    Field("depart_at", "出车", Kind.MOMENT, width=8),
    Field("return_at", "回车", Kind.MOMENT, width=8),
    Field("cash_expected_fen", "结单应缴", Kind.MONEY, width=6, total=True),
    Field("cash_handed_in_fen", "实缴", Kind.MONEY, width=6, total=True),
    Field("share_basis", "车费分摊", Kind.CHOICE, choices=ShareBasis, width=4, hidden=True),
    Field("helper", "助手", width=5, hidden=True),
    Field("slip_no", "出库单", Kind.NUMBER, width=7, hidden=True),
    Field("difference_reason", "差异原因", width=8, hidden=True),
)
STOP_FIELDS = (
    Field("run_no", "派送单号", Kind.NUMBER, width=7),
    Field("seq", "序", Kind.COUNT, width=2),
    Field("run_on", "日期", Kind.DATE, width=6),
    Field("run_state", "派送单状态", Kind.CHOICE, choices=RunState, width=4),
    Field("number", "运单号", Kind.NUMBER, width=7),
    Field("consignee_name", "收货人", width=8),
    Field("consignee_phone", "收货电话", Kind.PHONE, width=7, personal=True),
    Field("goods_summary", "品名", width=6),
    Field("pieces", "派送件数", Kind.COUNT, width=4, total=True),
    Field("freight_due_fen", "应收运费", Kind.MONEY, width=6, total=True),
    Field("cod_due_fen", "应收代收款", Kind.MONEY, width=6, total=True),
    Field("result", "签收结果", Kind.CHOICE, choices=SignResult, width=4),
    Field("pieces_signed", "签收件数", Kind.COUNT, width=4, total=True),
    Field("pieces_refused", "拒收件数", Kind.COUNT, width=4, total=True),
    Field("signed_at", "签收时间", Kind.MOMENT, width=8),
    Field("signer", "签收人", width=5),
    Field("cash_freight_fen", "实收运费", Kind.MONEY, width=6, total=True),
    Field("cash_cod_fen", "实收代收款", Kind.MONEY, width=6, total=True),
    Field("pay_method", "收款方式", Kind.CHOICE, choices=PayMethod, width=4),
    Field("handed_in", "单据已交", Kind.FLAG, width=4),
    Field("reason", "原因", width=8),
)
PICKUP_FIELDS = (
    Field("pickup_no", "出库单号", Kind.NUMBER, width=7),
    Field("number", "运单号", Kind.NUMBER, width=7),
    Field("signed_at", "提货时间", Kind.MOMENT, width=8),
    Field("consignee_name", "收货人", width=8),
    Field("picker", "提货人", width=6),
    Field("relation", "本人/代提", Kind.CHOICE, choices=Relation, width=4),
    Field("goods_summary", "品名", width=6),
    Field("pieces", "件数", Kind.COUNT, width=4, total=True),
    Field("notice_at", "通知时间", Kind.MOMENT, width=8),
    Field("storage_fee_fen", "保管费", Kind.MONEY, width=5, total=True),
    Field("waived_fen", "减免", Kind.MONEY, width=5, total=True),
    Field("storage_paid_fen", "实收保管费", Kind.MONEY, width=6, total=True),
    Field("freight_paid_fen", "实收运费", Kind.MONEY, width=6, total=True),
    Field("cod_paid_fen", "实收代收款", Kind.MONEY, width=6, total=True),
    Field("method", "收款方式", Kind.CHOICE, choices=PayMethod, width=4),
    Field("waive_reason", "减免原因", width=8, hidden=True),
)


def _runs() -> ListSource:
    elsewhere = {
        "plate_no": Vehicle.plate_no,
        "driver_name": Driver.name,
        "driver_mobile": Driver.mobile,
        "tickets": _sum_of(func.count()),
        "pieces": _sum_of(func.sum(RunLine.pieces)),
        "freight_due_fen": _sum_of(func.sum(RunLine.freight_due_fen)),
        "cod_due_fen": _sum_of(func.sum(RunLine.cod_due_fen)),
    }
    own = {f.name: getattr(DeliveryRun, f.name) for f in RUN_FIELDS if f.name not in elsewhere}
    return ListSource(
        base=select(DeliveryRun)
        .join(Vehicle, Vehicle.id == DeliveryRun.vehicle_id)
        .join(Driver, Driver.id == DeliveryRun.driver_id),
        id=DeliveryRun.id,
        columns={**own, **elsewhere},
        search=(DeliveryRun.number, Vehicle.plate_no, Driver.name, DeliveryRun.slip_no),
    )


def _sum_of(value: ColumnElement[int]) -> ColumnElement[int]:
    stops = select(value).where(RunLine.run_id == DeliveryRun.id).correlate(DeliveryRun)
    return func.coalesce(stops.scalar_subquery(), 0)


def _stops() -> ListSource:
    line = ("seq", "pieces", "freight_due_fen", "cod_due_fen")
    goods = ("number", "consignee_name", "consignee_phone", "goods_summary")
    receipt = (
        "result",
        "pieces_signed",
        "pieces_refused",
        "signed_at",
        "signer",
        "cash_freight_fen",
        "cash_cod_fen",
        "pay_method",
        "handed_in",
        "reason",
    )
    of_run = RunLine.run_id == DeliveryRun.id
    ticket = Consignment, Consignment.id == RunLine.consignment_id
    paper = DeliveryReceipt, DeliveryReceipt.line_id == RunLine.id
    return ListSource(
        base=select(RunLine).join(DeliveryRun, of_run).join(*ticket).outerjoin(*paper),
        led_by=select(DeliveryRun).join(RunLine, of_run).join(*ticket).outerjoin(*paper),
        id=RunLine.id,
        columns={
            "run_no": DeliveryRun.number,
            "run_on": DeliveryRun.run_on,
            "run_state": DeliveryRun.state,
            **{name: getattr(RunLine, name) for name in line},
            **{name: getattr(Consignment, name) for name in goods},
            **{name: getattr(DeliveryReceipt, name) for name in receipt},
        },
        search=(DeliveryRun.number, Consignment.number, Consignment.consignee_name),
        initials=(Consignment.consignee_initials,),
    )


def _pickups() -> ListSource:
    goods = ("number", "consignee_name", "goods_summary")
    own = {
        f.name: getattr(SelfPickup, f.name)
        for f in PICKUP_FIELDS
        if f.name not in (*goods, "pickup_no")
    }
    return ListSource(
        base=select(SelfPickup).join(Consignment, Consignment.id == SelfPickup.consignment_id),
        id=SelfPickup.id,
        columns={
            **own,
            "pickup_no": SelfPickup.number,
            **{name: getattr(Consignment, name) for name in goods},
        },
        search=(
            SelfPickup.number,
            Consignment.number,
            Consignment.consignee_name,
            SelfPickup.picker,
        ),
        initials=(Consignment.consignee_initials,),
    )


_UPDATE = "delivery_run.update"
RUNS = ListSpec(
    name="delivery_runs",
    title="派送单",
    right="delivery_run.read",
    found=("number", "plate_no", "driver_name", "state"),
    fields=RUN_FIELDS,
    source=_runs,
    sort=Sort("number", descending=True),
    actions=(
        Action("page:run_board", "编制派送单", "Ctrl+N", "delivery_run.create"),
        Action("print:P-02", "打印派送清单", "Ctrl+P", "print.create", per_row=True),
        Action("print:P-03", "打印派送票据", "Ctrl+Shift+P", "print.create", per_row=True),
        Action("check_run", "检查毛利", "", _UPDATE, per_row=True),
        Action("print_run", "定单", "", _UPDATE, per_row=True),
        Action("revise_run", "退回修改", "", _UPDATE, per_row=True),
        Action("depart_run", "出车", "F8", _UPDATE, per_row=True),
        Action("page:run_receipts", "签收与结单", "F9", "signoff.create", per_row=True),
        Action("return_run", "回车", "", _UPDATE, per_row=True),
        Action("void_run", "作废", "", "delivery_run.void", per_row=True),
    ),
    open="page:run_board",
    empty="没有派送单。按 Ctrl+N 选库存、排顺序、派车。",
    export_right="consignment.export",
)
STOPS = ListSpec(
    name="run_lines",
    title="派送明细",
    right="delivery_run.read",
    fields=STOP_FIELDS,
    source=_stops,
    sort=Sort("run_no", descending=True),
    actions=(Action("print:P-03", "打印派送票据", "Ctrl+P", "print.create", per_row=True),),
    open="page:run_board",
    empty="没有派送明细。派送单选好货后列在这里。",
    export_right="consignment.export",
)
PICKUPS = ListSpec(
    name="self_pickups",
    title="自提登记",
    right="signoff.read",
    fields=PICKUP_FIELDS,
    source=_pickups,
    sort=Sort("signed_at", descending=True),
    actions=(Action("page:self_pickup", "登记自提", "Ctrl+N", "signoff.create"),),
    empty="还没有自提登记。客户来提货时按 Ctrl+N 办理。",
    export_right="consignment.export",
)
