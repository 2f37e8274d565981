"""A report is drafted from the records, written, and put before the manager.

Its figures follow the records and scorecards while it is a draft; from its submission they stand.
Source: spec 3.20, 5.7, E193, E194; S4-066, S4-069.
"""

from datetime import date

from desk.archive.customers.rules import check_text
from desk.evaluation.plans.cards import repeat_cards
from desk.evaluation.plans.choices import PlanState, Standing
from desk.evaluation.plans.finding import plan_by_number, planned_partner
from desk.evaluation.plans.model import EvaluationPlanPartner
from desk.evaluation.plans.rules import PLAN_STATES
from desk.evaluation.reports.choices import ReportState
from desk.evaluation.reports.finding import (
    in_force_of,
    next_version,
    report_by_number,
    versions_of,
)
from desk.evaluation.reports.model import EvaluationReport, EvaluationVeto
from desk.evaluation.reports.reckoning import write_figures
from desk.evaluation.reports.rules import (
    REPORT_STATES,
    TEXTS,
    VetoDraft,
    check_complete,
    check_vetoes,
    check_written,
    report_number,
)
from desk.evaluation.schemes.choices import IndicatorKind
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.office.approvals.deciding import ask_approval, take_back, waiting_approval
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work

_NUMBER = '"number": "PG2026Q3-P001-V1"'


@command(
    "evaluation_report.create",
    "起草评估报告",
    example='{"plan_number": "PJ2026Q3-1", "partner_id": 1}',
)
def draft_report(work: Work, *, plan_number: str, partner_id: int, correction: str = "") -> str:
    """Draft the report on a partner of a running plan, or its next version after a rejection.

    What was written in the rejected version is taken over; the figures are reckoned anew. A report
    in force is corrected by a new version too, which then needs to say why.

    Returns:
        The report's number, ``PG2026Q3-P001-V1``.

    Raises:
        Refused: E006, E008 the plan is not running or a version is under way, E009 a correction
            without its reason, E004, E012, E019 a partner without business.
    """
    plan = plan_by_number(work, plan_number)
    planned = planned_partner(work, plan, partner_id)
    _check_scored(planned)
    former = versions_of(work, planned.id)
    last = former[0] if former else None
    _check_next(last, correction, plan.state)
    problems = Problems()
    check_text(problems, clean_text(correction), "correction", tr("更正原因"), 200)
    problems.raise_if_any()
    version_no = next_version(work, plan, partner_id)
    report = EvaluationReport(
        number=report_number(plan.period.code, planned.partner.code, version_no),
        plan=plan,
        planned=planned,
        partner=planned.partner,
        scheme=plan.scheme,
        version_no=version_no,
        round_no=planned.round_no,
        state=REPORT_STATES.initial,
        first_on=plan.first_on,
        last_on=plan.last_on,
        correction=clean_text(correction),
        vetoes=_vetoes(planned, last),
    )
    for name, _label in TEXTS:
        setattr(report, name, getattr(last, name) if last else "")
    work.add(report)
    write_figures(work, report)
    return report.number


def _check_scored(planned: EvaluationPlanPartner) -> None:
    if planned.standing is Standing.NO_BUSINESS:
        label = tr("合作商「{p}」").format(p=planned.partner.name)
        raise refuse("E019", "partner_id", label=label, why=tr("期间无业务,不评分,等级不变"))


def _check_next(last: EvaluationReport | None, correction: str, state: PlanState) -> None:
    """A plan that is done only takes corrections."""
    corrects = last is not None and last.state is ReportState.EFFECTIVE
    allowed = (PlanState.RUNNING, PlanState.DONE) if corrects else (PlanState.RUNNING,)
    if state not in allowed:
        raise refuse("E008", obj=PLAN_STATES.obj, state=state.label, action=tr("起草评估报告"))
    if last is not None and last.state in (ReportState.DRAFT, ReportState.SUBMITTED):
        obj, action = tr("评估报告 {no}").format(no=last.number), tr("另起草新版本")
        raise refuse("E008", obj=obj, state=last.state.label, action=action)
    if corrects and not correction.strip():
        raise refuse("E009", "correction", action=tr("更正已生效的报告"))


