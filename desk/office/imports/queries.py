"""What was imported, and what is known of a sender's layout."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desk.kernel.commands import query
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.office.imports.model import ImportBatch, ImportLayout
from desk.office.users.model import User
from desk.storage.work import Reader


@dataclass(frozen=True)
class BatchRow:
    """One booked list."""

    id: int
    kind: str
    file_name: str
    row_count: int
    booked_count: int
    duplicate_count: int
    bad_count: int
    number: str
    booked_by: str
    booked_at: datetime
    undone_at: datetime | None


@query("office.read", "导入记录")
def import_batches(read: Reader, *, limit: int = 100) -> list[BatchRow]:
    """The latest booked lists, newest first."""
    return _rows(read, _batches().order_by(ImportBatch.id.desc()).limit(limit))


@query("office.read", "一次导入")
def import_batch(read: Reader, *, batch_id: int) -> BatchRow:
    """One booked list.

    Raises:
        Refused: E006.
    """
    found = _rows(read, _batches().where(ImportBatch.id == batch_id))
    if not found:
        raise refuse("E006", label=tr("导入批次"), v=batch_id)
    return found[0]


@query("office.read", "同一文件的导入")
def imports_of_file(read: Reader, *, kind: str, sha256: str) -> list[BatchRow]:
    """Standing imports of the very same file, newest first."""
    wanted = _batches().where(
        ImportBatch.kind == kind, ImportBatch.sha256 == sha256, ImportBatch.undone_at.is_(None)
    )
    return _rows(read, wanted.order_by(ImportBatch.id.desc()))


@query("office.read", "已记住的导入格式")
def learned_layout(read: Reader, *, kind: str, layout_key: str) -> dict[str, str]:
    """Heading → our column, as learned for a layout; empty when it is new."""
    text = read.session.scalar(
        select(ImportLayout.mapping).where(
            ImportLayout.kind == kind, ImportLayout.layout_key == layout_key
        )
    )
    learned: dict[str, str] = json.loads(text) if text else {}
    return learned


def _batches() -> Any:
    return select(ImportBatch, User.name).outerjoin(User, User.id == ImportBatch.created_by)


def _rows(read: Reader, wanted: Any) -> list[BatchRow]:
    return [
        BatchRow(
            b.id,
            b.kind,
            b.file_name,
            b.row_count,
            b.booked_count,
            b.duplicate_count,
            b.bad_count,
            b.number,
            name or "",
            b.created_at,
            b.undone_at,
        )
        for b, name in read.session.execute(wanted)
    ]
