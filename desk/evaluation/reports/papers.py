"""P-08: the report for the department, and the partner's copy without the evaluators' names."""

from collections.abc import Iterator
from functools import partial

from desk.documents.papers import (
    A4P,
    Align,
    Bar,
    BarChart,
    Block,
    Cell,
    Charts,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    PageBreak,
    Paper,
    Signatures,
    Spacer,
    Table,
    Text,
    shown_value,
)
from desk.evaluation.measures.rules import MONEY_CODES
from desk.evaluation.plans.rules import show_score
from desk.evaluation.reports.choices import ReportState
from desk.evaluation.reports.finding import report_by_number
from desk.evaluation.reports.queries import (
    LineRow,
    PeerRow,
    ReportPage,
    SoftRow,
    peers_of,
    report_page,
)
from desk.kernel.commands import form
from desk.kernel.moments import local, show_date
from desk.kernel.quantities import round_half_up, show_money
from desk.kernel.text import tr
from desk.office.approvals.choices import Decision
from desk.storage.work import Reader

GAP = Spacer(2)
NOTHING = "—"
_FULL = 100_00
EVALUATORS_MM, BAR_MM, LEAST_CHART_MM = 85, 4.6, 60
CUT = 40
"""Characters that two lines of the narrowest cell hold; what is longer is printed below in full."""
_MARKS = {
    ReportState.DRAFT: "草稿",
    ReportState.SUBMITTED: "未批准",
    ReportState.REJECTED: "未批准",
    ReportState.SUPERSEDED: "已更正",
}


@form("P-08", "KF-BD-08", "合作商评估报告", needs="evaluation_report.read", of="评估报告号")
def report_paper(read: Reader, *, number: str, print_no: int = 0) -> tuple[Paper, ...]:
    """The department's copy and, of a report in force, the partner's.

    Raises:
        Refused: E006, E210 for one that is not in force.

    Source: spec P-08.
    """
    page = report_page(read, number=number)
    peers = peers_of(read, report_by_number(read, number))
    make = partial(_paper, read, page, print_no)
    own = make(tr("部门"), _blocks(page, peers))
    if page.state is not ReportState.EFFECTIVE:
        return (own,)
    return own, make(tr("合作商"), _blocks(page, None))


def _paper(
    read: Reader, page: ReportPage, print_no: int, copy: str, blocks: Iterator[Block]
) -> Paper:
    mark = _MARKS.get(page.state)
    return Paper(
        size=A4P,
        form_code="KF-BD-08",
        title=tr("合作商评估报告"),
        number=page.number,
        barcode=page.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=tr(mark) if mark else None,
        copies=(copy,),
        blocks=tuple(blocks),
    )


def _blocks(page: ReportPage, peers: list[PeerRow] | None) -> Iterator[Block]:
    """Without peers it is the partner's copy: no evaluator, and no other partner, is named."""
    names = peers is not None
    yield _head(page)
    yield GAP
    yield _measured(page)
    yield GAP
    yield _soft(page, names=names)
    trend = (_trend(page),) if len(page.history) > 1 else ()
    bars = len(page.measured) + len(page.soft)
    yield Charts((*trend, _points(page)), height_mm=max(LEAST_CHART_MM, BAR_MM * bars))
    yield PageBreak()
    yield _vetoes(page)
    yield from (Text(f"{v.code}:{v.evidence}", 9) for v in page.vetoes if len(v.evidence) > CUT)
    if names:
        yield from _evidence(page)
    if peers:
        yield GAP
        yield _compared(page, peers)
    yield GAP
    yield from _words(page)
    yield GAP
    yield _decision(page, names=names)
    signers = (tr("编制"), tr("评估人"), tr("客服部经理"), tr("副总经理(如需)"), tr("合作商确认"))
    yield Signatures(signers if names else (signers[0], signers[2], signers[4]), columns=3)


def _evidence(page: ReportPage) -> Iterator[Text]:
    """What a cell of the table would cut."""
    for row in page.soft:
        if len(_said(row)) > CUT:
            yield Text(tr("{code} 评分依据:{said}").format(code=row.line.code, said=_said(row)), 9)


def _compared(page: ReportPage, peers: list[PeerRow]) -> Table:
    lines = page.measured
    columns = tuple(Column(x.code, _headed(x), align=Align.RIGHT) for x in lines)
    rows = tuple(_peer_row(peer, [line.code for line in lines]) for peer in peers)
    return Table(
        (
            Column("partner", tr("合作商"), share=2.4, nowrap=True),
            Column("tickets", tr("票数"), Kind.COUNT, width_mm=11),
            *columns,
            Column("points", tr("系统得分"), width_mm=16, align=Align.RIGHT, bold=True),
        ),
        rows,
        totals=False,
        title=tr("同期合作商比较(按系统指标得分)"),
    )