def _vetoes(planned: EvaluationPlanPartner, last: EvaluationReport | None) -> list[EvaluationVeto]:
    before = {veto.code: veto for veto in last.vetoes} if last else {}
    made = []
    for line in planned.plan.scheme.of_kind(IndicatorKind.VETO):
        veto = EvaluationVeto(code=line.code, name=line.name, found=False, evidence="")
        if line.code in before:
            veto.found, veto.evidence = before[line.code].found, before[line.code].evidence
        made.append(veto)
    return made


@command(
    "evaluation_report.create",
    "填写评估报告",
    example=f'{{{_NUMBER}, "suggestions": "加强装卸管理", "conclusion": "继续合作"}}',
)
def write_report(
    work: Work,
    *,
    number: str,
    defects: str = "",
    suggestions: str = "",
    conclusion: str = "",
    vetoes: tuple[VetoDraft, ...] = (),
    version: int | None = None,
) -> None:
    """Write the words of a draft and what was found of the vetoes; its figures are reckoned anew.

    A veto that is not handed in stays as it was.

    Raises:
        Refused: E001 a veto without evidence, E004, E006, E008, E012, E017, E194 in force, E211.
    """
    report = _draft(work, number, "write_report")
    work.expect_version(report, version)
    texts = {"defects": defects, "suggestions": suggestions, "conclusion": conclusion}
    problems = check_written(texts)
    by_code = {veto.code: veto for veto in report.vetoes}
    problems.extend(check_vetoes({c: v.name for c, v in by_code.items()}, vetoes).found)
    problems.raise_if_any()
    for name, text in texts.items():
        setattr(report, name, text.strip())
    for given in vetoes:
        veto = by_code[clean_text(given.code).upper()]
        veto.found = given.found
        veto.evidence = clean_text(given.evidence) if given.found else ""
    write_figures(work, report)


def _draft(work: Work, number: str, command_name: str, reason: str = "-") -> EvaluationReport:
    """A report that may be worked on.

    Raises:
        Refused: E006, E008 its plan was cancelled too, E009, E194 approved: a correction is a new
            version.
    """
    report = report_by_number(work, number)
    if report.state in (ReportState.EFFECTIVE, ReportState.SUPERSEDED):
        raise refuse("E194", "number")
    if report.plan.state is PlanState.CANCELLED:
        action = next(m.label for m in REPORT_STATES.moves if m.command == command_name)
        raise refuse("E008", obj=PLAN_STATES.obj, state=report.plan.state.label, action=tr(action))
    REPORT_STATES.step(report.state, command_name, reason)
    return report


@command("evaluation_report.create", "存评估依据", example=f'{{{_NUMBER}, "files": []}}')
def file_report_evidence(work: Work, *, number: str, files: tuple[Upload, ...]) -> None:
    """Keep photos and papers that prove a veto or a score with the draft; the manager sees them.

    Raises:
        Refused: E001 without any, E006, E008, E025, E194.
    """
    report = _draft(work, number, "file_report_evidence")
    if not files:
        raise refuse("E001", "files", label=tr("附件"))
    for upload in files:
        file_away(work, report.__tablename__, report.id, upload)


@command("evaluation_report.create", "重新取数", example=f"{{{_NUMBER}}}")
def refresh_report(work: Work, *, number: str) -> None:
    """Count the records again for a draft.

    Raises:
        Refused: E006, E008, E194.
    """
    write_figures(work, _draft(work, number, "refresh_report"))


@command(
    "evaluation_report.create",
    "请评估人重新评分",
    example=f'{{{_NUMBER}, "reason": "软性评分无依据"}}',
)
def ask_new_scores(work: Work, *, number: str, reason: str) -> None:
    """Hand the evaluators new scorecards for a draft; the former ones stay with the former version.

    Raises:
        Refused: E006, E008, E009, E194.
    """
    report = _draft(work, number, "ask_new_scores", reason)
    plan = report.plan
    if plan.state is not PlanState.RUNNING:
        raise refuse("E008", obj=PLAN_STATES.obj, state=plan.state.label, action=tr("重新评分"))
    repeat_cards(report.planned, reason)
    report.round_no = report.planned.round_no
    write_figures(work, report)


