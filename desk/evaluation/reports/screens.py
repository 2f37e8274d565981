"""The lists of reports (all, and those in force) and of what partners have to mend."""

from typing import Any

from sqlalchemy import Select, select

from desk.evaluation.plans.model import EvaluationPlan
from desk.evaluation.reports.choices import RectificationState, ReportState
from desk.evaluation.reports.finding import PUBLIC
from desk.evaluation.reports.model import EvaluationReport, Rectification
from desk.evaluation.schemes.choices import Consequence, Trend
from desk.partners.carriers.choices import Grade, PartnerStatus
from desk.partners.carriers.model import Partner
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "报告号", Kind.NUMBER, width=15),
    Field("state", "状态", Kind.CHOICE, choices=ReportState, width=6),
    Field("partner_code", "编号", Kind.NUMBER, width=4),
    Field("partner_name", "合作商", width=10),
    Field("first_on", "期间起", Kind.DATE, width=6),
    Field("last_on", "期间止", Kind.DATE, width=6),
    Field("tickets", "样本票数", Kind.COUNT, width=5),
    Field("total_hundredths", "总分", Kind.MONEY, width=5),
    Field("grade", "等级", Kind.CHOICE, choices=Grade, width=4),
    Field("trend", "趋势", Kind.CHOICE, choices=Trend, width=4),
    Field("vetoed", "一票否决", Kind.FLAG, width=5),
    Field("few", "样本不足", Kind.FLAG, width=5),
    Field("consequence", "处理建议", Kind.CHOICE, choices=Consequence, width=7),
    Field("reports_due_on", "完成日", Kind.DATE, width=6),
    Field("submitted_at", "提交时间", Kind.MOMENT, width=8, hidden=True),
    Field("decided_at", "审批时间", Kind.MOMENT, width=8),
    Field("answer", "审批意见", width=12),
    Field("plan_number", "计划号", Kind.NUMBER, width=8, hidden=True),
)
IN_FORCE_FIELDS = tuple(f for f in FIELDS if f.name not in ("reports_due_on", "submitted_at"))
TASK_FIELDS = (
    Field("state", "状态", Kind.CHOICE, choices=RectificationState, width=6),
    Field("partner_code", "编号", Kind.NUMBER, width=4),
    Field("partner_name", "合作商", width=10),
    Field("partner_status", "合作状态", Kind.CHOICE, choices=PartnerStatus, width=5),
    Field("report_number", "报告号", Kind.NUMBER, width=15),
    Field("due_on", "复查日", Kind.DATE, width=6),
    Field("demands", "整改要求", width=16),
    Field("progress", "整改进展", width=14),
    Field("result", "复查结果", width=12),
    Field("closed_at", "结束时间", Kind.MOMENT, width=8, hidden=True),
)
_ELSEWHERE = {
    "partner_code": Partner.code,
    "partner_name": Partner.name,
    "reports_due_on": EvaluationPlan.reports_due_on,
    "plan_number": EvaluationPlan.number,
}


def _reports(fields: tuple[Field, ...], base: Select[Any]) -> ListSource:
    names = [field.name for field in fields]
    joined = base.join(Partner, Partner.id == EvaluationReport.partner_id).join(
        EvaluationPlan, EvaluationPlan.id == EvaluationReport.plan_id
    )
    return ListSource(
        base=joined,
        id=EvaluationReport.id,
        columns={n: _ELSEWHERE.get(n, getattr(EvaluationReport, n, None)) for n in names},
        search=(EvaluationReport.number, Partner.code, Partner.name, EvaluationPlan.number),
        initials=(Partner.initials,),
    )


def _all() -> ListSource:
    return _reports(FIELDS, select(EvaluationReport))


def _in_force() -> ListSource:
    public = select(EvaluationReport).where(EvaluationReport.state.in_(PUBLIC))
    return _reports(IN_FORCE_FIELDS, public)


def _tasks() -> ListSource:
    other = {
        "partner_code": Partner.code,
        "partner_name": Partner.name,
        "partner_status": Partner.status,
        "report_number": EvaluationReport.number,
    }
    own = {f.name: getattr(Rectification, f.name) for f in TASK_FIELDS if f.name not in other}
    return ListSource(
        base=select(Rectification)
        .join(Partner, Partner.id == Rectification.partner_id)
        .join(EvaluationReport, EvaluationReport.id == Rectification.report_id),
        id=Rectification.id,
        columns=own | other,
        search=(Partner.code, Partner.name, EvaluationReport.number),
        initials=(Partner.initials,),
    )


def _drafters(name: str, label: str, key: str = "") -> Action:
    return Action(name, label, key, "evaluation_report.create", per_row=True)


def _managers(name: str, label: str, key: str = "") -> Action:
    return Action(name, label, key, "evaluation_report.approve", per_row=True)


_PRINT = Action("print:P-08", "打印报告", "Ctrl+P", "print.create", per_row=True)

EVALUATION_REPORTS = ListSpec(
    name="evaluation_reports",
    title="评估报告",
    right="evaluation_report.review",
    fields=FIELDS,
    source=_all,
    sort=Sort("last_on", descending=True),
    actions=(
        _drafters("submit_report", "提交审批", "F7"),
        _drafters("recall_report", "撤回"),
        _drafters("refresh_report", "重新取数"),
        _drafters("file_report_evidence", "存评估依据"),
        _drafters("ask_new_scores", "重新评分"),
        _managers("approve_report", "批准", "F9"),
        _managers("reject_report", "驳回", "F8"),
        _drafters("record_partner_reply", "登记合作商意见"),
        _PRINT,
    ),
    open="page:evaluation_desk",
    empty="还没有评估报告。评分交齐后,从评估计划起草。",
    told=("number", "partner_name"),
)
REPORTS_IN_FORCE = ListSpec(
    name="reports_in_force",
    title="生效的评估报告",
    right="evaluation_report.read",
    fields=IN_FORCE_FIELDS,
    source=_in_force,
    sort=Sort("last_on", descending=True),
    filters=(Filter("state", "is", ReportState.EFFECTIVE),),
    actions=(_PRINT,),
    open="page:evaluation_desk",
    empty="还没有生效的评估报告。报告批准后列在这里。",
)
RECTIFICATIONS = ListSpec(
    name="rectifications",
    title="限期整改",
    right="evaluation_report.review",
    fields=TASK_FIELDS,
    source=_tasks,
    sort=Sort("due_on"),
    filters=(Filter("state", "is", RectificationState.OPEN),),
    actions=(
        _drafters("note_rectification", "登记进展", "F7"),
        Action("pass_rectification", "复查合格", "F9", "partner.approve", per_row=True),
        Action("fail_rectification", "复查不合格", "F8", "partner.approve", per_row=True),
    ),
    empty="没有正在整改的合作商。要求限期整改的合作商列在这里。",
    told=("partner_name", "demands", "progress"),
)
