"""A decision of the manager reaches the document whose price it is about."""

from desk.freight.price_checks.events import PriceDecided
from desk.freight.price_checks.model import PriceCheck
from desk.kernel.commands import on
from desk.office.approvals.events import Approved, Rejected
from desk.office.approvals.model import Approval
from desk.storage.work import Work


@on(Approved)
def tell_granted(work: Work, event: Approved) -> None:
    """The price may be used."""
    _tell(work, event.approval, granted=True)


@on(Rejected)
def tell_rejected(work: Work, event: Rejected) -> None:
    """Another price or another partner is needed."""
    _tell(work, event.approval, granted=False)


def _tell(work: Work, approval: Approval, *, granted: bool) -> None:
    if approval.obj_kind != PriceCheck.__tablename__:
        return
    check = work.session.get(PriceCheck, approval.obj_id)
    if check is not None and check.is_current:
        work.emit(PriceDecided(check, granted))
