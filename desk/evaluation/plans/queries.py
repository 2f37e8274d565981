"""Reading plans, and the sheet an evaluator scores on."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from desk.evaluation.measures.cod_delay import cod_delay
from desk.evaluation.plans.cards import may_see
from desk.evaluation.plans.choices import CardState, PeriodKind, PlanState, Standing
from desk.evaluation.plans.finding import may_evaluate, plan_by_number, scorecard_of
from desk.evaluation.plans.model import EvaluationPlan, EvaluationPlanPartner, Scorecard
from desk.evaluation.schemes.choices import IndicatorKind
from desk.kernel.commands import query
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.partners.carriers.choices import Grade, PartnerScope, PartnerStatus
from desk.storage.work import Reader


@dataclass(frozen=True)
class Person:
    id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class PlannedPartner:
    """A partner of a plan; `scored` of `cards` evaluators have scored in the last round."""

    partner_id: int
    code: str
    name: str
    grade: Grade | None
    status: PartnerStatus
    standing: Standing
    round_no: int
    cards: int
    scored: int


@dataclass(frozen=True, kw_only=True)
class PlanCard:
    """A plan as it stands.

    Attributes:
        period: in words; `period_text` as it is typed.
        version: for `update_evaluation_plan`.
    """

    id: int
    version: int
    number: str
    title: str
    scope: PartnerScope
    scheme_id: int
    scheme: str
    period_kind: PeriodKind
    period: str
    period_text: str
    first_on: date
    last_on: date
    scores_due_on: date
    reports_due_on: date
    remark: str
    state: PlanState
    answer: str
    drafted_by: str
    approved_at: datetime | None
    started_at: datetime | None
    done_at: datetime | None
    partners: tuple[PlannedPartner, ...]
    evaluators: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """One soft indicator; the score in tenths, None while nothing is given."""

    code: str
    name: str
    anchors: str
    weight_hundredths: int
    score_tenths: int | None
    evidence: str


@dataclass(frozen=True, kw_only=True)
class ScorecardSheet:
    """What an evaluator fills in for one partner.

    Attributes:
        editable: the acting user may still write it.
        scored, cards: how many of the evaluators are done; their scores are not told.
        cod_days: average delay of the cash he collected for us, hundredths of a day (S4).
    """

    id: int
    version: int
    plan_number: str
    plan_title: str
    period: str
    partner_id: int
    partner_code: str
    partner_name: str
    grade: Grade | None
    evaluator: str
    round_no: int
    state: CardState
    due_on: date
    submitted_at: datetime | None
    remark: str
    editable: bool
    scored: int
    cards: int
    cod_days: int | None
    cod_longest_days: int
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True, kw_only=True)
class DueCard:
    """A scorecard that waits for the acting user."""

    id: int
    plan_number: str
    plan_title: str
    partner_code: str
    partner_name: str
    due_on: date


@query("evaluation_plan.read", "评估计划")
def plan_card(read: Reader, *, number: str) -> PlanCard:
    """A plan with its partners and how far their scoring is.

    Raises:
        Refused: E006.
    """
    return card_of_plan(read, plan_by_number(read, number))


def card_of_plan(read: Reader, plan: EvaluationPlan) -> PlanCard:
    drafter = read.session.get(User, plan.created_by)
    period = plan.period
    calendar = f"{plan.first_on}~{plan.last_on}"
    return PlanCard(
        id=plan.id,
        version=plan.row_version,
        number=plan.number,
        title=plan.title,
        scope=plan.scope,
        scheme_id=plan.scheme_id,
        scheme=f"{plan.scheme.name} V{plan.scheme.version_no}",
        period_kind=plan.period_kind,
        period=period.label,
        period_text=calendar if plan.period_kind is PeriodKind.AD_HOC else _typed(period.code),
        first_on=plan.first_on,
        last_on=plan.last_on,
        scores_due_on=plan.scores_due_on,
        reports_due_on=plan.reports_due_on,
        remark=plan.remark,
        state=plan.state,
        answer=plan.answer,
        drafted_by=drafter.name if drafter else "",
        approved_at=plan.approved_at,
        started_at=plan.started_at,
        done_at=plan.done_at,
        partners=tuple(map(_planned, plan.partners)),
        evaluators=tuple(Person(e.user_id, e.user.name) for e in plan.evaluators),
    )


def _typed(code: str) -> str:
    """「2026M07」 is typed as 「2026-07」, 「2026Y」 as 「2026」."""
    return code.replace("M", "-").removesuffix("Y")


def _planned(planned: EvaluationPlanPartner) -> PlannedPartner:
    cards = planned.cards_of(planned.round_no)
    return PlannedPartner(
        partner_id=planned.partner_id,
        code=planned.partner.code,
        name=planned.partner.name,
        grade=planned.partner.grade,
        status=planned.partner.status,
        standing=planned.standing,
        round_no=planned.round_no,
        cards=len(cards),
        scored=len(cards) - planned.missing,
    )


@query("evaluation_plan.create", "可选的评估人")
def evaluators_to_choose(read: Reader) -> list[Person]:
    """Everybody who may score partners, by name."""
    users = read.session.scalars(select(User).order_by(User.name, User.id))
    return [Person(user.id, user.name) for user in users if may_evaluate(user)]


@query("scorecard.create", "等我评分")
def my_scorecards(read: Reader) -> list[DueCard]:
    """Scorecards that wait for the acting user, the one due first on top."""
    return [
        DueCard(
            id=card.id,
            plan_number=card.planned.plan.number,
            plan_title=card.planned.plan.title,
            partner_code=card.planned.partner.code,
            partner_name=card.planned.partner.name,
            due_on=card.planned.plan.scores_due_on,
        )
        for card in open_cards_of(read, read.actor.user_id)
    ]


def open_cards_of(read: Reader, user_id: int | None, due_by: date | None = None) -> list[Scorecard]:
    wanted = _open_cards().where(Scorecard.user_id == user_id)
    if due_by is not None:
        wanted = wanted.where(EvaluationPlan.scores_due_on <= due_by)
    return list(read.session.scalars(wanted))


def open_cards(read: Reader) -> list[Scorecard]:
    """Everybody's scorecards that are not given yet, the plan due first on top."""
    return list(read.session.scalars(_open_cards()))


