"""What rooms above are asked about a plan."""

from dataclasses import dataclass, field

from desk.evaluation.plans.model import EvaluationPlan


@dataclass
class PlanFinishing:
    """May the plan end? `open_partners` collects the codes of partners without a report in force."""

    plan: EvaluationPlan
    open_partners: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PlanCancelled:
    """The plan is given up: nothing of it is asked for any more."""

    plan: EvaluationPlan
