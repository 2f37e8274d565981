"""The list of plans, and the list of scorecards (without their scores)."""

from sqlalchemy import func, select

from desk.evaluation.plans.choices import CardState, PeriodKind, PlanState
from desk.evaluation.plans.model import EvaluationPlan, EvaluationPlanPartner, Scorecard
from desk.evaluation.schemes.model import EvaluationScheme
from desk.office.users.model import User
from desk.partners.carriers.choices import PartnerScope
from desk.partners.carriers.model import Partner
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

PLAN_FIELDS = (
    Field("number", "计划号", Kind.NUMBER, width=12),
    Field("title", "计划名称", width=14),
    Field("state", "状态", Kind.CHOICE, choices=PlanState, width=5),
    Field("scope", "范围", Kind.CHOICE, choices=PartnerScope, width=4),
    Field("period_kind", "周期", Kind.CHOICE, choices=PeriodKind, width=4),
    Field("first_on", "期间起", Kind.DATE, width=6),
    Field("last_on", "期间止", Kind.DATE, width=6),
    Field("partners", "合作商数", Kind.COUNT, width=5),
    Field("scored", "已交评分", Kind.COUNT, width=5),
    Field("cards", "应交评分", Kind.COUNT, width=5),
    Field("scores_due_on", "评分截止日", Kind.DATE, width=6),
    Field("reports_due_on", "报告完成日", Kind.DATE, width=6),
    Field("scheme_version", "方案版本", Kind.COUNT, width=5, hidden=True),
    Field("approved_at", "批准时间", Kind.MOMENT, width=8, hidden=True),
    Field("started_at", "开始时间", Kind.MOMENT, width=8, hidden=True),
    Field("done_at", "完成时间", Kind.MOMENT, width=8),
    Field("answer", "审批意见", width=10),
    Field("remark", "备注", width=10, hidden=True),
)
CARD_FIELDS = (
    Field("state", "状态", Kind.CHOICE, choices=CardState, width=5),
    Field("plan_number", "计划号", Kind.NUMBER, width=12),
    Field("partner_code", "编号", Kind.NUMBER, width=4),
    Field("partner_name", "合作商", width=10),
    Field("evaluator", "评估人", width=6),
    Field("round_no", "第几次评分", Kind.COUNT, width=5),
    Field("due_on", "评分截止日", Kind.DATE, width=6),
    Field("submitted_at", "评分时间", Kind.MOMENT, width=8),
)


def _count(*conditions: object) -> object:
    cards = (
        select(func.count())
        .select_from(Scorecard)
        .join(EvaluationPlanPartner, EvaluationPlanPartner.id == Scorecard.planned_id)
        .where(
            EvaluationPlanPartner.plan_id == EvaluationPlan.id,
            Scorecard.state != CardState.REPLACED,
            *conditions,  # type: ignore[arg-type]
        )
    )
    return cards.correlate(EvaluationPlan).scalar_subquery()


def _plans() -> ListSource:
    partners = (
        select(func.count())
        .select_from(EvaluationPlanPartner)
        .where(EvaluationPlanPartner.plan_id == EvaluationPlan.id)
        .correlate(EvaluationPlan)
        .scalar_subquery()
    )
    other = {
        "partners": partners,
        "scored": _count(Scorecard.state == CardState.DONE),
        "cards": _count(),
        "scheme_version": EvaluationScheme.version_no,
    }
    own = {f.name: getattr(EvaluationPlan, f.name) for f in PLAN_FIELDS if f.name not in other}
    return ListSource(
        base=select(EvaluationPlan).join(
            EvaluationScheme, EvaluationScheme.id == EvaluationPlan.scheme_id
        ),
        id=EvaluationPlan.id,
        columns=own | other,
        search=(EvaluationPlan.number, EvaluationPlan.title),
    )


def _cards() -> ListSource:
    same = ("state", "round_no", "submitted_at")
    return ListSource(
        base=select(Scorecard)
        .join(EvaluationPlanPartner, EvaluationPlanPartner.id == Scorecard.planned_id)
        .join(EvaluationPlan, EvaluationPlan.id == EvaluationPlanPartner.plan_id)
        .join(Partner, Partner.id == EvaluationPlanPartner.partner_id)
        .join(User, User.id == Scorecard.user_id),
        id=Scorecard.id,
        columns={
            **{name: getattr(Scorecard, name) for name in same},
            "plan_number": EvaluationPlan.number,
            "partner_code": Partner.code,
            "partner_name": Partner.name,
            "evaluator": User.name,
            "due_on": EvaluationPlan.scores_due_on,
        },
        search=(EvaluationPlan.number, Partner.code, Partner.name, User.name),
        initials=(Partner.initials,),
    )


def _own(name: str, label: str, key: str = "") -> Action:
    return Action(name, label, key, "evaluation_plan.create", per_row=True)


def _managers(name: str, label: str, key: str = "") -> Action:
    return Action(name, label, key, "evaluation_plan.approve", per_row=True)


EVALUATION_PLANS = ListSpec(
    name="evaluation_plans",
    title="评估计划",
    right="evaluation_plan.read",
    fields=PLAN_FIELDS,
    source=_plans,
    sort=Sort("number", descending=True),
    actions=(
        Action("page:evaluation_plan", "新建计划", "Ctrl+N", "evaluation_plan.create"),
        _own("submit_evaluation_plan", "提交审批", "F7"),
        _own("recall_evaluation_plan", "撤回"),
        _managers("approve_evaluation_plan", "批准", "F9"),
        _managers("reject_evaluation_plan", "驳回", "F8"),
        _own("start_evaluation_plan", "开始评分"),
        _own("finish_evaluation_plan", "完成"),
        _managers("cancel_evaluation_plan", "取消"),
        Action("print:P-09", "打印", "Ctrl+P", "print.create", per_row=True),
    ),
    open="page:evaluation_plan",
    empty="还没有评估计划。先批准评估方案,再按 Ctrl+N 新建计划。",
    told=("number", "title"),
)
SCORECARDS = ListSpec(
    name="scorecards",
    title="合作商评分",
    right="scorecard.read",
    fields=CARD_FIELDS,
    source=_cards,
    sort=Sort("due_on", descending=True),
    filters=(Filter("state", "is", CardState.OPEN),),
    actions=(_managers("replace_evaluator", "更换评估人"),),
    open="page:scorecard_desk",
    empty="没有待评分的合作商。评估计划开始后,评分表自动出现。",
)