def _headed(line: LineRow) -> str:
    return line.code + (line.unit if line.unit in ("%", "‰") else "")


def _peer_row(peer: PeerRow, codes: list[str]) -> tuple[Cell, ...]:
    values = (shown_value(peer.values.get(code), 2) for code in codes)
    shown = shown_value(peer.measured_hundredths, 2)
    return (f"{peer.code} {peer.name}", peer.tickets, *values, shown)


def _head(page: ReportPage) -> HeadGrid:
    few = tr(",样本不足") if page.few else ""
    sample = tr("{n} 票{few}").format(n=page.tickets, few=few)
    grade = page.grade.label if page.grade else NOTHING
    capped = tr("(封顶)") if page.capped else ""
    vetoed = tr("(一票否决)") if page.vetoed else ""
    place = tr("第 {a} 名/共 {b} 家").format(a=page.rank_no, b=page.rank_of)
    return HeadGrid(
        (
            Field(tr("合作商"), f"{page.partner_code} {page.partner_name}", span=2, bold=True),
            Field(tr("评估期间"), page.period, bold=True),
            Field(tr("评估方案"), page.scheme, span=2),
            Field(tr("样本票数"), sample),
            Field(tr("总分"), shown_value(page.total_hundredths, 2), bold=True),
            Field(tr("等级"), f"{grade}{capped}{vetoed}", bold=True),
            Field(tr("趋势"), _trend_words(page)),
            Field(tr("上期/上上期"), _before(page)),
            Field(tr("同期名次"), place),
            Field(tr("处理建议"), page.consequence.label if page.consequence else None, bold=True),
        ),
        columns=3,
        ruled=True,
    )


def _trend_words(page: ReportPage) -> str:
    if page.trend is None or page.total_hundredths is None or page.former_total is None:
        return tr("首次评估")
    change = page.total_hundredths - page.former_total
    sign = "+" if change > 0 else ""
    return f"{page.trend.label} {sign}{shown_value(change, 2)}"


def _before(page: ReportPage) -> str:
    former = list(reversed(page.history[:-1]))[:2]
    words = [f"{shown_value(p.total, 2)} {p.grade.label if p.grade else ''}" for p in former]
    return " / ".join(word.strip() for word in words) or NOTHING


def _measured(page: ReportPage) -> Table:
    shown = shown_value(page.measured_hundredths, 2)
    missing = any(line.value_hundredths is None for line in page.measured)
    note = (tr("不适用的指标按其余系统指标的平均得分率计分。"),) if missing else ()
    return Table(
        (
            Column("name", tr("指标"), width_mm=30),
            Column("definition", tr("定义")),
            Column("numerator", tr("分子"), width_mm=14, align=Align.RIGHT, nowrap=True),
            Column("denominator", tr("分母"), width_mm=14, align=Align.RIGHT, nowrap=True),
            Column("value", tr("结果"), width_mm=15, align=Align.RIGHT, nowrap=True),
            Column("full", tr("满分线"), width_mm=14.5, align=Align.RIGHT, nowrap=True),
            Column("zero", tr("零分线"), width_mm=13.5, align=Align.RIGHT, nowrap=True),
            Column("weight", tr("权重"), width_mm=11, align=Align.RIGHT),
            Column("points", tr("得分"), width_mm=11, align=Align.RIGHT, bold=True),
            Column("place", tr("名次"), width_mm=10, align=Align.CENTRE),
        ),
        tuple(_measured_row(line) for line in page.measured),
        totals=False,
        closing=(tr("系统指标得分 {p}").format(p=shown), *note),
        title=tr("系统指标"),
    )


def _measured_row(line: LineRow) -> tuple[Cell, ...]:
    unit = line.unit if line.unit in ("%", "‰") else ""
    money = line.formula in MONEY_CODES

    def counted(count: int | None) -> str:
        if count is None:
            return NOTHING
        return show_money(count) if money else str(count)

    value = line.value_hundredths
    return (
        f"{line.code} {line.name}",
        line.definition or line.formula,
        counted(line.numerator),
        counted(line.denominator),
        tr("不适用") if value is None else f"{shown_value(value, 2)}{unit}",
        f"{shown_value(line.full_hundredths, 2)}{unit}",
        f"{shown_value(line.zero_hundredths, 2)}{unit}",
        shown_value(line.weight_hundredths, 2),
        shown_value(line.points_hundredths, 2),
        f"{line.rank_no}/{line.rank_of}" if line.rank_no else NOTHING,
    )


