"""A truck arrives, is unloaded and counted; the goods come into stock and differences open exceptions."""

from collections.abc import Iterator
from datetime import datetime

from desk.freight.consignments.choices import Condition, MoveReason
from desk.freight.consignments.ledger import move_pieces
from desk.freight.consignments.rules import MAX_PIECES
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.opening import open_exception, overage_pieces, require_photo
from desk.freight.inbound.checks import line_of, manifest_by_number, moment_after, require_state
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.commands import require_counted
from desk.freight.inbound.drafts import LineCount
from desk.freight.inbound.events import ManifestStocked, TruckArrived
from desk.freight.inbound.listing_up import expect, share_cost
from desk.freight.inbound.model import InboundManifest, ManifestLine
from desk.freight.inbound.rules import STATES, due_on
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.events import record_event
from desk.kernel.commands import command
from desk.kernel.errors import Problems, Refused
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.storage.cabinet import Upload, attachments_of, file_away, place_of
from desk.storage.work import Work

_RECORD = ManifestLine.__tablename__
_BROKEN = {Condition.DAMAGED: ExceptionKind.DAMAGE, Condition.WET: ExceptionKind.WET}


@command("inbound_manifest.update", "登记到车", example='{"number": "JG261118-001"}')
def arrive_truck(work: Work, *, number: str, at: datetime | None = None) -> None:
    """Note that the truck is here; every ticket on it gets a node.

    Raises:
        Refused: E006, E008, E170 before its departure or a ticket's last node, E171.
    """
    manifest = manifest_by_number(work, number)
    manifest.state = STATES.step(manifest.state, "arrive_truck")
    manifest.arrived_at = moment_after(work, at, manifest.depart_at)
    for line in manifest.lines:
        record_event(
            work,
            line.consignment,
            EventKind.ARRIVED,
            at=manifest.arrived_at,
            place=work.settings.hub_city,
            text=manifest.plate,
            doc_no=manifest.label,
        )
    work.emit(TruckArrived(manifest))


@command("inbound_manifest.update", "开始卸车", example='{"number": "JG261118-001"}')
def start_unloading(work: Work, *, number: str, at: datetime | None = None) -> None:
    """Begin to unload; from here lines can be counted.

    Raises:
        Refused: E006, E008, E170, E171.
    """
    manifest = manifest_by_number(work, number)
    manifest.state = STATES.step(manifest.state, "start_unloading")
    manifest.unload_start_at = moment_after(work, at, manifest.arrived_at)


@command(
    "inbound_manifest.update",
    "点收",
    example='{"number": "JG261118-001", "waybill": "YD2611160004", "pieces": 29}',
)
def count_line(
    work: Work,
    *,
    number: str,
    waybill: str,
    pieces: int,
    condition: Condition = Condition.GOOD,
    damaged_pieces: int = 0,
    bin_code: str = "",
    note: str = "",
    photos: tuple[Upload, ...] = (),
) -> None:
    """Note what was counted of one ticket; it may be counted again until unloading is finished.

    Args:
        work: the running command.
        number: the manifest.
        waybill: the ticket.
        pieces: what came off the truck, also 0.
        condition: as seen; damage and wetness need a photo.
        damaged_pieces: how many of the pieces are damaged or wet.
        bin_code: where they are put.
        note: what was seen.
        photos: pictures, kept with the line and shown with the exception.

    Raises:
        Refused: E006, E008, E003, E004, E012, E140 more than declared without a registered 多货,
            E180, E025.
    """
    manifest = manifest_by_number(work, number)
    require_state(manifest, (ManifestState.UNLOADING,), tr("点收"))
    line = line_of(manifest, waybill)
    line.pieces_declared = line.consignment.declared
    kept = photos + (() if line.condition is Condition.GOOD else tuple(_photos_of(work, line)))
    _check_count(work, line, pieces, condition, damaged_pieces, bin_code, note, kept)
    line.pieces_received, line.condition = pieces, condition
    line.damaged_pieces = damaged_pieces
    line.bin_code, line.note = clean_text(bin_code), clean_text(note)
    line.counted_at = work.now
    for photo in photos:
        file_away(work, _RECORD, line.id, photo)


@command(
    "inbound_manifest.update",
    "批量点收",
    example='{"number": "JG261118-001", "counts": [{"waybill": "YD2611160004", "pieces": 29}]}',
)
def count_lines(work: Work, *, number: str, counts: tuple[LineCount, ...]) -> None:
    """Note what was counted of many tickets, all of them or none; their condition stays as it is.

    Args:
        work: the running command.
        number: the manifest.
        counts: at least one; a ticket without pieces counts as not counted again.

    Raises:
        Refused: E001, E006, E008, and as `count_line`, each at ``counts.<place>``.
    """
    manifest = manifest_by_number(work, number)
    require_state(manifest, (ManifestState.UNLOADING,), tr("点收"))
    problems = Problems()
    problems.require(counts, "counts", tr("实收件数"))
    for place, count in enumerate(counts):
        try:
            _count_again(work, line_of(manifest, count.waybill), count)
        except Refused as refused:
            problems.extend(refused.problems, f"counts.{place}")
    problems.raise_if_any()


