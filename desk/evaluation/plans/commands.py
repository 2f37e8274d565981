"""A plan is drafted, put before the manager, started when its period is over, and finished."""

from datetime import date

from sqlalchemy import select

from desk.archive.customers.rules import check_text
from desk.evaluation.measures.measuring import tickets
from desk.evaluation.plans.cards import open_cards
from desk.evaluation.plans.choices import CardState, Standing
from desk.evaluation.plans.events import PlanCancelled, PlanFinishing
from desk.evaluation.plans.finding import (
    may_evaluate,
    plan_by_number,
    plan_with,
    scorecard_of,
)
from desk.evaluation.plans.model import (
    EvaluationPlan,
    EvaluationPlanEvaluator,
    EvaluationPlanPartner,
)
from desk.evaluation.plans.periods import Period, read_period
from desk.evaluation.plans.rules import (
    LEAST_EVALUATORS,
    MOST_EVALUATORS,
    MOST_PARTNERS,
    PLAN_STATES,
    check_dates,
)
from desk.evaluation.schemes.finding import scheme_in_force
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.partners.carriers.choices import PartnerScope, PartnerStatus
from desk.partners.carriers.model import Partner
from desk.storage.work import Work

_FIELDS = (
    '"scope": "REGION", "period": "2026Q3", "partner_ids": [1, 2], "evaluator_ids": [2, 4], '
    '"scores_due_on": "2026-10-15", "reports_due_on": "2026-10-25"'
)


@command("evaluation_plan.create", "新建评估计划", example=f"{{{_FIELDS}}}")
def draft_evaluation_plan(
    work: Work,
    *,
    scope: PartnerScope,
    period: str,
    partner_ids: tuple[int, ...],
    evaluator_ids: tuple[int, ...],
    scores_due_on: date,
    reports_due_on: date,
    title: str = "",
    remark: str = "",
) -> str:
    """Plan the evaluation of partners over a calendar period by the scheme in force.

    Args:
        work: the running command.
        scope: 疆内 or 国内; all partners are of it.
        period: 「2026Q3」, 「2026H1」, 「2026」, 「2026-07」 or 「2026-07-01~2026-08-15」.
        partner_ids: whom to evaluate.
        evaluator_ids: at least two who score independently.
        scores_due_on: until when they score, after the period.
        reports_due_on: until when the reports are written.
        title: 「2026年第3季度疆内合作商评估」 unless said.
        remark: for whoever approves.

    Returns:
        The plan's number, ``PJ2026Q3-1``.

    Raises:
        Refused: E001, E002, E003, E004, E006, E012, E017 a partner planned twice, E019.

    Source: spec 3.20; S4-068.
    """
    days = read_period(period, work.today)
    plan = EvaluationPlan(
        scope=scope,
        state=PLAN_STATES.initial,
        period_kind=days.kind,
        first_on=days.first_on,
        last_on=days.last_on,
        scores_due_on=scores_due_on,
        reports_due_on=reports_due_on,
    )
    _fill(work, plan, partner_ids, evaluator_ids, title, remark)
    plan.number = _next_number(work, days)
    return work.add(plan).number


def _next_number(work: Work, days: Period) -> str:
    """「PJ2026Q3-2」: the highest of the period and one more."""
    start = f"PJ{days.code}-"
    with work.session.no_autoflush:
        taken = work.session.scalars(
            select(EvaluationPlan.number).where(EvaluationPlan.number.like(f"{start}%"))
        )
        highest = max((int(number.removeprefix(start)) for number in taken), default=0)
    return f"{start}{highest + 1}"


@command(
    "evaluation_plan.create",
    "修改评估计划",
    example=f'{{"number": "PJ2026Q3-1", "version": 1, {_FIELDS}}}',
)
def update_evaluation_plan(
    work: Work,
    *,
    number: str,
    period: str,
    partner_ids: tuple[int, ...],
    evaluator_ids: tuple[int, ...],
    scores_due_on: date,
    reports_due_on: date,
    scope: PartnerScope | None = None,
    title: str = "",
    remark: str = "",
    version: int | None = None,
) -> str:
    """Write a draft anew.

    Returns:
        Its number, a new one when it was put on another period.

    Raises:
        Refused: E006, E008, E211, and as `draft_evaluation_plan`.
    """
    plan = plan_by_number(work, number)
    PLAN_STATES.step(plan.state, "update_evaluation_plan")
    work.expect_version(plan, version)
    days = read_period(period, work.today)
    if days != plan.period:
        plan.number = _next_number(work, days)
    plan.period_kind, plan.first_on, plan.last_on = days.kind, days.first_on, days.last_on
    plan.scores_due_on, plan.reports_due_on = scores_due_on, reports_due_on
    plan.scope = scope or plan.scope
    _fill(work, plan, partner_ids, evaluator_ids, title, remark)
    return plan.number


