"""The lists of return receipts and of what went out to customers."""

from sqlalchemy import func, select

from desk.filing.receipts.choices import HandoverState, HandoverWay, Holder, ReceiptState
from desk.filing.receipts.model import ReceiptHandover, ReturnReceipt
from desk.filing.receipts.rules import OUTSIDE
from desk.freight.consignments.model import Consignment
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "运单号", Kind.NUMBER, width=7),
    Field("state", "状态", Kind.CHOICE, choices=ReceiptState, width=4),
    Field("shipper_name", "发货人", width=10),
    Field("consignee_name", "收货人", width=8),
    Field("destination", "目的地", width=6),
    Field("copies", "份数", Kind.COUNT, width=3, total=True),
    Field("receipt_requirement", "要求", width=5),
    Field("signed_on", "签收日期", Kind.DATE, width=6),
    Field("due_on", "应回日期", Kind.DATE, width=6),
    Field("holder", "签收方式", Kind.CHOICE, choices=Holder, width=5),
    Field("holder_name", "持单人", width=7),
    Field("promised_on", "答应日期", Kind.DATE, width=6),
    Field("chased_at", "上次催收", Kind.MOMENT, width=8),
    Field("received_on", "收回日期", Kind.DATE, width=6),
    Field("received_from", "交回人", width=6, hidden=True),
    Field("handover_no", "交接清单", Kind.NUMBER, width=7),
    Field("fault", "遗失/无效原因", width=8),
)
HANDOVER_FIELDS = (
    Field("number", "清单号", Kind.NUMBER, width=7),
    Field("state", "状态", Kind.CHOICE, choices=HandoverState, width=5),
    Field("customer_name", "客户", width=10),
    Field("tickets", "票数", Kind.COUNT, width=3, total=True),
    Field("copies", "份数", Kind.COUNT, width=3, total=True),
    Field("way", "方式", Kind.CHOICE, choices=HandoverWay, width=5),
    Field("courier_no", "快递单号", width=9),
    Field("handed_on", "交付日期", Kind.DATE, width=6),
    Field("received_by", "接收人", width=6),
    Field("confirmed_on", "确认日期", Kind.DATE, width=6),
    Field("void_reason", "作废原因", width=8, hidden=True),
)


def _receipts() -> ListSource:
    of_ticket = {
        "number": Consignment.number,
        "shipper_name": Consignment.shipper_name,
        "consignee_name": Consignment.consignee_name,
        "destination": Consignment.destination,
        "receipt_requirement": Consignment.receipt_requirement,
        "handover_no": func.coalesce(ReceiptHandover.number, ""),
    }
    own = {f.name: getattr(ReturnReceipt, f.name) for f in FIELDS if f.name not in of_ticket}
    return ListSource(
        base=select(ReturnReceipt)
        .join(Consignment, Consignment.id == ReturnReceipt.consignment_id)
        .outerjoin(ReceiptHandover, ReceiptHandover.id == ReturnReceipt.handover_id),
        id=ReturnReceipt.id,
        columns={**own, **of_ticket},
        search=(
            Consignment.number,
            Consignment.shipper_name,
            Consignment.consignee_name,
            ReturnReceipt.holder_name,
        ),
    )


def _handovers() -> ListSource:
    papers = (
        select(func.count())
        .where(ReturnReceipt.handover_id == ReceiptHandover.id)
        .correlate(ReceiptHandover)
        .scalar_subquery()
    )
    copies = (
        select(func.coalesce(func.sum(ReturnReceipt.copies), 0))
        .where(ReturnReceipt.handover_id == ReceiptHandover.id)
        .correlate(ReceiptHandover)
        .scalar_subquery()
    )
    counted = {"tickets": papers, "copies": copies}
    names = [f.name for f in HANDOVER_FIELDS if f.name not in counted]
    own = {name: getattr(ReceiptHandover, name) for name in names}
    return ListSource(
        base=select(ReceiptHandover),
        id=ReceiptHandover.id,
        columns={**own, **counted},
        search=(
            ReceiptHandover.number,
            ReceiptHandover.customer_name,
            ReceiptHandover.courier_no,
        ),
    )


RETURN_RECEIPTS = ListSpec(
    name="return_receipts",
    title="回单",
    right="receipt.read",
    fields=FIELDS,
    source=_receipts,
    sort=Sort("due_on"),
    filters=(Filter("state", "in", tuple(sorted(OUTSIDE))),),
    actions=(
        Action("receive_receipts", "收回", "F7", "receipt.update", per_row=True),
        Action("chase_receipts", "催收", "F8", "receipt.update", per_row=True),
        Action("hand_over_receipts", "交付客户", "F9", "receipt.update", per_row=True),
        Action("lose_receipt", "遗失", "", "receipt.update", per_row=True),
        Action("reject_receipt", "无效", "", "receipt.update", per_row=True),
        Action("return_receipt_back", "退回待收", "", "receipt.update", per_row=True),
    ),
    open="page:receipt_desk",
    empty="没有要收的回单。要求回单的运单签收后自动列在这里。",
)
RECEIPT_HANDOVERS = ListSpec(
    name="receipt_handovers",
    title="回单交接清单",
    right="receipt.read",
    fields=HANDOVER_FIELDS,
    source=_handovers,
    sort=Sort("handed_on", descending=True),
    actions=(
        Action("confirm_handover", "客户确认", "F7", "receipt.update", per_row=True),
        Action("print:P-27", "打印", "Ctrl+P", "print.create", per_row=True),
        Action("void_handover", "作废", "", "receipt.update", per_row=True),
    ),
    empty="还没有交接清单。在「回单」里选中已收回的回单,按 F9 交付客户。",
)
