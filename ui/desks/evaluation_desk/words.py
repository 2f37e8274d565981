"""The rows of the window and the words about a report."""

from desk.evaluation.measures.rules import MONEY_CODES
from desk.evaluation.plans.choices import Standing
from desk.evaluation.plans.rules import show_score
from desk.evaluation.reports.choices import ReportState
from desk.evaluation.reports.queries import LineRow, SoftRow, VersionRow
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.partners.carriers.choices import Grade
from ui.desks.evaluation_desk.reading import PartnerEntry
from ui.desks.row_table import Column
from ui.desks.tickets_behind import SIGNS, show_count, show_rate
from ui.theme import Tone
from ui.tones import tone_of

NOTHING = "—"
GRADE_TONES = {
    Grade.A: Tone.DONE,
    Grade.B: Tone.ACTIVE,
    Grade.C: Tone.WAITING,
    Grade.D: Tone.WRONG,
}


def points(hundredths: int | None) -> str:
    """「82.81」."""
    return NOTHING if hundredths is None else show_money(hundredths)


def total_words(total: int | None, grade: Grade | None) -> str:
    """「82.81 B」."""
    return f"{points(total)} {grade.label if grade else ''}".strip()


def report_tone(state: ReportState) -> Tone:
    """Green in force, amber on its way, red turned down, grey corrected."""
    return {
        ReportState.EFFECTIVE: Tone.DONE,
        ReportState.REJECTED: Tone.WRONG,
        ReportState.SUPERSEDED: Tone.NEUTRAL,
        ReportState.DRAFT: Tone.WAITING,
    }.get(state, tone_of(state))


def _standing(entry: PartnerEntry) -> str:
    if entry.report is not None:
        return entry.report.state.label.removeprefix(tr("已批准"))
    if entry.partner.standing is Standing.NO_BUSINESS:
        return tr("无业务")
    if entry.waits_for_draft:
        return tr("待起草")
    return tr("评分 {n}/{all}").format(n=entry.partner.scored, all=entry.partner.cards)


def _entry_tone(entry: PartnerEntry) -> Tone:
    if entry.report is not None:
        return report_tone(entry.report.state)
    return Tone.ACTIVE if entry.waits_for_draft else Tone.NEUTRAL


def _below(entry: PartnerEntry) -> str:
    if entry.report is not None:
        return total_words(entry.report.total, entry.report.grade)
    grade = entry.partner.grade
    return tr("现等级 {g}").format(g=grade.label) if grade else tr("未评级")


def _unit(line: LineRow) -> str:
    return line.unit if line.unit in SIGNS else ""


def _count(line: LineRow, count: int | None) -> str:
    if count is None:
        return NOTHING
    money = line.formula in MONEY_CODES
    return show_money(count) if money else show_count(line.code, count)


def _short(hundredths: int) -> str:
    """Without zeros after the point: 「80」, 「0.5」."""
    return show_money(hundredths).rstrip("0").rstrip(".")


def _span(line: LineRow) -> str:
    return f"{_short(line.zero_hundredths)}→{_short(line.full_hundredths)}{_unit(line)}"


def _mean(line: LineRow) -> str:
    return NOTHING if line.peer_mean is None else show_rate(line.peer_mean, line.unit)


def _place(line: LineRow) -> str:
    return f"{line.rank_no}/{line.rank_of}" if line.rank_no else NOTHING


def _lost(line: LineRow) -> Tone | None:
    """A line that brought less than half of its weight stands out."""
    return Tone.WRONG if line.points_hundredths * 2 < line.weight_hundredths else None


def period_words(period: str) -> str:
    """A period below its bar: 「26Q3」, 「26-11」; one from day to day by its end, 「~11-20」."""
    end = period.partition("T")[2]
    return f"~{end[4:6]}-{end[6:8]}" if end else period.removeprefix("20")


def given_words(row: SoftRow) -> str:
    """「客服员甲 8.5  进港调度 8.0」."""
    return "  ".join(f"{g.evaluator} {show_score(g.score_tenths)}" for g in row.given)


def _evidence(row: SoftRow) -> str:
    said = [f"{g.evaluator}:{g.evidence}" for g in row.given if g.evidence]
    return ";".join(said) or tr("没有写依据")


ENTRY_COLUMNS: tuple[Column[PartnerEntry], ...] = (
    Column("合作商", lambda e: f"{e.partner.code} {e.partner.name}", 8, stretch=True, below=_below),
    Column("报告", _standing, 5, chip=_entry_tone),
)
LINE_COLUMNS: tuple[Column[LineRow], ...] = (
    Column("指标", lambda r: f"{r.code} {r.name}", 8, stretch=True),
    Column("分子", lambda r: _count(r, r.numerator), 4, right=True),
    Column("分母", lambda r: _count(r, r.denominator), 4, right=True),
    Column("结果", lambda r: show_rate(r.value_hundredths, r.unit), 4, right=True),
    Column("零→满分", _span, 5, right=True),
    Column("权重", lambda r: points(r.weight_hundredths), 3, right=True),
    Column("得分", lambda r: points(r.points_hundredths), 3, right=True, ink=_lost),
    Column("同期", _mean, 4, right=True),
    Column("名次", _place, 2, right=True),
)
SOFT_COLUMNS: tuple[Column[SoftRow], ...] = (
    Column("主观评分", lambda r: f"{r.line.code} {r.line.name}", 9),
    Column("各评估人", given_words, 10, stretch=True, below=_evidence),
    Column("平均", lambda r: points(r.line.value_hundredths), 3, right=True),
    Column("权重", lambda r: points(r.line.weight_hundredths), 3, right=True),
    Column("得分", lambda r: points(r.line.points_hundredths), 3, right=True),
    Column(
        "分歧", lambda r: tr("相差大") if r.line.far_apart else "", 4, chip=lambda _: Tone.WAITING
    ),
)
VERSION_COLUMNS: tuple[Column[VersionRow], ...] = (
    Column("版本", lambda v: f"V{v.version_no}", 3),
    Column("状态", lambda v: v.state.label, 5, chip=lambda v: report_tone(v.state)),
    Column("总分", lambda v: total_words(v.total, v.grade), 5),
    Column("审批意见", lambda v: v.answer, 10, stretch=True),
)
