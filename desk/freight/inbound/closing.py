"""Trucks that arrived must be counted before the day ends."""

from sqlalchemy import select

from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.model import InboundManifest
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.storage.work import Work

COUNTING = Duty("trucks_to_count", "到车未点收入库", frozenset({Role.IN}))


@on(DayClosing)
def trucks_not_counted(work: Work, day: DayClosing) -> None:
    """Manifests of trucks in the yard whose goods are not in stock yet."""
    in_yard = (ManifestState.ARRIVED, ManifestState.UNLOADING)
    left = select(InboundManifest).where(InboundManifest.state.in_(in_yard))
    day.ask(
        COUNTING,
        lambda: (
            OpenItem(m.label, f"{m.origin_station} {m.plate}", m.eta_at, "arrival_count")
            for m in work.session.scalars(left.order_by(InboundManifest.id))
        ),
    )
