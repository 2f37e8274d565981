"""The transit manifest and its lines (spec 3.7)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.freight.consignments.choices import PayMethod
from desk.freight.consignments.model import Consignment
from desk.freight.transit.choices import TransitState
from desk.partners.carriers.model import Partner
from desk.partners.rates.model import PartnerRate
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Fen, Pieces


class TransitManifest(Record):
    """中转单: goods handed to one partner at one time. `slip_no` is the stock-out slip they left with.

    `settled_net_fen` is what the office paid the partner, negative when he paid us.
    """

    __tablename__ = "transit_manifest"
    searched = Searched(8, ("number", "partner_bill_no", "plate_no"))
    __table_args__ = (
        Index("ix_transit_manifest_state", "state", "handover_at", "id"),
        Index("ix_transit_manifest_partner", "partner_id", "handover_at"),
        Index("ix_transit_manifest_settled", "partner_id", "settled_at"),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[TransitState] = mapped_column(Chosen(TransitState))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    dest: Mapped[str] = mapped_column(String(60))
    remark: Mapped[str] = mapped_column(String(200), default="")
    handover_at: Mapped[datetime | None]
    handed_by: Mapped[str] = mapped_column(String(60), default="")
    received_by: Mapped[str] = mapped_column(String(60), default="")
    plate_no: Mapped[str] = mapped_column(String(20), default="")
    partner_bill_no: Mapped[str] = mapped_column(String(40), default="")
    slip_no: Mapped[str] = mapped_column(String(20), default="")
    arrived_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_net_fen: Mapped[Fen]
    settled_by: Mapped[PayMethod | None] = mapped_column(Chosen(PayMethod))
    settle_note: Mapped[str] = mapped_column(String(120), default="")
    end_reason: Mapped[str] = mapped_column(String(200), default="")

    partner: Mapped[Partner] = relationship(lazy="joined")
    lines: Mapped[list["TransitLine"]] = relationship(
        order_by="TransitLine.seq",
        cascade="all, delete-orphan",
        back_populates="manifest",
        lazy="selectin",
    )


class TransitLine(Record):
    """One ticket of a manifest with its price. `listed` pieces were to go, `pieces` went.

    What the partner shall collect for us is looked up for the draft and fixed at the hand-over. A one-off price is per kg in
    1/1000 yuan; with `rate_id` the partner's rate was used.
    """

    __tablename__ = "transit_line"
    __table_args__ = (
        UniqueConstraint("manifest_id", "consignment_id"),
        CheckConstraint("pieces > 0", name="pieces"),
        CheckConstraint("pieces_signed + pieces_back <= pieces", name="outcome"),
    )

    manifest_id: Mapped[int] = mapped_column(ForeignKey("transit_manifest.id"))
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    seq: Mapped[int]
    listed: Mapped[Pieces]
    pieces: Mapped[Pieces]
    door: Mapped[bool] = mapped_column(default=True)
    rate_id: Mapped[int | None] = mapped_column(ForeignKey("partner_rate.id"))
    one_off: Mapped[bool] = mapped_column(default=False)
    price_kg_mill: Mapped[int] = mapped_column(default=0)
    unit: Mapped[str] = mapped_column(String(60), default="")
    chargeable_kg: Mapped[int] = mapped_column(default=0)
    transit_days: Mapped[int] = mapped_column(default=0)
    transit_fee_fen: Mapped[Fen]
    door_fee_fen: Mapped[Fen]
    collect_for_us_fen: Mapped[Fen]
    cod_for_us_fen: Mapped[Fen]
    due_on: Mapped[date | None] = mapped_column(index=True)
    handover_due_at: Mapped[datetime | None]
    pieces_signed: Mapped[Pieces]
    pieces_back: Mapped[Pieces]
    signed_at: Mapped[datetime | None]
    signer: Mapped[str] = mapped_column(String(60), default="")
    late_days: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(String(120), default="")

    manifest: Mapped[TransitManifest] = relationship(back_populates="lines")
    consignment: Mapped[Consignment] = relationship(lazy="selectin")
    rate: Mapped[PartnerRate | None] = relationship()

    @property
    def total_fen(self) -> int:
        """What the partner takes for the ticket."""
        return self.transit_fee_fen + self.door_fee_fen

    @property
    def outstanding(self) -> int:
        """Pieces the partner still has."""
        return self.pieces - self.pieces_signed - self.pieces_back

    @property
    def handed_in_time(self) -> bool | None:
        """Whether the goods went within the hand-over clock; None before they went."""
        at = self.manifest.handover_at
        if at is None or self.handover_due_at is None:
            return None
        return at <= self.handover_due_at
