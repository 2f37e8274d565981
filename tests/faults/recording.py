"""One tour through the office, writing down how every command first succeeded and what it changed."""

import dataclasses
import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.app import Desk, command_table
from desk.kernel.actor import Actor, Proof
from desk.kernel.clock import SetClock
from desk.kernel.commands import Command
from desk.storage.cabinet import cabinet_of
from desk.storage.gate import Outcome
from tests.campaign.values import NoSupplier
from tests.campaign.walker import Walk
from tests.conftest import Office

PAGE_BYTES = 4096
SETTLED = {
    "audit_log": "id, command, user_id, at, reason, result",
    "audit_entry": "audit_id, record, record_id, op, "
    "CASE WHEN record IN ('user', 'user_certificate') THEN '' ELSE fields END",
    "user_certificate": "id, serial, user_id, login, role, active, signed_by",
    "user": "id, login, name, role, active, must_change",
}
"""Of these tables, what two runs of one command agree about."""


@dataclass(frozen=True)
class Recorded:
    """A command as it was run once, and the office before and after it."""

    command: Command
    arguments: dict[str, Any]
    actor: Actor
    at: datetime
    reason: str
    confirmed: frozenset[str]
    office: bytes
    files: dict[str, bytes]
    digest_after: str
    changed_pages: tuple[int, ...]
    new_files: bool

    @property
    def command_id(self) -> str:
        return f"killed-{self.command.name}"

    def lay_out(self, folder: Path) -> Path:
        """The office as it was before the command."""
        path = folder / "killed.office"
        path.write_bytes(zlib.decompress(self.office))
        for place, content in self.files.items():
            target = cabinet_of(path) / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return path

    def run_on(self, desk: Desk) -> Outcome[Any]:
        """The same command with the same id."""
        desk.actor = self.actor
        return desk.execute(
            self.command,
            self.arguments,
            command_id=self.command_id,
            reason=self.reason,
            confirmed=self.confirmed,
        )


def digest_of(path: Path) -> str:
    """Every row of every table, but for what differs when the same command is run elsewhere.

    That is the salt of a user's key, the ids nobody gave a command, and with both the hashes of the chain
    (whether the chain is whole, the check tells).
    """
    digest = hashlib.sha256()
    with closing(sqlite3.connect(path)) as db:
        names = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'record_grams'"
            " ORDER BY name"
        )  # the search index has no rows of its own; what it keeps lies in the tables behind it
        for (name,) in names.fetchall():
            columns = SETTLED.get(name, "*")
            digest.update(name.encode())
            order = "1, 2" if name.startswith("record_grams") else "rowid"
            for row in db.execute(f'SELECT {columns} FROM "{name}" ORDER BY {order}'):
                digest.update(repr(row).encode())
    return digest.hexdigest()


def files_of(path: Path) -> dict[str, bytes]:
    """What lies in the cabinet of an office."""
    cabinet = cabinet_of(path)
    found = (file for file in cabinet.glob("*/*") if file.is_file())
    return {file.relative_to(cabinet).as_posix(): file.read_bytes() for file in found}


def changed_pages(before: bytes, after: bytes) -> tuple[int, ...]:
    """Pages of the file that a command wrote."""
    size = PAGE_BYTES
    places = range(0, len(after), size)
    return tuple(n // size for n in places if before[n : n + size] != after[n : n + size])


def every_command(_name: str) -> bool:
    """All are wanted."""
    return True


class RecordingDesk(Desk):
    """An office that keeps the first success of every wanted command, and the name of every other."""

    def __init__(
        self, path: Path, clock: SetClock, wanted: Callable[[str], bool] = every_command
    ) -> None:
        super().__init__(path, clock, durable=False)
        self.recorded: dict[str, Recorded] = {}
        self.met: set[str] = set()
        self._wanted = wanted

    def execute(
        self,
        command: Command,
        arguments: dict[str, Any],
        *,
        command_id: str | None = None,
        reason: str = "",
        confirmed: frozenset[str] = frozenset(),
        progress: Callable[[int, int], None] | None = None,
        proof: Proof | None = None,
    ) -> Outcome[Any]:
        """Run it, and write it down when it is its first time."""
        given = {"reason": reason, "confirmed": confirmed}
        name = command.name
        if name in self.recorded or not self._wanted(name):
            outcome = super().execute(command, arguments, **given)  # type: ignore[arg-type]
        else:
            outcome, recorded = written_down(self, super().execute, command, arguments, given)
            self.recorded[name] = recorded
        self.met.add(name)
        return outcome


def written_down(
    desk: Desk,
    execute: Callable[..., Outcome[Any]],
    command: Command,
    arguments: dict[str, Any],
    given: dict[str, Any],
) -> tuple[Outcome[Any], Recorded]:
    """Run a command by `execute`, and keep what is needed to run it again on the same office."""
    before, files = desk.path.read_bytes(), files_of(desk.path)
    actor, marked = desk.signed_in(), _own_files(arguments, command.name.encode())
    outcome = execute(command, marked, command_id=f"killed-{command.name}", **given)
    return outcome, Recorded(
        command=command,
        arguments=marked,
        actor=actor,
        at=desk.clock.now(),
        reason=given["reason"],
        confirmed=given["confirmed"],
        office=zlib.compress(before, 1),
        files=files,
        digest_after=digest_of(desk.path),
        changed_pages=changed_pages(before, desk.path.read_bytes()),
        new_files=files_of(desk.path).keys() != files.keys(),
    )


def _own_files(value: Any, mark: bytes) -> Any:
    """The same arguments with files nobody handed in before, so that they reach the cabinet."""
    if isinstance(value, bytes):
        return value + b"\n" + mark
    if isinstance(value, list | tuple):
        return type(value)(_own_files(part, mark) for part in value)
    if isinstance(value, dict):
        return {key: _own_files(part, mark) for key, part in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value) if field.init]
        return dataclasses.replace(
            value, **{name: _own_files(getattr(value, name), mark) for name in names}
        )
    return value


def recorded_tour(
    path: Path, clock: SetClock, seed: int, wanted: Callable[[str], bool] = every_command
) -> tuple[dict[str, Recorded], set[str]]:
    """Take the campaign's tour, then try every other registered command with its own example.

    Returns:
        The wanted commands, and the names of all that were met.
    """
    desk = RecordingDesk(path, clock, wanted)
    with desk:
        walk = Walk(Office(desk, clock), seed)
        walk.open_shop()
        walk.tour()
        _try_the_rest(walk, desk.met)
        walk.db.close()
        return desk.recorded, desk.met


def recorded_morning(path: Path, clock: SetClock, seed: int) -> dict[str, Recorded]:
    """Open the shop only: a few dozen commands in a small office, among them one that files a paper."""
    desk = RecordingDesk(path, clock)
    with desk:
        walk = Walk(Office(desk, clock), seed)
        walk.open_shop()
        walk.table.update(command_table())
        walk.careful = True
        for name in ("attach_contract", "take_inquiry"):
            with suppress(NoSupplier, TypeError):
                walk._attempt(name)
        walk.db.close()
        return desk.recorded


def _try_the_rest(walk: Walk, met: Iterable[str]) -> None:
    walk.table.update(command_table())
    walk.careful = True
    for name in sorted(walk.table.keys() - set(met)):
        with suppress(NoSupplier, TypeError):  # an argument of a shape the campaign cannot make
            walk._attempt(name)
