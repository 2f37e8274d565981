"""A truck is announced, listed, corrected or called off."""

from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.inbound.checks import (
    check_head,
    line_of,
    manifest_by_number,
    moment_after,
    require_state,
)
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.drafts import ManifestDraft, ManifestHead
from desk.freight.inbound.listing_up import (
    add_drafts,
    add_waybills,
    expect,
    fill_head,
    share_cost,
    take_off,
)
from desk.freight.inbound.model import InboundManifest
from desk.freight.inbound.rules import BEFORE_STOCK, BEFORE_UNLOADING, CORRECTABLE, STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.storage.work import Work

_HEAD = (
    '"head": {"origin_station": "郑州", "plate": "豫A8K369", "eta_at": "2026-11-18T16:00:00+08:00", '
    '"driver": "赵师傅", "linehaul_cost_fen": 93000}'
)


@command(
    "inbound_manifest.create",
    "录入进港清单",
    example='{"draft": {' + _HEAD + ', "waybills": ["YD2611160001"]}}',
)
def add_manifest(work: Work, *, draft: ManifestDraft, keep_draft: bool = False) -> str:
    """Announce a truck with its tickets; as a draft it has no number and its tickets are free yet.

    Returns:
        The manifest's number, or the draft's label.

    Raises:
        Refused: every problem of head and tickets: E001, E003, E004, E006, E008, E012, E017, E019,
            E102, E106, E170, E171, and what accepting a new ticket refuses.
    """
    check_head(draft.head, work.now).raise_if_any()
    manifest = new_manifest(work, draft.head, draft=keep_draft)
    add_waybills(work, manifest, draft.waybills)
    add_drafts(work, manifest, draft.drafts)
    return manifest.label


def new_manifest(
    work: Work, head: ManifestHead, *, draft: bool = False, file_name: str = ""
) -> InboundManifest:
    """Write a manifest without tickets from a checked head."""
    manifest = InboundManifest(file_name=file_name[-120:])
    fill_head(manifest, head)
    manifest.state = STATES.initial
    if not draft:
        _take_number(work, manifest)
    return work.add(manifest)


def _take_number(work: Work, manifest: InboundManifest) -> None:
    manifest.state = STATES.step(manifest.state, "expect_manifest")
    manifest.number = work.number("inbound_manifest")


@command("inbound_manifest.update", "确认待到", example='{"number": "草稿-12"}')
def expect_manifest(work: Work, *, number: str) -> str:
    """Turn a draft into an announced truck: it gets its number, its tickets are under way.

    Raises:
        Refused: E001 without a ticket, E006, E008 when it, or one of its tickets, stands elsewhere.
    """
    manifest = manifest_by_number(work, number)
    STATES.step(manifest.state, "expect_manifest")
    if not manifest.lines:
        raise refuse("E001", "waybills", label=tr("清单上的运单"))
    problems = Problems()
    for line in manifest.lines:
        ticket = line.consignment
        taken, state = ticket.expected or ticket.received or ticket.voided, ticket.state.label
        problems.check(not taken, "E008", obj=ticket.label, state=state, action=tr("编入进港清单"))
        expect(ticket, expected=True)
    problems.raise_if_any()
    _take_number(work, manifest)
    return manifest.label


@command(
    "inbound_manifest.update",
    "修改进港清单",
    example='{"number": "JG261118-001", "version": 1, ' + _HEAD + "}",
)
def update_manifest(work: Work, *, number: str, version: int | None, head: ManifestHead) -> None:
    """Correct a truck's head until the manifest is closed; a changed cost is shared anew.

    Raises:
        Refused: E006, E008, E211, and what `add_manifest` refuses of a head.
    """
    manifest = manifest_by_number(work, number)
    work.expect_version(manifest, version)
    require_state(manifest, CORRECTABLE, tr("修改"))
    check_head(head, work.now).raise_if_any()
    if head.depart_at is not None and manifest.arrived_at is not None:
        moment_after(work, manifest.arrived_at, head.depart_at)
    fill_head(manifest, head)
    if manifest.state is ManifestState.STOCKED:
        share_cost(manifest)


@command(
    "inbound_manifest.update",
    "编入进港清单",
    example='{"number": "JG261118-001", "waybills": ["YD2611160002"]}',
)
def add_to_manifest(
    work: Work,
    *,
    number: str,
    waybills: tuple[str, ...] = (),
    drafts: tuple[ConsignmentDraft, ...] = (),
) -> None:
    """Put tickets on the list, also one found on the truck while it is unloaded.

    Raises:
        Refused: E001 without any, E006, E008, E017, E019, and what accepting refuses.
    """
    manifest = manifest_by_number(work, number)
    require_state(manifest, BEFORE_STOCK, tr("加票"))
    if not (waybills or drafts):
        raise refuse("E001", "waybills", label=tr("运单"))
    add_waybills(work, manifest, waybills)
    add_drafts(work, manifest, drafts)


@command(
    "inbound_manifest.update",
    "移出进港清单",
    example='{"number": "JG261118-001", "waybill": "YD2611160002"}',
)
def remove_from_manifest(work: Work, *, number: str, waybill: str) -> None:
    """Take a ticket off the list before unloading begins; it waits for another truck.

    Raises:
        Refused: E006, E008.
    """
    manifest = manifest_by_number(work, number)
    require_state(manifest, BEFORE_UNLOADING, tr("减票"))
    take_off(work, manifest, line_of(manifest, waybill))


@command("inbound_manifest.update", "关闭进港清单", example='{"number": "JG261118-001"}')
def close_manifest(work: Work, *, number: str) -> None:
    """Close a manifest whose goods are in stock; its head is fixed from now on.

    Raises:
        Refused: E006, E141 while a line is uncounted, E008.
    """
    manifest = manifest_by_number(work, number)
    if manifest.state is ManifestState.UNLOADING:
        require_counted(manifest)
    manifest.state = STATES.step(manifest.state, "close_manifest")


def require_counted(manifest: InboundManifest) -> None:
    """Raises: Refused E141 while a line is uncounted."""
    left = sum(1 for line in manifest.lines if line.pieces_received is None)
    if left:
        raise refuse("E141", "lines", n=left)


@command(
    "inbound_manifest.void",
    "作废进港清单",
    example='{"number": "JG261118-001", "reason": "车辆改线"}',
)
def void_manifest(work: Work, *, number: str, reason: str) -> None:
    """Call a truck off that is not here yet; its tickets wait for another one.

    Raises:
        Refused: E006, E008, E009.
    """
    manifest = manifest_by_number(work, number)
    manifest.state = STATES.step(manifest.state, "void_manifest", reason)
    manifest.void_reason = reason.strip()[:200]
    for line in manifest.lines:
        expect(line.consignment, expected=False)
