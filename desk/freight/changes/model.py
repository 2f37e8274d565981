"""The change of a consignee (spec 3.3, Civil Code 829)."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.storage.base import Record
from desk.storage.columns import Fen


class ConsigneeChange(Record):
    """变更: who was to get the goods before and after. The shipper's written notice hangs on it."""

    __tablename__ = "consignee_change"
    append_only = True

    consignment_id: Mapped[int] = mapped_column(ForeignKey("consignment.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    old_name: Mapped[str] = mapped_column(String(60))
    old_phone: Mapped[str] = mapped_column(String(30))
    old_address: Mapped[str] = mapped_column(String(160))
    old_destination: Mapped[str] = mapped_column(String(60))
    new_name: Mapped[str] = mapped_column(String(60))
    new_phone: Mapped[str] = mapped_column(String(30))
    new_address: Mapped[str] = mapped_column(String(160))
    new_destination: Mapped[str] = mapped_column(String(60))
    fee_fen: Mapped[Fen]
    user_name: Mapped[str] = mapped_column(String(60))
