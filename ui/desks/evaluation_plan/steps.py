"""What may be done with a plan, in the order of its way."""

from desk.evaluation.plans.approving import (
    approve_evaluation_plan,
    recall_evaluation_plan,
    reject_evaluation_plan,
    submit_evaluation_plan,
)
from desk.evaluation.plans.commands import (
    cancel_evaluation_plan,
    finish_evaluation_plan,
    start_evaluation_plan,
)
from desk.evaluation.plans.queries import PlanCard
from desk.evaluation.plans.rules import PLAN_STATES
from desk.screens.fields import Field, Kind
from ui.desks.case_steps import CaseStep

STEPS: tuple[CaseStep, ...] = (
    CaseStep("submit", "提交", "F7", submit_evaluation_plan, role="primary"),
    CaseStep("recall", "撤回", "", recall_evaluation_plan),
    CaseStep("reject", "驳回", "Ctrl+E", reject_evaluation_plan, reason=True, role="danger"),
    CaseStep("approve", "批准", "F8", approve_evaluation_plan, (
        Field("countersigned_by", "副总经理会签", width=8),
        Field("countersigned_on", "会签日期", Kind.DATE, width=6),
    ), role="primary"),
    CaseStep("start", "开始评分", "F10", start_evaluation_plan, role="primary"),
    CaseStep("finish", "完成", "", finish_evaluation_plan),
    CaseStep("cancel", "取消", "", cancel_evaluation_plan, reason=True, role="danger"),
)  # fmt: skip


def fitting(card: PlanCard | None) -> frozenset[str]:
    """The names of the steps that fit the plan now."""
    if card is None:
        return frozenset()
    moves = {move.command for move in PLAN_STATES.from_(card.state)}
    return frozenset(step.name for step in STEPS if step.entry.name in moves)
