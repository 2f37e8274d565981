"""The pick-up order and its lines (spec 3.5)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.freight.consignments.model import Consignment
from desk.freight.fleet.model import Driver, Vehicle
from desk.freight.pickup.choices import PickupKind, PickupState, ShareBasis
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Fen, Pieces


class PickupOrder(Record):
    """提货单: one way out and back to fetch goods. `slip_no` is the slip they came in with."""

    __tablename__ = "pickup_order"
    searched = Searched(11, ("number", "place", "contact", "phone"), names=("place", "contact"))
    __table_args__ = (Index("ix_pickup_order_state", "state", "planned_out_at", "id"),)

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[PickupState] = mapped_column(Chosen(PickupState))
    kind: Mapped[PickupKind] = mapped_column(Chosen(PickupKind))
    place: Mapped[str] = mapped_column(String(160))
    contact: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(30), default="")
    vehicle_id: Mapped[int | None] = mapped_column(ForeignKey("vehicle.id"), index=True)
    driver_id: Mapped[int | None] = mapped_column(ForeignKey("driver.id"), index=True)
    planned_out_at: Mapped[datetime] = mapped_column(index=True)
    planned_back_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    fee_fen: Mapped[Fen]
    cost_fen: Mapped[Fen]
    share_basis: Mapped[ShareBasis] = mapped_column(Chosen(ShareBasis))
    slip_no: Mapped[str] = mapped_column(String(20), default="")
    end_reason: Mapped[str] = mapped_column(String(200), default="")
    remark: Mapped[str] = mapped_column(String(200), default="")

    vehicle: Mapped[Vehicle | None] = relationship()
    driver: Mapped[Driver | None] = relationship()
    lines: Mapped[list["PickupLine"]] = relationship(
        order_by="PickupLine.id", cascade="all, delete-orphan", lazy="selectin"
    )


class PickupLine(Record):
    """One ticket of the order: what was to be fetched, and what was."""

    __tablename__ = "pickup_line"
    __table_args__ = (
        UniqueConstraint("order_id", "consignment_id"),
        CheckConstraint("pieces > 0", name="pieces"),
    )

    order_id: Mapped[int] = mapped_column(ForeignKey("pickup_order.id"))
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    pieces: Mapped[Pieces]
    pieces_picked: Mapped[int | None]
    cost_fen: Mapped[Fen]

    consignment: Mapped[Consignment] = relationship(lazy="selectin")
