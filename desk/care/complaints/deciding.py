"""What shall be done is proposed, approved when it must be, told to the customer, and the case closed.

Source: spec 3.16, 3.26, 3.27 (E181, E183, E190, E191).
"""

from datetime import date, datetime

from desk.care.complaints.choices import (
    Channel,
    ClockKind,
    ComplaintState,
    Level,
    ReportTo,
    Satisfaction,
    Validity,
)
from desk.care.complaints.commands import moment_of, open_complaint
from desk.care.complaints.finding import complaint_by_number
from desk.care.complaints.model import Complaint, ComplaintProgress
from desk.care.complaints.rules import (
    LAST_REOPENING,
    OPEN,
    STATES,
    missing_words,
    needs_approval,
)
from desk.care.complaints.timing import (
    end_pause,
    meet,
    start_call_back,
    start_clocks,
    start_progress,
)
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.office.approvals.deciding import (
    Countersign,
    ask_approval,
    decide,
    take_back,
    waiting_approval,
)
from desk.storage.work import Work


@command(
    "complaint.update",
    "拟定投诉处理",
    example='{"number": "TS261123-001", "decision": "向客户致歉,赔偿破损一件", '
    '"compensation_fen": 20000, "corrective_action": "晚班指定到货通知人", '
    '"corrective_owner": "进港调度", "corrective_due_on": "2026-11-30"}',
)
def propose_decision(
    work: Work,
    *,
    number: str,
    decision: str,
    compensation_fen: int = 0,
    corrective_action: str = "",
    corrective_owner: str = "",
    corrective_due_on: date | None = None,
) -> None:
    """Say what shall be done. A grave complaint, or money, goes to the manager for approval.

    Raises:
        Refused: E001, E003, E004, E006, E008, E019 a corrective action due in the past, E210 while
            somebody else's proposal waits for approval.
    """
    complaint = open_complaint(work, number, "propose_decision")
    problems, words, action = Problems(), decision.strip(), corrective_action.strip()
    problems.require(words, "decision", tr("处理意见"))
    for field, label, text, most in (
        ("decision", tr("处理意见"), words, 1000),
        ("corrective_action", tr("整改措施"), action, 500),
        ("corrective_owner", tr("整改责任人"), corrective_owner.strip(), 60),
    ):
        problems.check(len(text) <= most, "E004", field, label=label, n=most, v=len(text))
    ok = 0 <= compensation_fen <= 1_000_000_000
    label = tr("赔偿金额")
    shown = show_money(compensation_fen)
    problems.check(ok, "E003", "compensation_fen", label=label, lo=0, hi=10_000_000, v=shown)
    past = corrective_due_on is not None and corrective_due_on < work.today
    problems.check(
        not past, "E019", "corrective_due_on", label=tr("整改期限"), why=tr("不能早于今天")
    )
    problems.raise_if_any()
    _withdraw_former(work, complaint)
    complaint.state = STATES.step(complaint.state, "propose_decision")
    complaint.decision, complaint.compensation_fen = words, compensation_fen
    complaint.corrective_action = action or complaint.corrective_action
    complaint.corrective_owner = clean_text(corrective_owner) or complaint.corrective_owner
    complaint.corrective_due_on = corrective_due_on or complaint.corrective_due_on
    meet(complaint, ClockKind.PLAN, work.now)
    if complaint.running(ClockKind.PROGRESS) is None:
        start_progress(work, complaint, work.now)
    if needs_approval(complaint.level, compensation_fen):
        _ask(work, complaint)


def _withdraw_former(work: Work, complaint: Complaint) -> None:
    """What is approved is what was asked: another proposal is asked for anew, by who asked before."""
    waiting = waiting_approval(work, complaint)
    if waiting is not None:
        take_back(work, waiting.id)
        work.session.flush()


def _ask(work: Work, complaint: Complaint) -> None:
    title = tr("{level}投诉 {who}:{what},赔偿 {a} 元").format(
        level=complaint.level.label,
        who=complaint.complainant,
        what=complaint.decision[:40],
        a=show_money(complaint.compensation_fen),
    )
    ask_approval(
        work,
        complaint,
        word=tr("投诉处理意见"),
        number=complaint.number,
        title=title,
        right="complaint.decide",
    )


@command("complaint.decide", "批准投诉处理", example='{"number": "TS261123-001"}')
def approve_decision(
    work: Work, *, number: str, countersigned_by: str = "", countersigned_on: date | None = None
) -> None:
    """Allow what was proposed.

    Raises:
        Refused: E001, E006, E008, E171, E190.
    """
    signed = Countersign(countersigned_by, countersigned_on)
    decide(work, _asked(work, number, "approve_decision"), approve=True, countersign=signed)