def _fill(
    work: Work,
    plan: EvaluationPlan,
    partner_ids: tuple[int, ...],
    evaluator_ids: tuple[int, ...],
    title: str,
    remark: str,
) -> None:
    problems = Problems()
    check_dates(problems, plan.last_on, plan.scores_due_on, plan.reports_due_on)
    usual = tr("{period}{scope}合作商评估").format(period=plan.period.label, scope=plan.scope.label)
    plan.title, plan.remark = clean_text(title) or usual, clean_text(remark)
    check_text(problems, plan.title, "title", tr("计划名称"), 60)
    check_text(problems, plan.remark, "remark", tr("备注"), 300)
    with work.session.no_autoflush:
        scheme = scheme_in_force(work, plan.scope)
        partners = _partners(work, problems, plan, partner_ids)
        evaluators = _evaluators(work, problems, evaluator_ids)
    why = tr("{scope}还没有已批准的评估方案").format(scope=plan.scope.label)
    problems.check(scheme is not None, "E019", "scope", label=tr("评估方案"), why=why)
    problems.raise_if_any()
    assert scheme is not None
    plan.scheme_id = scheme.id
    if plan.partners or plan.evaluators:
        plan.partners.clear()
        plan.evaluators.clear()
        work.session.flush()
    plan.partners = [
        EvaluationPlanPartner(partner_id=partner.id, position=position, standing=Standing.PLANNED)
        for position, partner in enumerate(partners, 1)
    ]
    plan.evaluators = [EvaluationPlanEvaluator(user_id=user.id) for user in evaluators]


def _partners(
    work: Work, problems: Problems, plan: EvaluationPlan, ids: tuple[int, ...]
) -> list[Partner]:
    count, label = len(set(ids)), tr("合作商数")
    bounds = {"label": label, "lo": 1, "hi": MOST_PARTNERS, "v": count}
    problems.check(1 <= count <= MOST_PARTNERS, "E003", "partner_ids", **bounds)
    found = []
    for partner_id in dict.fromkeys(ids):
        partner = work.session.get(Partner, partner_id)
        if partner is None:
            problems.add("E006", "partner_ids", label=tr("合作商"), v=partner_id)
            continue
        found.append(partner)
        _check_partner(work, problems, plan, partner)
    return sorted(found, key=lambda partner: partner.code)


def _check_partner(work: Work, problems: Problems, plan: EvaluationPlan, partner: Partner) -> None:
    who = f"{partner.code} {partner.name}"
    label = tr("合作商「{p}」").format(p=who)
    why = tr("不是{scope}合作商").format(scope=plan.scope.label)
    problems.check(partner.scope is plan.scope, "E019", "partner_ids", label=label, why=why)
    ended = partner.status is PartnerStatus.TERMINATED
    problems.check(not ended, "E019", "partner_ids", label=label, why=tr("合作已终止"))
    other = plan_with(work, partner.id, plan, but=plan.id)
    if other is not None:
        words = tr("同期评估计划({no})中的合作商").format(no=other.number)
        problems.add("E017", "partner_ids", label=words, v=who)


def _evaluators(work: Work, problems: Problems, ids: tuple[int, ...]) -> list[User]:
    users = [work.session.get(User, user_id) for user_id in dict.fromkeys(ids)]
    for user_id, user in zip(dict.fromkeys(ids), users, strict=True):
        if user is None:
            problems.add("E006", "evaluator_ids", label=tr("评估人"), v=user_id)
        elif not may_evaluate(user):
            why = tr("{name} 不能给合作商评分").format(name=user.name)
            problems.add("E019", "evaluator_ids", label=tr("评估人"), why=why)
    few, most = len(users) < LEAST_EVALUATORS, MOST_EVALUATORS
    why = tr("至少 {n} 人").format(n=LEAST_EVALUATORS) if few else tr("最多 {n} 人").format(n=most)
    fits = not few and len(users) <= most
    problems.check(fits, "E019", "evaluator_ids", label=tr("评估人"), why=why)
    return [user for user in users if user is not None]


