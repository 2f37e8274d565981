"""The ways of plan and scorecard, and what a typed one must be like. Pure. Source: spec 3.20, E195."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk.archive.customers.rules import check_text
from desk.evaluation.plans.choices import CardState, PlanState
from desk.evaluation.schemes.scoring import HALF_STEP, MOST_SCORE_TENTHS, needs_evidence
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text
from desk.kernel.moments import show_date
from desk.kernel.states import Move, StateTable, moves_from
from desk.kernel.text import tr

_P, _C = PlanState, CardState
PLAN_STATES: StateTable[PlanState] = StateTable(
    obj="评估计划",
    initial=_P.DRAFT,
    moves=(
        Move("update_evaluation_plan", moves_from(_P.DRAFT), _P.DRAFT, "修改"),
        Move("submit_evaluation_plan", moves_from(_P.DRAFT), _P.SUBMITTED, "提交"),
        Move("recall_evaluation_plan", moves_from(_P.SUBMITTED), _P.DRAFT, "撤回"),
        Move("approve_evaluation_plan", moves_from(_P.SUBMITTED), _P.APPROVED, "批准"),
        Move("reject_evaluation_plan", moves_from(_P.SUBMITTED), _P.DRAFT, "驳回"),
        Move("start_evaluation_plan", moves_from(_P.APPROVED), _P.RUNNING, "开始评分"),
        Move("replace_evaluator", moves_from(_P.RUNNING), _P.RUNNING, "更换评估人", True),
        Move("finish_evaluation_plan", moves_from(_P.RUNNING), _P.DONE, "完成"),
        Move(
            "cancel_evaluation_plan",
            moves_from(_P.DRAFT, _P.APPROVED, _P.RUNNING),
            _P.CANCELLED,
            "取消",
            needs_reason=True,
        ),
    ),
    final=frozenset({_P.DONE, _P.CANCELLED}),
)
CARD_STATES: StateTable[CardState] = StateTable(
    obj="评分表",
    initial=_C.OPEN,
    moves=(
        Move("enter_scorecard", moves_from(_C.OPEN, _C.DONE), _C.DONE, "评分"),
        Move("ask_new_scores", moves_from(_C.OPEN, _C.DONE), _C.REPLACED, "重新评分", True),
    ),
    final=frozenset({_C.REPLACED}),
)

LEAST_EVALUATORS, MOST_EVALUATORS, MOST_PARTNERS = 2, 8, 60


@dataclass(frozen=True, kw_only=True)
class ScoreDraft:
    """One score as handed in: tenths of a point (85 is 8.5), with evidence where it is extreme."""

    code: str
    score_tenths: int
    evidence: str = ""


def show_score(tenths: int) -> str:
    """「8.5」."""
    return f"{tenths // 10}.{tenths % 10}"


def check_dates(
    problems: Problems, last_on: date, scores_due_on: date, reports_due_on: date
) -> None:
    """Scores are due after the period, reports with them or later."""
    why = tr("应晚于期间止日 {d}").format(d=show_date(last_on))
    ok = scores_due_on > last_on
    problems.check(ok, "E019", "scores_due_on", label=tr("评分截止日"), why=why)
    why = tr("不能早于评分截止日 {d}").format(d=show_date(scores_due_on))
    ok = reports_due_on >= scores_due_on
    problems.check(ok, "E019", "reports_due_on", label=tr("报告完成日"), why=why)


def check_scores(names: Mapping[str, str], scores: Sequence[ScoreDraft]) -> Problems:
    """Every soft indicator once, 0–10 in half steps, evidence for what is extreme (E195)."""
    problems = Problems()
    given = [clean_text(s.code).upper() for s in scores]
    for code, name in names.items():
        problems.check(code in given, "E001", "scores", label=f"{code} {name}")
    for n, (code, score) in enumerate(zip(given, scores, strict=True)):
        at = f"scores.{n}"
        problems.check(code in names, "E006", f"{at}.code", label=tr("评分项"), v=score.code)
        twice = code in given[:n]
        problems.check(not twice, "E017", f"{at}.code", label=tr("评分项"), v=code)
        _check_score(problems, at, score, names.get(code, code))
    return problems


def _check_score(problems: Problems, at: str, score: ScoreDraft, name: str) -> None:
    tenths = score.score_tenths
    if not 0 <= tenths <= MOST_SCORE_TENTHS:
        shown = {"lo": 0, "hi": 10, "v": show_score(tenths) if tenths >= 0 else tenths}
        problems.add("E003", f"{at}.score_tenths", label=name, **shown)
        return
    why = tr("评分以 0.5 为一档")
    problems.check(tenths % HALF_STEP == 0, "E019", f"{at}.score_tenths", label=name, why=why)
    check_text(problems, clean_text(score.evidence), f"{at}.evidence", tr("依据"), 200)
    grounded = bool(score.evidence.strip()) or not needs_evidence(tenths)
    shown_score = f"{name} {show_score(tenths)}"
    problems.check(grounded, "E195", f"{at}.evidence", s=shown_score)
