"""The figures of a report: counted from the records, scored by the scheme, set beside the others'.

The same reckoning fills a draft, freezes it when it is submitted, and shows later whether the records
still say the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.evaluation.plans.choices import CardState
from desk.evaluation.plans.model import EvaluationPlanPartner
from desk.evaluation.reports.finding import in_force_before
from desk.evaluation.reports.model import EvaluationLine, EvaluationReport
from desk.evaluation.reports.peers import Place, measured_values, place_of, write_peers
from desk.evaluation.schemes.choices import Consequence, IndicatorKind, Trend
from desk.evaluation.schemes.facts import Facts, facts_of
from desk.evaluation.schemes.model import EvaluationIndicator, EvaluationScheme
from desk.evaluation.schemes.scoring import (
    MEASURED,
    Line,
    Verdict,
    consequence_of,
    far_apart,
    mean_of,
    score,
    total_of,
    trend_of,
    verdict_on,
)
from desk.partners.carriers.choices import Grade
from desk.storage.work import Work

FORMER_PERIODS = 3


@dataclass(frozen=True)
class Reckoned:
    """Everything that follows from the figures; `total`, `verdict` None while scores are missing."""

    facts: Facts
    lines: tuple[Line, ...]
    measured: int
    soft: int | None
    total: int | None
    verdict: Verdict | None


def soft_scores(planned: EvaluationPlanPartner, round_no: int) -> dict[str, list[int]]:
    """The evaluators' scores by indicator; nothing at all before everybody has scored."""
    cards = planned.cards_of(round_no)
    if not cards or any(card.state is CardState.OPEN for card in cards):
        return {}
    found: dict[str, list[int]] = {}
    for card in cards:
        for given in card.scores:
            found.setdefault(given.code, []).append(given.score_tenths)
    return found


def reckon(
    scheme: EvaluationScheme,
    facts: Facts,
    soft: Mapping[str, int | None],
    *,
    vetoed: bool,
    trial: bool = False,
) -> Reckoned:
    """Score the figures of a period; `soft` are the means of the evaluators, empty while missing.

    On a trial a soft indicator that was never scored counts as 不适用.
    """
    indicators = [i.line for i in scheme.indicators]
    values = {**measured_values(scheme, facts), **soft}
    scored = all(soft.get(i.code) is not None for i in scheme.of_kind(IndicatorKind.SOFT))
    measured = [i for i in indicators if i.kind in MEASURED]
    if not (scored or trial):
        lines = score(measured, values)
        return Reckoned(facts, lines, total_of(lines), None, None, None)
    lines = score(indicators, values)
    codes = {i.code for i in measured}
    hard = total_of([line for line in lines if line.code in codes])
    total = total_of(lines)
    verdict = verdict_on(
        total,
        scheme.bands,
        tickets=facts.tickets,
        least_tickets=scheme.least_tickets,
        vetoed=vetoed,
    )
    return Reckoned(facts, lines, hard, total - hard, total, verdict)


def write_figures(work: Work, report: EvaluationReport) -> None:
    """Reckon a draft anew from the records and the scorecards of its round."""
    planned, scheme = report.planned, report.scheme
    facts = facts_of(work, report.partner_id, report.first_on, report.last_on)
    scores = soft_scores(planned, report.round_no)
    means = {code: mean_of(given) for code, given in scores.items()}
    report.vetoed = any(veto.found for veto in report.vetoes)
    found = reckon(scheme, facts, means, vetoed=report.vetoed)
    report.tickets, report.reckoned_at = facts.tickets, work.now
    report.measured_hundredths, report.soft_hundredths = found.measured, found.soft
    report.total_hundredths = found.total
    report.few = facts.tickets < scheme.least_tickets
    report.grade = found.verdict.grade if found.verdict else None
    report.capped = bool(found.verdict and found.verdict.capped)
    _write_history(work, report)
    apart = {code for code, given in scores.items() if far_apart(given)}
    _write_lines(work, report, found, apart)


def _write_history(work: Work, report: EvaluationReport) -> None:
    before = in_force_before(work, report.partner_id, report.first_on, FORMER_PERIODS)
    last = before[0] if before else None
    report.former_no = last.number if last else ""
    report.former_total = last.total_hundredths if last else None
    report.trend, report.consequence = what_follows(
        report.total_hundredths, report.grade, [(r.total_hundredths, r.grade) for r in before]
    )


def what_follows(
    total: int | None, grade: Grade | None, before: Sequence[tuple[int | None, Grade | None]]
) -> tuple[Trend | None, Consequence | None]:
    """Trend and consequence against the reports in force before, the latest first."""
    if total is None or grade is None:
        return None, None
    grades = [former for _, former in before if former is not None]
    trend = trend_of(total, before[0][0] if before else None)
    return trend, consequence_of(grade, grades)


def _write_lines(work: Work, report: EvaluationReport, found: Reckoned, apart: set[str]) -> None:
    write_peers(work, report, found.facts)
    if report.lines:
        report.lines.clear()
        work.session.flush()
    lines = {line.code: line for line in found.lines}
    report.lines = [
        _line(indicator, lines.get(indicator.code), found.facts, place_of(report, indicator))
        for indicator in report.scheme.indicators
        if indicator.kind is not IndicatorKind.VETO
    ]
    for line in report.lines:
        line.far_apart = line.code in apart


def _line(
    indicator: EvaluationIndicator, line: Line | None, facts: Facts, place: Place
) -> EvaluationLine:
    measured = indicator.kind in MEASURED
    numerator, denominator = facts.parts(indicator.formula) if measured else (None, None)
    return EvaluationLine(
        position=indicator.position,
        code=indicator.code,
        name=indicator.name,
        kind=indicator.kind,
        formula=indicator.formula,
        definition=indicator.definition,
        unit=indicator.unit,
        zero_hundredths=indicator.zero_hundredths,
        full_hundredths=indicator.full_hundredths,
        weight_hundredths=indicator.weight_hundredths,
        numerator=numerator,
        denominator=denominator,
        value_hundredths=line.value if line else None,
        points_hundredths=line.points if line else 0,
        peer_mean=place.mean if measured else None,
        rank_no=place.rank_no if measured else 0,
        rank_of=place.rank_of if measured else 0,
    )
