"""The stock-take and its lines (spec 3.9)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.freight.consignments.model import Consignment
from desk.freight.stocktake.choices import StocktakeState
from desk.storage.base import Record
from desk.storage.columns import Chosen, Pieces


class Stocktake(Record):
    """盘点单: all goods of an area (bins that begin alike; all bins without)."""

    __tablename__ = "stocktake"
    __table_args__ = (Index("ix_stocktake_state", "state", "id"),)

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[StocktakeState] = mapped_column(Chosen(StocktakeState))
    counted_on: Mapped[date]
    bin_prefix: Mapped[str] = mapped_column(String(20), default="")
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")

    lines: Mapped[list["StocktakeLine"]] = relationship(
        order_by="StocktakeLine.id", cascade="all, delete-orphan", lazy="selectin"
    )


class StocktakeLine(Record):
    """One consignment: what the books said when it was put on the list, and what was counted."""

    __tablename__ = "stocktake_line"
    __table_args__ = (
        UniqueConstraint("stocktake_id", "consignment_id"),
        CheckConstraint("book >= 0", name="book"),
    )

    stocktake_id: Mapped[int] = mapped_column(ForeignKey("stocktake.id"))
    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    bin_code: Mapped[str] = mapped_column(String(20), default="")
    book: Mapped[Pieces]
    counted: Mapped[int | None]
    counted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str] = mapped_column(String(120), default="")

    consignment: Mapped[Consignment] = relationship(lazy="selectin")

    @property
    def difference(self) -> int:
        """More (or, below zero, fewer) pieces than in the books; 0 before the count."""
        return 0 if self.counted is None else self.counted - self.book
