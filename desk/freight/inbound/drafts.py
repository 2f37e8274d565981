"""A manifest as it is typed or imported."""

from dataclasses import dataclass
from datetime import datetime

from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.inbound.choices import CostBasis


@dataclass(frozen=True, kw_only=True)
class ManifestHead:
    """The truck."""

    origin_station: str
    plate: str
    eta_at: datetime | None = None
    line_operator: str = ""
    driver: str = ""
    driver_phone: str = ""
    seal_no: str = ""
    depart_at: datetime | None = None
    linehaul_cost_fen: int = 0
    cost_basis: CostBasis = CostBasis.WEIGHT
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class LineCount:
    """What came of one ticket; `pieces` None takes its count back, other empty values stay as they are."""

    waybill: str
    pieces: int | None
    bin_code: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class ManifestDraft:
    """The truck and its tickets: consignments accepted before, by number, and new ones."""

    head: ManifestHead
    waybills: tuple[str, ...] = ()
    drafts: tuple[ConsignmentDraft, ...] = ()
