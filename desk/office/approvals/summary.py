"""What a request is about, in the words of the room that asked; and who decides for whom now."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from desk.kernel.commands import query
from desk.kernel.text import tr
from desk.office.approvals.choices import Decision
from desk.office.approvals.deputies import deputises, may_decide
from desk.office.approvals.events import ApprovalSummaryAsked, Change
from desk.office.approvals.model import Approval, Deputy
from desk.office.approvals.queries import ApprovalRow, approvals_of, may_read
from desk.office.users.model import User
from desk.storage.work import Reader


@dataclass(frozen=True)
class ApprovalSummary:
    """One request with what it is about (see `ApprovalSummaryAsked`).

    Attributes:
        row: the request itself.
        earlier: former requests about the same record, newest first.
        decidable: whether the acting user may decide it now.
        in_place_of: the manager he would decide for; empty when he decides himself.
    """

    row: ApprovalRow
    earlier: tuple[ApprovalRow, ...]
    facts: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]
    former: str
    why: str
    text: str
    form: str
    form_number: str
    form_options: dict[str, Any]
    files: tuple[tuple[str, str], ...]
    page: str
    arguments: dict[str, Any]
    decidable: bool
    in_place_of: str


@query("approval.read", "审批内容")
def approval_summary(read: Reader, *, approval_id: int) -> ApprovalSummary:
    """What a request is about: facts, what changes and why, and the paper beside it.

    Raises:
        Refused: E006, E210 for whom it does not concern.
    """
    approval = read.get(Approval, approval_id, tr("审批申请"))
    if not may_read(read, approval):
        read.require(approval.decider_right)
    asked = ApprovalSummaryAsked(approval)
    read.emit(asked)
    rows = approvals_of(read, obj_kind=approval.obj_kind, obj_id=approval.obj_id)
    own = None if read.may(approval.decider_right) else deputises(read, approval)
    return ApprovalSummary(
        row=next(row for row in rows if row.id == approval.id),
        earlier=tuple(row for row in rows if row.id < approval.id),
        facts=tuple(asked.facts),
        changes=tuple(asked.changes),
        former=asked.former,
        why=asked.why,
        text=asked.text,
        form=asked.form,
        form_number=asked.form_number,
        form_options=asked.form_options,
        files=tuple(asked.files),
        page=asked.page,
        arguments=asked.arguments,
        decidable=approval.decision is Decision.WAITING and may_decide(read, approval),
        in_place_of=own.name if own else "",
    )


@dataclass(frozen=True)
class DeputyRow:
    """A deputyship in force or to come."""

    id: int
    principal: str
    deputy: str
    starts_on: date
    ends_on: date
    reason: str
    mine: bool


@query("approval.read", "现任审批代理人")
def deputies_now(read: Reader) -> list[DeputyRow]:
    """Deputyships that are in force today or begin later, the earliest first."""
    principal, deputy = aliased(User), aliased(User)
    found = read.session.execute(
        select(Deputy, principal.name, deputy.name)
        .join(principal, principal.id == Deputy.principal_id)
        .join(deputy, deputy.id == Deputy.deputy_id)
        .where(Deputy.ended_at.is_(None), Deputy.ends_on >= read.today)
        .order_by(Deputy.starts_on, Deputy.id)
    )
    me = read.actor.user_id
    return [
        DeputyRow(
            d.id, who, by, d.starts_on, d.ends_on, d.reason, me in (d.principal_id, d.deputy_id)
        )
        for d, who, by in found
    ]
