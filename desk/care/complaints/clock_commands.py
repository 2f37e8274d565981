"""The level is changed, the closing clock stopped for the customer's papers, late cases raised."""

from sqlalchemy import select

from desk.care.complaints.choices import Level
from desk.care.complaints.finding import complaint_by_number
from desk.care.complaints.model import Complaint, ComplaintPause
from desk.care.complaints.opening import unclosed_complaint
from desk.care.complaints.rules import OPEN, needs_approval
from desk.care.complaints.timing import (
    end_pause,
    raise_if_due,
    start_clocks,
    start_lower_clocks,
    think_again,
)
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.office.approvals.lapsing import let_lapse
from desk.storage.work import Work


@command(
    "complaint.update",
    "调整投诉等级",
    example='{"number": "TS261123-001", "level": "MAJOR", "reason": "客户向监管部门反映"}',
)
def change_complaint_level(work: Work, *, number: str, level: Level, reason: str) -> None:
    """Put a complaint on another level: the clocks of a higher one begin now, of a lower one at the call.

    Nobody gains time by it: an open deadline that was earlier stays.

    Raises:
        Refused: E006, E008, E009, E182 lowered by anyone but the manager.
    """
    complaint = unclosed_complaint(work, number, tr("调整等级"))
    if not reason.strip():
        raise refuse("E009", "reason", action=tr("调整等级"))
    if level is complaint.level:
        raise refuse("E019", "level", label=tr("等级"), why=tr("与现在相同"))
    if level.rank < complaint.level.rank and not work.may("complaint.decide"):
        raise refuse("E182", "level")
    higher = level.rank > complaint.level.rank
    complaint.level, complaint.level_reason = level, reason.strip()[:300]
    if higher:
        start_clocks(work, complaint, level, work.now, by_hand=True)
        think_again(work, complaint)
    else:
        start_lower_clocks(work, complaint, level)
        if not needs_approval(level, complaint.compensation_fen):
            let_lapse(work, complaint)


@command(
    "complaint.update",
    "等待客户资料",
    example='{"number": "TS261123-001", "reason": "等客户提供货值发票"}',
)
def pause_complaint(work: Work, *, number: str, reason: str) -> None:
    """Stop the closing clock while the customer's papers are waited for; the others run on.

    Raises:
        Refused: E006, E008 closed or waiting already, E009.
    """
    complaint = unclosed_complaint(work, number, tr("暂停计时"))
    if complaint.pause is not None:
        state = tr("等待资料")
        raise refuse("E008", "number", obj=tr("投诉"), state=state, action=tr("暂停计时"))
    if not reason.strip():
        raise refuse("E009", "reason", action=tr("暂停计时"))
    complaint.pauses.append(ComplaintPause(began_at=work.now, reason=reason.strip()[:200]))


@command("complaint.update", "资料已到恢复计时", example='{"number": "TS261123-001"}')
def resume_complaint(work: Work, *, number: str) -> None:
    """Let the closing clock run again; it is longer by the pause, five working days at most.

    Raises:
        Refused: E006, E008 when nothing was waited for.
    """
    complaint = complaint_by_number(work, number)
    if complaint.pause is None:
        state = complaint.state.label
        raise refuse("E008", "number", obj=tr("投诉"), state=state, action=tr("恢复计时"))
    end_pause(work, complaint)


@command("complaint.update", "超时投诉升级", example="{}")
def raise_complaints(work: Work) -> int:
    """Raise every complaint whose closing clock ran to 150 %; returns how many rose."""
    waiting = select(Complaint).where(Complaint.state.in_(sorted(OPEN))).order_by(Complaint.id)
    return sum(raise_if_due(work, complaint) for complaint in work.session.scalars(waiting))