def _open_cards() -> Select[Scorecard]:
    return (
        select(Scorecard)
        .join(EvaluationPlanPartner, EvaluationPlanPartner.id == Scorecard.planned_id)
        .join(EvaluationPlan, EvaluationPlan.id == EvaluationPlanPartner.plan_id)
        .where(Scorecard.state == CardState.OPEN, EvaluationPlan.state == PlanState.RUNNING)
        .order_by(EvaluationPlan.scores_due_on, EvaluationPlanPartner.position, Scorecard.id)
    )


@query("scorecard.read", "评分表")
def scorecard_sheet(read: Reader, *, scorecard_id: int) -> ScorecardSheet:
    """One evaluator's sheet: his own at any time, another's once all are in.

    Raises:
        Refused: E006, E210 another's while somebody has not scored yet.
    """
    card = scorecard_of(read, scorecard_id)
    if not may_see(read, card):
        action = tr("在全部评完之前查看他人的评分")
        raise refuse("E210", role=read.actor.role.label, action=action, who=card.user.name)
    planned = card.planned
    plan, cards = planned.plan, planned.cards_of(card.round_no)
    waiting = sum(other.submitted_at is None for other in cards)
    own = card.user_id == read.actor.user_id
    kept = cod_delay(read, partner_id=planned.partner_id, first=plan.first_on, last=plan.last_on)
    return ScorecardSheet(
        id=card.id,
        version=card.row_version,
        plan_number=plan.number,
        plan_title=plan.title,
        period=plan.period.label,
        partner_id=planned.partner_id,
        partner_code=planned.partner.code,
        partner_name=planned.partner.name,
        grade=planned.partner.grade,
        evaluator=card.user.name,
        round_no=card.round_no,
        state=card.state,
        due_on=plan.scores_due_on,
        submitted_at=card.submitted_at,
        remark=card.remark,
        editable=own and plan.state is PlanState.RUNNING and waiting > 0,
        scored=len(cards) - waiting,
        cards=len(cards),
        cod_days=kept.average,
        cod_longest_days=kept.longest,
        rows=_rows(card),
    )


def _rows(card: Scorecard) -> tuple[ScoreRow, ...]:
    given = {score.code: score for score in card.scores}
    rows = []
    for indicator in card.planned.plan.scheme.of_kind(IndicatorKind.SOFT):
        score = given.get(indicator.code)
        rows.append(
            ScoreRow(
                code=indicator.code,
                name=indicator.name,
                anchors=indicator.definition,
                weight_hundredths=indicator.weight_hundredths,
                score_tenths=score.score_tenths if score else None,
                evidence=score.evidence if score else "",
            )
        )
    return tuple(rows)
