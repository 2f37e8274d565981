"""Delivery runs with their lines, the receipts signed at the door, and self-collection (spec 3.8)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.freight.consignments.choices import PayMethod
from desk.freight.consignments.model import Consignment
from desk.freight.delivery.choices import IdKind, Relation, RunState, ShareBasis, SignResult
from desk.freight.fleet.model import Driver, Vehicle
from desk.kernel.numbers import receipt_number
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Fen, Pieces


class DeliveryRun(Record):
    """派送单: one truck, one driver, one round. `slip_no` is the stock-out slip it left with.

    `receipts_before` counts the receipt numbers that were printed before the run was revised: the
    papers with them may still lie about, so no stop gets such a number again.
    """

    __tablename__ = "delivery_run"
    searched = Searched(9, ("number",))

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[RunState] = mapped_column(Chosen(RunState), index=True)
    run_on: Mapped[date] = mapped_column(index=True)
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"), index=True)
    driver_id: Mapped[int] = mapped_column(ForeignKey("driver.id"), index=True)
    helper: Mapped[str] = mapped_column(String(60), default="")
    planned_out_at: Mapped[datetime]
    planned_back_at: Mapped[datetime]
    depart_at: Mapped[datetime | None]
    return_at: Mapped[datetime | None]
    vehicle_cost_fen: Mapped[Fen]
    share_basis: Mapped[ShareBasis] = mapped_column(Chosen(ShareBasis))
    slip_no: Mapped[str] = mapped_column(String(20), default="")
    receipts_before: Mapped[int] = mapped_column(default=0)
    cash_expected_fen: Mapped[Fen]
    cash_handed_in_fen: Mapped[int | None]
    difference_reason: Mapped[str] = mapped_column(String(200), default="")
    settled_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(String(200), default="")

    vehicle: Mapped[Vehicle] = relationship()
    driver: Mapped[Driver] = relationship()
    lines: Mapped[list["RunLine"]] = relationship(
        order_by="RunLine.seq", cascade="all, delete-orphan", back_populates="run"
    )


class RunLine(Record):
    """One stop. What is to be collected is fixed when the truck leaves."""

    __tablename__ = "run_line"
    __table_args__ = (
        UniqueConstraint("run_id", "consignment_id"),
        CheckConstraint("pieces > 0", name="pieces"),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("delivery_run.id"), index=True)
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    seq: Mapped[int]
    pieces: Mapped[Pieces]
    freight_due_fen: Mapped[Fen]
    cod_due_fen: Mapped[Fen]
    receipts_out: Mapped[Pieces]
    cost_fen: Mapped[Fen]

    run: Mapped[DeliveryRun] = relationship(back_populates="lines")
    consignment: Mapped[Consignment] = relationship(lazy="selectin")
    receipt: Mapped["DeliveryReceipt | None"] = relationship(back_populates="line", lazy="selectin")

    @property
    def receipt_no(self) -> str:
        """Number of the paper the consignee signs: 「PS261119-001/01」."""
        return receipt_number(self.run.number, self.run.receipts_before + self.seq)


class DeliveryReceipt(Record):
    """派送票据: what happened at the door of one stop."""

    __tablename__ = "delivery_receipt"

    line_id: Mapped[int] = mapped_column(ForeignKey("run_line.id"), unique=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    result: Mapped[SignResult] = mapped_column(Chosen(SignResult))
    pieces_signed: Mapped[Pieces]
    pieces_refused: Mapped[Pieces]
    signer: Mapped[str] = mapped_column(String(60), default="")
    relation: Mapped[Relation] = mapped_column(Chosen(Relation))
    signer_id_last4: Mapped[str] = mapped_column(String(4), default="")
    signed_at: Mapped[datetime]
    condition_note: Mapped[str] = mapped_column(String(200), default="")
    cash_freight_fen: Mapped[Fen]
    cash_cod_fen: Mapped[Fen]
    pay_method: Mapped[PayMethod] = mapped_column(Chosen(PayMethod))
    reason: Mapped[str] = mapped_column(String(200), default="")
    cod_consent_id: Mapped[int | None] = mapped_column(ForeignKey("contact_log.id"), index=True)
    cod_lowered_fen: Mapped[Fen]
    handed_in: Mapped[bool] = mapped_column(default=False)

    line: Mapped[RunLine] = relationship(back_populates="receipt")

    @property
    def collected_fen(self) -> int:
        return self.cash_freight_fen + self.cash_cod_fen


class SelfPickup(Record):
    """自提: goods handed over at the counter. Identity numbers lie encrypted."""

    __tablename__ = "self_pickup"

    number: Mapped[str] = mapped_column(String(20), unique=True)
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    pieces: Mapped[Pieces]
    notice_at: Mapped[datetime | None]
    signed_at: Mapped[datetime] = mapped_column(index=True)
    picker: Mapped[str] = mapped_column(String(60))
    relation: Mapped[Relation] = mapped_column(Chosen(Relation))
    picker_id_kind: Mapped[IdKind] = mapped_column(Chosen(IdKind))
    picker_id_no: Mapped[bytes | None] = mapped_column(LargeBinary)
    proxy_id_no: Mapped[bytes | None] = mapped_column(LargeBinary)
    storage_fee_fen: Mapped[Fen]
    waived_fen: Mapped[Fen]
    waive_reason: Mapped[str] = mapped_column(String(200), default="")
    storage_paid_fen: Mapped[Fen]
    freight_paid_fen: Mapped[Fen]
    cod_paid_fen: Mapped[Fen]
    method: Mapped[PayMethod] = mapped_column(Chosen(PayMethod))
    cod_consent_id: Mapped[int | None] = mapped_column(ForeignKey("contact_log.id"), index=True)
    receipts_back: Mapped[Pieces]

    consignment: Mapped[Consignment] = relationship()
