"""What follows when a request about a sheet is decided."""

from datetime import timedelta

from desk.kernel.commands import on
from desk.office.approvals.events import Approved, Rejected, TakenBack
from desk.office.approvals.model import Approval
from desk.pricing.tariffs.choices import SheetState
from desk.pricing.tariffs.commands import sheet_by_id
from desk.pricing.tariffs.model import TariffSheet
from desk.pricing.tariffs.overlaps import overlaps
from desk.pricing.tariffs.rules import IN_USE, STATES
from desk.storage.work import Work


def _sheet_of(work: Work, approval: Approval) -> TariffSheet | None:
    about_us = approval.obj_kind == TariffSheet.__tablename__
    return sheet_by_id(work, approval.obj_id) if about_us else None


@on(Approved)
def put_in_force(work: Work, event: Approved) -> None:
    """The sheet holds from its first day on; the version it replaces ends the day before."""
    sheet, approval = _sheet_of(work, event.approval), event.approval
    if sheet is None:
        return
    overlaps(work, sheet).raise_if_any()
    sheet.state = STATES.step(sheet.state, "approve_sheet")
    sheet.approved_by, sheet.approved_at = approval.decided_by, approval.decided_at
    sheet.countersigned_by = approval.countersigned_by
    sheet.countersigned_on = approval.countersigned_on
    if sheet.replaces_id is not None:
        _make_way(sheet_by_id(work, sheet.replaces_id), sheet)


def _make_way(old: TariffSheet, new: TariffSheet) -> None:
    if old.state not in IN_USE or old.valid_to < new.valid_from or old.valid_from > new.valid_to:
        return
    if old.valid_from < new.valid_from:
        old.valid_to = new.valid_from - timedelta(days=1)
    else:
        old.state, old.reason = SheetState.WITHDRAWN, new.label


@on(Rejected)
def send_back(work: Work, event: Rejected) -> None:
    """A rejected sheet is a draft again and says why."""
    sheet = _sheet_of(work, event.approval)
    if sheet is not None:
        sheet.state = STATES.step(sheet.state, "reject_sheet")
        sheet.reason = event.approval.reason


@on(TakenBack)
def reopen(work: Work, event: TakenBack) -> None:
    """A sheet taken back is a draft again."""
    sheet = _sheet_of(work, event.approval)
    if sheet is not None:
        sheet.state = STATES.step(sheet.state, "recall_sheet")
