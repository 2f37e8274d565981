"""What shall be done is proposed, and approved when it must be.

Source: spec 3.16, 3.26, 3.27 (E190, E191).
"""

from datetime import date

from desk.care.complaints.choices import ClockKind
from desk.care.complaints.finding import complaint_by_number
from desk.care.complaints.model import Complaint
from desk.care.complaints.opening import open_complaint
from desk.care.complaints.promising import compare_with_claims
from desk.care.complaints.rules import STATES, needs_approval
from desk.care.complaints.timing import meet, start_progress
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

    Other money than the claims of the complaint come to is asked once more (E079).

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
        problems.fits(text, most, field, label)
    ok = 0 <= compensation_fen <= 1_000_000_000
    label = tr("赔偿金额")
    shown = show_money(compensation_fen)
    problems.check(ok, "E003", "compensation_fen", label=label, lo=0, hi=10_000_000, v=shown)
    past = corrective_due_on is not None and corrective_due_on < work.today
    problems.check(
        not past, "E019", "corrective_due_on", label=tr("整改期限"), why=tr("不能早于今天")
    )
    problems.raise_if_any()
    compare_with_claims(work, complaint, compensation_fen)
    _withdraw_former(work, complaint)
    complaint.state = STATES.step(complaint.state, "propose_decision")
    complaint.decision, complaint.compensation_fen = words, compensation_fen
    complaint.corrective_action = action or complaint.corrective_action
    complaint.corrective_owner = clean_text(corrective_owner) or complaint.corrective_owner
    complaint.corrective_due_on = corrective_due_on or complaint.corrective_due_on
    meet(complaint, ClockKind.PLAN, work.now)
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


@command("complaint.update", "撤回投诉处理", example='{"number": "TS261123-001"}')
def recall_decision(work: Work, *, number: str) -> None:
    """Take one's own proposal back while the manager has not decided.

    Raises:
        Refused: E006, E008, E210 for another's.
    """
    take_back(work, _asked(work, number, "recall_decision"))


def _asked(work: Work, number: str, command_name: str) -> int:
    complaint = complaint_by_number(work, number)
    STATES.step(complaint.state, command_name)
    asked = waiting_approval(work, complaint)
    if asked is None:
        raise refuse("E006", "number", label=tr("审批申请"), v=number)
    return asked.id
