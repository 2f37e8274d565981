"""Loading manifests and their lines."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.freight.consignments.model import Consignment
from desk.freight.delivery.loading import Promised
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.freight.transit.rules import AWAY, PLANNED
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader


def manifest_by_number(read: Reader, number: str) -> TransitManifest:
    """Raises: Refused E006."""
    wanted = select(TransitManifest).where(TransitManifest.number == number.strip())
    found = read.session.scalar(wanted)
    if found is None:
        raise refuse("E006", "number", label=tr("中转单"), v=number)
    return found


def line_of(manifest: TransitManifest, waybill: str, field: str = "waybill") -> TransitLine:
    """Raises: Refused E006."""
    for line in manifest.lines:
        if line.consignment.number == waybill.strip():
            return line
    label = tr("中转单 {no} 上的运单").format(no=manifest.number)
    raise refuse("E006", field, label=label, v=waybill)


def on_manifests(session: Session, consignment: Consignment, besides: int | None) -> Promised:
    """Pieces in stock that manifests not handed over yet speak for, and the last of them."""
    wanted = (
        select(func.coalesce(func.sum(TransitLine.pieces), 0), func.max(TransitManifest.number))
        .join(TransitManifest)
        .where(TransitLine.consignment_id == consignment.id, TransitManifest.state.in_(PLANNED))
    )
    if besides is not None:
        wanted = wanted.where(TransitManifest.id != besides)
    with session.no_autoflush:
        pieces, number = session.execute(wanted).one()
    return Promised(int(pieces), number or "", on_manifest(number or ""))


def on_manifests_by_ticket(session: Session, ids: Collection[int]) -> dict[int, Promised]:
    """The same for many tickets at once; those on no manifest are not named."""
    rows = session.execute(
        select(
            TransitLine.consignment_id,
            func.sum(TransitLine.pieces),
            func.max(TransitManifest.number),
        )
        .join(TransitManifest)
        .where(TransitLine.consignment_id.in_(ids), TransitManifest.state.in_(PLANNED))
        .group_by(TransitLine.consignment_id)
    )
    return {
        found: Promised(int(pieces), number, on_manifest(number)) for found, pieces, number in rows
    }


def on_manifest(number: str) -> str:
    """The words of E143 for pieces on a transit manifest."""
    return tr("在中转单 {no} 上").format(no=number)


def lines_away(session: Session, consignment_id: int) -> Sequence[TransitLine]:
    """The lines by which a partner has pieces of a ticket, the first handed over first."""
    wanted = (
        select(TransitLine)
        .join(TransitManifest)
        .where(TransitLine.consignment_id == consignment_id, TransitManifest.state.in_(AWAY))
    )
    lines = session.scalars(wanted.order_by(TransitManifest.handover_at, TransitLine.id))
    return [line for line in lines if line.outstanding]


def lines_handed(session: Session, consignment_id: int) -> Sequence[TransitLine]:
    """Every line by which a ticket went to a partner, the last hand-over first."""
    wanted = (
        select(TransitLine)
        .join(TransitManifest)
        .where(
            TransitLine.consignment_id == consignment_id, TransitManifest.handover_at.is_not(None)
        )
    )
    latest = wanted.order_by(TransitManifest.handover_at.desc(), TransitLine.id.desc())
    return session.scalars(latest).all()


def lines_collecting(session: Session, consignment_id: int) -> list[TransitLine]:
    """Lines whose partner collects for the ticket, or did and has not settled; not what came back whole."""
    return [
        line
        for line in lines_handed(session, consignment_id)
        if line.manifest.settled_at is None and (line.outstanding or line.pieces_signed)
    ]


def last_line_of(session: Session, consignment_id: int) -> TransitLine | None:
    """The line by which a ticket was last handed to a partner."""
    return next(iter(lines_handed(session, consignment_id)), None)
