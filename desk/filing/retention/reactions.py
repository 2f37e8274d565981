"""An agreed list is carried out by the rooms that own the records."""

from collections import defaultdict

from desk.filing.retention.model import Clearing
from desk.filing.retention.rules import STATES
from desk.kernel.commands import on
from desk.kernel.retention import RetentionAsked, RetentionGranted
from desk.kernel.text import tr
from desk.office.approvals.events import Approved, Rejected, TakenBack
from desk.office.approvals.model import Approval
from desk.storage.work import Work


def _list_of(work: Work, approval: Approval) -> Clearing | None:
    if approval.obj_kind != Clearing.__tablename__:
        return None
    return work.get(Clearing, approval.obj_id, tr("清理清单"))


@on(Approved)
def clear(work: Work, event: Approved) -> None:
    """Only what is still over today is cleared; its title is forgotten with it."""
    clearing = _list_of(work, event.approval)
    if clearing is None:
        return
    asked = RetentionAsked(work.today)
    work.emit(asked)
    still = {(keeping.name, item.record_id) for keeping, item in asked.found}
    ids: dict[str, list[int]] = defaultdict(list)
    for item in clearing.items:
        if (item.keeping, item.record_id) in still:
            ids[item.keeping].append(item.record_id)
            item.done, item.title = True, ""
    work.emit(RetentionGranted({name: tuple(found) for name, found in ids.items()}))
    clearing.state = STATES.step(clearing.state, "approve_clearing")
    clearing.decided_at = event.approval.decided_at


@on(Rejected)
def keep(work: Work, event: Rejected) -> None:
    """A list turned down says why."""
    clearing = _list_of(work, event.approval)
    if clearing is not None:
        clearing.state = STATES.step(clearing.state, "reject_clearing")
        clearing.decided_at, clearing.answer = event.approval.decided_at, event.approval.reason


@on(TakenBack)
def leave(work: Work, event: TakenBack) -> None:
    """A list taken back clears nothing."""
    clearing = _list_of(work, event.approval)
    if clearing is not None:
        clearing.state = STATES.step(clearing.state, "recall_clearing")
