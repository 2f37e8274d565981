"""A sheet is put before the manager, approved or rejected, runs out, or is withdrawn.

Source: spec 3.12, A-27, 3.27 (E122, E190, E191).
"""

from datetime import date

from sqlalchemy import select

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
from desk.office.approvals.model import Approval
from desk.pricing.tariffs.choices import SheetState
from desk.pricing.tariffs.commands import sheet_by_id
from desk.pricing.tariffs.model import TariffSheet
from desk.pricing.tariffs.overlaps import overlaps
from desk.pricing.tariffs.rules import STATES
from desk.storage.work import Work


@command("tariff.create", "提交运价表", example='{"sheet_id": 1}')
def submit_sheet(work: Work, *, sheet_id: int) -> int:
    """Put a draft before the manager.

    Returns:
        The id of the approval that waits.

    Raises:
        Refused: E001 an empty sheet, E006, E008, E122 naming the versions in the way.
    """
    sheet = sheet_by_id(work, sheet_id)
    sheet.state = STATES.step(sheet.state, "submit_sheet")
    problems = Problems()
    problems.require(sheet.lines or sheet.fees, "sheet_id", tr("运价行"))
    problems.extend(overlaps(work, sheet).found)
    problems.raise_if_any()
    title = tr("{kind} {d1} 至 {d2},{n} 行").format(
        kind=sheet.kind.label,
        d1=sheet.valid_from,
        d2=sheet.valid_to,
        n=len(sheet.lines) + len(sheet.fees),
    )
    asked = ask_approval(
        work,
        sheet,
        word=tr("运价表"),
        number=sheet.label,
        title=title,
        right="tariff.approve",
        prepared_by=sheet.created_by,
    )
    return asked.id


@command(
    "tariff.approve",
    "批准运价表",
    example='{"sheet_id": 1, "countersigned_by": "李副总", "countersigned_on": "2026-11-16"}',
)
def approve_sheet(
    work: Work,
    *,
    sheet_id: int,
    countersigned_by: str = "",
    countersigned_on: date | None = None,
) -> None:
    """Approve a submitted sheet; what a manager drafted needs the 副总经理's recorded countersign.

    Raises:
        Refused: E001, E004, E006, E008, E012, E122, E171, E190.
    """
    asked = _waiting(work, sheet_id, "approve_sheet")
    signed = Countersign(countersigned_by, countersigned_on)
    decide(work, asked.id, approve=True, countersign=signed)


@command("tariff.approve", "驳回运价表", example='{"sheet_id": 1, "reason": "喀什线偏低"}')
def reject_sheet(work: Work, *, sheet_id: int, reason: str) -> None:
    """Send a submitted sheet back to be corrected.

    Raises:
        Refused: E004, E006, E008, E012, E190, E191.
    """
    asked = _waiting(work, sheet_id, "reject_sheet")
    decide(work, asked.id, approve=False, reason=reason)


@command("tariff.create", "撤回运价表", example='{"sheet_id": 1}')
def recall_sheet(work: Work, *, sheet_id: int) -> None:
    """Take one's own submitted sheet back into draft.

    Raises:
        Refused: E006, E008, E210 for another's.
    """
    take_back(work, _waiting(work, sheet_id, "recall_sheet").id)


def _waiting(work: Work, sheet_id: int, command_name: str) -> Approval:
    sheet = sheet_by_id(work, sheet_id)
    STATES.step(sheet.state, command_name)
    asked = waiting_approval(work, sheet)
    assert asked is not None, sheet.label
    return asked


@command("tariff.approve", "作废运价表", example='{"sheet_id": 1, "reason": "录错表"}')
def withdraw_sheet(work: Work, *, sheet_id: int, reason: str) -> None:
    """Take a draft, or an approved sheet, out of use altogether, also for past days.

    Raises:
        Refused: E004, E006, E008, E009.
    """
    sheet = sheet_by_id(work, sheet_id)
    state = STATES.step(sheet.state, "withdraw_sheet", reason)
    text = clean_text(reason)
    if len(text) > 200:
        raise refuse("E004", "reason", label=tr("原因"), n=200, v=len(text))
    sheet.state, sheet.reason = state, text


@command("tariff.approve", "清理到期运价表", approves=False)
def expire_sheets(work: Work) -> int:
    """Mark the approved sheets whose last day is past; returns how many.

    Looking a price up goes by the days alone; the mark is for whoever reads the list.
    """
    over = select(TariffSheet).where(
        TariffSheet.state == SheetState.APPROVED, TariffSheet.valid_to < work.today
    )
    sheets = list(work.session.scalars(over))
    for sheet in sheets:
        sheet.state = STATES.step(sheet.state, "expire_sheets")
    return len(sheets)
