"""The list of price checks."""

from sqlalchemy import func, select

from desk.freight.consignments.model import Consignment
from desk.freight.price_checks.choices import CheckedPaper, Verdict
from desk.freight.price_checks.model import PriceCheck
from desk.office.approvals.choices import Decision
from desk.office.approvals.model import Approval
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("at", "检查时间", Kind.MOMENT, width=8),
    Field("verdict", "结论", Kind.CHOICE, choices=Verdict, width=4),
    Field("paper", "单据", Kind.CHOICE, choices=CheckedPaper, width=5),
    Field("doc_no", "单号", Kind.NUMBER, width=8),
    Field("waybill", "运单号", Kind.NUMBER, width=8),
    Field("destination", "目的地", Kind.DIVISION, width=6),
    Field("summary", "检查结果", width=18),
    Field("explanation", "说明", width=12),
    Field("decision", "审批结果", Kind.CHOICE, choices=Decision, width=5),
    Field("dispatcher", "调度", width=5),
    Field("is_current", "有效", Kind.FLAG, width=3),
)


def _source() -> ListSource:
    elsewhere = {
        "waybill": func.coalesce(Consignment.number, ""),
        "destination": func.coalesce(Consignment.destination, ""),
        "decision": Approval.decision,
        "dispatcher": func.coalesce(User.name, ""),
    }
    own = {f.name: getattr(PriceCheck, f.name) for f in FIELDS if f.name not in elsewhere}
    return ListSource(
        base=select(PriceCheck)
        .outerjoin(Consignment, Consignment.id == PriceCheck.consignment_id)
        .outerjoin(Approval, Approval.id == PriceCheck.approval_id)
        .outerjoin(User, User.id == PriceCheck.dispatcher_id),
        id=PriceCheck.id,
        columns={**own, **elsewhere},
        search=(PriceCheck.doc_no, Consignment.number, PriceCheck.summary),
    )


PRICE_CHECKS = ListSpec(
    name="price_checks",
    title="运价检查",
    right="price_check.read",
    fields=FIELDS,
    source=_source,
    sort=Sort("at", descending=True),
    filters=(Filter("is_current", "is", True),),
    actions=(
        Action("explain_price", "说明", "F2", "price_check.explain", per_row=True),
        Action("submit_price", "提交审批", "F9", "price_check.explain", per_row=True),
    ),
    empty="没有运价检查。中转单、出港预报确认时自动检查。",
)
