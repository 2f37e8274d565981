"""Putting tickets on a truck's list and taking them off, inside a running command."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from desk.freight.consignments.choices import Direction
from desk.freight.consignments.commands import accept, by_number
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.rules import STATES as CONSIGNMENT_STATES
from desk.freight.consignments.rules import derive_state
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.drafts import ManifestHead
from desk.freight.inbound.model import InboundManifest, ManifestLine
from desk.freight.inbound.rules import cost_shares
from desk.kernel.errors import Problems, Refused, refuse
from desk.kernel.identity import clean_text, normal_phone, normal_plate
from desk.kernel.text import tr
from desk.storage.work import Work

BLOCK = 500


def fill_head(manifest: InboundManifest, head: ManifestHead) -> None:
    """Write a checked head into a manifest."""
    for name in ("origin_station", "line_operator", "driver", "seal_no", "remark"):
        setattr(manifest, name, clean_text(getattr(head, name)))
    manifest.plate = normal_plate(head.plate)
    manifest.driver_phone = normal_phone(head.driver_phone) if head.driver_phone.strip() else ""
    manifest.depart_at = head.depart_at
    if head.eta_at is not None:
        manifest.eta_at = head.eta_at
    manifest.linehaul_cost_fen, manifest.cost_basis = head.linehaul_cost_fen, head.cost_basis


def add_waybills(work: Work, manifest: InboundManifest, waybills: Iterable[str]) -> None:
    """Put consignments that were accepted before on the list, all or none.

    Raises:
        Refused: E006, E017 twice on the list, E008 when one is not waiting for a truck, E019 when
            one is not inbound; every ticket at fault is named.
    """
    problems = Problems()
    for index, waybill in enumerate(waybills):
        try:
            add_line(manifest, by_number(work, waybill))
        except Refused as refused:
            problems.extend((p for p in refused.problems), f"waybills.{index}")
    problems.raise_if_any()


def add_drafts(
    work: Work,
    manifest: InboundManifest,
    drafts: Sequence[ConsignmentDraft],
    *,
    imported: bool = False,
    complete: Callable[[ConsignmentDraft], ConsignmentDraft] | None = None,
) -> None:
    """Accept new consignments and put them on the list, all or none, telling the progress.

    A draft without its own time was accepted when the truck left. The tickets are put on the list
    block by block: a growing list would be compared with the file after every one of them. A list of
    any length is let go block by block when it is imported, and never held as a whole. `complete` adds
    to each draft what its list says of all.

    Raises:
        Refused: everything accepting refuses, for every draft at once.
    """
    problems = Problems()
    for start in range(0, len(drafts), BLOCK):
        block = list(map(complete or _as_it_is, drafts[start : start + BLOCK]))
        for index, consignment in _accepted(work, manifest, block, start, len(drafts), problems):
            try:
                said = _line_of(consignment, imported=imported)
            except Refused as refused:
                problems.extend((p for p in refused.problems), f"drafts.{index}")
                continue
            if imported:
                work.put_down(ManifestLine, manifest_id=manifest.id, **said)
            else:
                manifest.lines.append(ManifestLine(consignment=consignment, **said))
        work.session.flush()
    problems.raise_if_any()
    if imported:
        work.session.expire(manifest, ["lines"])
    work.step(len(drafts), len(drafts))


def _as_it_is(draft: ConsignmentDraft) -> ConsignmentDraft:
    return draft


def _accepted(
    work: Work,
    manifest: InboundManifest,
    drafts: Iterable[ConsignmentDraft],
    start: int,
    total: int,
    problems: Problems,
) -> list[tuple[int, Consignment]]:
    """Those of a block that were accepted, with their places; what is wrong is added to the problems."""
    found, left_at, expected = [], manifest.depart_at, _holds(manifest)
    with work.together():
        for index, draft in enumerate(drafts, start):
            work.step(index, total)
            dated = draft if draft.accept_at else draft.but(accept_at=left_at)
            try:
                found.append((index, accept(work, dated, expected=expected)))
            except Refused as refused:
                problems.extend((p for p in refused.problems), f"drafts.{index}")
    return found


def add_line(manifest: InboundManifest, consignment: Consignment) -> ManifestLine:
    """Put one consignment that was accepted before on the list.

    Raises:
        Refused: E017, E008, E019.
    """
    if any(line.consignment_id == consignment.id for line in manifest.lines):
        raise refuse("E017", label=tr("清单上的运单"), v=consignment.label)
    line = ManifestLine(consignment=consignment, **_line_of(consignment, imported=False))
    CONSIGNMENT_STATES.step(consignment.state, "add_to_manifest")
    if _holds(manifest):
        expect(consignment, expected=True)
    manifest.lines.append(line)
    return line


def _line_of(consignment: Consignment, *, imported: bool) -> dict[str, Any]:
    """What a new line says of its ticket."""
    if consignment.direction is not Direction.INBOUND:
        why = tr("只有进港运单能编入进港清单")
        raise refuse("E019", label=consignment.label, why=why)
    return {
        "consignment_id": consignment.id,
        "pieces_declared": consignment.declared,
        "imported": imported,
    }


def _holds(manifest: InboundManifest) -> bool:
    """Whether its tickets are expected on it; a draft's may come on another truck."""
    return manifest.state is not ManifestState.DRAFT


def expect(consignment: Consignment, *, expected: bool) -> None:
    """Note that a consignment is, or is no longer, on a truck under way."""
    consignment.expected = expected
    consignment.state = derive_state(consignment)


def take_off(work: Work, manifest: InboundManifest, line: ManifestLine) -> None:
    """Take a line off the list; its consignment waits for another truck.

    A draft held nothing: its tickets may be expected on another truck by now, and stay so.
    """
    if _holds(manifest):
        expect(line.consignment, expected=False)
    manifest.lines.remove(line)
    work.session.flush()


def share_cost(manifest: InboundManifest) -> None:
    """Share the truck's cost over its tickets; the shares add up to the cost (spec 5.3)."""
    tickets = [line.consignment for line in manifest.lines]
    shares = cost_shares(manifest.linehaul_cost_fen, manifest.cost_basis, tickets)
    for ticket, share in zip(tickets, shares, strict=True):
        ticket.linehaul_cost_fen = share
