"""P-09: a scheme by itself (「疆内V2」), or a plan with the scheme it goes by."""

from collections.abc import Iterator

from desk.documents.papers import (
    A4P,
    Align,
    Block,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Section,
    Signatures,
    Spacer,
    Table,
    Text,
    shown_value,
)
from desk.evaluation.plans.choices import PlanState
from desk.evaluation.plans.finding import plan_by_number
from desk.evaluation.plans.model import EvaluationPlan
from desk.evaluation.schemes.choices import IndicatorKind, SchemeState
from desk.evaluation.schemes.finding import SCHEME_LABEL, scheme_by_label
from desk.evaluation.schemes.model import EvaluationIndicator, EvaluationScheme
from desk.evaluation.schemes.scoring import MEASURED, WHOLE
from desk.kernel.commands import form
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.office.approvals.choices import Decision
from desk.office.approvals.queries import approvals_of
from desk.storage.base import Record
from desk.storage.work import Reader

GAP = Spacer(2.5)
_MARKS = {
    PlanState.DRAFT: "草稿",
    PlanState.SUBMITTED: "未批准",
    PlanState.CANCELLED: "已取消",
    SchemeState.DRAFT: "草稿",
    SchemeState.SUBMITTED: "未批准",
    SchemeState.RETIRED: "已停用",
}


