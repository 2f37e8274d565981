"""What the warehouse refuses before it books anything.

Source: spec 3.0, 3.3, 3.9, 3.27.
"""

from datetime import datetime

from sqlalchemy import func, select

from desk.freight.consignments.choices import ConsignmentState, Direction, Place
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.delivery.loading import held_for_return, ordered_back
from desk.freight.tracking.rules import in_future
from desk.freight.warehouse.choices import InReason, OutReason
from desk.kernel.errors import Problems, Refused, refuse
from desk.kernel.identity import has_control_characters
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.partners.carriers.model import Partner
from desk.storage.work import Work

_LONGEST = {"bin_code": 20, "handed_by": 60, "handed_to": 60, "signer": 60, "by": 60, "note": 120}
_LABELS = {
    "bin_code": "库位",
    "handed_by": "交货人",
    "handed_to": "接货人",
    "signer": "签收人",
    "by": "告知人",
    "note": "备注",
}


def check_texts(*, required: tuple[str, ...] = (), **texts: str) -> None:
    """Refuse what was typed with everything wrong in it.

    Raises:
        Refused: E001 missing, E004 too long, E012 control characters.
    """
    problems = Problems()
    for name, text in texts.items():
        label, longest = tr(_LABELS[name]), _LONGEST[name]
        if name in required:
            problems.require(text, name, label)
        problems.fits(text, longest, name, label)
        problems.check(not has_control_characters(text), "E012", name, label=label)
    problems.raise_if_any()


def not_now(consignment: Consignment, action: str) -> Refused:
    """The refusal of an action that the present state does not allow (E008)."""
    return refuse("E008", obj=tr("运单"), state=consignment.state.label, action=action)


def check_receiving(work: Work, consignment: Consignment, reason: InReason) -> None:
    """What may come in by a slip of the warehouse itself.

    Raises:
        Refused: E008 awaited on an inbound manifest that counts it, or goods that are in stock as
            their original; E019 returns that are not return consignments.
    """
    if reason is InReason.PICKUP and consignment.state is ConsignmentState.EXPECTED:
        raise not_now(consignment, tr("按提货入库,请在进港清单中点收"))
    returns = consignment.direction is Direction.RETURN
    if reason is InReason.RETURN_IN and _of_return_order(work, consignment):
        raise not_now(consignment, tr("返货入库,请用返货发运"))
    if reason is InReason.RETURN_IN and not returns:
        why = tr("返货入库只用于返货单")
        raise refuse("E019", "reason", label=tr("入库原因"), why=why)


def _of_return_order(work: Work, consignment: Consignment) -> bool:
    original = work.session.get(Consignment, consignment.original_id or 0)
    return original is not None and original.going_back > 0


def check_issuing(consignment: Consignment, reason: OutReason, pieces: int) -> None:
    """What may leave by a slip of the warehouse itself.

    Raises:
        Refused: E008 refused goods that are not going back; E143 goods that are ordered back; E019
            line-haul for inbound goods.
    """
    kept = held_for_return(consignment)
    if kept and pieces > consignment.in_stock - kept:
        raise refuse("E143", "number", no=consignment.label, n=kept, held=ordered_back())
    if consignment.refusal_open and reason is not OutReason.RETURN_OUT:
        raise not_now(consignment, reason.label)
    if reason is OutReason.SHIP_OUT and consignment.direction is Direction.INBOUND:
        why = tr("进港运单不能发运,请选中转交接")
        raise refuse("E019", "reason", label=tr("出库原因"), why=why)


def check_no_partner(work: Work, handed_to: str) -> None:
    """Refuse a slip that hands goods to a registered partner (E019): he gets a transit manifest.

    Raises:
        Refused: E019.
    """
    names = work.session.scalars(select(Partner.name))
    known = next((name for name in names if name in handed_to), None)
    if known is not None:
        why = tr("「{p}」是合作商,请开中转单交接").format(p=known)
        raise refuse("E019", "handed_to", label=tr("接货人"), why=why)


def check_signing_time(work: Work, consignment: Consignment, signed_at: datetime) -> None:
    """Raises: Refused E002 without a time zone, E171 in the future, E170 before the hand-over."""
    if signed_at.tzinfo is None:
        shown, example = f"{signed_at:%Y-%m-%d %H:%M}", "2026-11-22T11:20:00+08:00"
        raise refuse("E002", "signed_at", label=tr("签收时间"), v=shown, example=example)
    if in_future(signed_at, work.now):
        raise refuse("E171", "signed_at")
    handed_over = work.session.scalar(
        select(func.max(StockMove.at)).where(
            StockMove.consignment_id == consignment.id,
            StockMove.place_to.in_([Place.PARTNER, Place.LINEHAUL]),
            StockMove.reverses_id.is_(None),
        )
    )
    if handed_over is not None and signed_at < handed_over:
        t, u = show_moment(signed_at), show_moment(handed_over)
        raise refuse("E170", "signed_at", t=t, u=u)
