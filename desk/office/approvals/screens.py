"""The list of approvals, what waits first, and the list of deputies."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from desk.office.approvals.choices import Decision
from desk.office.approvals.model import Approval, Deputy
from desk.office.approvals.queries import ASKER, DECIDER, PRINCIPAL
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("decision", "审批结果", Kind.CHOICE, choices=Decision, width=5),
    Field("obj_word", "事项", width=5),
    Field("number", "单号", Kind.NUMBER, width=12),
    Field("title", "内容", width=14),
    Field("limit_note", "超出权限", width=16),
    Field("asked_by", "提交人", width=5),
    Field("requested_at", "提交时间", Kind.MOMENT, width=8),
    Field("decided_name", "审批人", width=5),
    Field("decided_for_name", "代理", width=5, hidden=True),
    Field("decided_at", "审批时间", Kind.MOMENT, width=8),
    Field("reason", "审批意见", width=10),
    Field("countersigned_by", "副总经理会签人", width=6),
    Field("countersigned_on", "会签日期", Kind.DATE, width=6),
)


def _source() -> ListSource:
    names = {
        "asked_by": ASKER.name,
        "decided_name": DECIDER.name,
        "decided_for_name": PRINCIPAL.name,
    }
    own = {f.name: getattr(Approval, f.name) for f in FIELDS if f.name not in names}
    return ListSource(
        base=select(Approval)
        .outerjoin(ASKER, ASKER.id == Approval.requested_by)
        .outerjoin(DECIDER, DECIDER.id == Approval.decided_by)
        .outerjoin(PRINCIPAL, PRINCIPAL.id == Approval.decided_for),
        id=Approval.id,
        columns={**own, **names},
        search=(Approval.number, Approval.title, Approval.obj_word, ASKER.name),
    )


APPROVALS = ListSpec(
    name="approvals",
    title="审批记录",
    right="approval.read",
    fields=FIELDS,
    source=_source,
    sort=Sort("decision", descending=True),
    actions=(
        Action("grant_approval", "批准", "F9", "approval.depute", per_row=True),
        Action("refuse_approval", "驳回", "F8", "approval.depute", per_row=True),
        Action("cancel_approval", "撤回", "", "approval.create", per_row=True),
    ),
    open="page:approval_desk",
    empty="没有审批记录。提交审批的事项和结果列在这里。",
    told=("obj_word", "number", "title", "limit_note"),
)

DEPUTY, MANAGER = aliased(User), aliased(User)
DEPUTY_FIELDS = (
    Field("principal", "经理", width=6),
    Field("deputy", "代理人", width=6),
    Field("starts_on", "开始日期", Kind.DATE, width=6),
    Field("ends_on", "结束日期", Kind.DATE, width=6),
    Field("reason", "原因", width=14),
    Field("ended_at", "提前结束", Kind.MOMENT, width=8),
)


def _deputies() -> ListSource:
    names = {"principal": MANAGER.name, "deputy": DEPUTY.name}
    own = {f.name: getattr(Deputy, f.name) for f in DEPUTY_FIELDS if f.name not in names}
    return ListSource(
        base=select(Deputy)
        .join(MANAGER, MANAGER.id == Deputy.principal_id)
        .join(DEPUTY, DEPUTY.id == Deputy.deputy_id),
        id=Deputy.id,
        columns={**names, **own},
        search=(MANAGER.name, DEPUTY.name, Deputy.reason),
    )


DEPUTIES = ListSpec(
    name="approval_deputies",
    title="审批代理",
    right="approval.read",
    fields=DEPUTY_FIELDS,
    source=_deputies,
    sort=Sort("starts_on", descending=True),
    actions=(
        Action("name_deputy", "指定代理人", "Ctrl+N", "approval.depute"),
        Action("end_deputy", "结束代理", "F8", "approval.depute", per_row=True),
    ),
    empty="还没有指定过审批代理人。经理外出前按 Ctrl+N 指定。",
    told=("principal", "deputy", "starts_on", "ends_on"),
)
