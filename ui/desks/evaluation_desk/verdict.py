"""What a report comes to: total, grade, trend, what it proposes and what that does to the partner."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.evaluation.reports.choices import ReportState
from desk.evaluation.reports.queries import ReportPage
from desk.kernel.moments import show_date
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.evaluation_desk.trend import TrendPicture
from ui.desks.evaluation_desk.words import GRADE_TONES, points
from ui.desks.pieces import Card, Chip, Pairs
from ui.theme import SPACE, Tone

_DECIDED = (ReportState.EFFECTIVE, ReportState.SUPERSEDED, ReportState.REJECTED)


class VerdictCard(Card):
    """The right of the window."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self.total, self.grade, self.mark = plain_label("", "title"), Chip(), Chip()
        for part in (self.total, self.grade, self.mark):
            line.addWidget(part)
        line.addStretch(1)
        self.column.addLayout(line)
        self.facts, self.trend = Pairs(), TrendPicture()
        self.hints = plain_label("", "warning")
        self.hints.setWordWrap(True)
        parts: tuple[QWidget, ...] = (self.facts, plain_label(tr("总分走势"), "strong"), self.trend)
        for shown in (*parts, self.hints):
            self.column.addWidget(shown)
        self.column.addStretch(1)

    def show_report(self, page: ReportPage | None) -> None:
        """Show another report, or none."""
        self.setVisible(page is not None)
        if page is None:
            return
        self.total.setText(tr("{p} 分").format(p=points(page.total_hundredths)))
        tone = GRADE_TONES[page.grade] if page.grade else Tone.NEUTRAL
        self.grade.show_as(page.grade.label if page.grade else tr("待评分"), tone)
        self.mark.show_as(_mark(page), Tone.WRONG if page.vetoed else Tone.WAITING)
        self.facts.show_pairs(_facts(page))
        self.trend.show_history(page.history, page.bands)
        self.hints.setText("\n".join(page.hints))
        self.hints.setVisible(bool(page.hints))


def _mark(page: ReportPage) -> str:
    if page.vetoed:
        return tr("一票否决")
    if page.capped:
        return tr("样本不足,封顶 B")
    return tr("样本不足") if page.few else ""


def _facts(page: ReportPage) -> list[tuple[str, str]]:
    change = ""
    if page.former_total is not None and page.total_hundredths is not None:
        more = page.total_hundredths - page.former_total
        change = f"{'+' if more > 0 else ''}{show_money(more)}"
    trend = f"{page.trend.label} {change}" if page.trend else tr("首次评估")
    then = page.status_then.label if page.status_then else ""
    place = tr("第 {a} 名,共 {b} 家").format(a=page.rank_no, b=page.rank_of)
    pairs = [
        (tr("系统指标"), points(page.measured_hundredths)),
        (tr("主观评分"), points(page.soft_hundredths)),
        (tr("样本"), tr("{n} 票").format(n=page.tickets)),
        (tr("上期"), points(page.former_total) if page.former_no else ""),
        (tr("趋势"), trend),
        (tr("同期名次"), place if page.rank_of else ""),
        (tr("处理建议"), page.consequence.label if page.consequence else ""),
        (tr("合作状态"), page.status_now.label),
        (tr("批准后"), then if page.state not in _DECIDED else ""),
        (tr("整改期限"), show_date(page.rectify_until) if page.rectify_until else ""),
        (tr("未评分"), "、".join(page.missing)),
        (tr("方案"), page.scheme),
        (tr("编制"), page.drafted_by),
    ]
    return [(label, words) for label, words in pairs if words]
