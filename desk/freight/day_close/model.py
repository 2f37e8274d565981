"""A person's close of a day, and what was still open then (AT-17)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.freight.day_close.choices import CloseState, ItemState
from desk.kernel.roles import Role
from desk.storage.base import Record
from desk.storage.columns import Chosen


class DayClose(Record):
    """日清. `role` is the one the person had that day; the backup was proven before signing."""

    __tablename__ = "day_close"
    __table_args__ = (UniqueConstraint("day", "user_id"),)

    day: Mapped[date]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role] = mapped_column(Chosen(Role))
    state: Mapped[CloseState] = mapped_column(Chosen(CloseState))
    opened_at: Mapped[datetime]
    refreshed_at: Mapped[datetime]
    signed_at: Mapped[datetime | None]
    handover: Mapped[str] = mapped_column(String(200), default="")
    backup_name: Mapped[str] = mapped_column(String(120), default="")
    backup_sha256: Mapped[str] = mapped_column(String(64), default="")

    items: Mapped[list["DayCloseItem"]] = relationship(
        order_by="DayCloseItem.id",
        cascade="all, delete-orphan",
        back_populates="close",
        lazy="selectin",
    )

    @property
    def waiting(self) -> list["DayCloseItem"]:
        """What is neither done nor explained."""
        return [item for item in self.items if item.state is ItemState.WAITING]


class DayCloseItem(Record):
    """One open thing as it was seen; `key` tells it from all others of the close."""

    __tablename__ = "day_close_item"
    __table_args__ = (UniqueConstraint("close_id", "key"),)

    close_id: Mapped[int] = mapped_column(ForeignKey("day_close.id"))
    key: Mapped[str] = mapped_column(String(120))
    duty: Mapped[str] = mapped_column(String(60))
    number: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(240))
    due_at: Mapped[datetime | None]
    page: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[ItemState] = mapped_column(Chosen(ItemState), default=ItemState.WAITING)
    done_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    next_step: Mapped[str] = mapped_column(String(200), default="")
    who: Mapped[str] = mapped_column(String(60), default="")
    noted_at: Mapped[datetime | None]

    close: Mapped[DayClose] = relationship(back_populates="items")
