"""The register of visits and the list of what was agreed."""

from sqlalchemy import func, select

from desk.archive.customers.model import Customer
from desk.care.visits.choices import ActionState, VisitPurpose
from desk.care.visits.model import Visit, VisitAction
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

VISIT_FIELDS = (
    Field("number", "来访编号", Kind.NUMBER, width=7),
    Field("at", "时间", Kind.MOMENT, width=8),
    Field("company", "来访单位", width=12),
    Field("visitor", "来访人", width=6),
    Field("phone", "电话", Kind.PHONE, width=8, personal=True),
    Field("purpose", "目的", Kind.CHOICE, choices=VisitPurpose, width=5),
    Field("content", "事由", width=16),
    Field("received_by", "接待人", width=6),
    Field("solution", "处理结果", width=14),
    Field("open_actions", "未完成跟进", Kind.COUNT, width=5),
    Field("participants", "参加人", width=12, hidden=True),
    Field("customer", "客户", width=12, hidden=True),
)
ACTION_FIELDS = (
    Field("number", "来访编号", Kind.NUMBER, width=7),
    Field("company", "来访单位", width=12),
    Field("task", "跟进事项", width=18),
    Field("owner", "跟进人", width=6),
    Field("due_at", "期限", Kind.MOMENT, width=8),
    Field("state", "状态", Kind.CHOICE, choices=ActionState, width=5),
    Field("done_at", "完成时间", Kind.MOMENT, width=8),
    Field("result", "跟进结果", width=14),
)


def _visits() -> ListSource:
    open_actions = (
        select(func.count())
        .select_from(VisitAction)
        .where(VisitAction.visit_id == Visit.id, VisitAction.state == ActionState.OPEN)
        .correlate(Visit)
        .scalar_subquery()
    )
    elsewhere = {
        "open_actions": open_actions,
        "customer": func.coalesce(Customer.name, ""),
    }
    own = {f.name: getattr(Visit, f.name) for f in VISIT_FIELDS if f.name not in elsewhere}
    return ListSource(
        base=select(Visit).outerjoin(Customer, Customer.id == Visit.customer_id),
        id=Visit.id,
        columns={**own, **elsewhere},
        search=(Visit.number, Visit.company, Visit.visitor, Visit.content),
    )


def _actions() -> ListSource:
    own = ("task", "due_at", "state", "done_at", "result")
    return ListSource(
        base=select(VisitAction)
        .join(Visit, Visit.id == VisitAction.visit_id)
        .join(User, User.id == VisitAction.owner_id),
        id=VisitAction.id,
        columns={
            **{name: getattr(VisitAction, name) for name in own},
            "number": Visit.number,
            "company": Visit.company,
            "owner": User.name,
        },
        search=(Visit.number, Visit.company, VisitAction.task, User.name),
    )


VISITS = ListSpec(
    name="visits",
    title="来访登记",
    right="visit.read",
    fields=VISIT_FIELDS,
    source=_visits,
    sort=Sort("at", descending=True),
    actions=(
        Action("page:visit_entry", "登记来访", "Ctrl+N", "visit.create"),
        Action("amend_visit", "补充", "F7", "visit.update", per_row=True),
        Action("add_visit_action", "登记跟进", "F8", "visit.create", per_row=True),
        Action("print:P-36", "打印登记表", "", "print.create"),
    ),
    empty="还没有来访记录。客户来访按 Ctrl+N 登记。",
)
ACTIONS = ListSpec(
    name="visit_actions",
    title="来访跟进",
    right="visit.read",
    fields=ACTION_FIELDS,
    source=_actions,
    sort=Sort("due_at"),
    filters=(Filter("state", "is", ActionState.OPEN),),
    actions=(Action("finish_visit_action", "完成", "F7", "visit.create", per_row=True),),
    empty="没有未完成的跟进。来访时登记的跟进事项列在这里。",
    told=("company", "task", "owner", "due_at"),
)
