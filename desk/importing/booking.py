"""Booking the good rows: one transaction with its batch, or nothing at all; and taking it back."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk.app import Desk
from desk.importing.kinds import import_kind
from desk.importing.previewing import ImportPreview
from desk.importing.steadily import without_garbage_passes
from desk.kernel.commands import Command, entry_of
from desk.kernel.courtesy import let_go, one_by_one
from desk.kernel.errors import Problem, refuse
from desk.kernel.text import tr
from desk.office.imports.batches import BatchNote, note_batch, open_batch, remember_layout
from desk.office.imports.commands import learn_layout
from desk.office.imports.queries import import_batch
from desk.storage.work import Work

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Booked:
    """What a booking did.

    Attributes:
        count: rows booked.
        skipped: rows left out because they were there already.
        number: document that holds them, or empty.
        batch_id: batch to undo; 0 when there was nothing to book.
        warnings: doubtful points the user confirmed.
    """

    count: int
    skipped: int
    number: str = ""
    batch_id: int = 0
    warnings: tuple[Problem, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class _Result:
    count: int
    number: str
    batch_id: int


def book(
    desk: Desk,
    found: ImportPreview,
    *,
    confirmed: frozenset[str] = frozenset(),
    reason: str = "",
    command_id: str | None = None,
    progress: Progress | None = None,
    **head: Any,
) -> Booked:
    """Book the good rows of a preview and write the batch beside them; the layout is learned.

    Args:
        desk: an open office with a signed-in user.
        found: the preview the user has seen.
        confirmed: doubtful points he confirmed.
        reason: why, where a command asks for it.
        command_id: of a retry; the same id never books twice.
        progress: told (rows booked, rows in all); may raise to cancel, then nothing is saved.
        head: what the list does not say row by row (origin, plate …), arguments of the kind.

    Raises:
        Refused, NeedsConfirmation, SaveFailed: as the room's command; nothing is saved.
    """
    good = found.rows.good
    skipped = len(found.rows.duplicates)
    if not good:
        return Booked(0, skipped)
    count = len(good)
    with without_garbage_passes():
        rows = [found.kind.to_row(result) for result in one_by_one(good)]
        outcome = desk.execute(
            _booking(found),
            {"rows": rows, "head": head},
            confirmed=confirmed,
            reason=reason,
            command_id=command_id,
            progress=progress,
        )
        let_go(rows)
    done: _Result = outcome.value
    late = count - done.count
    return Booked(done.count, skipped + late, done.number, done.batch_id, outcome.warnings)


def _booking(found: ImportPreview) -> Command:
    """The room's own command, with the batch written into its transaction."""
    kind = found.kind
    entry: Command = entry_of(kind.book)
    note = BatchNote(
        kind=kind.name,
        file_name=found.path.name,
        sha256=found.sha256,
        layout_key=found.layout_key,
        row_count=len(found.rows.rows),
        duplicate_count=len(found.rows.duplicates),
        bad_count=len(found.rows.bad),
    )
    meaning = found.rows.mapping.learned(found.rows.header.names)

    def book_list(work: Work, *, rows: Sequence[Any], head: dict[str, Any]) -> _Result:
        result = kind.book_rows(work, rows, head, note.file_name)
        batch = note_batch(work, note, result.count, result.number, result.created)
        remember_layout(work, kind.name, note.layout_key, meaning)
        return _Result(result.count, result.number, batch.id)

    return Command(entry.name, entry.needs, entry.label, book_list, slow=True)


def learn(desk: Desk, found: ImportPreview) -> None:
    """Remember the columns of a preview for this sender's layout without booking.

    Raises:
        Refused: E210.
    """
    desk.run(
        learn_layout,
        kind=found.kind.name,
        layout_key=found.layout_key,
        mapping=found.rows.mapping.learned(found.rows.header.names),
    )


def undo(desk: Desk, batch_id: int, reason: str = "", command_id: str | None = None) -> None:
    """Take a booked list back while nothing of it has moved.

    Raises:
        Refused: E006 unknown batch, E008 undone already, E019 when this kind cannot be taken back,
            E021 with what has moved, E210.
    """
    batch = desk.ask(import_batch, batch_id=batch_id)
    kind = import_kind(batch.kind)
    if kind.undo is None:
        why = tr("这种导入不能整批撤销,请逐条归档或作废")
        raise refuse("E019", "batch_id", label=tr("撤销导入"), why=why)
    entry: Command = entry_of(kind.undo)

    def take_back(work: Work, *, batch_id: int) -> None:
        standing = open_batch(work, batch_id)
        kind.take_back(work, json.loads(standing.created), work.reason)
        standing.undone_at = work.now

    command = Command(entry.name, entry.needs, entry.label, take_back, slow=True)
    desk.execute(command, {"batch_id": batch_id}, reason=reason, command_id=command_id)
