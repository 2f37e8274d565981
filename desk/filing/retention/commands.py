"""What is over is listed, the manager agrees, and it is cleared in the same moment.

Source: spec 5.13; A-27 (nobody agrees to his own list).
"""

from datetime import date

from sqlalchemy import select

from desk.filing.retention.choices import ClearingState
from desk.filing.retention.model import Clearing, ClearingItem
from desk.filing.retention.rules import STATES
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.retention import RetentionAsked
from desk.kernel.text import tr
from desk.office.approvals.deciding import (
    Countersign,
    ask_approval,
    decide,
    take_back,
    waiting_approval,
)
from desk.storage.work import Reader, Work


@command("personal.reveal", "列出到期个人信息", example="{}")
def draw_clearing(work: Work) -> str:
    """List all personal data whose time is over and put the list before the manager.

    Returns:
        The list's number, ``QL271116-001``.

    Raises:
        Refused: E008 while another list waits, E061 when nothing is over.
    """
    waiting = work.session.scalar(
        select(Clearing.number).where(Clearing.state == ClearingState.SUBMITTED)
    )
    if waiting is not None:
        state = ClearingState.SUBMITTED.label
        obj = tr("清理清单 {no}").format(no=waiting)
        raise refuse("E008", obj=obj, state=state, action=tr("再列一份"))
    asked = RetentionAsked(work.today)
    work.emit(asked)
    if not asked.found:
        raise refuse("E061")
    clearing = Clearing(number=work.number("clearing"), state=STATES.initial)
    clearing.items = [
        ClearingItem(
            keeping=keeping.name,
            label=tr(keeping.label),
            kept_for=tr(keeping.kept_for),
            what=tr(keeping.clearing),
            record_id=item.record_id,
            title=item.title[:120],
            since=item.since,
        )
        for keeping, item in asked.found
    ]
    work.add(clearing)
    ask_approval(
        work,
        clearing,
        word=tr("清理清单"),
        number=clearing.number,
        title=tr("{n} 条到期个人信息").format(n=len(clearing.items)),
        right="customer.void",
    )
    return clearing.number


@command("customer.void", "批准清理个人信息", example='{"number": "QL271116-001"}')
def approve_clearing(
    work: Work, *, number: str, countersigned_by: str = "", countersigned_on: date | None = None
) -> None:
    """Agree to a list: its records are cleared at once and for good.

    Raises:
        Refused: E001, E006, E008, E171, E190.
    """
    signed = Countersign(countersigned_by, countersigned_on)
    decide(work, _asked(work, number, "approve_clearing"), approve=True, countersign=signed)


@command(
    "customer.void",
    "驳回清理个人信息",
    example='{"number": "QL271116-001", "reason": "两票仍有争议"}',
)
def reject_clearing(work: Work, *, number: str, reason: str) -> None:
    """Turn a list down; nothing is cleared.

    Raises:
        Refused: E006, E008, E190, E191.
    """
    decide(work, _asked(work, number, "reject_clearing"), approve=False, reason=reason)


@command("personal.reveal", "撤回清理清单", example='{"number": "QL271116-001"}')
def recall_clearing(work: Work, *, number: str) -> None:
    """Take one's own list back.

    Raises:
        Refused: E006, E008, E210 for another's.
    """
    take_back(work, _asked(work, number, "recall_clearing"))


def _asked(work: Work, number: str, command_name: str) -> int:
    clearing = clearing_by_number(work, number)
    STATES.step(clearing.state, command_name)
    asked = waiting_approval(work, clearing)
    if asked is None:
        raise refuse("E006", "number", label=tr("审批申请"), v=number)
    return asked.id


def clearing_by_number(read: Reader, number: str) -> Clearing:
    """Raises: Refused E006."""
    found = read.session.scalar(select(Clearing).where(Clearing.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("清理清单"), v=number)
    read.held.add(found)
    return found
