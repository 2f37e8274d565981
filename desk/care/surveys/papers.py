"""The questionnaire on one page (P-14) and the report of a round (P-14b)."""

import re
from collections.abc import Iterator, Sequence

from desk.care.surveys.choices import ItemKind
from desk.care.surveys.finding import questionnaire_by_edition, recipient_by_code
from desk.care.surveys.model import Questionnaire, SurveyRecipient
from desk.care.surveys.queries import ItemRow, SurveyReport, few_words, item_rows, survey_report
from desk.documents.paper_code import SURVEY_FORM, paper_code
from desk.documents.papers import (
    A4P,
    Align,
    Axis,
    Bar,
    BarChart,
    Block,
    Charts,
    Column,
    Dot,
    Field,
    Footer,
    HeadGrid,
    Kind,
    LineChart,
    Paper,
    ScatterChart,
    Series,
    Signatures,
    Spacer,
    Table,
    Text,
    shown_value,
)
from desk.kernel.commands import form
from desk.kernel.moments import local, show_date
from desk.kernel.quantities import show_percent
from desk.kernel.text import tr
from desk.storage.work import Reader

WORST, COMMENTS = 5, 12
_EDITION = re.compile(r"[Vv]\d{1,6}")
_FIVE = "□5   □4   □3   □2   □1"
_TEN = "□0  □1  □2  □3  □4  □5  □6  □7  □8  □9  □10"
_FULL = 10_000


@form("P-14", "KF-BD-14", "服务质量调查表", needs="survey.read", of="问卷编码")
def questionnaire_sheet(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """One respondent's questionnaire; its QR leads the scanned sheet to his record.

    The number of an edition, 「V2」, gives its sheet addressed to nobody.

    Raises:
        Refused: E006.

    Source: spec P-14.
    """
    if _EDITION.fullmatch(number.strip()):
        return _sheet(read, questionnaire_by_edition(read, number), None, print_no)
    recipient = recipient_by_code(read, number)
    return _sheet(read, recipient.survey.questionnaire, recipient, print_no)


def _sheet(
    read: Reader, questionnaire: Questionnaire, recipient: SurveyRecipient | None, print_no: int
) -> Paper:
    code = recipient.code if recipient else questionnaire.label
    rows = item_rows(questionnaire)
    firm = read.settings.firm_name
    return Paper(
        size=A4P,
        form_code="KF-BD-14",
        title=questionnaire.title,
        number=code,
        barcode=recipient.code if recipient else None,
        qr=paper_code(SURVEY_FORM, recipient.code, firm) if recipient else None,
        firm=firm,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            Text(questionnaire.intro, 9),
            Spacer(1),
            *((_addressed(recipient), Spacer(1.5)) if recipient else ()),
            _scored(questionnaire),
            Spacer(1.5),
            *_unscored(rows),
            *_open(rows),
            Signatures((tr("填写人"), tr("填写日期"), tr("调查人")), columns=3),
            Text(tr("感谢您的支持!请将本表交回调查人或拍照发回。"), 9, align=Align.CENTRE),
        ),
    )


def _addressed(recipient: SurveyRecipient) -> HeadGrid:
    survey = recipient.survey
    return HeadGrid(
        (
            Field(tr("客户"), recipient.customer.name, bold=True, span=2),
            Field(tr("联系人"), recipient.contact),
            Field(tr("调查方式"), survey.method.label),
            Field(
                tr("调查期间"), f"{show_date(survey.first_on)}~{show_date(survey.last_on)}", span=2
            ),
            Field(tr("请于此日前交回"), survey.answer_by, Kind.DATE, span=2),
        ),
        columns=4,
        ruled=True,
    )


def _scored(questionnaire: Questionnaire) -> Table:
    rows = [i for i in questionnaire.items if i.kind is ItemKind.FIVE]
    return Table(
        (
            Column("n", tr("序"), Kind.COUNT, width_mm=9),
            Column("dimension", tr("方面"), width_mm=26, align=Align.CENTRE),
            Column("text", tr("调查内容"), share=1),
            Column("marks", tr("满意程度(请打勾,5 为很满意)"), width_mm=58, align=Align.CENTRE),
        ),
        tuple((i.position, i.dimension or tr("总体"), i.text, _FIVE) for i in rows),
        totals=False,
        least_row_mm=6.4,
    )


