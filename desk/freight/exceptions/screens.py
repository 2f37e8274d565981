"""The list of exceptions."""

from sqlalchemy import select

from desk.freight.consignments.model import Consignment
from desk.freight.exceptions.choices import ExceptionKind, ExceptionState, LiableParty, Stage
from desk.freight.exceptions.model import ExceptionCase
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "异常编号", Kind.NUMBER, width=8),
    Field("state", "状态", Kind.CHOICE, choices=ExceptionState, width=5),
    Field("consignment_no", "运单号", Kind.NUMBER, width=8),
    Field("consignee_name", "收货人", width=8),
    Field("consignee_phone", "收货电话", Kind.PHONE, width=7, personal=True),
    Field("stage", "环节", Kind.CHOICE, choices=Stage, width=4),
    Field("kind", "类型", Kind.CHOICE, choices=ExceptionKind, width=5),
    Field("pieces", "件数", Kind.COUNT, width=3, total=True),
    Field("note", "情况说明", width=14),
    Field("found_at", "发现时间", Kind.MOMENT, width=8),
    Field("found_by", "发现人", width=5),
    Field("tell_due_at", "告知期限", Kind.MOMENT, width=8),
    Field("customer_notified_at", "告知客户时间", Kind.MOMENT, width=8),
    Field("liable_party", "责任方", Kind.CHOICE, choices=LiableParty, width=4),
    Field("estimated_loss_fen", "估计损失", Kind.MONEY, width=5, total=True),
    Field("measures", "处理措施", Kind.NOTE, width=12),
    Field("escalated_to", "上报对象", width=5, hidden=True),
    Field("result", "处理结果", Kind.NOTE, width=12, hidden=True),
    Field("doc_no", "凭证号", Kind.NUMBER, width=8, hidden=True),
)
_OF_CONSIGNMENT = ("consignee_name", "consignee_phone")


def _source() -> ListSource:
    columns = {
        f.name: getattr(Consignment if f.name in _OF_CONSIGNMENT else ExceptionCase, f.name)
        for f in FIELDS
        if f.name != "consignment_no"
    }
    return ListSource(
        base=select(ExceptionCase).join(
            Consignment, Consignment.id == ExceptionCase.consignment_id
        ),
        id=ExceptionCase.id,
        columns={**columns, "consignment_no": Consignment.number},
        search=(
            ExceptionCase.number,
            Consignment.number,
            Consignment.consignee_name,
            Consignment.shipper_name,
        ),
        initials=(Consignment.consignee_initials,),
    )


EXCEPTIONS = ListSpec(
    name="exceptions",
    title="异常",
    right="exception.read",
    found=("number", "consignment_no", "kind", "state"),
    fields=FIELDS,
    source=_source,
    sort=Sort("found_at", descending=True),
    filters=(Filter("state", "not", ExceptionState.CLOSED),),
    actions=(
        Action("report_exception", "登记异常", "Ctrl+N", "exception.create"),
        Action("tell_customer", "告知客户", "F8", "exception.update", per_row=True),
        Action("handle_exception", "处理", "F2", "exception.update", per_row=True),
        Action("escalate_exception", "上报", "", "exception.update", per_row=True),
        Action("resolve_exception", "登记结果", "", "exception.update", per_row=True),
        Action("add_exception_photos", "补照片", "", "exception.update", per_row=True),
        Action("print:P-30", "打印报告", "Ctrl+P", "print.create", per_row=True),
        Action("close_exception", "结案", "", "exception.update", per_row=True),
    ),
    empty="没有未结案的异常。货损、短少、拒收按 Ctrl+N 登记。",
)
