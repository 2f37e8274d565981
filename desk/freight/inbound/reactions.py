"""A voided consignment leaves the list of its truck; recent trucks tell what line-haul costs."""

from sqlalchemy import select

from desk.freight.consignments.events import Voided
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.model import InboundManifest, ManifestLine
from desk.freight.inbound.rules import BEFORE_STOCK
from desk.kernel.commands import on
from desk.pricing.quotes.choices import CostLeg
from desk.pricing.quotes.events import CostAsked
from desk.storage.work import Work


@on(Voided)
def leave_the_list(work: Work, happened: Voided) -> None:
    """Take the ticket off every manifest that is still open; a finished one keeps its history."""
    found = work.session.scalars(
        select(InboundManifest)
        .join(ManifestLine)
        .where(
            ManifestLine.consignment_id == happened.consignment.id,
            InboundManifest.state.in_(BEFORE_STOCK),
        )
    ).all()
    for manifest in found:
        for line in list(manifest.lines):
            if line.consignment_id == happened.consignment.id:
                manifest.lines.remove(line)
    happened.consignment.expected = False
    work.session.flush()


@on(CostAsked)
def tell_linehaul_cost(work: Work, asked: CostAsked) -> None:
    """What the last trucks from the goods' own city cost per kg; nothing for goods that leave the hub."""
    if CostLeg.LINEHAUL not in asked.legs or asked.starts_in(work.settings.hub_city):
        return
    recent = select(InboundManifest).where(
        InboundManifest.linehaul_cost_fen > 0,
        InboundManifest.eta_at >= asked.since,
        InboundManifest.state.not_in((ManifestState.DRAFT, ManifestState.VOID)),
    )
    found = work.session.scalars(recent.order_by(InboundManifest.eta_at.desc()))
    trucks = [truck for truck in found if asked.starts_in(truck.origin_station)]
    asked.tell_by_weight(
        CostLeg.LINEHAUL, [(truck.linehaul_cost_fen, _load_g(truck)) for truck in trucks]
    )


def _load_g(truck: InboundManifest) -> int:
    return sum(line.consignment.weight_g for line in truck.lines)
