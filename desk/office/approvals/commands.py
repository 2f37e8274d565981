"""A waiting request is granted, turned down or taken back from the list of approvals."""

from datetime import date

from desk.kernel.commands import command
from desk.office.approvals.deciding import Countersign, decide, take_back
from desk.storage.work import Work


@command("approval.decide", "批准申请", example='{"approval_id": 1}')
def grant_approval(
    work: Work,
    *,
    approval_id: int,
    reason: str = "",
    countersigned_by: str = "",
    countersigned_on: date | None = None,
) -> None:
    """Grant a request; what a manager prepared needs the recorded 副总经理 countersign (A-27).

    Raises:
        Refused: E001, E004, E006, E008, E012, E171, E190, E210, and what the owning room refuses.
    """
    signed = Countersign(countersigned_by, countersigned_on)
    decide(work, approval_id, approve=True, reason=reason, countersign=signed)


@command("approval.decide", "驳回申请", example='{"approval_id": 1, "reason": "价格偏低"}')
def refuse_approval(work: Work, *, approval_id: int, reason: str) -> None:
    """Turn a request down, with a reason.

    Raises:
        Refused: E004, E006, E008, E012, E190, E191, E210.
    """
    decide(work, approval_id, approve=False, reason=reason)


@command("approval.create", "撤回申请", example='{"approval_id": 1}')
def cancel_approval(work: Work, *, approval_id: int) -> None:
    """Take one's own request back while nobody has decided on it.

    Raises:
        Refused: E006, E008, E210.
    """
    take_back(work, approval_id)
