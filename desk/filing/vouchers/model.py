"""Boxes, the papers in them, who borrowed one, and the lists of what was destroyed (spec 3.22, 5.13)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.filing.vouchers.choices import DestructionState, VoucherType
from desk.freight.consignments.model import Consignment
from desk.storage.base import Record
from desk.storage.columns import Chosen
from desk.storage.seals import Part, Seal


class VoucherBox(Record):
    """档案盒: papers of one type and one month, 「GD202611-回单-01」."""

    __tablename__ = "voucher_box"

    number: Mapped[str] = mapped_column(String(30), unique=True)
    voucher_type: Mapped[VoucherType] = mapped_column(Chosen(VoucherType))
    month: Mapped[str] = mapped_column(String(7), index=True)
    location: Mapped[str] = mapped_column(String(60), default="")
    sealed_on: Mapped[date | None]

    vouchers: Mapped[list["Voucher"]] = relationship(
        order_by="Voucher.file_no", back_populates="box"
    )


class Voucher(Record):
    """One paper in its box. `kept_years` count from the day its ticket was closed (5.13)."""

    __tablename__ = "voucher"
    __table_args__ = (
        UniqueConstraint("box_id", "file_no"),
        CheckConstraint("pages > 0", name="pages"),
        Index("ix_voucher_doc", "voucher_type", "doc_no"),
    )

    box_id: Mapped[int] = mapped_column(ForeignKey("voucher_box.id"))
    file_no: Mapped[int]
    voucher_type: Mapped[VoucherType] = mapped_column(Chosen(VoucherType))
    doc_no: Mapped[str] = mapped_column(String(40))
    doc_date: Mapped[date] = mapped_column(index=True)
    date_reason: Mapped[str] = mapped_column(String(200), default="")
    consignment_id: Mapped[int | None] = mapped_column(ForeignKey("consignment.id"), index=True)
    pages: Mapped[int] = mapped_column(default=1)
    is_copy: Mapped[bool] = mapped_column(default=False)
    kept_years: Mapped[int]
    filed_on: Mapped[date]
    destruction_id: Mapped[int | None] = mapped_column(
        ForeignKey("voucher_destruction.id"), index=True
    )
    destroyed_on: Mapped[date | None]
    destroyed_by: Mapped[str] = mapped_column(String(60), default="")

    box: Mapped[VoucherBox] = relationship(back_populates="vouchers", lazy="joined")
    consignment: Mapped[Consignment | None] = relationship()
    loans: Mapped[list["VoucherLoan"]] = relationship(
        order_by="VoucherLoan.id", back_populates="voucher", lazy="selectin"
    )
    destruction: Mapped["VoucherDestruction | None"] = relationship(back_populates="vouchers")

    @property
    def label(self) -> str:
        """「回单 YD2611160001」."""
        return f"{self.voucher_type.label} {self.doc_no}"

    @property
    def loan(self) -> "VoucherLoan | None":
        """The loan it is out on, if any."""
        return next((loan for loan in self.loans if loan.returned_on is None), None)


class VoucherLoan(Record):
    """借阅: one paper out of its box."""

    __tablename__ = "voucher_loan"
    __table_args__ = (
        Index("ix_voucher_loan_out", "due_on", sqlite_where=text("returned_on IS NULL")),
    )

    voucher_id: Mapped[int] = mapped_column(ForeignKey("voucher.id"), index=True)
    borrower: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str] = mapped_column(String(120), default="")
    lent_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    returned_on: Mapped[date | None]

    voucher: Mapped[Voucher] = relationship(back_populates="loans")


class VoucherDestruction(Record):
    """销毁清册: what the manager allowed to be destroyed. It is kept for ever."""

    __tablename__ = "voucher_destruction"
    sealed = Seal(
        "number",
        "reason",
        parts=(Part("voucher", "destruction_id", "voucher_type", "doc_no", "doc_date", "is_copy"),),
        approved_in=(DestructionState.APPROVED,),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[DestructionState] = mapped_column(Chosen(DestructionState), index=True)
    reason: Mapped[str] = mapped_column(String(200))
    witness: Mapped[str] = mapped_column(String(60), default="")
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(200), default="")

    vouchers: Mapped[list[Voucher]] = relationship(
        order_by="Voucher.id", back_populates="destruction"
    )
