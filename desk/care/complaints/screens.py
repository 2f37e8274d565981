"""The list of complaints."""

from sqlalchemy import func, select

from desk.archive.customers.model import Customer
from desk.care.complaints.choices import (
    Channel,
    ComplaintKind,
    ComplaintState,
    Department,
    Level,
    Satisfaction,
    Validity,
)
from desk.care.complaints.model import Complaint, ComplaintClock
from desk.freight.consignments.model import Consignment
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "投诉编号", Kind.NUMBER, width=7),
    Field("level", "等级", Kind.CHOICE, choices=Level, width=4),
    Field("state", "状态", Kind.CHOICE, choices=ComplaintState, width=6),
    Field("next_due_at", "最近时限", Kind.MOMENT, width=8),
    Field("received_at", "投诉时间", Kind.MOMENT, width=8),
    Field("complainant", "投诉人", width=8),
    Field("phone", "电话", Kind.PHONE, width=7, personal=True),
    Field("customer_name", "客户", width=8),
    Field("waybill", "运单号", Kind.NUMBER, width=7),
    Field("kind", "类型", Kind.CHOICE, choices=ComplaintKind, width=5),
    Field("content", "内容", width=14),
    Field("claimed_fen", "索赔金额", Kind.MONEY, width=6, total=True),
    Field("compensation_fen", "拟赔金额", Kind.MONEY, width=6, total=True),
    Field("owner", "责任人", width=5),
    Field("resp_department", "责任部门", Kind.CHOICE, choices=Department, width=6),
    Field("satisfied", "客户评价", Kind.CHOICE, choices=Satisfaction, width=5),
    Field("channel", "渠道", Kind.CHOICE, choices=Channel, width=5, hidden=True),
    Field("registered_at", "登记时间", Kind.MOMENT, width=8, hidden=True),
    Field("root_cause", "根本原因", width=10, hidden=True),
    Field("validity", "有效性", Kind.CHOICE, choices=Validity, width=4, hidden=True),
    Field("closed_at", "办结时间", Kind.MOMENT, width=8, hidden=True),
)


def _complaints() -> ListSource:
    next_due = (
        select(func.min(ComplaintClock.due_at))
        .where(
            ComplaintClock.complaint_id == Complaint.id,
            ComplaintClock.met_at.is_(None),
            ComplaintClock.superseded.is_(False),
        )
        .correlate(Complaint)
        .scalar_subquery()
    )
    elsewhere = {
        "next_due_at": next_due,
        "customer_name": func.coalesce(Customer.name, ""),
        "waybill": func.coalesce(Consignment.number, ""),
        "owner": func.coalesce(User.name, ""),
    }
    own = {f.name: getattr(Complaint, f.name) for f in FIELDS if f.name not in elsewhere}
    return ListSource(
        base=select(Complaint)
        .outerjoin(Customer, Customer.id == Complaint.customer_id)
        .outerjoin(Consignment, Consignment.id == Complaint.consignment_id)
        .outerjoin(User, User.id == Complaint.owner_id),
        id=Complaint.id,
        columns={**own, **elsewhere},
        search=(
            Complaint.number,
            Complaint.complainant,
            Complaint.phone,
            Consignment.number,
            Customer.name,
        ),
    )


COMPLAINTS = ListSpec(
    name="complaints",
    title="投诉",
    right="complaint.read",
    found=("number", "complainant", "kind", "state"),
    fields=FIELDS,
    source=_complaints,
    sort=Sort("received_at", descending=True),
    filters=(Filter("state", "not", ComplaintState.CLOSED),),
    actions=(
        Action("page:complaint_desk", "登记投诉", "Ctrl+N", "complaint.create"),
        Action("report_complaint", "上报", "F7", "complaint.update", per_row=True),
        Action("tell_complaint_progress", "告知进展", "F8", "complaint.update", per_row=True),
        Action("print:P-12", "打印处理单", "Ctrl+P", "print.create", per_row=True),
        Action("print:P-12b", "打印回复函", "", "print.create", per_row=True),
        Action("dismiss_complaint", "无效/重复", "", "complaint.decide", per_row=True),
    ),
    open="page:complaint_desk",
    empty="没有待办的投诉。接到投诉按 Ctrl+N 登记。",
)
