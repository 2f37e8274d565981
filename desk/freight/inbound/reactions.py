"""A voided consignment leaves the list of the truck it was expected on."""

from sqlalchemy import select

from desk.freight.consignments.events import Voided
from desk.freight.inbound.model import InboundManifest, ManifestLine
from desk.freight.inbound.rules import BEFORE_STOCK
from desk.kernel.commands import on
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
