"""The shipper's order to send goods back (spec AT-08)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.freight.consignments.model import Consignment
from desk.freight.returns.choices import ReturnState
from desk.freight.tracking.model import ContactLog
from desk.storage.base import Record
from desk.storage.columns import Chosen, Fen, Pieces


class ReturnOrder(Record):
    """返货: goods of a consignment that go back, from the shipper's written word to the last fen.

    `collect_fen` is the freight the consignee did not pay and the shipper now owes; what the way back
    costs stands on the return consignment itself. `refusal_ended`: the goods left with the refusal.
    """

    __tablename__ = "return_order"
    __table_args__ = (
        CheckConstraint("pieces > 0", name="pieces"),
        Index("ix_return_order_state", "state", "ordered_at"),
    )

    original_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    return_id: Mapped[int | None] = mapped_column(ForeignKey("consignment.id"), index=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact_log.id"))
    state: Mapped[ReturnState] = mapped_column(Chosen(ReturnState))
    pieces: Mapped[Pieces]
    reason: Mapped[str] = mapped_column(String(200))
    ordered_at: Mapped[datetime] = mapped_column(index=True)
    collect_fen: Mapped[Fen]
    cod_cancelled_fen: Mapped[Fen]
    refusal_ended: Mapped[bool] = mapped_column(default=False)
    slip_no: Mapped[str] = mapped_column(String(20), default="")
    shipped_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(String(200), default="")

    original: Mapped[Consignment] = relationship(foreign_keys=[original_id])
    back: Mapped[Consignment | None] = relationship(foreign_keys=[return_id])
    contact: Mapped[ContactLog] = relationship()

    @property
    def partner_cost_fen(self) -> int:
        """What the partner takes for bringing the goods back to the hub."""
        return self.back.transit_fee_fen if self.back else 0

    @property
    def freight_fen(self) -> int:
        """Freight from the hub back to the shipper, with whatever else the return is charged."""
        return self.back.total_fen - self.back.transit_fee_fen if self.back else 0

    @property
    def due_fen(self) -> int:
        """All that the shipper owes for it."""
        return self.collect_fen + self.partner_cost_fen + self.freight_fen
