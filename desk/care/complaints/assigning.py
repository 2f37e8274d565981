"""A complaint is given to somebody else; its clocks run on. Source: S0-25."""

from desk.care.complaints.opening import unclosed_complaint
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.roles import may
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.work import Work


@command("complaint.update", "移交投诉", example='{"number": "TS261123-001", "owner_id": 2}')
def hand_complaint_over(work: Work, *, number: str, owner_id: int) -> None:
    """Give a complaint to somebody else of the desk; its owner does, or the manager.

    Raises:
        Refused: E006, E008 closed, E019 one who works on no complaints or has it already, E210 for
            another's complaint by anyone but the manager.
    """
    complaint = unclosed_complaint(work, number, tr("移交"))
    if complaint.owner_id != work.actor.user_id:
        work.require("complaint.decide")
    owner, label = work.get(User, owner_id, tr("用户")), tr("责任人")
    if not owner.active or not may(owner.role, "complaint.update"):
        raise refuse("E019", "owner_id", label=label, why=tr("不处理投诉"))
    if owner.id == complaint.owner_id:
        raise refuse("E019", "owner_id", label=label, why=tr("与现在相同"))
    complaint.owner_id = owner.id
