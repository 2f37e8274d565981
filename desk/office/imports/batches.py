"""What the import flow writes inside the booking's own transaction."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from desk.kernel.errors import refuse
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.office.imports.model import ImportBatch, ImportLayout
from desk.storage.work import Reader, Work

FILE_NAME_MAX = 120


@dataclass(frozen=True, kw_only=True)
class BatchNote:
    """What is known of a list before it is booked."""

    kind: str
    file_name: str
    sha256: str
    layout_key: str
    row_count: int
    duplicate_count: int
    bad_count: int


def note_batch(
    work: Work, note: BatchNote, booked_count: int, number: str, created: Mapping[str, Any]
) -> ImportBatch:
    """Write the batch; `created` is kept for undoing it."""
    fields = asdict(note) | {"file_name": note.file_name[-FILE_NAME_MAX:]}
    kept = json.dumps(created, ensure_ascii=False)
    batch = ImportBatch(**fields, booked_count=booked_count, number=number, created=kept)
    return work.add(batch)


def open_batch(read: Reader, batch_id: int) -> ImportBatch:
    """A batch that still stands.

    Raises:
        Refused: E006 unknown, E008 undone already.
    """
    batch = read.get(ImportBatch, batch_id, tr("导入批次"))
    if batch.undone_at is not None:
        state = tr("已撤销({t})").format(t=show_moment(batch.undone_at))
        raise refuse(
            "E008", obj=tr("导入批次 {n}").format(n=batch_id), state=state, action=tr("撤销")
        )
    return batch


def remember_layout(work: Work, kind: str, layout_key: str, mapping: Mapping[str, str]) -> None:
    """Keep (or replace) what the headings of a layout mean; nothing is written when it is known."""
    text = json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True)
    known = work.session.scalar(
        select(ImportLayout).where(ImportLayout.kind == kind, ImportLayout.layout_key == layout_key)
    )
    if known is None:
        work.add(ImportLayout(kind=kind, layout_key=layout_key, mapping=text))
    elif known.mapping != text:
        known.mapping = text