@command("evaluation_plan.create", "开始评分", slow=True, example='{"number": "PJ2026Q3-1"}')
def start_evaluation_plan(work: Work, *, number: str) -> int:
    """Hand the scorecards out; the period is over by now.

    A partner who was handed nothing in the period is not scored and keeps his grade.

    Returns:
        How many partners are scored.

    Raises:
        Refused: E006, E008, E019 before the period has ended.

    Source: spec 5.7; issue (periods without business).
    """
    plan = plan_by_number(work, number)
    plan.state = PLAN_STATES.step(plan.state, "start_evaluation_plan")
    if work.today <= plan.last_on:
        why = tr("{d} 结束后才能评分").format(d=show_date(plan.last_on))
        raise refuse("E019", "number", label=tr("评估期间"), why=why)
    plan.started_at = work.now
    for done, planned in enumerate(plan.partners, 1):
        _open_partner(work, planned)
        work.step(done, len(plan.partners))
    scored = sum(planned.standing is Standing.SCORED for planned in plan.partners)
    if not scored:
        finish(work, plan)
    return scored


def _open_partner(work: Work, planned: EvaluationPlanPartner) -> None:
    plan = planned.plan
    handed = tickets(work, partner_id=planned.partner_id, first=plan.first_on, last=plan.last_on)
    planned.standing = Standing.SCORED if handed else Standing.NO_BUSINESS
    if handed:
        open_cards(planned, [evaluator.user_id for evaluator in plan.evaluators])


@command(
    "evaluation_plan.approve",
    "更换评估人",
    example='{"scorecard_id": 1, "user_id": 3, "reason": "离职"}',
)
def replace_evaluator(work: Work, *, scorecard_id: int, user_id: int, reason: str) -> int:
    """Give an evaluator's open scorecards of one plan to another; what he scored stays his.

    Args:
        work: the running command.
        scorecard_id: any open one of them.
        user_id: who scores instead.
        reason: why.

    Returns:
        How many scorecards went over.

    Raises:
        Refused: E006, E008, E009, E019.
    """
    card, fresh = scorecard_of(work, scorecard_id), work.get(User, user_id, tr("评估人"))
    plan = card.planned.plan
    plan.state = PLAN_STATES.step(plan.state, "replace_evaluator", reason)
    if card.state is not CardState.OPEN:
        obj, state = tr("评分表"), card.state.label
        raise refuse("E008", "scorecard_id", obj=obj, state=state, action=tr("更换评估人"))
    problems, label = Problems(), tr("评估人")
    why = tr("{name} 不能给合作商评分").format(name=fresh.name)
    problems.check(may_evaluate(fresh), "E019", "user_id", label=label, why=why)
    cards = [other for planned in plan.partners for other in planned.cards_of(planned.round_no)]
    named = any(other.user_id == fresh.id for other in cards)
    why = tr("{name} 已是本计划的评估人").format(name=fresh.name)
    problems.check(not named, "E019", "user_id", label=label, why=why)
    problems.raise_if_any()
    given = [c for c in cards if c.user_id == card.user_id and c.state is CardState.OPEN]
    for each in given:
        each.user = fresh
    return len(given)


@command("evaluation_plan.create", "完成评估计划", example='{"number": "PJ2026Q3-1"}')
def finish_evaluation_plan(work: Work, *, number: str) -> None:
    """End a plan all of whose reports are in force; the last report does so by itself.

    Raises:
        Refused: E006, E008, E019 naming the partners without a report.
    """
    plan = plan_by_number(work, number)
    PLAN_STATES.step(plan.state, "finish_evaluation_plan")
    asked = PlanFinishing(plan)
    work.emit(asked)
    if asked.open_partners:
        why = tr("{list} 的评估报告尚未生效").format(list="、".join(asked.open_partners))
        raise refuse("E019", "number", label=tr("评估计划"), why=why)
    finish(work, plan)


def finish(work: Work, plan: EvaluationPlan) -> None:
    """Raises: Refused E008."""
    plan.state = PLAN_STATES.step(plan.state, "finish_evaluation_plan")
    plan.done_at = work.now


@command(
    "evaluation_plan.approve",
    "取消评估计划",
    example='{"number": "PJ2026Q3-1", "reason": "改为半年评估"}',
)
def cancel_evaluation_plan(work: Work, *, number: str, reason: str) -> None:
    """Give a plan up; reports in force stay, the others are not asked for any more.

    Raises:
        Refused: E004, E006, E008, E009.
    """
    plan = plan_by_number(work, number)
    plan.state = PLAN_STATES.step(plan.state, "cancel_evaluation_plan", reason)
    problems = Problems()
    check_text(problems, clean_text(reason), "reason", tr("原因"), 200)
    problems.raise_if_any()
    plan.answer, plan.done_at = clean_text(reason), work.now
    work.emit(PlanCancelled(plan))
