"""What the window asks beside itself."""

from dataclasses import dataclass

from desk.app import Desk
from desk.evaluation.plans.queries import Person, PlanCard, evaluators_to_choose, plan_card
from desk.partners.carriers.choices import Grade, PartnerScope, PartnerStatus

CREATE = "evaluation_plan.create"


@dataclass(frozen=True)
class Candidate:
    """A partner who may be evaluated."""

    id: int
    code: str
    name: str
    scope: PartnerScope
    status: PartnerStatus
    grade: Grade | None


@dataclass(frozen=True)
class Planning:
    """Whom to choose from, and the plan that is shown."""

    candidates: list[Candidate]
    people: list[Person]
    card: PlanCard | None


def planning_of(desk: Desk, number: str) -> Planning:
    """Read all of it; who may not draft reads the plan's own people only."""
    card = desk.ask(plan_card, number=number) if number else None
    if desk.may(CREATE):
        return Planning(_candidates(desk), desk.ask(evaluators_to_choose), card)
    return Planning([], list(card.evaluators) if card else [], card)


def _candidates(desk: Desk) -> list[Candidate]:
    names = [field.name for field in desk.list_spec("partners").fields]
    ids = desk.list_ids("partners", ())
    rows = desk.list_rows("partners", ids)
    wanted = ("code", "name", "scope", "status", "grade")
    found = [
        Candidate(partner_id, *(rows[partner_id][names.index(name)] for name in wanted))
        for partner_id in ids
    ]
    kept = [c for c in found if c.status is not PartnerStatus.TERMINATED]
    return sorted(kept, key=lambda c: c.code)