def _unscored(rows: tuple[ItemRow, ...]) -> Iterator[Block]:
    """The recommendation and the choices."""
    for row in rows:
        if row.kind is ItemKind.TEN:
            yield Text(f"{row.position}. {row.text}", 9, bold=True)
            yield Text(_TEN, 10)
        elif row.kind in (ItemKind.SINGLE, ItemKind.MANY):
            many = tr("(可多选)") if row.kind is ItemKind.MANY else ""
            yield Text(f"{row.position}. {row.text}{many}", 9, bold=True)
            marks = (f"□{n} {word}" for n, word in enumerate(row.choices, 1))
            yield Text("   ".join(marks), 9)


def _open(rows: tuple[ItemRow, ...]) -> Iterator[Block]:
    for row in rows:
        if row.kind is ItemKind.TEXT:
            column = Column("words", f"{row.position}. {row.text}", align=Align.LEFT)
            yield Spacer(1.5)
            yield Table((column,), ((None,),), totals=False, least_row_mm=15)


@form("P-14b", "KF-BD-14b", "客户满意度分析报告", needs="survey.read", of="调查编号")
def survey_report_paper(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """A round for the manager: sample, figures, dimensions, trend, worst items, comments, measures.

    Raises:
        Refused: E006.

    Source: spec P-14b, 5.8.
    """
    report = survey_report(read, number=number)
    return Paper(
        size=A4P,
        form_code="KF-BD-14b",
        title=tr("客户满意度分析报告"),
        number=report.number,
        barcode=report.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            _sample(report),
            Spacer(1.5),
            _figures(report),
            *_charts(report),
            *_trend(report),
            Spacer(1.5),
            _worst(report),
            Spacer(1.5),
            _comments(report),
            Text(tr("改进措施"), 9, bold=True),
            Text(report.measures or tr("(尚未登记)"), 9),
            Signatures((tr("分析人"), tr("客服部经理"), tr("日期")), columns=3),
        ),
    )


def _sample(report: SurveyReport) -> HeadGrid:
    done, picked = report.rechecked
    rule = f"{report.rule.label} {report.class_name}".strip()
    checked = tr("{a}/{b} 份").format(a=done, b=picked)
    return HeadGrid(
        (
            Field(tr("调查名称"), report.title, span=2, bold=True),
            Field(tr("问卷"), f"V{report.edition}"),
            Field(tr("期间"), f"{show_date(report.first_on)}~{show_date(report.last_on)}", span=2),
            Field(tr("方式"), report.method.label),
            Field(
                tr("抽样"),
                tr("{rule},符合条件 {n} 位,随机抽取(种子 {s})").format(
                    rule=rule, n=report.eligible, s=report.seed
                ),
                span=3,
            ),
            Field(tr("发放"), report.figures.sent, Kind.COUNT),
            Field(tr("收回"), report.figures.answered, Kind.COUNT),
            Field(tr("有效"), report.figures.valid, Kind.COUNT),
            Field(tr("回收率(有效/发放)"), report.figures.response_bp, Kind.PERCENT),
            Field(tr("待判定/不计入"), f"{report.doubtful}/{report.struck}"),
            Field(tr("复核"), checked),
        ),
        columns=3,
        ruled=True,
        title=tr("样本"),
    )


def _figures(report: SurveyReport) -> HeadGrid:
    found = report.figures
    grade = found.grade.label if found.grade and not found.few else few_words(found.few)
    index = shown_value(found.index_hundredths, 2)
    nps = tr("{v}({n} 人回答,推荐 {p}、贬损 {d})").format(
        v=shown_value(found.nps_tenths, 1),
        n=found.recommend_answered,
        p=found.promoters,
        d=found.detractors,
    )
    csat = tr("{p}({n} 人回答)").format(p=show_percent(found.csat_bp), n=found.overall_answered)
    return HeadGrid(
        (
            Field(tr("满意度指数"), f"{index} {grade}".strip(), bold=True),
            Field(tr("满意率 CSAT"), csat, bold=True),
            Field(tr("净推荐值 NPS"), nps, bold=True, span=2),
        ),
        columns=4,
        ruled=True,
        title=tr("结果"),
    )


