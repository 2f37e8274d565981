"""The booked list and the learned layout."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desk.storage.base import Record


class ImportBatch(Record):
    """导入批次: one booked list. `created` is the JSON that the kind's undo command gets back."""

    __tablename__ = "import_batch"

    kind: Mapped[str] = mapped_column(String(30))
    file_name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    layout_key: Mapped[str] = mapped_column(String(16))
    row_count: Mapped[int]
    booked_count: Mapped[int]
    duplicate_count: Mapped[int]
    bad_count: Mapped[int]
    number: Mapped[str] = mapped_column(String(40), default="")
    created: Mapped[str] = mapped_column(Text, default="{}")
    undone_at: Mapped[datetime | None]


class ImportLayout(Record):
    """导入格式: normalised heading → our column, for one sender's layout of one kind of list."""

    __tablename__ = "import_layout"
    __table_args__ = (UniqueConstraint("kind", "layout_key"),)

    kind: Mapped[str] = mapped_column(String(30))
    layout_key: Mapped[str] = mapped_column(String(16))
    mapping: Mapped[str] = mapped_column(Text)
