"""Asking for an approval and deciding on it, inside a running command of any room.

Source: A-27, spec 3.27 (E190, E191); issue: approvals asked for by one cannot be given by the same.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.office.approvals.choices import Decision
from desk.office.approvals.deputies import deputises, own_requests
from desk.office.approvals.events import Approved, Rejected, TakenBack
from desk.office.approvals.model import Approval
from desk.office.approvals.rules import STATES
from desk.office.approvals.signing import seal_decision
from desk.office.users.model import User
from desk.storage.base import Record
from desk.storage.seals import seal_of
from desk.storage.work import Reader, Work

REASON_MOST, NAME_MOST = 200, 60


@dataclass(frozen=True)
class Countersign:
    """The 副总经理's decision as recorded: who signed, and when."""

    by: str = ""
    on: date | None = None


def ask_approval(
    work: Work,
    of: Record,
    *,
    word: str,
    number: str,
    title: str,
    right: str,
    prepared_by: int | None = None,
    limit_note: str = "",
) -> Approval:
    """Put a record of any room before whoever holds the right.

    Args:
        work: the running command.
        of: the record, already saved; it declares what is approved (`Record.sealed`).
        word: what it is called in refusals and lists (运价表).
        number: its number or name.
        title: what is asked for, in a few words.
        right: right that decides.
        prepared_by: user who prepared it, when it is not the one who asks.
        limit_note: which authority is exceeded, in words.

    Raises:
        Refused: E008 while a request for the same record waits.
    """
    seal_of(of.__tablename__)
    if waiting_approval(work, of) is not None:
        state = Decision.WAITING.label
        raise refuse("E008", obj=tr("审批申请"), state=state, action=tr("再次提交"))
    preparer = work.actor.user_id if prepared_by is None else prepared_by
    by_manager = _is_manager(work, preparer) or work.actor.role is Role.MGR
    return work.add(
        Approval(
            obj_kind=of.__tablename__,
            obj_id=of.id,
            obj_word=word,
            number=number[:60],
            title=title[:120],
            decider_right=right,
            limit_note=limit_note[:120],
            requested_by=work.actor.user_id,
            requested_at=work.now,
            prepared_by=preparer,
            countersign_needed=by_manager,
        )
    )


def _is_manager(work: Work, user_id: int | None) -> bool:
    user = None if user_id is None else work.session.get(User, user_id)
    return user is not None and user.role is Role.MGR


def waiting_approval(read: Reader, of: Record) -> Approval | None:
    """The request for a record that is not decided yet."""
    return read.session.scalar(
        select(Approval).where(
            Approval.obj_kind == of.__tablename__,
            Approval.obj_id == of.id,
            Approval.decision == Decision.WAITING,
        )
    )


def decide(
    work: Work,
    approval_id: int,
    *,
    approve: bool,
    reason: str = "",
    countersign: Countersign = Countersign(),
) -> Approval:
    """Grant or turn down a request and tell the owning room.

    Nobody decides on what he prepared or asked for. When a manager prepared it, the recorded
    countersign of the 副总经理 is needed, and with it the manager may enter the decision himself.
    A manager's deputy decides in his place, never on his own requests.

    Raises:
        Refused: E006, E008 decided already, E210, E190, E191 rejection without a reason, E001 and
            E171 of the countersign, E004, E012.
    """
    approval = work.get(Approval, approval_id, tr("审批申请"))
    command = "grant_approval" if approve else "refuse_approval"
    decision = STATES.step(approval.decision, command)
    principal = _principal(work, approval)
    _check_words(reason, countersign)
    if approve:
        _check_grant(work, approval, countersign)
    else:
        _check_rejection(work, approval, reason)
    approval.decision = decision
    approval.decided_by, approval.decided_at = work.actor.user_id, work.now
    approval.decided_for = principal.id if principal else None
    approval.reason = clean_text(reason)
    approval.countersigned_by = clean_text(countersign.by)
    approval.countersigned_on = countersign.on
    seal_decision(work, approval)
    work.emit(Approved(approval) if approve else Rejected(approval))
    return approval


def _principal(work: Work, approval: Approval) -> User | None:
    """The manager a deputy decides for; None for whoever holds the right himself."""
    if work.may(approval.decider_right):
        return None
    principal = deputises(work, approval)
    if principal is None:
        work.require(approval.decider_right)
    if _is_own(work, approval):
        raise refuse("E190", obj=approval.obj_word)
    return principal


def _is_own(work: Work, approval: Approval) -> bool:
    return work.actor.user_id in own_requests(approval)


def _check_grant(work: Work, approval: Approval, countersign: Countersign) -> None:
    signed = bool(countersign.by.strip()) and countersign.on is not None
    if _is_own(work, approval) and not (approval.countersign_needed and signed):
        raise refuse("E190", obj=approval.obj_word)
    if approval.countersign_needed:
        problems = Problems()
        problems.require(countersign.by, "countersigned_by", tr("副总经理会签人"))
        problems.require(countersign.on, "countersigned_on", tr("会签日期"))
        ahead = countersign.on is not None and countersign.on > work.today
        problems.check(not ahead, "E171", "countersigned_on")
        problems.raise_if_any()


def _check_rejection(work: Work, approval: Approval, reason: str) -> None:
    if not reason.strip():
        raise refuse("E191", "reason")
    if _is_own(work, approval):
        raise refuse("E190", obj=approval.obj_word)


def _check_words(reason: str, countersign: Countersign) -> None:
    problems = Problems()
    for field, text, label, most in (
        ("reason", reason, tr("审批意见"), REASON_MOST),
        ("countersigned_by", countersign.by, tr("副总经理会签人"), NAME_MOST),
    ):
        problems.fits(clean_text(text), most, field, label)
        problems.check(not has_control_characters(text), "E012", field, label=label)
    problems.raise_if_any()


def take_back(work: Work, approval_id: int) -> Approval:
    """Withdraw one's own request while it waits.

    Raises:
        Refused: E006, E008, E210 for somebody else's.
    """
    approval = work.get(Approval, approval_id, tr("审批申请"))
    decision = STATES.step(approval.decision, "cancel_approval")
    if not _is_own(work, approval):
        action, who = tr("撤回他人提交的审批"), work.who(approval.requested_by)
        raise refuse("E210", role=work.actor.role.label, action=action, who=who)
    approval.decision = decision
    approval.decided_by, approval.decided_at = work.actor.user_id, work.now
    work.emit(TakenBack(approval))
    return approval
