"""What the manager is told about a report that waits for him."""

from desk.evaluation.reports.choices import ReportState
from desk.evaluation.reports.comparing import recompute_report, report_differences, shown
from desk.evaluation.reports.model import EvaluationReport
from desk.evaluation.reports.queries import report_page
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.office.approvals.events import ApprovalSummaryAsked
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader

MOST_CHANGES = 4


@on(ApprovalSummaryAsked)
def tell_report(read: Reader, asked: ApprovalSummaryAsked) -> None:
    """Total, grade and what follows; against the version that was turned down, and the records now."""
    report_id = asked.about(EvaluationReport)
    if report_id is None:
        return
    report = read.get(EvaluationReport, report_id, tr("评估报告"))
    page = report_page(read, number=report.number)
    few = tr("(样本不足,批准时须填写意见)") if page.few else ""
    vetoes = "、".join(f"{v.code} {v.name}:{v.evidence}" for v in page.vetoes if v.found)
    then = page.status_then.label if page.status_then else ""
    apart = [row.line.name for row in page.soft if row.line.far_apart]
    asked.tell(
        (tr("提交后记录有变"), _since(read, report)),
        (tr("合作商"), f"{page.partner_code} {page.partner_name}"),
        (tr("期间"), page.period),
        (tr("样本"), tr("{n} 票").format(n=page.tickets) + few),
        (tr("总分"), f"{shown(page.total_hundredths)} {page.grade.label if page.grade else ''}"),
        (
            tr("上期"),
            f"{shown(page.former_total)} {page.trend.label if page.trend else ''}".strip(),
        ),
        (tr("一票否决"), vetoes),
        (tr("评分相差较大"), "、".join(apart)),
        (tr("处理建议"), page.consequence.label if page.consequence else ""),
        (tr("批准后状态"), f"{page.status_now.label}→{then}" if then else ""),
        (tr("结论"), page.conclusion),
    )
    differences = report_differences(read, number=report.number)
    asked.former, asked.why = differences.former, page.correction
    asked.compare(*((d.what, d.before, d.after) for d in differences.rows))
    kept = attachments_of(read.session, report.__tablename__, report.id)
    asked.files += [(paper.label, paper.sha256) for paper in kept]
    asked.show_paper("P-08", report.number)
    asked.open_in("evaluation_desk", number=report.number)


def _since(read: Reader, report: EvaluationReport) -> str:
    """What the records say otherwise since the report was submitted; nobody asks once it is decided."""
    if report.state is not ReportState.SUBMITTED:
        return ""
    found = recompute_report(read, number=report.number).rows
    words = ";".join(f"{d.what}:{d.before}→{d.after}" for d in found[:MOST_CHANGES])
    more = tr(" 等 {n} 项").format(n=len(found)) if len(found) > MOST_CHANGES else ""
    return words + more
