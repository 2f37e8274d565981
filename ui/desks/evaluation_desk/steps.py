"""What may be done with a report, in the order of its way."""

from desk.evaluation.reports.approving import approve_report, reject_report
from desk.evaluation.reports.choices import ReportState
from desk.evaluation.reports.commands import (
    ask_new_scores,
    file_report_evidence,
    recall_report,
    record_partner_reply,
    refresh_report,
    submit_report,
)
from desk.evaluation.reports.queries import ReportPage
from desk.evaluation.reports.rules import REPORT_STATES
from desk.screens.fields import Field, Kind
from ui.desks.case_steps import CaseStep

STEPS: tuple[CaseStep, ...] = (
    CaseStep("refresh", "重新取数", "", refresh_report),
    CaseStep("rescore", "重新评分", "", ask_new_scores, reason=True),
    CaseStep("evidence", "存依据", "Ctrl+U", file_report_evidence, (
        Field("files", "照片或文件", required=True),
    )),
    CaseStep("submit", "提交", "F7", submit_report, role="primary"),
    CaseStep("recall", "撤回", "", recall_report),
    CaseStep("reject", "驳回", "Ctrl+E", reject_report, reason=True, role="danger"),
    CaseStep("approve", "批准", "F8", approve_report, (
        Field("reason", "审批意见(样本不足时必填)", width=16),
        Field("countersigned_by", "副总经理会签", width=8),
        Field("countersigned_on", "会签日期", Kind.DATE, width=6),
    ), role="primary"),
    CaseStep("reply", "合作商意见", "", record_partner_reply, (
        Field("reply", "合作商意见", Kind.NOTE, width=16, required=True),
        Field("replied_on", "日期", Kind.DATE, width=6, required=True),
    )),
)  # fmt: skip


def fitting(page: ReportPage | None) -> frozenset[str]:
    """The names of the steps that fit the report now."""
    if page is None:
        return frozenset()
    moves = {move.command for move in REPORT_STATES.from_(page.state)}
    if page.state is ReportState.EFFECTIVE:
        moves -= {"approve_report"}  # only the version that corrects it is approved
    return frozenset(step.name for step in STEPS if step.entry.name in moves)
