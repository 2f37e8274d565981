"""Loading plans, their partners and scorecards."""

from sqlalchemy import select

from desk.evaluation.plans.choices import PlanState
from desk.evaluation.plans.model import EvaluationPlan, EvaluationPlanPartner, Scorecard
from desk.kernel.errors import refuse
from desk.kernel.roles import may
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.work import Reader


def plan_by_number(read: Reader, number: str) -> EvaluationPlan:
    """Raises: Refused E006."""
    wanted = number.strip().upper()
    found = read.session.scalar(select(EvaluationPlan).where(EvaluationPlan.number == wanted))
    if found is None:
        raise refuse("E006", "number", label=tr("评估计划"), v=number)
    read.held.add(found)
    return found


def planned_partner(read: Reader, plan: EvaluationPlan, partner_id: int) -> EvaluationPlanPartner:
    """Raises: Refused E006 when the partner is none of the plan's."""
    found = next((p for p in plan.partners if p.partner_id == partner_id), None)
    if found is None:
        label = tr("计划 {no} 中的合作商").format(no=plan.number)
        raise refuse("E006", "partner_id", label=label, v=partner_id)
    read.held.add(found)
    return found


def scorecard_of(read: Reader, scorecard_id: int) -> Scorecard:
    """Raises: Refused E006."""
    return read.get(Scorecard, scorecard_id, tr("评分表"))


def may_evaluate(user: User | None) -> bool:
    """Somebody who works here and whose role scores partners."""
    return user is not None and user.active and may(user.role, "scorecard.create")


def evaluators_of(planned: EvaluationPlanPartner) -> frozenset[int]:
    """Everybody who was to score this partner, in whatever round."""
    named = {evaluator.user_id for evaluator in planned.plan.evaluators}
    return frozenset(named | {card.user_id for card in planned.cards})


def plan_with(
    read: Reader, partner_id: int, plan: EvaluationPlan, *, but: int | None
) -> EvaluationPlan | None:
    """Another plan that is not cancelled with the same partner and the same days."""
    return read.session.scalar(
        select(EvaluationPlan)
        .join(EvaluationPlanPartner, EvaluationPlanPartner.plan_id == EvaluationPlan.id)
        .where(
            EvaluationPlanPartner.partner_id == partner_id,
            EvaluationPlan.first_on == plan.first_on,
            EvaluationPlan.last_on == plan.last_on,
            EvaluationPlan.state != PlanState.CANCELLED,
            EvaluationPlan.id != (but or 0),
        )
        .limit(1)
    )
