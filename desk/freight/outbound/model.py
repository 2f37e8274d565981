"""The outbound pre-advice and its lines (spec 3.6)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.freight.consignments.model import Consignment
from desk.freight.fleet.model import Driver, Vehicle
from desk.freight.outbound.choices import LineOrder, PreadviceState, SendChannel, TruckShare
from desk.partners.carriers.model import Partner
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Fen, Pieces


class OutboundPreadvice(Record):
    """出港预报: one line-haul truck to one station, and whom the station belongs to.

    The receiver is a partner or a branch that is only named. `slip_no` is the stock-out slip the
    goods were loaded with; it goes when the loading is taken back.
    """

    __tablename__ = "outbound_preadvice"
    searched = Searched(10, ("number", "receiver_name"), names=("receiver_name",))
    __table_args__ = (
        Index("ix_outbound_preadvice_state", "state", "depart_plan_at"),
        Index("ix_outbound_preadvice_lane", "dest_station", "depart_plan_at"),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[PreadviceState] = mapped_column(Chosen(PreadviceState))
    dest_station: Mapped[str] = mapped_column(String(40))
    route: Mapped[str] = mapped_column(String(120), default="")
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    receiver_name: Mapped[str] = mapped_column(String(60))
    receiver_contact: Mapped[str] = mapped_column(String(60), default="")
    receiver_phone: Mapped[str] = mapped_column(String(30), default="")
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"), index=True)
    driver_id: Mapped[int] = mapped_column(ForeignKey("driver.id"), index=True)
    depart_plan_at: Mapped[datetime]
    eta_at: Mapped[datetime]
    truck_cost_fen: Mapped[Fen]
    share_basis: Mapped[TruckShare] = mapped_column(Chosen(TruckShare))
    quoted_by: Mapped[str] = mapped_column(String(60), default="")
    line_order: Mapped[LineOrder] = mapped_column(Chosen(LineOrder))
    slip_no: Mapped[str] = mapped_column(String(20), default="")
    loaded_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    sent_channel: Mapped[SendChannel | None] = mapped_column(Chosen(SendChannel))
    receiver_ack_at: Mapped[datetime | None]
    receiver_ack_by: Mapped[str] = mapped_column(String(60), default="")
    depart_at: Mapped[datetime | None] = mapped_column(index=True)
    arrive_at: Mapped[datetime | None]
    arrival_note: Mapped[str] = mapped_column(String(200), default="")
    void_reason: Mapped[str] = mapped_column(String(200), default="")
    remark: Mapped[str] = mapped_column(String(200), default="")

    receiver: Mapped[Partner | None] = relationship()
    vehicle: Mapped[Vehicle] = relationship()
    driver: Mapped[Driver] = relationship()
    lines: Mapped[list["PreadviceLine"]] = relationship(
        order_by="PreadviceLine.seq", cascade="all, delete-orphan", lazy="selectin"
    )


class PreadviceLine(Record):
    """One ticket, or a part of it, in the order of loading; `cost_fen` is its share of the truck."""

    __tablename__ = "preadvice_line"
    __table_args__ = (
        UniqueConstraint("preadvice_id", "consignment_id"),
        CheckConstraint("pieces > 0", name="pieces"),
    )

    preadvice_id: Mapped[int] = mapped_column(ForeignKey("outbound_preadvice.id"))
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    seq: Mapped[int]
    pieces: Mapped[Pieces]
    cost_fen: Mapped[Fen]

    consignment: Mapped[Consignment] = relationship(lazy="selectin")
