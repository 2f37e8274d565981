"""A customer's file of one year on the shelf."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.archive.customers.model import Customer
from desk.storage.base import Record


class CustomerFile(Record):
    """客户年度档案. After a merger a customer may have two files of one year, so nothing is unique."""

    __tablename__ = "customer_file"
    __table_args__ = (
        Index("ix_customer_file_customer", "customer_id", "year"),
        Index("ix_customer_file_due", "next_due_on", "customer_id"),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    year: Mapped[int]
    location: Mapped[str] = mapped_column(String(60), default="")
    filed_on: Mapped[date]
    filed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    next_due_on: Mapped[date]

    customer: Mapped[Customer] = relationship()
