"""The signed paper of a consignment, the words about it, and the lists it goes out with (spec 3.22)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.filing.receipts.choices import HandoverState, HandoverWay, Holder, ReceiptState
from desk.freight.consignments.model import Consignment
from desk.freight.tracking.choices import Channel
from desk.partners.carriers.model import Partner
from desk.storage.base import Record
from desk.storage.columns import Chosen, Pieces


class ReturnReceipt(Record):
    """回单: one a consignment, opened by itself when the goods are signed for."""

    __tablename__ = "return_receipt"
    __table_args__ = (
        Index("ix_return_receipt_state", "state", "due_on", "id"),
        Index("ix_return_receipt_due", "due_on", "partner_id", "received_on"),
        Index("ix_return_receipt_partner", "partner_id", "due_on", "received_on", "consignment_id"),
    )

    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), unique=True)
    state: Mapped[ReceiptState] = mapped_column(Chosen(ReceiptState))
    copies: Mapped[Pieces]
    signer: Mapped[str] = mapped_column(String(60), default="")
    signed_on: Mapped[date]
    due_on: Mapped[date]
    holder: Mapped[Holder] = mapped_column(Chosen(Holder))
    holder_name: Mapped[str] = mapped_column(String(60), default="")
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    received_on: Mapped[date | None]
    received_from: Mapped[str] = mapped_column(String(60), default="")
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("receipt_handover.id"), index=True)
    fault: Mapped[str] = mapped_column(String(200), default="")
    chased_at: Mapped[datetime | None]
    promised_on: Mapped[date | None]

    consignment: Mapped[Consignment] = relationship(lazy="joined")
    partner: Mapped[Partner | None] = relationship()
    handover: Mapped["ReceiptHandover | None"] = relationship(back_populates="receipts")
    chases: Mapped[list["ReceiptChase"]] = relationship(
        order_by="ReceiptChase.id", back_populates="receipt", cascade="all, delete-orphan"
    )


class ReceiptChase(Record):
    """One reminder to whoever has the paper, and what he promised."""

    __tablename__ = "receipt_chase"

    receipt_id: Mapped[int] = mapped_column(ForeignKey("return_receipt.id"), index=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(60))
    channel: Mapped[Channel] = mapped_column(Chosen(Channel))
    said: Mapped[str] = mapped_column(String(200), default="")
    promised_on: Mapped[date | None]

    receipt: Mapped[ReturnReceipt] = relationship(back_populates="chases")


class ReceiptHandover(Record):
    """回单交接清单: papers that go to one customer together."""

    __tablename__ = "receipt_handover"

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[HandoverState] = mapped_column(Chosen(HandoverState))
    customer_name: Mapped[str] = mapped_column(String(60), index=True)
    way: Mapped[HandoverWay] = mapped_column(Chosen(HandoverWay))
    courier_no: Mapped[str] = mapped_column(String(40), default="")
    handed_on: Mapped[date] = mapped_column(index=True)
    received_by: Mapped[str] = mapped_column(String(60), default="")
    confirmed_on: Mapped[date | None]
    void_reason: Mapped[str] = mapped_column(String(200), default="")

    receipts: Mapped[list[ReturnReceipt]] = relationship(
        order_by="ReturnReceipt.id", back_populates="handover"
    )