@command(
    "complaint.decide",
    "驳回投诉处理",
    example='{"number": "TS261123-001", "reason": "赔偿依据不足"}',
)
def reject_decision(work: Work, *, number: str, reason: str) -> None:
    """Send the proposal back to be thought over.

    Raises:
        Refused: E006, E008, E190, E191.
    """
    decide(work, _asked(work, number, "reject_decision"), approve=False, reason=reason)


def _asked(work: Work, number: str, command_name: str) -> int:
    complaint = complaint_by_number(work, number)
    STATES.step(complaint.state, command_name)
    asked = waiting_approval(work, complaint)
    if asked is None:
        raise refuse("E006", "number", label=tr("审批申请"), v=number)
    return asked.id


@command(
    "complaint.update",
    "回复投诉人",
    example='{"number": "TS261123-001", "channel": "PHONE", "reply": "致歉并说明原因,已整改"}',
)
def reply_complaint(
    work: Work, *, number: str, channel: Channel, reply: str, at: datetime | None = None
) -> None:
    """Tell the complainant the result.

    Raises:
        Refused: E001, E004, E006, E008 also while the manager's approval is waited for, E170, E171.
    """
    complaint = open_complaint(work, number, "reply_complaint")
    if complaint.state is ComplaintState.PROPOSED and needs_approval(
        complaint.level, complaint.compensation_fen
    ):
        state = tr("待经理批准处理意见")
        raise refuse("E008", "number", obj=tr("投诉"), state=state, action=tr("回复客户"))
    problems, words = Problems(), reply.strip()
    moment = moment_of(work, complaint, at, "at")
    problems.require(words, "reply", tr("回复内容"))
    problems.check(len(words) <= 1000, "E004", "reply", label=tr("回复内容"), n=1000, v=len(words))
    problems.raise_if_any()
    complaint.state = STATES.step(complaint.state, "reply_complaint")
    complaint.reply, complaint.reply_channel, complaint.replied_at = words, channel, moment
    complaint.satisfied = None
    complaint.progress.append(
        ComplaintProgress(at=moment, who=complaint.complainant, channel=channel, text=words[:500])
    )


@command(
    "complaint.update",
    "登记投诉人评价",
    example='{"number": "TS261123-001", "satisfied": "FAIR"}',
)
def record_satisfaction(work: Work, *, number: str, satisfied: Satisfaction) -> None:
    """Note how the complainant takes the answer; 不满意 opens the case once more, then the manager decides.

    Raises:
        Refused: E006, E008.
    """
    complaint = open_complaint(work, number, "record_satisfaction")
    complaint.satisfied = satisfied
    if satisfied is Satisfaction.DISSATISFIED and complaint.reopened < LAST_REOPENING:
        complaint.reopened += 1
        complaint.state = ComplaintState.REOPENED


@command(
    "complaint.update",
    "登记整改措施",
    example='{"number": "TS261123-001", "corrective_action": "分拨交接双人复核", '
    '"corrective_owner": "进港调度"}',
)
def plan_correction(
    work: Work,
    *,
    number: str,
    corrective_action: str,
    corrective_owner: str = "",
    corrective_due_on: date | None = None,
) -> None:
    """Say what will keep it from happening again; also after the customer was told (E181).

    Raises:
        Refused: E001, E004, E006, E008 closed, E019 due in the past.
    """
    complaint = complaint_by_number(work, number)
    if complaint.state not in OPEN:
        state = complaint.state.label
        raise refuse("E008", "number", obj=tr("投诉"), state=state, action=tr("登记整改"))
    problems, words, who = Problems(), corrective_action.strip(), clean_text(corrective_owner)
    problems.require(words, "corrective_action", tr("整改措施"))
    for field, label, text, most in (
        ("corrective_action", tr("整改措施"), words, 500),
        ("corrective_owner", tr("整改责任人"), who, 60),
    ):
        problems.check(len(text) <= most, "E004", field, label=label, n=most, v=len(text))
    past = corrective_due_on is not None and corrective_due_on < work.today
    why = tr("不能早于今天")
    problems.check(not past, "E019", "corrective_due_on", label=tr("整改期限"), why=why)
    problems.raise_if_any()
    complaint.corrective_action = words
    complaint.corrective_owner = who or complaint.corrective_owner
    complaint.corrective_due_on = corrective_due_on or complaint.corrective_due_on


