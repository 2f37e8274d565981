"""The inbound manifest and its lines (spec 3.5)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.freight.consignments.choices import Condition
from desk.freight.consignments.model import Consignment
from desk.freight.inbound.choices import CostBasis, ManifestState
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Fen, Pieces

DRAFT_MARK = "草稿-"


class InboundManifest(Record):
    """进港货物清单: one truck with everything on it."""

    __tablename__ = "inbound_manifest"
    searched = Searched(7, ("number", "plate", "driver", "driver_phone"), names=("driver",))
    __table_args__ = (Index("ix_inbound_manifest_state", "state", "eta_at", "id"),)

    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    state: Mapped[ManifestState] = mapped_column(Chosen(ManifestState))
    origin_station: Mapped[str] = mapped_column(String(40))
    line_operator: Mapped[str] = mapped_column(String(60), default="")
    plate: Mapped[str] = mapped_column(String(12))
    driver: Mapped[str] = mapped_column(String(60), default="")
    driver_phone: Mapped[str] = mapped_column(String(30), default="")
    seal_no: Mapped[str] = mapped_column(String(40), default="")
    depart_at: Mapped[datetime | None]
    eta_at: Mapped[datetime] = mapped_column(index=True)
    arrived_at: Mapped[datetime | None]
    unload_start_at: Mapped[datetime | None]
    unload_end_at: Mapped[datetime | None]
    linehaul_cost_fen: Mapped[Fen]
    cost_basis: Mapped[CostBasis] = mapped_column(Chosen(CostBasis))
    slip_no: Mapped[str] = mapped_column(String(20), default="")
    file_name: Mapped[str] = mapped_column(String(120), default="")
    remark: Mapped[str] = mapped_column(String(200), default="")
    void_reason: Mapped[str] = mapped_column(String(200), default="")

    lines: Mapped[list["ManifestLine"]] = relationship(
        order_by="ManifestLine.id", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def label(self) -> str:
        """The number; a draft has none yet and is called by its id: 「草稿-12」."""
        return self.number or f"{DRAFT_MARK}{self.id}"


class ManifestLine(Record):
    """One ticket on the truck, and what was counted of it. Photos hang on it."""

    __tablename__ = "manifest_line"
    __table_args__ = (
        UniqueConstraint("manifest_id", "consignment_id"),
        CheckConstraint("damaged_pieces <= coalesce(pieces_received, 0)", name="damaged"),
    )

    manifest_id: Mapped[int] = mapped_column(ForeignKey("inbound_manifest.id"))
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    pieces_declared: Mapped[Pieces]
    pieces_received: Mapped[int | None]
    condition: Mapped[Condition] = mapped_column(Chosen(Condition), default=Condition.GOOD)
    damaged_pieces: Mapped[Pieces]
    bin_code: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(String(120), default="")
    counted_at: Mapped[datetime | None]
    imported: Mapped[bool] = mapped_column(default=False)

    consignment: Mapped[Consignment] = relationship(lazy="selectin")

    @property
    def short(self) -> int:
        """Pieces missing (negative: too many); nothing is missing before the count."""
        return 0 if self.pieces_received is None else self.pieces_declared - self.pieces_received

    @property
    def differs(self) -> bool:
        """Counted, and not all there or not all sound."""
        counted = self.pieces_received is not None
        return counted and (self.short != 0 or self.condition is not Condition.GOOD)
