"""Reading reports: the page of one, the partners beside it, the plan with its reports."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.evaluation.measures.cod_delay import cod_delay
from desk.evaluation.plans.choices import CardState
from desk.evaluation.reports.choices import RectificationState, ReportState
from desk.evaluation.reports.finding import in_force_before, report_by_number, versions_of
from desk.evaluation.reports.model import (
    EvaluationLine,
    EvaluationPeer,
    EvaluationReport,
    Rectification,
)
from desk.evaluation.reports.rules import TREND_PERIODS
from desk.evaluation.schemes.choices import Consequence, IndicatorKind, Trend
from desk.evaluation.schemes.scoring import MEASURED
from desk.kernel.commands import query
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.office.approvals.queries import ApprovalRow, approvals_of
from desk.office.users.model import User
from desk.partners.carriers.choices import Grade, PartnerStatus
from desk.partners.carriers.grading import status_after
from desk.partners.carriers.rules import status_on
from desk.storage.work import Reader

MOST_COD_DAYS = 15


@dataclass(frozen=True, kw_only=True)
class LineRow:
    """One indicator as it was reckoned; values, lines, weights and points in hundredths."""

    code: str
    name: str
    kind: IndicatorKind
    formula: str
    definition: str
    unit: str
    zero_hundredths: int
    full_hundredths: int
    weight_hundredths: int
    numerator: int | None
    denominator: int | None
    value_hundredths: int | None
    points_hundredths: int
    peer_mean: int | None
    rank_no: int
    rank_of: int
    far_apart: bool


@dataclass(frozen=True)
class GivenScore:
    """What one evaluator gave, in tenths."""

    evaluator: str
    score_tenths: int
    evidence: str


@dataclass(frozen=True, kw_only=True)
class SoftRow:
    """A soft indicator with every evaluator's score; empty until all have scored."""

    line: LineRow
    given: tuple[GivenScore, ...]


@dataclass(frozen=True)
class VetoRow:
    code: str
    name: str
    found: bool
    evidence: str


@dataclass(frozen=True)
class HistoryPoint:
    """A period of the trend: its code, total in hundredths, grade."""

    period: str
    total: int | None
    grade: Grade | None


@dataclass(frozen=True)
class VersionRow:
    number: str
    version_no: int
    state: ReportState
    total: int | None
    grade: Grade | None
    answer: str


@dataclass(frozen=True, kw_only=True)
class PeerRow:
    """A partner of the same plan: results by indicator code, points of the measured ones."""

    partner_id: int
    code: str
    name: str
    tickets: int
    values: dict[str, int | None]
    measured_hundredths: int
    grade: Grade | None


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """A report with everything around it.

    Attributes:
        measured: hard and formula indicators, `soft` those the evaluators scored.
        missing: evaluators who have not scored yet; then total and grade are None.
        bands: each grade with its lowest and highest total.
        history: up to eight periods in order, this one last.
        hints: what the records say about vetoes (cash kept, licence run out).
        status_now, status_then: how we stand to the partner, and how after an approval.
        evaluators: ids; none of them may decide.
    """

    id: int
    version: int
    number: str
    version_no: int
    state: ReportState
    plan_number: str
    plan_title: str
    period: str
    first_on: date
    last_on: date
    scheme: str
    least_tickets: int
    bands: tuple[tuple[Grade, int, int], ...]
    partner_id: int
    partner_code: str
    partner_name: str
    tickets: int
    measured_hundredths: int
    soft_hundredths: int | None
    total_hundredths: int | None
    grade: Grade | None
    few: bool
    capped: bool
    vetoed: bool
    former_no: str
    former_total: int | None
    trend: Trend | None
    consequence: Consequence | None
    rank_no: int
    rank_of: int
    defects: str
    suggestions: str
    conclusion: str
    correction: str
    drafted_by: str
    reckoned_at: datetime | None
    submitted_at: datetime | None
    decided_at: datetime | None
    answer: str
    partner_reply: str
    replied_on: date | None
    status_now: PartnerStatus
    status_then: PartnerStatus | None
    measured: tuple[LineRow, ...]
    soft: tuple[SoftRow, ...]
    vetoes: tuple[VetoRow, ...]
    hints: tuple[str, ...]
    missing: tuple[str, ...]
    evaluators: tuple[int, ...]
    history: tuple[HistoryPoint, ...]
    versions: tuple[VersionRow, ...]
    approvals: tuple[ApprovalRow, ...]
    rectify_until: date | None


_SAME = (
    "id",
    "number",
    "version_no",
    "state",
    "first_on",
    "last_on",
    "partner_id",
    "tickets",
    "measured_hundredths",
    "soft_hundredths",
    "total_hundredths",
    "grade",
    "few",
    "capped",
    "vetoed",
    "former_no",
    "former_total",
    "trend",
    "consequence",
    "rank_no",
    "rank_of",
    "defects",
    "suggestions",
    "conclusion",
    "correction",
    "reckoned_at",
    "submitted_at",
    "decided_at",
    "answer",
    "partner_reply",
    "replied_on",
)


