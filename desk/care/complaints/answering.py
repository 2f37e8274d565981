"""The complainant is told the result, and says how he takes it."""

from datetime import datetime

from desk.care.complaints.choices import Channel, ClockKind, ComplaintState, Satisfaction
from desk.care.complaints.dating import moment_of
from desk.care.complaints.model import Complaint, ComplaintProgress
from desk.care.complaints.opening import open_complaint
from desk.care.complaints.rules import LAST_REOPENING, STATES, needs_approval
from desk.care.complaints.timing import told
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.storage.work import Work


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
    moment = moment_of(work, complaint, at, "at", since=_decided_at(complaint))
    problems.require(words, "reply", tr("回复内容"))
    problems.fits(words, 1000, "reply", tr("回复内容"))
    problems.raise_if_any()
    complaint.state = STATES.step(complaint.state, "reply_complaint")
    complaint.reply, complaint.reply_channel, complaint.replied_at = words, channel, moment
    complaint.satisfied = None
    told(work, complaint, moment)
    complaint.progress.append(
        ComplaintProgress(at=moment, who=complaint.complainant, channel=channel, text=words[:500])
    )


def _decided_at(complaint: Complaint) -> datetime:
    """When it was proposed what shall be done: nobody is told the result before."""
    planned = complaint.running(ClockKind.PLAN)
    return complaint.received_at if planned is None else planned.met_at or complaint.received_at


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
