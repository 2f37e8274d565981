"""What waits for a decision, and what was decided about a record."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from desk.kernel.commands import query
from desk.office.approvals.choices import Decision
from desk.office.approvals.deputies import may_decide
from desk.office.approvals.model import Approval
from desk.office.users.model import User
from desk.storage.work import Reader

DECIDED_DAYS = 7
ASKER, DECIDER, PRINCIPAL = aliased(User), aliased(User), aliased(User)


@dataclass(frozen=True)
class ApprovalRow:
    """One request with the names of those who asked and decided."""

    id: int
    obj_kind: str
    obj_id: int
    obj_word: str
    number: str
    title: str
    limit_note: str
    requested_by: str
    requested_at: datetime
    decision: Decision
    decided_by: str
    decided_for: str
    decided_at: datetime | None
    reason: str
    countersign_needed: bool
    countersigned_by: str
    countersigned_on: date | None


@query("approval.read", "等我审批")
def approvals_for_me(read: Reader) -> list[ApprovalRow]:
    """Requests the acting user may decide, oldest first; his own only where a countersign settles it."""
    waiting = _approvals().where(Approval.decision == Decision.WAITING).order_by(Approval.id)
    return [_row(*found) for found in read.session.execute(waiting) if may_decide(read, found[0])]


@query("approval.read", "我提交的审批")
def approvals_by_me(read: Reader) -> list[ApprovalRow]:
    """Waiting requests the acting user asked for or prepared, oldest first."""
    me = read.actor.user_id
    own = (Approval.requested_by == me) | (Approval.prepared_by == me)
    waiting = _approvals().where(Approval.decision == Decision.WAITING, own)
    return [_row(*found) for found in read.session.execute(waiting.order_by(Approval.id))]


@query("approval.read", "近日办结的审批")
def approvals_decided(read: Reader, *, days: int = DECIDED_DAYS) -> list[ApprovalRow]:
    """What was decided in the last days and concerns the acting user, the latest first."""
    since = read.now - timedelta(days=days)
    over = _approvals().where(Approval.decision != Decision.WAITING, Approval.decided_at >= since)
    latest = over.order_by(Approval.decided_at.desc(), Approval.id.desc())
    return [_row(*found) for found in read.session.execute(latest) if may_read(read, found[0])]


def may_read(read: Reader, approval: Approval) -> bool:
    """Who may see what a request is about: who holds the right to decide, its makers, its decider."""
    concerned = (approval.requested_by, approval.prepared_by, approval.decided_by)
    return (
        read.may(approval.decider_right)
        or read.actor.user_id in concerned
        or may_decide(read, approval)
    )


@query("approval.read", "审批经过")
def approvals_of(read: Reader, *, obj_kind: str, obj_id: int) -> list[ApprovalRow]:
    """Every request about one record (table name and id), newest first."""
    wanted = _approvals().where(Approval.obj_kind == obj_kind, Approval.obj_id == obj_id)
    found = read.session.execute(wanted.order_by(Approval.id.desc()))
    return [_row(*row) for row in found]


def _approvals() -> Any:
    return (
        select(Approval, ASKER.name, DECIDER.name, PRINCIPAL.name)
        .outerjoin(ASKER, ASKER.id == Approval.requested_by)
        .outerjoin(DECIDER, DECIDER.id == Approval.decided_by)
        .outerjoin(PRINCIPAL, PRINCIPAL.id == Approval.decided_for)
    )


def _row(a: Approval, asker: str | None, decider: str | None, principal: str | None) -> ApprovalRow:
    return ApprovalRow(
        a.id,
        a.obj_kind,
        a.obj_id,
        a.obj_word,
        a.number,
        a.title,
        a.limit_note,
        asker or "",
        a.requested_at,
        a.decision,
        decider or "",
        principal or "",
        a.decided_at,
        a.reason,
        a.countersign_needed,
        a.countersigned_by,
        a.countersigned_on,
    )
