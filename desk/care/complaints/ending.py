"""A case is closed with everything filled in, dismissed, or taken up again.

Source: spec 3.16, 3.26, 3.27 (E181, E183).
"""

from desk.care.complaints.choices import ClockKind, Level, ReportTo, Satisfaction, Validity
from desk.care.complaints.events import Dismissed
from desk.care.complaints.finding import complaint_by_number
from desk.care.complaints.model import Complaint
from desk.care.complaints.opening import open_complaint
from desk.care.complaints.promising import look_for_unpaid
from desk.care.complaints.rules import STATES, missing_words
from desk.care.complaints.timing import end_pause, meet, start_call_back, start_clocks
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.office.approvals.lapsing import let_lapse
from desk.storage.work import Work


@command(
    "complaint.update",
    "办结投诉",
    example='{"number": "TS261123-001", "summary": "货物已找到并送达,分拨交接加双人复核"}',
)
def close_complaint(work: Work, *, number: str, summary: str = "") -> None:
    """Close a case whose complainant was told, with everything filled in.

    A claim of it that is not paid yet is asked about (E080).

    Raises:
        Refused: E006, E008, E181 what is missing, E183 a major one not reported upward, E210 a major
            one, or an unsatisfied complainant a second time, by anyone but the manager.
    """
    complaint = open_complaint(work, number, "close_complaint")
    words = summary.strip()[:1000] or complaint.summary
    _check_closing(work, complaint, words)
    look_for_unpaid(work, complaint)
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
    example='{"number": "TS261123-001", "validity": "REPEATED", "reason": "同一件事再次来电", '
    '"repeats": "TS261120-001"}',
)
def dismiss_complaint(
    work: Work, *, number: str, validity: Validity, reason: str, repeats: str = ""
) -> None:
    """Close a complaint that is none, or that stands under another number already.

    Raises:
        Refused: E001 a repeated one without the number of the first, E006, E008, E009, E019 「有效」 is
            no reason to dismiss, or the first is this one or no valid one.
    """
    complaint = complaint_by_number(work, number)
    state = STATES.step(complaint.state, "dismiss_complaint", reason)
    if validity is Validity.VALID:
        raise refuse("E019", "validity", label=tr("有效性"), why=tr("应为无效或重复"))
    complaint.repeats = _first(work, complaint, repeats) if validity is Validity.REPEATED else None
    end_pause(work, complaint)
    let_lapse(work, complaint)
    complaint.state, complaint.closed_at = state, work.now
    complaint.validity, complaint.validity_reason = validity, reason.strip()[:300]
    meet(complaint, ClockKind.CLOSE, work.now)
    for clock in complaint.clocks:  # not met: nobody answered or reported it
        clock.superseded = clock.superseded or clock.met_at is None
    work.emit(Dismissed(complaint))


def _first(work: Work, complaint: Complaint, number: str) -> Complaint:
    if not number.strip():
        raise refuse("E001", "repeats", label=tr("首次投诉编号"))
    first = complaint_by_number(work, number)
    label = tr("首次投诉编号")
    if first is complaint:
        raise refuse("E019", "repeats", label=label, why=tr("不能是本件投诉"))
    if first.validity is not Validity.VALID:
        why = tr("{no} 已判定为{v},请填最初的那一件")
        raise refuse(
            "E019", "repeats", label=label, why=why.format(no=first.number, v=first.validity.label)
        )
    return first


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
    complaint.repeats, complaint.validity_reason = None, ""
    complaint.reopened += 1
    start_clocks(work, complaint, complaint.level, work.now)
