"""清理清单: what personal data was cleared, when, and by whose leave. It is kept for ever."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.filing.retention.choices import ClearingState
from desk.storage.base import Record
from desk.storage.columns import Chosen
from desk.storage.seals import Part, Seal


class Clearing(Record):
    """One list of records whose time is over."""

    __tablename__ = "clearing"
    sealed = Seal(
        "number",
        parts=(Part("clearing_item", "clearing_id", "keeping", "what", "record_id", "since"),),
        approved_in=(ClearingState.DONE,),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[ClearingState] = mapped_column(Chosen(ClearingState), index=True)
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(200), default="")

    items: Mapped[list["ClearingItem"]] = relationship(
        order_by="ClearingItem.id", cascade="all, delete-orphan", back_populates="clearing"
    )


class ClearingItem(Record):
    """One record: its kind, and a title that is itself forgotten with the clearing."""

    __tablename__ = "clearing_item"

    clearing_id: Mapped[int] = mapped_column(ForeignKey("clearing.id"), index=True)
    keeping: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(40))
    kept_for: Mapped[str] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(String(80))
    record_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(120), default="")
    since: Mapped[date]
    done: Mapped[bool] = mapped_column(default=False)

    clearing: Mapped[Clearing] = relationship(back_populates="items", lazy="joined")
