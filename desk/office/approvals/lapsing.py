"""A request that waits for nothing any more: what it asked for was settled in another way."""

from desk.office.approvals.deciding import waiting_approval
from desk.office.approvals.rules import STATES
from desk.storage.base import Record
from desk.storage.work import Work


def let_lapse(work: Work, of: Record) -> None:
    """Take the waiting request of a record off the list, whoever asked; the owning room knows why."""
    waiting = waiting_approval(work, of)
    if waiting is not None:
        waiting.decision = STATES.step(waiting.decision, "cancel_approval")
        waiting.decided_by, waiting.decided_at = work.actor.user_id, work.now