def _count_again(work: Work, line: ManifestLine, count: LineCount) -> None:
    if count.pieces is None:
        line.pieces_received, line.counted_at = None, None
        line.condition, line.damaged_pieces = Condition.GOOD, 0
        return
    line.pieces_declared = line.consignment.declared
    bin_code = line.bin_code if count.bin_code is None else count.bin_code
    note = line.note if count.note is None else count.note
    photos = () if line.condition is Condition.GOOD else tuple(_photos_of(work, line))
    _check_count(
        work, line, count.pieces, line.condition, line.damaged_pieces, bin_code, note, photos
    )
    line.pieces_received, line.counted_at = count.pieces, work.now
    line.bin_code, line.note = clean_text(bin_code), clean_text(note)


def _check_count(
    work: Work,
    line: ManifestLine,
    pieces: int,
    condition: Condition,
    damaged: int,
    bin_code: str,
    note: str,
    photos: tuple[Upload, ...],
) -> None:
    problems = Problems()
    label = tr("实收件数")
    ok = 0 <= pieces <= MAX_PIECES
    problems.check(ok, "E003", "pieces", label=label, lo=0, hi=MAX_PIECES, v=pieces)
    ticket = line.consignment
    most = ticket.declared + overage_pieces(work.session, ticket.id)
    problems.check(pieces <= most, "E140", "pieces", no=ticket.label, a=pieces, b=ticket.declared)
    least, limit = (1, pieces) if condition in _BROKEN else (0, 0)
    label = tr("破损或受潮件数")
    ok = least <= damaged <= limit
    problems.check(ok, "E003", "damaged_pieces", label=label, lo=least, hi=limit, v=damaged)
    for name, label, text, longest in (
        ("bin_code", tr("库位"), bin_code, 20),
        ("note", tr("备注"), note, 120),
    ):
        problems.fits(clean_text(text), longest, name, label)
        problems.check(not has_control_characters(text), "E012", name, label=label)
    try:
        require_photo(_BROKEN.get(condition, ExceptionKind.OTHER), photos)
    except Refused as refused:
        problems.extend(refused.problems)
    problems.raise_if_any()


def _photos_of(work: Work, line: ManifestLine) -> Iterator[Upload]:
    for photo in attachments_of(work.session, _RECORD, line.id):
        yield Upload(photo.label, place_of(work.cabinet, photo.sha256).read_bytes())


@command("inbound_manifest.update", "完成入库", example='{"number": "JG261118-001"}')
def finish_unloading(work: Work, *, number: str, at: datetime | None = None) -> str:
    """Book everything counted into stock under one slip, open exceptions, share the truck's cost.

    Returns:
        The number of the stock-in slip.

    Raises:
        Refused: E006, E008, E141, E170, E171, E140, E210 for a role that may not book stock.
    """
    work.require("stock.create")
    manifest = manifest_by_number(work, number)
    state = STATES.step(manifest.state, "finish_unloading")
    require_counted(manifest)
    manifest.unload_end_at = moment_after(work, at, manifest.unload_start_at)
    manifest.slip_no = work.number("stock_in")
    for line in manifest.lines:
        _stock_in(work, manifest, line)
    for line in manifest.lines:
        _open_shortage(work, manifest, line)
    for line in manifest.lines:
        _open_damage(work, manifest, line)
    share_cost(manifest)
    manifest.state = state
    work.emit(ManifestStocked(manifest))
    return manifest.slip_no


def _stock_in(work: Work, manifest: InboundManifest, line: ManifestLine) -> None:
    ticket = line.consignment
    expect(ticket, expected=False)
    arrived_on = local(manifest.arrived_at or work.now).date()
    ticket.due_on = due_on(ticket.delivery_mode, arrived_on, ticket.promised_on, work.calendar)
    if not line.pieces_received:
        return
    over = line.pieces_received <= ticket.declared + overage_pieces(work.session, ticket.id)
    move_pieces(
        work,
        ticket,
        MoveReason.ARRIVAL,
        line.pieces_received,
        manifest.label,
        at=manifest.unload_end_at,
        condition=line.condition,
        bin_code=line.bin_code,
        handed_by=manifest.driver or manifest.plate,
        slip_no=manifest.slip_no,
        note=line.note,
        over_registered=over,
    )


def _open_shortage(work: Work, manifest: InboundManifest, line: ManifestLine) -> None:
    if line.short > 0:
        open_exception(
            work,
            line.consignment,
            ExceptionKind.SHORTAGE,
            Stage.UNLOADING,
            line.short,
            note=line.note,
            doc_no=manifest.label,
            found_at=manifest.unload_end_at,
        )


def _open_damage(work: Work, manifest: InboundManifest, line: ManifestLine) -> None:
    kind = _BROKEN.get(line.condition)
    if kind is not None:
        open_exception(
            work,
            line.consignment,
            kind,
            Stage.UNLOADING,
            line.damaged_pieces,
            photos=tuple(_photos_of(work, line)),
            note=line.note,
            doc_no=manifest.label,
            found_at=manifest.unload_end_at,
        )
