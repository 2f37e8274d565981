"""The lists of plans, calls to make, call-backs made, follow-ups, and customers left out."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from desk.archive.customers.care import class_that_counts
from desk.archive.customers.choices import CustomerClass
from desk.archive.customers.model import Contact, Customer
from desk.care.callbacks.choices import (
    Cause,
    Channel,
    FollowUpState,
    ItemState,
    Omitted,
    PlanState,
    Purpose,
)
from desk.care.callbacks.model import (
    Callback,
    CallbackFollowUp,
    CallbackItem,
    CallbackOmission,
    CallbackPlan,
)
from desk.care.complaints.model import Complaint
from desk.care.surveys.model import SurveyAnswer, SurveyRecipient
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

PLAN_FIELDS = (
    Field("number", "月份", Kind.NUMBER, width=6),
    Field("state", "状态", Kind.CHOICE, choices=PlanState, width=5),
    Field("quota", "每人定额", Kind.COUNT, width=5),
    Field("planned", "计划户数", Kind.COUNT, width=5, total=True),
    Field("done", "已回访", Kind.COUNT, width=5, total=True),
    Field("unreached", "联系不上", Kind.COUNT, width=5, total=True),
    Field("waiting", "待回访", Kind.COUNT, width=5, total=True),
    Field("omitted", "未列入", Kind.COUNT, width=5, total=True),
    Field("approved_at", "批准时间", Kind.MOMENT, width=8),
    Field("answer", "驳回原因", width=12),
)
ITEM_FIELDS = (
    Field("plan", "计划", Kind.NUMBER, width=5),
    Field("planned_on", "计划日期", Kind.DATE, width=6),
    Field("code", "客户编号", Kind.NUMBER, width=5),
    Field("customer", "客户", width=12),
    Field("customer_class", "分类", Kind.CHOICE, choices=CustomerClass, width=4),
    Field("contact", "联系人", width=6),
    Field("phone", "电话", Kind.PHONE, width=8, personal=True),
    Field("cause", "缘由", Kind.CHOICE, choices=Cause, width=6),
    Field("complaint", "投诉编号", Kind.NUMBER, width=7),
    Field("due_at", "期限", Kind.MOMENT, width=8),
    Field("caller", "回访人", width=7),
    Field("state", "状态", Kind.CHOICE, choices=ItemState, width=5),
    Field("tries", "未接通次数", Kind.COUNT, width=5),
    Field("reason", "取消原因", width=10, hidden=True),
)
CALLBACK_FIELDS = (
    Field("number", "回访编号", Kind.NUMBER, width=7),
    Field("at", "时间", Kind.MOMENT, width=8),
    Field("customer", "客户", width=12),
    Field("contact", "联系人", width=6),
    Field("phone", "电话", Kind.PHONE, width=8, personal=True),
    Field("channel", "方式", Kind.CHOICE, choices=Channel, width=4),
    Field("purpose", "目的", Kind.CHOICE, choices=Purpose, width=5),
    Field("complaint", "投诉编号", Kind.NUMBER, width=7),
    Field("score", "评价", Kind.COUNT, width=4),
    Field("suggestion", "意见建议", width=14),
    Field("handled", "处理", width=12),
    Field("open_tasks", "未完成跟进", Kind.COUNT, width=5),
    Field("recorded_by", "回访人", width=7),
)
FOLLOW_UP_FIELDS = (
    Field("number", "回访编号", Kind.NUMBER, width=7),
    Field("code", "问卷编码", Kind.NUMBER, width=9),
    Field("customer", "客户", width=12),
    Field("phone", "电话", Kind.PHONE, width=8, personal=True),
    Field("task", "跟进事项", width=18),
    Field("owner", "跟进人", width=6),
    Field("due_at", "期限", Kind.MOMENT, width=8),
    Field("score", "评价", Kind.COUNT, width=4),
    Field("state", "状态", Kind.CHOICE, choices=FollowUpState, width=5),
    Field("done_at", "完成时间", Kind.MOMENT, width=8),
    Field("result", "跟进结果", width=14),
    Field("automatic", "低分提出", Kind.FLAG, hidden=True),
)
OMISSION_FIELDS = (
    Field("plan", "计划", Kind.NUMBER, width=5),
    Field("code", "客户编号", Kind.NUMBER, width=5),
    Field("customer", "客户", width=12),
    Field("cause", "缘由", Kind.CHOICE, choices=Cause, width=6),
    Field("why", "未列入原因", Kind.CHOICE, choices=Omitted, width=8),
)


def _plans() -> ListSource:
    def counted(*states: ItemState) -> object:
        return (
            select(func.count())
            .select_from(CallbackItem)
            .where(CallbackItem.plan_id == CallbackPlan.id, CallbackItem.state.in_(states))
            .correlate(CallbackPlan)
            .scalar_subquery()
        )

    omitted = (
        select(func.count())
        .select_from(CallbackOmission)
        .where(CallbackOmission.plan_id == CallbackPlan.id)
        .correlate(CallbackPlan)
        .scalar_subquery()
    )
    own = ("number", "state", "quota", "approved_at", "answer")
    return ListSource(
        base=select(CallbackPlan),
        id=CallbackPlan.id,
        columns={
            **{name: getattr(CallbackPlan, name) for name in own},
            "planned": counted(ItemState.PLANNED, ItemState.DONE, ItemState.UNREACHED),
            "done": counted(ItemState.DONE),
            "unreached": counted(ItemState.UNREACHED),
            "waiting": counted(ItemState.PLANNED),
            "omitted": omitted,
        },
        search=(CallbackPlan.number,),
    )


def _items() -> ListSource:
    own = ("planned_on", "cause", "due_at", "state", "tries", "reason")
    return ListSource(
        base=select(CallbackItem)
        .join(CallbackPlan, CallbackPlan.id == CallbackItem.plan_id)
        .join(Customer, Customer.id == CallbackItem.customer_id)
        .join(User, User.id == CallbackItem.caller_id)
        .outerjoin(Contact, Contact.id == CallbackItem.contact_id)
        .outerjoin(Complaint, Complaint.id == CallbackItem.complaint_id),
        id=CallbackItem.id,
        columns={
            **{name: getattr(CallbackItem, name) for name in own},
            "plan": CallbackPlan.number,
            "code": Customer.code,
            "customer": Customer.name,
            "customer_class": class_that_counts(),
            "contact": func.coalesce(Contact.name, ""),
            "phone": func.coalesce(func.nullif(Contact.mobile, ""), Contact.phone, ""),
            "complaint": func.coalesce(Complaint.number, ""),
            "caller": User.name,
        },
        search=(CallbackPlan.number, Customer.name, Customer.code, User.name),
        initials=(Customer.initials,),
    )


def _callbacks() -> ListSource:
    open_tasks = (
        select(func.count())
        .select_from(CallbackFollowUp)
        .where(
            CallbackFollowUp.callback_id == Callback.id,
            CallbackFollowUp.state == FollowUpState.OPEN,
        )
        .correlate(Callback)
        .scalar_subquery()
    )
    own = "number at contact phone channel purpose score suggestion handled"
    return ListSource(
        base=select(Callback)
        .outerjoin(Customer, Customer.id == Callback.customer_id)
        .outerjoin(Complaint, Complaint.id == Callback.complaint_id)
        .outerjoin(User, User.id == Callback.recorded_by_id),
        id=Callback.id,
        columns={
            **{name: getattr(Callback, name) for name in own.split()},
            "customer": func.coalesce(Customer.name, Complaint.complainant, ""),
            "complaint": func.coalesce(Complaint.number, ""),
            "open_tasks": open_tasks,
            "recorded_by": func.coalesce(User.name, ""),
        },
        search=(Callback.number, Customer.name, Complaint.number, User.name),
    )


def _follow_ups() -> ListSource:
    owner = aliased(User)
    own = ("task", "due_at", "state", "done_at", "result", "automatic")
    return ListSource(
        base=select(CallbackFollowUp)
        .outerjoin(Callback, Callback.id == CallbackFollowUp.callback_id)
        .outerjoin(SurveyAnswer, SurveyAnswer.id == CallbackFollowUp.survey_answer_id)
        .outerjoin(SurveyRecipient, SurveyRecipient.id == SurveyAnswer.recipient_id)
        .outerjoin(
            Customer,
            Customer.id == func.coalesce(SurveyRecipient.customer_id, Callback.customer_id),
        )
        .outerjoin(Complaint, Complaint.id == Callback.complaint_id)
        .join(owner, owner.id == CallbackFollowUp.owner_id),
        id=CallbackFollowUp.id,
        columns={
            **{name: getattr(CallbackFollowUp, name) for name in own},
            "number": func.coalesce(Callback.number, ""),
            "code": func.coalesce(SurveyRecipient.code, ""),
            "customer": func.coalesce(Customer.name, Complaint.complainant, ""),
            "phone": func.coalesce(SurveyRecipient.phone, Callback.phone, ""),
            "owner": owner.name,
            "score": Callback.score,
        },
        search=(Callback.number, SurveyRecipient.code, Customer.name, owner.name),
    )


def _omissions() -> ListSource:
    return ListSource(
        base=select(CallbackOmission)
        .join(CallbackPlan, CallbackPlan.id == CallbackOmission.plan_id)
        .join(Customer, Customer.id == CallbackOmission.customer_id),
        id=CallbackOmission.id,
        columns={
            "plan": CallbackPlan.number,
            "code": Customer.code,
            "customer": Customer.name,
            "cause": CallbackOmission.cause,
            "why": CallbackOmission.why,
        },
        search=(CallbackPlan.number, Customer.name, Customer.code),
        initials=(Customer.initials,),
    )


PLANS = ListSpec(
    name="callback_plans",
    title="回访计划",
    right="callback.read",
    fields=PLAN_FIELDS,
    source=_plans,
    sort=Sort("number", descending=True),
    actions=(
        Action("make_callback_plan", "编制", "Ctrl+N", "callback.update"),
        Action("submit_callback_plan", "提交", "F7", "callback.update", per_row=True),
        Action("recall_callback_plan", "撤回", "", "callback.update", per_row=True),
        Action("approve_callback_plan", "批准", "F8", "callback.approve", per_row=True),
        Action("reject_callback_plan", "驳回", "", "callback.approve", per_row=True),
        Action("add_due_callbacks", "补入事件回访", "F9", "callback.update", per_row=True),
        Action("close_callback_plan", "结束", "", "callback.approve", per_row=True),
        Action("print:P-10", "打印计划", "Ctrl+P", "print.create", per_row=True),
    ),
    empty="还没有回访计划。按 Ctrl+N 编制一个月的计划。",
    open="page:callback_plan",
)
ITEMS = ListSpec(
    name="callback_items",
    title="回访任务",
    right="callback.read",
    fields=ITEM_FIELDS,
    source=_items,
    sort=Sort("planned_on"),
    filters=(Filter("state", "is", ItemState.PLANNED),),
    actions=(
        Action("log_callback", "登记回访", "F6", "callback.create", per_row=True),
        Action("miss_callback", "未接通", "F7", "callback.create", per_row=True),
        Action("shift_callback", "改期", "F8", "callback.create", per_row=True),
        Action("hand_callback_over", "改派", "F9", "callback.update", per_row=True),
        Action("cancel_callback", "取消", "", "callback.update", per_row=True),
    ),
    empty="没有待回访的客户。回访计划批准后列在这里。",
    open="page:callback_desk",
    told=("customer", "cause", "contact", "due_at"),
)
CALLBACKS = ListSpec(
    name="callbacks",
    title="回访记录",
    right="callback.read",
    fields=CALLBACK_FIELDS,
    source=_callbacks,
    sort=Sort("at", descending=True),
    actions=(
        Action("log_customer_call", "登记回访", "Ctrl+N", "callback.create"),
        Action("amend_callback", "补充", "F7", "callback.update", per_row=True),
        Action("print:P-11", "打印记录表", "", "print.create"),
    ),
    empty="还没有回访记录。按 Ctrl+N 登记。",
    open="page:callback_record",
)
FOLLOW_UPS = ListSpec(
    name="callback_follow_ups",
    title="回访跟进",
    right="callback.read",
    fields=FOLLOW_UP_FIELDS,
    source=_follow_ups,
    sort=Sort("due_at"),
    filters=(Filter("state", "is", FollowUpState.OPEN),),
    actions=(Action("finish_follow_up", "完成", "F7", "callback.create", per_row=True),),
    empty="没有未完成的跟进。回访时登记的跟进事项列在这里。",
    told=("customer", "task", "owner", "due_at"),
)
OMISSIONS = ListSpec(
    name="callback_omissions",
    title="未列入回访",
    right="callback.read",
    fields=OMISSION_FIELDS,
    source=_omissions,
    sort=Sort("plan", descending=True),
    empty="没有未列入计划的客户。编制计划时没有排上的列在这里。",
)