@command(
    "complaint.update",
    "整改验证",
    example='{"number": "TS261123-001", "checked_by": "客服员乙", "result": "连续一周无漏通知"}',
)
def check_correction(work: Work, *, number: str, checked_by: str, result: str) -> None:
    """Note that someone other than its owner looked whether the corrective action works.

    Raises:
        Refused: E001, E004, E006, E019 checked by its own owner, or without any action.
    """
    complaint, problems = complaint_by_number(work, number), Problems()
    name, words = clean_text(checked_by), result.strip()
    problems.require(name, "checked_by", tr("验证人"))
    problems.require(words, "result", tr("验证结果"))
    problems.check(len(words) <= 300, "E004", "result", label=tr("验证结果"), n=300, v=len(words))
    own = bool(name) and name == complaint.corrective_owner
    problems.check(not own, "E019", "checked_by", label=tr("验证人"), why=tr("不能是整改责任人"))
    there = bool(complaint.corrective_action)
    problems.check(there, "E019", "number", label=tr("整改"), why=tr("还没有整改措施"))
    problems.raise_if_any()
    complaint.checked_by, complaint.check_result = name[:60], words
    complaint.checked_on = work.today


@command(
    "complaint.update",
    "办结投诉",
    example='{"number": "TS261123-001", "summary": "货物已找到并送达,分拨交接加双人复核"}',
)
def close_complaint(work: Work, *, number: str, summary: str = "") -> None:
    """Close a case whose complainant was told, with everything filled in.

    Raises:
        Refused: E006, E008, E181 what is missing, E183 a major one not reported upward, E210 a major
            one, or an unsatisfied complainant a second time, by anyone but the manager.
    """
    complaint = open_complaint(work, number, "close_complaint")
    words = summary.strip()[:1000] or complaint.summary
    _check_closing(work, complaint, words)
    end_pause(work, complaint)
    complaint.summary, complaint.closed_at = words, work.now
    complaint.state = STATES.step(complaint.state, "close_complaint")
    meet(complaint, ClockKind.CLOSE, work.now)
    meet(complaint, ClockKind.PROGRESS, work.now)
    start_call_back(work, complaint, work.now)


def _check_closing(work: Work, complaint: Complaint, summary: str) -> None:
    grave = complaint.level is Level.MAJOR
    if grave or complaint.satisfied is Satisfaction.DISSATISFIED:
        work.require("complaint.decide")
    problems = Problems()
    missing = missing_words(
        investigation=complaint.investigation,
        root_cause=complaint.root_cause,
        decision=complaint.decision,
        replied=complaint.replied_at is not None,
        satisfied=complaint.satisfied,
        corrective_action=complaint.corrective_action,
        level=complaint.level,
        summary=summary,
        responsible=complaint.resp_department is not None,
    )
    problems.check(not missing, "E181", "number", fields="、".join(missing))
    told = {report.report_to for report in complaint.reports}
    problems.check(not grave or {ReportTo.MGR, ReportTo.DGM} <= told, "E183", "number")
    problems.raise_if_any()


@command(
    "complaint.decide",
    "判定投诉无效或重复",
    example='{"number": "TS261123-001", "validity": "REPEATED", "reason": "与 TS261120-001 相同"}',
)
def dismiss_complaint(work: Work, *, number: str, validity: Validity, reason: str) -> None:
    """Close a complaint that is none, or that stands under another number.

    Raises:
        Refused: E006, E008, E009, E019 「有效」 is no reason to dismiss.
    """
    complaint = complaint_by_number(work, number)
    state = STATES.step(complaint.state, "dismiss_complaint", reason)
    if validity is Validity.VALID:
        raise refuse("E019", "validity", label=tr("有效性"), why=tr("应为无效或重复"))
    end_pause(work, complaint)
    complaint.state, complaint.closed_at = state, work.now
    complaint.validity, complaint.validity_reason = validity, reason.strip()[:300]
    for clock in complaint.clocks:
        clock.met_at = clock.met_at or work.now


@command(
    "complaint.decide",
    "重新打开投诉",
    example='{"number": "TS261123-001", "reason": "回访时客户反映未兑现"}',
)
def reopen_complaint(work: Work, *, number: str, reason: str) -> None:
    """Take a closed case up again; its clocks begin anew.

    Raises:
        Refused: E006, E008, E009.
    """
    complaint = complaint_by_number(work, number)
    complaint.state = STATES.step(complaint.state, "reopen_complaint", reason)
    complaint.closed_at, complaint.validity = None, Validity.VALID
    complaint.reopened += 1
    start_clocks(work, complaint, complaint.level, work.now)