@query("evaluation_report.read", "评估报告")
def report_page(read: Reader, *, number: str) -> ReportPage:
    """A report with its figures, the scores behind them, the trend and its versions.

    Raises:
        Refused: E006, E210 for one that is not in force.
    """
    report = report_by_number(read, number)
    plan, partner = report.plan, report.partner
    drafter = read.session.get(User, report.created_by)
    status = status_on(partner, read.today)
    cards = report.planned.cards_of(report.round_no)
    return ReportPage(
        version=report.row_version,
        plan_number=plan.number,
        plan_title=plan.title,
        period=plan.period.label,
        scheme=f"{report.scheme.name} V{report.scheme.version_no}",
        least_tickets=report.scheme.least_tickets,
        bands=report.scheme.bands.spans(),
        partner_code=partner.code,
        partner_name=partner.name,
        drafted_by=drafter.name if drafter else "",
        status_now=status,
        status_then=status_after(status, report.grade) if report.grade else None,
        measured=tuple(_line(line) for line in report.lines if line.kind in MEASURED),
        soft=_soft(report),
        vetoes=tuple(VetoRow(v.code, v.name, v.found, v.evidence) for v in report.vetoes),
        hints=_hints(read, report),
        missing=tuple(card.user.name for card in cards if card.state is CardState.OPEN),
        evaluators=tuple(card.user_id for card in cards),
        history=history_of(read, report),
        versions=_versions(read, report),
        approvals=tuple(approvals_of(read, obj_kind=report.__tablename__, obj_id=report.id)),
        rectify_until=_rectify_until(read, report),
        **{name: getattr(report, name) for name in _SAME},
    )


def _line(line: EvaluationLine) -> LineRow:
    return LineRow(**{name: getattr(line, name) for name in LineRow.__dataclass_fields__})


def _soft(report: EvaluationReport) -> tuple[SoftRow, ...]:
    """With the scores of the round, once all of it is in."""
    cards = report.planned.cards_of(report.round_no)
    complete = all(card.submitted_at is not None for card in cards)
    rows = []
    for line in report.lines:
        if line.kind is not IndicatorKind.SOFT:
            continue
        given = [
            GivenScore(card.user.name, score.score_tenths, score.evidence)
            for card in cards
            for score in card.scores
            if complete and score.code == line.code
        ]
        rows.append(SoftRow(line=_line(line), given=tuple(given)))
    return tuple(rows)


def _hints(read: Reader, report: EvaluationReport) -> tuple[str, ...]:
    """What the records say about vetoes, for whoever looks into them."""
    kept = cod_delay(read, partner_id=report.partner_id, first=report.first_on, last=report.last_on)
    until, found = report.partner.licence_valid_to, []
    if kept.longest > MOST_COD_DAYS:
        words = tr("代收货款最长 {n} 天才返还(运单 {no})")
        found.append(words.format(n=kept.longest, no=kept.rows[0].number))
    if not report.partner.light_only and until is not None and until < report.last_on:
        found.append(tr("经营许可证已于 {d} 到期").format(d=show_date(until)))
    return tuple(found)


def history_of(read: Reader, report: EvaluationReport) -> tuple[HistoryPoint, ...]:
    """The periods in force before, and this one: eight at most, in order."""
    before = in_force_before(read, report.partner_id, report.first_on, TREND_PERIODS - 1)
    return tuple(
        HistoryPoint(each.plan.period.code, each.total_hundredths, each.grade)
        for each in (*reversed(before), report)
    )


def _versions(read: Reader, report: EvaluationReport) -> tuple[VersionRow, ...]:
    reviewing = read.may("evaluation_report.review")
    return tuple(
        VersionRow(v.number, v.version_no, v.state, v.total_hundredths, v.grade, v.answer)
        for v in versions_of(read, report.planned_id)
        if reviewing or v.id == report.id
    )


def _rectify_until(read: Reader, report: EvaluationReport) -> date | None:
    return read.session.scalar(
        select(Rectification.due_on).where(
            Rectification.report_id == report.id, Rectification.state == RectificationState.OPEN
        )
    )


@query("evaluation_report.review", "同期合作商比较")
def report_peers(read: Reader, *, number: str) -> list[PeerRow]:
    """The scored partners of the same plan as they stood then, the best measured points first.

    Raises:
        Refused: E006, E210.
    """
    return peers_of(read, report_by_number(read, number))


def peers_of(read: Reader, report: EvaluationReport) -> list[PeerRow]:
    rows = [_peer(read, report, peer) for peer in report.peers]
    return sorted(rows, key=lambda row: (-row.measured_hundredths, row.code))


def _peer(read: Reader, report: EvaluationReport, peer: EvaluationPeer) -> PeerRow:
    codes = [line.code for line in report.lines if line.kind in MEASURED]
    values = peer.values
    return PeerRow(
        partner_id=peer.partner_id,
        code=peer.partner.code,
        name=peer.partner.name,
        tickets=peer.tickets,
        values={code: values.get(code) for code in codes},
        measured_hundredths=peer.measured_hundredths,
        grade=_grade_then(read, report, peer.partner_id),
    )


def _grade_then(read: Reader, report: EvaluationReport, partner_id: int) -> Grade | None:
    """The grade of his own report about the same days, once it is in force."""
    return read.session.scalar(
        select(EvaluationReport.grade).where(
            EvaluationReport.plan_id == report.plan_id,
            EvaluationReport.partner_id == partner_id,
            EvaluationReport.state == ReportState.EFFECTIVE,
        )
    )
