"""Setting figures side by side: two versions, stored and recounted, an old period by a new scheme."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from desk.evaluation.plans.model import EvaluationPlanPartner
from desk.evaluation.reports.choices import ReportState
from desk.evaluation.reports.finding import report_by_number, versions_of
from desk.evaluation.reports.model import EvaluationLine, EvaluationReport
from desk.evaluation.reports.reckoning import Reckoned, reckon, soft_scores
from desk.evaluation.reports.rules import TEXTS, TREND_PERIODS
from desk.evaluation.schemes.choices import IndicatorKind
from desk.evaluation.schemes.commands import indicators_of
from desk.evaluation.schemes.drafts import SchemeDraft
from desk.evaluation.schemes.facts import facts_of
from desk.evaluation.schemes.finding import scheme_of
from desk.evaluation.schemes.model import EvaluationScheme
from desk.evaluation.schemes.rules import check_scheme
from desk.evaluation.schemes.scoring import mean_of
from desk.kernel.commands import query
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.partners.carriers.choices import Grade
from desk.storage.work import Reader

NOTHING = "—"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that is otherwise, in words: what, before, after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Differences:
    """What differs; `former` is the version compared with, empty when there is none."""

    number: str
    former: str
    rows: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True)
class BacktestRow:
    """A report in force, and what the scheme on trial would have made of the same period."""

    report_number: str
    partner_code: str
    partner_name: str
    period: str
    last_on: date
    old_total: int | None
    old_grade: Grade | None
    new_total: int | None
    new_grade: Grade | None

    @property
    def changes(self) -> bool:
        return self.old_grade is not self.new_grade


@query("evaluation_report.read", "评估报告版本差异")
def report_differences(read: Reader, *, number: str) -> Differences:
    """What a version says otherwise than the one before it.

    Raises:
        Refused: E006, E210 for a version that is not in force.
    """
    report = report_by_number(read, number)
    former = next(
        (r for r in versions_of(read, report.planned_id) if r.version_no < report.version_no), None
    )
    if former is None:
        return Differences(number=report.number, former="", rows=())
    rows = tuple(_differing(_stored(former), _stored(report)))
    return Differences(number=report.number, former=former.number, rows=rows)


@query("evaluation_report.review", "重新核算评估报告")
def recompute_report(read: Reader, *, number: str) -> Differences:
    """The stored figures of a report against the same reckoning from the records as they are now.

    It is reckoned as of the moment the report was: what was not due then is not due now. No rows means
    that the report can be re-computed from the records to the last digit.

    Raises:
        Refused: E006, E210.
    """
    report = report_by_number(read, number)
    then = replace(read, now=report.reckoned_at or read.now)
    facts = facts_of(then, report.partner_id, report.first_on, report.last_on)
    scores = soft_scores(report.planned, report.round_no)
    means = {code: mean_of(given) for code, given in scores.items()}
    found = reckon(report.scheme, facts, means, vetoed=report.vetoed)
    rows = tuple(_differing(_figures(report), _recounted(report.scheme, found)))
    return Differences(number=report.number, former=tr("现有记录"), rows=rows)


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for what in {**before, **after}:
        old, new = before.get(what, NOTHING), after.get(what, NOTHING)
        if old != new:
            yield Difference(what=what, before=old, after=new)


def _stored(report: EvaluationReport) -> dict[str, str]:
    """Everything a version says, by its name."""
    words = _figures(report)
    for veto in report.vetoes:
        words[f"{veto.code} {veto.name}"] = veto.evidence if veto.found else tr("无")
    for name, label in TEXTS:
        words[tr(label)] = getattr(report, name) or NOTHING
    return words


def _figures(report: EvaluationReport) -> dict[str, str]:
    words = {f"{line.code} {line.name}": line_words(line) for line in report.lines}
    words[tr("样本票数")] = str(report.tickets)
    words[tr("总分")] = shown(report.total_hundredths)
    words[tr("等级")] = report.grade.label if report.grade else NOTHING
    return words


def line_words(line: EvaluationLine) -> str:
    """「192/200 96.00% 8.89 分」."""
    return _words(
        (line.numerator, line.denominator), line.value_hundredths, line.unit, line.points_hundredths
    )


def _words(parts: tuple[int | None, int | None], value: int | None, unit: str, points: int) -> str:
    numerator, denominator = parts
    counted = f"{numerator}/{denominator} " if denominator else ""
    result = tr("不适用") if value is None else f"{show_money(value)}{unit}"
    return tr("{c}{r},得 {p} 分").format(c=counted, r=result, p=show_money(points))


def _recounted(scheme: EvaluationScheme, found: Reckoned) -> dict[str, str]:
    lines = {line.code: line for line in found.lines}
    words = {}
    for indicator in scheme.indicators:
        line = lines.get(indicator.code)
        if indicator.kind is IndicatorKind.VETO:
            continue
        soft = indicator.kind is IndicatorKind.SOFT
        parts = (None, None) if soft else found.facts.parts(indicator.formula)
        value, points = (line.value, line.points) if line else (None, 0)
        name = f"{indicator.code} {indicator.name}"
        words[name] = _words(parts, value, indicator.unit, points)
    words[tr("样本票数")] = str(found.facts.tickets)
    words[tr("总分")] = shown(found.total)
    words[tr("等级")] = found.verdict.grade.label if found.verdict else NOTHING
    return words


def shown(hundredths: int | None) -> str:
    return NOTHING if hundredths is None else show_money(hundredths)


@query("evaluation_scheme.create", "方案试算")
def backtest_scheme(
    read: Reader, *, scheme_id: int, periods: int = TREND_PERIODS
) -> list[BacktestRow]:
    """Try a scheme on the periods that have a report in force; nothing is saved.

    Soft scores are taken from the report by code; an indicator it never had counts as 不适用.

    Raises:
        Refused: E006.
    """
    return _backtest(read, scheme_of(read, scheme_id), periods)


@query("evaluation_scheme.create", "草稿方案试算")
def backtest_draft(
    read: Reader, *, draft: SchemeDraft, periods: int = TREND_PERIODS
) -> list[BacktestRow]:
    """The same with a scheme that is only typed and not saved.

    Raises:
        Refused: as `draft_scheme`.
    """
    check_scheme(draft).raise_if_any()
    scheme = EvaluationScheme(
        scope=draft.scope,
        a_from=draft.a_from,
        b_from=draft.b_from,
        c_from=draft.c_from,
        least_tickets=draft.least_tickets,
        indicators=indicators_of(draft),
    )
    with read.session.no_autoflush:
        return _backtest(read, scheme, periods)


def _backtest(read: Reader, scheme: EvaluationScheme, periods: int) -> list[BacktestRow]:
    in_force = list(
        read.session.scalars(
            select(EvaluationReport)
            .join(EvaluationPlanPartner, EvaluationPlanPartner.id == EvaluationReport.planned_id)
            .where(EvaluationReport.state == ReportState.EFFECTIVE)
            .order_by(EvaluationReport.last_on.desc(), EvaluationReport.number)
        )
    )
    mine = [report for report in in_force if report.plan.scope is scheme.scope]
    ends = sorted({report.last_on for report in mine}, reverse=True)[:periods]
    return [_tried(read, scheme, report) for report in mine if report.last_on in ends]


def _tried(read: Reader, scheme: EvaluationScheme, report: EvaluationReport) -> BacktestRow:
    facts = facts_of(read, report.partner_id, report.first_on, report.last_on)
    old = {
        line.code: line.value_hundredths for line in report.lines if line.kind is IndicatorKind.SOFT
    }
    soft = {i.code: old.get(i.code) for i in scheme.of_kind(IndicatorKind.SOFT)}
    vetoed = report.vetoed
    found = reckon(scheme, facts, soft, vetoed=vetoed, trial=True)
    return BacktestRow(
        report_number=report.number,
        partner_code=report.partner.code,
        partner_name=report.partner.name,
        period=report.plan.period.label,
        last_on=report.last_on,
        old_total=report.total_hundredths,
        old_grade=report.grade,
        new_total=found.total,
        new_grade=found.verdict.grade if found.verdict else None,
    )
