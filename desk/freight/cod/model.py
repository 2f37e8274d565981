"""The ledger of other people's money (spec 3.23 `cod_ledger`)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.freight.cod.choices import CodState, CodStep
from desk.freight.consignments.choices import PayMethod
from desk.storage.base import Record
from desk.storage.columns import Chosen, Fen


class CodEntry(Record):
    """代收货款台账: money collected, handed in, remitted or kept as fee; only added or reversed.

    `doc_no` is the paper by which it was collected, also on the entry that hands it in; `reference` is
    the run or the bank's own number.
    """

    __tablename__ = "cod_entry"
    __table_args__ = (Index("ix_cod_entry_consignment", "consignment_id", "id"),)
    append_only = True

    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"))
    at: Mapped[datetime]
    step: Mapped[CodStep] = mapped_column(Chosen(CodStep))
    amount_fen: Mapped[Fen]
    method: Mapped[PayMethod] = mapped_column(Chosen(PayMethod))
    doc_no: Mapped[str] = mapped_column(String(30), default="")
    reference: Mapped[str] = mapped_column(String(60), default="")
    payee: Mapped[str] = mapped_column(String(60), default="")
    account_last4: Mapped[str] = mapped_column(String(4), default="")
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("cod_entry.id"))
    note: Mapped[str] = mapped_column(String(200), default="")


class CodAccount(Record):
    """代收货款: the entries of one consignment added up, stored for searching."""

    __tablename__ = "cod_account"
    __table_args__ = (
        CheckConstraint(
            "0 <= banked_fen AND banked_fen <= collected_fen AND remitted_fen >= 0 "
            "AND fee_fen >= 0 AND remitted_fen + fee_fen IN (0, collected_fen)",
            name="sums",
        ),
        Index("ix_cod_account_state", "state", "due_on"),
        Index("ix_cod_account_collected", "collected_on"),
    )

    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), unique=True)
    state: Mapped[CodState] = mapped_column(Chosen(CodState))
    collected_fen: Mapped[Fen]
    banked_fen: Mapped[Fen]
    remitted_fen: Mapped[Fen]
    fee_fen: Mapped[Fen]
    collected_on: Mapped[date | None]
    due_on: Mapped[date | None]
    banked_on: Mapped[date | None]
    remitted_on: Mapped[date | None]
