"""Reading manifests: the card with its lines, and the trucks to count."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import Condition, ConsignmentState, DeliveryMode
from desk.freight.consignments.rules import collect_due_fen
from desk.freight.inbound.checks import manifest_by_number
from desk.freight.inbound.choices import CostBasis, ManifestState
from desk.freight.inbound.model import InboundManifest, ManifestLine
from desk.freight.inbound.rules import paper_order
from desk.kernel.commands import query
from desk.kernel.divisions import city_code
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


@dataclass(frozen=True)
class ManifestLineRow:
    """One ticket of a manifest; `pieces_received` is None until it is counted."""

    id: int
    number: str
    state: ConsignmentState
    shipper_name: str
    consignee_name: str
    consignee_phone: str
    destination: str
    goods_summary: str
    packing_summary: str
    pieces_declared: int
    pieces_received: int | None
    short: int
    differs: bool
    condition: Condition
    damaged_pieces: int
    bin_code: str
    note: str
    photo_count: int
    weight_g: int
    volume_cm3: int
    delivery_mode: DeliveryMode
    pay_terms: PayTerms
    collect_fen: int
    cod_amount_fen: int
    receipt_copies: int
    declared_value_fen: int
    urgent: bool
    remark: str
    linehaul_cost_fen: int | None


@dataclass(frozen=True)
class ManifestSums:
    """The summary of spec 3.5, over the tickets of one manifest."""

    tickets: int
    counted: int
    different: int
    pieces_declared: int
    pieces_received: int
    weight_g: int
    volume_cm3: int
    chargeable_kg: int
    collect_fen: int
    cod_fen: int


@dataclass(frozen=True)
class ManifestCard:
    """One manifest with its lines in the order of the paper.

    `linehaul_cost_fen` is None for a reader without the right to see costs.
    """

    id: int
    version: int
    number: str
    state: ManifestState
    origin_station: str
    line_operator: str
    plate: str
    driver: str
    driver_phone: str
    seal_no: str
    depart_at: datetime | None
    eta_at: datetime
    arrived_at: datetime | None
    unload_start_at: datetime | None
    unload_end_at: datetime | None
    linehaul_cost_fen: int | None
    cost_basis: CostBasis
    slip_no: str
    file_name: str
    remark: str
    void_reason: str
    sums: ManifestSums
    lines: tuple[ManifestLineRow, ...]


@dataclass(frozen=True)
class ManifestToCountRow:
    """One truck that is awaited or being unloaded."""

    id: int
    number: str
    state: ManifestState
    origin_station: str
    plate: str
    eta_at: datetime
    arrived_at: datetime | None
    tickets: int
    counted: int
    pieces_declared: int


_HEAD = (
    "id",
    "state",
    "origin_station",
    "line_operator",
    "plate",
    "driver",
    "driver_phone",
    "seal_no",
    "depart_at",
    "eta_at",
    "arrived_at",
    "unload_start_at",
    "unload_end_at",
    "cost_basis",
    "slip_no",
    "file_name",
    "remark",
    "void_reason",
)
_TICKET = (
    "state",
    "shipper_name",
    "consignee_name",
    "consignee_phone",
    "destination",
    "goods_summary",
    "packing_summary",
    "weight_g",
    "volume_cm3",
    "delivery_mode",
    "pay_terms",
    "cod_amount_fen",
    "receipt_copies",
    "declared_value_fen",
    "urgent",
    "remark",
)
_LINE = (
    "id",
    "pieces_declared",
    "pieces_received",
    "short",
    "differs",
    "condition",
    "damaged_pieces",
    "bin_code",
    "note",
)


@query("inbound_manifest.read", "进港清单详情")
def manifest_card(read: Reader, *, number: str) -> ManifestCard:
    """The whole manifest by its number, or a draft by its label.

    Raises:
        Refused: E006.
    """
    manifest = manifest_by_number(read, number)
    head: dict[str, Any] = {name: getattr(manifest, name) for name in _HEAD}
    return ManifestCard(
        version=manifest.row_version,
        number=manifest.label,
        linehaul_cost_fen=manifest.linehaul_cost_fen if read.may("cost.read") else None,
        sums=_sums(manifest),
        lines=tuple(_line_row(read, line) for line in in_paper_order(read, manifest)),
        **head,
    )


def in_paper_order(read: Reader, manifest: InboundManifest) -> list[ManifestLine]:
    """The lines as P-01 prints them: hub city first, then by city code, then by number."""
    hub = city_code(read.settings.hub_city) or ""
    return sorted(
        manifest.lines,
        key=lambda line: paper_order(
            line.consignment.destination_code, line.consignment.label, hub
        ),
    )


def _line_row(read: Reader, line: ManifestLine) -> ManifestLineRow:
    ticket = line.consignment
    same: dict[str, Any] = {name: getattr(ticket, name) for name in _TICKET}
    same |= {name: getattr(line, name) for name in _LINE}
    photos = attachments_of(read.session, ManifestLine.__tablename__, line.id)
    return ManifestLineRow(
        number=ticket.label,
        collect_fen=collect_due_fen(ticket),
        photo_count=len(photos) if line.counted_at else 0,
        linehaul_cost_fen=ticket.linehaul_cost_fen if read.may("cost.read") else None,
        **same,
    )


def _sums(manifest: InboundManifest) -> ManifestSums:
    lines, tickets = manifest.lines, [line.consignment for line in manifest.lines]
    counted = [line for line in lines if line.pieces_received is not None]
    return ManifestSums(
        tickets=len(lines),
        counted=len(counted),
        different=sum(line.differs for line in counted),
        pieces_declared=sum(line.pieces_declared for line in lines),
        pieces_received=sum(line.pieces_received or 0 for line in counted),
        weight_g=sum(ticket.weight_g for ticket in tickets),
        volume_cm3=sum(ticket.volume_cm3 for ticket in tickets),
        chargeable_kg=sum(ticket.chargeable_kg for ticket in tickets),
        collect_fen=sum(collect_due_fen(ticket) for ticket in tickets),
        cod_fen=sum(ticket.cod_amount_fen for ticket in tickets),
    )


@query("inbound_manifest.read", "待点收的进港清单")
def manifests_to_count(read: Reader) -> list[ManifestToCountRow]:
    """Trucks in the yard, then those still awaited, each by expected arrival."""
    rows = []
    for manifest in read.session.scalars(waiting_trucks()):
        sums = _sums(manifest)
        rows.append(
            ManifestToCountRow(
                manifest.id,
                manifest.label,
                manifest.state,
                manifest.origin_station,
                manifest.plate,
                manifest.eta_at,
                manifest.arrived_at,
                sums.tickets,
                sums.counted,
                sums.pieces_declared,
            )
        )
    return rows


WAITING = (ManifestState.EXPECTED, ManifestState.ARRIVED, ManifestState.UNLOADING)


def waiting_trucks() -> Select[InboundManifest]:
    """Those trucks as records."""
    return (
        select(InboundManifest)
        .where(InboundManifest.state.in_(WAITING))
        .order_by(
            InboundManifest.state == ManifestState.EXPECTED,
            InboundManifest.eta_at,
            InboundManifest.id,
        )
    )
