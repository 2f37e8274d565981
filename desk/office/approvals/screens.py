"""The list of approvals, what waits first."""

from sqlalchemy import select

from desk.office.approvals.choices import Decision
from desk.office.approvals.model import Approval
from desk.office.approvals.queries import ASKER, DECIDER
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("decision", "审批结果", Kind.CHOICE, choices=Decision, width=5),
    Field("obj_word", "事项", width=5),
    Field("number", "单号", Kind.NUMBER, width=9),
    Field("title", "内容", width=14),
    Field("limit_note", "超出权限", width=16),
    Field("asked_by", "提交人", width=5),
    Field("requested_at", "提交时间", Kind.MOMENT, width=8),
    Field("decided_name", "审批人", width=5),
    Field("decided_at", "审批时间", Kind.MOMENT, width=8),
    Field("reason", "审批意见", width=10),
    Field("countersigned_by", "副总经理会签人", width=6),
    Field("countersigned_on", "会签日期", Kind.DATE, width=6),
)


def _source() -> ListSource:
    names = {"asked_by": ASKER.name, "decided_name": DECIDER.name}
    own = {f.name: getattr(Approval, f.name) for f in FIELDS if f.name not in names}
    return ListSource(
        base=select(Approval)
        .outerjoin(ASKER, ASKER.id == Approval.requested_by)
        .outerjoin(DECIDER, DECIDER.id == Approval.decided_by),
        id=Approval.id,
        columns={**own, **names},
        search=(Approval.number, Approval.title, Approval.obj_word, ASKER.name),
    )


APPROVALS = ListSpec(
    name="approvals",
    title="审批",
    right="approval.read",
    fields=FIELDS,
    source=_source,
    sort=Sort("decision", descending=True),
    actions=(
        Action("grant_approval", "批准", "F9", "approval.decide", per_row=True),
        Action("refuse_approval", "驳回", "F8", "approval.decide", per_row=True),
        Action("cancel_approval", "撤回", "", "approval.create", per_row=True),
    ),
    empty="没有审批事项。",
    told=("obj_word", "number", "title", "limit_note"),
)
