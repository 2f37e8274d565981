"""Support tables of the file itself: settings, calendar, numbers, audit, print and export logs.

Source: spec 3.25.
"""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desk.storage.base import Base


class Setting(Base):
    """One setting that differs from its default; the value is JSON."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[int | None]
    changed_at: Mapped[datetime]


class CalendarDay(Base):
    """A day that is not as its weekday says: a holiday or a make-up workday."""

    __tablename__ = "calendar_day"
    day: Mapped[date] = mapped_column(primary_key=True)
    works: Mapped[bool]
    note: Mapped[str] = mapped_column(String(40), default="")


class NumberSequence(Base):
    """The last serial given out in a scope (``YD261116`` or ``K``)."""

    __tablename__ = "number_sequence"
    scope: Mapped[str] = mapped_column(String(40), primary_key=True)
    last: Mapped[int]


class SearchKind(Base):
    """How a kind of record was put into the search index: texts, columns, way of cutting."""

    __tablename__ = "search_kind"
    kind: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_by: Mapped[str] = mapped_column(Text)


class AuditLog(Base):
    """One executed command: who, when, why; chained by hash to the one before, signed by who did it.

    Where nobody is signed in (founding, recovery) the owner's key signs. `proven`: the password was
    typed again for it.
    """

    __tablename__ = "audit_log"
    id: Mapped[int] = mapped_column(primary_key=True)
    command_id: Mapped[str] = mapped_column(String(36), unique=True)
    command: Mapped[str] = mapped_column(String(60))
    user_id: Mapped[int | None]
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(Text, default="null")
    proven: Mapped[bool] = mapped_column(default=False)
    entries_hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    row_hash: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class AuditEntry(Base):
    """What one command did to one record: ``{"field": [old, new]}`` as JSON."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_record", "record", "record_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit_log.id"), index=True)
    record: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    op: Mapped[str] = mapped_column(String(1))
    fields: Mapped[str] = mapped_column(Text)


class Logged(Base):
    """A row of the file itself that is kept in the trail like a record."""

    __abstract__ = True
    unaudited: ClassVar[frozenset[str]] = frozenset()

    id: Mapped[int] = mapped_column(primary_key=True)


class PrintLog(Logged):
    """One print-out: the copy counter behind 「第n次打印」, and where it came out."""

    __tablename__ = "print_log"
    __table_args__ = (Index("ix_print_log_form_number", "form", "number"),)
    form: Mapped[str] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(String(40))
    print_no: Mapped[int]
    copies: Mapped[int]
    printer: Mapped[str] = mapped_column(String(80), default="")
    user_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(index=True)


class ExportLog(Logged):
    """One export of a list: what left the office, and for what purpose."""

    __tablename__ = "export_log"
    list_name: Mapped[str] = mapped_column(String(40))
    filter_text: Mapped[str] = mapped_column(Text)
    row_count: Mapped[int]
    purpose: Mapped[str] = mapped_column(Text, default="")
    user_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(index=True)


class PiiAccessLog(Logged):
    """One look at a masked field: who saw what, and why."""

    __tablename__ = "pii_access_log"
    record: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    field: Mapped[str] = mapped_column(String(40))
    why: Mapped[str] = mapped_column(String(80))
    user_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(index=True)


class Attachment(Logged):
    """A filed document or photo; the bytes lie beside the database under their SHA-256."""

    __tablename__ = "attachment"
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    label: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(12))
    size_bytes: Mapped[int]
    record: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    user_id: Mapped[int | None]
    at: Mapped[datetime]
