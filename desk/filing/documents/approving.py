"""A draft is put before the manager, who is not its author, and approved or sent back.

Source: spec 3.21, A-27, 3.27 (E190, E191).
"""

from datetime import date

from desk.filing.documents.choices import RevisionState
from desk.filing.documents.commands import in_state
from desk.filing.documents.finding import document_by_number
from desk.filing.documents.rules import STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
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
    "document.create",
    "提交受控文件",
    example='{"number": "KF-ZD-01", "effective_on": "2026-12-01", "reviewer": "李敏"}',
)
def submit_document(
    work: Work, *, number: str, effective_on: date | None = None, reviewer: str = ""
) -> None:
    """Put the draft before the manager; it shall be in force from a day on, today unless said.

    Raises:
        Refused: E004, E006, E008, E019 a day gone by, or reviewed by its own author.
    """
    revision = in_state(document_by_number(work, number), RevisionState.DRAFT, tr("提交"))
    day, name = effective_on or work.today, clean_text(reviewer)
    problems = Problems()
    past = tr("不能早于今天")
    problems.check(day >= work.today, "E019", "effective_on", label=tr("生效日期"), why=past)
    problems.fits(name, 60, "reviewer", tr("审核人"))
    own = bool(name) and name == revision.author
    problems.check(not own, "E019", "reviewer", label=tr("审核人"), why=tr("不能是编制人本人"))
    problems.raise_if_any()
    revision.state = STATES.step(revision.state, "submit_document")
    revision.effective_on, revision.reviewer = day, name
    title = tr("{title} 版次 {e}:{note}").format(
        title=revision.document.title,
        e=revision.edition,
        note=revision.change_note or tr("首次制定"),
    )
    ask_approval(
        work,
        revision,
        word=tr("受控文件"),
        number=revision.label,
        title=title,
        right="document.approve",
        prepared_by=revision.created_by,
    )


@command("document.approve", "批准受控文件", example='{"number": "KF-ZD-01"}')
def approve_document(
    work: Work, *, number: str, countersigned_by: str = "", countersigned_on: date | None = None
) -> None:
    """Approve a submitted draft; on its day the one in force so far becomes obsolete.

    Raises:
        Refused: E001, E006, E008, E171, E190.
    """
    signed = Countersign(countersigned_by, countersigned_on)
    decide(work, _asked(work, number, tr("批准")), approve=True, countersign=signed)


@command(
    "document.approve",
    "驳回受控文件",
    example='{"number": "KF-ZD-01", "reason": "第三章与现行流程不符"}',
)
def reject_document(work: Work, *, number: str, reason: str) -> None:
    """Send a submitted draft back to be corrected.

    Raises:
        Refused: E006, E008, E190, E191.
    """
    decide(work, _asked(work, number, tr("驳回")), approve=False, reason=reason)


@command("document.create", "撤回受控文件", example='{"number": "KF-ZD-01"}')
def recall_document(work: Work, *, number: str) -> None:
    """Take one's own submitted draft back.

    Raises:
        Refused: E006, E008, E210 for another's.
    """
    take_back(work, _asked(work, number, tr("撤回")))


def _asked(work: Work, number: str, action: str) -> int:
    revision = in_state(document_by_number(work, number), RevisionState.REVIEW, action)
    asked = waiting_approval(work, revision)
    if asked is None:
        raise refuse("E006", "number", label=tr("审批申请"), v=number)
    return asked.id
