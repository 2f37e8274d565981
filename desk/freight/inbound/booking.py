"""A sender's list becomes a manifest with all its tickets in one step, and can be undone in one."""

from functools import partial

from sqlalchemy import func, select

from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.consignments.events import Voided
from desk.freight.consignments.model import MoneyRow
from desk.freight.consignments.rules import derive_state
from desk.freight.inbound.certifying import certified
from desk.freight.inbound.checks import check_head, manifest_by_number
from desk.freight.inbound.commands import new_manifest
from desk.freight.inbound.drafts import ManifestHead
from desk.freight.inbound.imports import duplicate_of
from desk.freight.inbound.listing_up import add_drafts, expect
from desk.freight.inbound.model import ManifestLine
from desk.freight.inbound.rules import STATES
from desk.kernel.commands import command
from desk.kernel.courtesy import give_way
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "inbound_manifest.create",
    "导入进港清单",
    slow=True,
    example='{"head": {"origin_station": "郑州", "plate": "豫A8K369", '
    '"eta_at": "2026-11-18T16:00:00+08:00"}, "rows": [], "origin_certified": true}',
)
def book_inbound_rows(
    work: Work,
    *,
    head: ManifestHead,
    rows: tuple[ConsignmentDraft, ...],
    origin_certified: bool,
    file_name: str = "",
) -> str:
    """Book the good rows of a list: one announced truck, one consignment per row, all or none.

    Args:
        work: the running command.
        head: the truck.
        rows: the tickets, from `desk.freight.inbound.imports.to_draft`.
        origin_certified: the origin station checked identity and contents of every ticket and had
            the liability clause signed; without it the list is refused.
        file_name: where the list came from.

    Returns:
        The manifest's number.

    Raises:
        Refused: E001 without rows, E034 without the origin's word, E017 for a row booked before,
            what `add_manifest` refuses.
    """
    problems = check_head(head, work.now)
    problems.check(origin_certified, "E034", "origin_certified")
    problems.require(rows, "rows", tr("可导入的行"))
    for index, row in enumerate(rows):
        give_way()
        twin = duplicate_of(work, row)
        if twin is not None:
            label = tr("第 {n} 票").format(n=index + 1)
            problems.add("E017", f"rows.{index}", label=label, v=twin)
    problems.raise_if_any()
    manifest = new_manifest(work, head, file_name=file_name)
    complete = partial(certified, origin_station=head.origin_station)
    add_drafts(work, manifest, rows, imported=True, complete=complete)
    return manifest.label


@command(
    "inbound_manifest.void",
    "撤销导入",
    slow=True,
    example='{"number": "JG261118-001", "reason": "发错清单"}',
)
def undo_inbound_import(work: Work, *, number: str, reason: str) -> None:
    """Take an imported list back while nothing on it has moved: its tickets and the truck are void.

    Tickets that were on the office's books before, and only put on this truck, stay.

    Raises:
        Refused: E006, E009, E019 when the manifest was not imported, E021 naming the tickets that
            have moved, E135 naming those with money booked, E008 when the truck is here already.
    """
    manifest = manifest_by_number(work, number)
    batch = [line for line in manifest.lines if line.imported]
    if not batch:
        raise refuse("E019", "number", label=manifest.label, why=tr("不是导入的清单"))
    _refuse_moved(work, manifest.label, batch)
    state = STATES.step(manifest.state, "undo_inbound_import", reason)
    manifest.state, manifest.void_reason = state, reason.strip()[:200]
    for line in manifest.lines:
        ticket = line.consignment
        if line.imported and not ticket.voided:
            ticket.voided, ticket.void_reason = True, manifest.void_reason
            ticket.expected = False
            ticket.state = derive_state(ticket)
            work.emit(Voided(ticket))
        elif not line.imported:
            expect(ticket, expected=False)


def _refuse_moved(work: Work, label: str, batch: list[ManifestLine]) -> None:
    problems = Problems()
    moved = "、".join(line.consignment.label for line in batch if line.consignment.received)
    problems.check(not moved, "E021", "number", obj=label, list=moved)
    for line in batch:
        booked = work.session.scalar(
            select(func.count()).where(MoneyRow.consignment_id == line.consignment_id)
        )
        problems.check(not booked, "E135", "number", no=line.consignment.label)
    problems.raise_if_any()