def _charts(report: SurveyReport) -> Iterator[Block]:
    """Nothing is drawn of nothing."""
    if any(d.index_hundredths is not None for d in report.figures.dimensions):
        yield Charts((_bars(report), _importance(report)), height_mm=54)
    else:
        yield Text(tr("还没有有效答卷,暂无各维度指数。"), 9)


def _bars(report: SurveyReport) -> BarChart:
    found = report.figures.dimensions
    bars = tuple(Bar(f"{d.name} {d.weight}", d.index_hundredths) for d in found)
    return BarChart(tr("各维度指数(名称后为权重)"), bars, low=0, high=_FULL, places=2)


def _importance(report: SurveyReport) -> ScatterChart:
    """Weight against index; divided at the mean weight and at the round's own index."""
    found = [d for d in report.figures.dimensions if d.index_hundredths is not None]
    weights = [d.weight for d in found] or [0]
    marks = [d.index_hundredths or 0 for d in found] or [0]
    middle = report.figures.index_hundredths or _FULL // 2
    low = _low_end(marks)
    return ScatterChart(
        tr("重要性—满意度"),
        tuple(Dot(d.name, d.weight, d.index_hundredths or 0) for d in found),
        Axis(tr("重要性(权重)"), 0, max(weights) + 5, round(sum(weights) / len(weights))),
        Axis(tr("满意度"), low, _FULL, middle, places=2),
        (tr("维持"), tr("保持优势"), tr("次要改进"), tr("重点改进")),
    )


def _low_end(marks: Sequence[int | None]) -> int:
    """Where an axis begins: a little below the lowest mark, on a whole ten."""
    lowest = min((mark for mark in marks if mark is not None), default=0)
    return max(0, lowest // 1000 * 1000 - 1000)


def _trend(report: SurveyReport) -> Iterator[Block]:
    if report.sent_at is None:
        yield Text(tr("趋势:本次调查还没有发放。"), 9)
        return
    if len(report.trend) < 2:
        yield Text(tr("趋势:本次是第一次调查。"), 9)
        return
    steps = tuple(show_date(local(p.sent_at).date()) for p in report.trend)
    index = Series(tr("指数"), tuple(p.index_hundredths for p in report.trend))
    low = _low_end([p.index_hundredths for p in report.trend])
    chart = LineChart(tr("满意度指数趋势"), steps, (index,), low, _FULL, places=2)
    yield Charts((chart,), height_mm=34)


def _worst(report: SurveyReport) -> Table:
    items = {i.position: i for i in report.items}
    rows = tuple(
        (
            items[f.position].dimension,
            f"{f.position}. {items[f.position].text}",
            shown_value(f.index_hundredths, 2),
            f.answered,
        )
        for f in report.figures.items[:WORST]
    )
    return Table(
        (
            Column("dimension", tr("维度"), width_mm=28),
            Column("text", tr("题目"), share=1),
            Column("index", tr("得分"), width_mm=20, align=Align.RIGHT),
            Column("answered", tr("作答"), Kind.COUNT, width_mm=16),
        ),
        rows or (("", tr("还没有有效答卷"), "", None),),
        totals=False,
        title=tr("得分最低的题目"),
    )


def _comments(report: SurveyReport) -> Table:
    told = "  ".join(f"{label} {count}" for label, count in report.by_code) or tr("尚未归类")
    said = [c for c in report.comments if c.words]
    rows = tuple(
        ("、".join(code.label for code in c.codes) or tr("未归类"), c.words)
        for c in said[:COMMENTS]
    )
    more = tr("另有 {n} 条,见系统。").format(n=len(said) - COMMENTS)
    return Table(
        (
            Column("codes", tr("类别"), width_mm=40),
            Column("words", tr("客户意见"), share=1),
        ),
        rows or ((tr("无"), tr("没有文字意见")),),
        totals=False,
        closing=(more,) if len(said) > COMMENTS else (),
        title=tr("意见分类:{told}").format(told=told if said or report.by_code else tr("无")),
    )