@form(
    "P-09", "KF-BD-09", "合作商评估计划/方案", needs="evaluation_plan.read", of="计划号或方案版本"
)
def plan_paper(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """A plan with its scheme, or a scheme alone by its label.

    Raises:
        Refused: E006.

    Source: spec P-09.
    """
    if SCHEME_LABEL.fullmatch(number.strip()):
        scheme = scheme_by_label(read, number)
        alone = (*_scheme(scheme), GAP, *_approved(read, scheme))
        return _paper(read, tr("合作商评估方案"), scheme.label, scheme.state, alone, print_no)
    plan = plan_by_number(read, number)
    whole = (*_plan(plan), GAP, *_approved(read, plan), GAP, *_scheme(plan.scheme))
    return _paper(read, tr("合作商评估计划"), plan.number, plan.state, whole, print_no)


def _paper(
    read: Reader,
    title: str,
    number: str,
    state: PlanState | SchemeState,
    blocks: tuple[Block, ...],
    print_no: int,
) -> Paper:
    mark = _MARKS.get(state)
    return Paper(
        size=A4P,
        form_code="KF-BD-09",
        title=title,
        number=number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=tr(mark) if mark else None,
        blocks=blocks,
    )


def _plan(plan: EvaluationPlan) -> Iterator[Block]:
    evaluators = "、".join(evaluator.user.name for evaluator in plan.evaluators)
    yield HeadGrid(
        (
            Field(tr("计划名称"), plan.title, span=2, bold=True),
            Field(tr("评估期间"), plan.period.label, bold=True),
            Field(tr("数据截止"), plan.last_on, Kind.DATE),
            Field(tr("评估人"), evaluators, span=2),
            Field(tr("评分截止"), plan.scores_due_on, Kind.DATE),
            Field(tr("报告完成"), plan.reports_due_on, Kind.DATE),
            Field(tr("备注"), plan.remark or None, span=2),
        ),
        columns=2,
        ruled=True,
    )
    yield GAP
    yield Table(
        (
            Column("n", tr("序"), Kind.COUNT, width_mm=8),
            Column("partner", tr("合作商"), share=1.6),
            Column("scope", tr("疆内/国内"), width_mm=18, align=Align.CENTRE),
            Column("period", tr("期间"), width_mm=32, align=Align.CENTRE),
            Column("evaluators", tr("评估人"), share=1.4),
            Column("until", tr("数据截止"), Kind.DATE, width_mm=21),
            Column("done", tr("完成日"), Kind.DATE, width_mm=21),
            Column("remark", tr("备注"), width_mm=24),
        ),
        tuple(_partner_rows(plan, evaluators)),
        counted=tr("家"),
        title=tr("评估对象"),
    )


def _partner_rows(plan: EvaluationPlan, evaluators: str) -> Iterator[tuple[Cell, ...]]:
    for planned in plan.partners:
        partner = planned.partner
        started = plan.started_at is not None
        yield (
            planned.position,
            f"{partner.code} {partner.name}",
            plan.scope.label,
            plan.period.label,
            evaluators,
            plan.last_on,
            plan.reports_due_on,
            planned.standing.label if started else None,
        )


def _scheme(scheme: EvaluationScheme) -> Iterator[Block]:
    yield Table(
        (
            Column("name", tr("指标"), share=1.3),
            Column("kind", tr("类型"), width_mm=18, align=Align.CENTRE),
            Column("formula", tr("公式与说明"), share=2.4),
            Column("full", tr("满分线"), width_mm=17, align=Align.RIGHT),
            Column("zero", tr("零分线"), width_mm=17, align=Align.RIGHT),
            Column("weight", tr("权重"), width_mm=15, align=Align.RIGHT),
        ),
        tuple(_lines(scheme)),
        totals=False,
        closing=(tr("权重合计 {w}").format(w=shown_value(WHOLE, 2)),),
        title=f"{scheme.name} V{scheme.version_no}",
    )
    spans = "   ".join(
        f"{grade.label} {shown_value(low, 2)}~{shown_value(high, 2)}"
        for grade, low, high in scheme.bands.spans()
    )
    few = tr("样本少于 {n} 票的,等级最高 B。").format(n=scheme.least_tickets)
    yield Text(tr("等级(按总分,两端均含):{s}。{few}").format(s=spans, few=few), 9)
    vetoes = [f"{i.code} {i.name}" for i in scheme.of_kind(IndicatorKind.VETO)]
    if vetoes:
        yield Text(tr("一票否决(有一项即为 D):{v}。").format(v=";".join(vetoes)), 9)
    if scheme.remark:
        yield Text(tr("说明:{r}").format(r=scheme.remark), 9)


def _lines(scheme: EvaluationScheme) -> Iterator[tuple[Cell, ...] | Section]:
    for line in scheme.indicators:
        if line.kind is not IndicatorKind.VETO:
            yield (
                f"{line.code} {line.name}",
                line.kind.label,
                formula_words(line),
                _bound(line, line.full_hundredths),
                _bound(line, line.zero_hundredths),
                shown_value(line.weight_hundredths, 2),
            )


def formula_words(line: EvaluationIndicator) -> str:
    """The definition, with the formula where it is one of our own."""
    shown = line.formula if line.kind is IndicatorKind.FORMULA else ""
    return " ".join(filter(None, (shown, line.definition)))


def _bound(line: EvaluationIndicator, hundredths: int) -> str:
    if line.kind not in MEASURED:
        return "10" if hundredths else "0"
    unit = line.unit if line.unit in ("%", "‰") else ""
    return f"{shown_value(hundredths, 2)}{unit}"


def _approved(read: Reader, of: Record) -> Iterator[Block]:
    asked = approvals_of(read, obj_kind=of.__tablename__, obj_id=of.id)
    granted = next((row for row in asked if row.decision is Decision.APPROVED), None)
    if granted is None:
        yield Signatures((tr("编制"), tr("客服部经理审批"), tr("日期")), columns=3)
        return
    by, when = granted.countersigned_by, granted.countersigned_on
    signed = f"{by} {show_date(when)}" if when else ""
    yield HeadGrid(
        (
            Field(tr("编制"), granted.requested_by),
            Field(tr("批准"), granted.decided_by, bold=True),
            Field(tr("批准时间"), granted.decided_at, Kind.MOMENT),
            *((Field(tr("副总经理会签"), signed),) if signed else ()),
        ),
        columns=4 if signed else 3,
        ruled=True,
    )