@command("evaluation_report.create", "提交评估报告", example=f"{{{_NUMBER}}}")
def submit_report(work: Work, *, number: str) -> int:
    """Freeze the figures of a draft and put it before the manager.

    Returns:
        The id of the approval that waits.

    Raises:
        Refused: E001 suggestions or conclusion missing, E006, E008, E019 no business any more,
            E193 scores missing, E194.
        NeedsConfirmation: E078 evaluators lie far apart.
    """
    report = _draft(work, number, "submit_report")
    problems = Problems()
    problems.extend(check_complete({name: getattr(report, name) for name, _ in TEXTS}).found)
    missing, who = report.planned.missing, report.partner.name
    problems.check(missing == 0, "E193", "number", p=who, n=missing)
    problems.raise_if_any()
    write_figures(work, report)
    _check_business(report)
    apart = [f"{line.code} {line.name}" for line in report.lines if line.far_apart]
    if apart:
        work.warn("E078", "number", list="、".join(apart))
    report.state = REPORT_STATES.step(report.state, "submit_report")
    report.submitted_at, report.answer = work.now, ""
    return _ask(work, report)


def _check_business(report: EvaluationReport) -> None:
    """The tickets may have been taken back since the plan started."""
    if not report.tickets:
        label = tr("合作商「{p}」").format(p=report.partner.name)
        raise refuse("E019", "number", label=label, why=tr("期间无业务,不评分,等级不变"))


def _ask(work: Work, report: EvaluationReport) -> int:
    assert report.grade is not None
    assert report.total_hundredths is not None
    title = tr("{p} {period} {total} 分 {grade} 级").format(
        p=report.partner.name,
        period=report.plan.period.label,
        total=show_money(report.total_hundredths),
        grade=report.grade.label,
    )
    asked = ask_approval(
        work,
        report,
        word=tr("评估报告"),
        number=report.number,
        title=title,
        right="evaluation_report.approve",
        prepared_by=report.created_by,
    )
    return asked.id


@command("evaluation_report.create", "撤回评估报告", example=f"{{{_NUMBER}}}")
def recall_report(work: Work, *, number: str) -> None:
    """Take one's own report back from the manager.

    Raises:
        Refused: E006, E008, E210 somebody else's.
    """
    report = report_by_number(work, number)
    REPORT_STATES.step(report.state, "recall_report")
    asked = waiting_approval(work, report)
    if asked is None:
        state = report.state.label
        raise refuse("E008", obj=REPORT_STATES.obj, state=state, action=tr("撤回"))
    take_back(work, asked.id)


@command(
    "evaluation_report.create",
    "登记合作商意见",
    example=f'{{{_NUMBER}, "reply": "认可,已安排整改", "replied_on": "2026-11-20"}}',
)
def record_partner_reply(work: Work, *, number: str, reply: str, replied_on: date) -> None:
    """Write down what the partner says to his report.

    Raises:
        Refused: E001, E004, E006, E008, E012, E171.
    """
    report = report_by_number(work, number)
    report.state = REPORT_STATES.step(report.state, "record_partner_reply")
    problems = Problems()
    if problems.require(reply, "reply", tr("合作商意见")):
        check_text(problems, clean_text(reply), "reply", tr("合作商意见"), 500)
    problems.check(replied_on <= work.today, "E171", "replied_on")
    problems.raise_if_any()
    report.partner_reply, report.replied_on = clean_text(reply), replied_on


def supersede_former(work: Work, report: EvaluationReport) -> None:
    """The report it corrects is not in force any more."""
    former = in_force_of(work, report)
    if former is not None:
        former.state = REPORT_STATES.step(former.state, "approve_report")
        work.session.flush()