def _soft(page: ReportPage, *, names: bool) -> Table:
    """The partner's copy shows means only: neither who scored, nor whose evidence it is."""
    given = page.soft[0].given if page.soft else ()
    evaluators = tuple(score.evaluator for score in given) if names else ()
    width = min(17.0, EVALUATORS_MM / max(1, len(evaluators)))
    own = tuple(
        Column(f"e{n}", name, width_mm=width, align=Align.CENTRE)
        for n, name in enumerate(evaluators)
    )
    evidence = (Column("evidence", tr("依据"), share=1.3),) if names else ()
    return Table(
        (
            Column("name", tr("项目")),
            *own,
            Column("mean", tr("平均"), width_mm=14, align=Align.RIGHT),
            Column("weight", tr("权重"), width_mm=12, align=Align.RIGHT),
            Column("points", tr("得分"), width_mm=12, align=Align.RIGHT, bold=True),
            *evidence,
        ),
        tuple(_soft_row(row, names=names) for row in page.soft),
        totals=False,
        closing=(_soft_sum(page),),
        title=tr("主观评分(0–10 分,每档 0.5)"),
    )


def _soft_sum(page: ReportPage) -> str:
    if page.soft_hundredths is None:
        return tr("还有 {n} 位评估人未评分").format(n=len(page.missing))
    return tr("主观评分得分 {p}").format(p=shown_value(page.soft_hundredths, 2))


def _soft_row(row: SoftRow, *, names: bool) -> tuple[Cell, ...]:
    line = row.line
    apart = tr("(评分相差较大)") if line.far_apart and names else ""
    scores = tuple(show_score(score.score_tenths) for score in row.given) if names else ()
    value = line.value_hundredths
    return (
        f"{line.code} {line.name}{apart}",
        *scores,
        NOTHING if value is None else shown_value(value, 2),
        shown_value(line.weight_hundredths, 2),
        NOTHING if value is None else shown_value(line.points_hundredths, 2),
        *((_said(row) or None,) if names else ()),
    )


def _said(row: SoftRow) -> str:
    return ";".join(f"{given.evaluator}:{given.evidence}" for given in row.given if given.evidence)


def _vetoes(page: ReportPage) -> Table:
    return Table(
        (
            Column("name", tr("一票否决项"), share=1),
            Column("found", tr("核查"), width_mm=14, align=Align.CENTRE, bold=True),
            Column("evidence", tr("依据"), share=1),
        ),
        tuple(
            (f"{v.code} {v.name}", tr("有") if v.found else tr("无"), v.evidence or None)
            for v in page.vetoes
        ),
        totals=False,
        title=tr("一票否决项核查"),
    )


def _trend(page: ReportPage) -> BarChart:
    bars = tuple(
        Bar(f"{p.period} {p.grade.label if p.grade else ''}".strip(), p.total) for p in page.history
    )
    return BarChart(tr("总分走势(最近 {n} 期)").format(n=len(bars)), bars, 0, _FULL, places=2)


def _points(page: ReportPage) -> BarChart:
    lines = [*page.measured, *(row.line for row in page.soft)]
    bars = tuple(
        Bar(
            line.name,
            None
            if line.value_hundredths is None
            else round_half_up(line.points_hundredths * _FULL, line.weight_hundredths),
        )
        for line in lines
    )
    return BarChart(tr("各指标得分率(%)"), bars, 0, _FULL, places=2)


def _words(page: ReportPage) -> Iterator[Block]:
    for label, text in (
        (tr("存在问题"), page.defects),
        (tr("改进建议"), page.suggestions),
        (tr("评估结论"), page.conclusion),
        (tr("更正原因"), page.correction),
        (tr("合作商意见"), page.partner_reply),
    ):
        if text:
            yield Text(tr("{label}:{text}").format(label=label, text=text), 9)


def _decision(page: ReportPage, *, names: bool) -> HeadGrid:
    decided = next((a for a in page.approvals if a.decision is not Decision.CANCELLED), None)
    word = decided.decision.label if decided else tr("未提交")
    signed = ""
    if decided is not None and decided.countersigned_on is not None:
        signed = f"{decided.countersigned_by} {show_date(decided.countersigned_on)}"
    on = local(page.decided_at).date() if page.decided_at else None
    until = (Field(tr("整改期限"), page.rectify_until, Kind.DATE, bold=True),)
    answer = Field(tr("审批意见"), page.answer or None, span=3)
    return HeadGrid(
        (
            Field(tr("编制"), page.drafted_by),
            Field(tr("审批结果"), word, bold=True),
            Field(tr("审批人"), decided.decided_by if decided else None),
            Field(tr("审批日期"), on, Kind.DATE),
            *(until if page.rectify_until else ()),
            *((answer,) if names or page.few else ()),
            *((Field(tr("副总经理会签"), signed, span=3),) if signed else ()),
        ),
        columns=4,
        ruled=True,
        title=tr("审批"),
    )
