"""The one gate for every write.

permission → transaction → command id → body → handlers → warnings → audit row → commit → outcome.
The window, the command line, the importer and the tests all come through here.
"""

import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import msgspec
from sqlalchemy import Connection, Engine, bindparam, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from desk.kernel.actor import Actor, Proof
from desk.kernel.calendar import WorkingCalendar
from desk.kernel.clock import Clock
from desk.kernel.commands import Command
from desk.kernel.errors import FileRefused, NeedsConfirmation, Problem, SaveFailed, problem, refuse
from desk.kernel.roles import RIGHTS, holders, may
from desk.kernel.settings import Settings
from desk.kernel.text import tr
from desk.storage import driver
from desk.storage.audit import Deed, write_audit
from desk.storage.chain import GENESIS, moment_of
from desk.storage.faults import plain_cause
from desk.storage.lending import Lent
from desk.storage.own_way import OwnWay
from desk.storage.signatures import canonical
from desk.storage.tables import AuditLog
from desk.storage.work import OfficeSession, Reader, Work

T = TypeVar("T")
INITIAL_PASSWORD_COMMAND = "change_password"
ASIDE_SECONDS = 0.2
CLOCK_SLACK = timedelta(minutes=5)
_NEWEST = "SELECT at, row_hash FROM audit_log ORDER BY id DESC LIMIT 1"
_SEEN = select(AuditLog).where(AuditLog.command_id == bindparam("command_id"))


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What a command did.

    Attributes:
        value: what the command returns.
        changes: table name → ids of the records it touched; pages showing them re-query.
        warnings: doubtful points the user confirmed, and a clock that was put back.
        repeated: the command id had been executed before; nothing was done again.
    """

    value: T
    changes: dict[str, frozenset[int]]
    warnings: tuple[Problem, ...] = ()
    command_id: str = ""
    repeated: bool = False


def check_right(actor: Actor, right: str) -> None:
    """Raises: Refused E210 when the actor's role lacks the right."""
    if not may(actor.role, right):
        raise refuse("E210", role=actor.role.label, action=RIGHTS[right].label, who=holders(right))


def clock_problem(session: Session, now: datetime) -> Problem | None:
    """E029 when the computer's clock lies more than a little before the last saved command.

    Source: reliability of the house P16; five minutes of tolerance assumed.
    """
    return _put_back(_newest(session)[0], now)


def _newest(session: Session) -> tuple[Any, str]:
    """When the last command was saved, and the digest that the next one carries on."""
    found = driver.rows(session, _NEWEST)
    at, digest = found[0] if found else (None, None)
    return at, digest or GENESIS


def _put_back(at: Any, now: datetime) -> Problem | None:
    last = moment_of(at)
    if last is None or last - now <= CLOCK_SLACK:
        return None
    return problem("E029", n=(last - now) // timedelta(minutes=1))


def _look_at_newest(work: Work, command: Command) -> None:
    """The trail goes on from the newest row, which nobody else can follow while this command runs.

    A clock put back is said with every save; only approvals wait until somebody confirms it.
    """
    at, work.trail.previous = _newest(work.session)
    found = _put_back(at, work.now)
    if found is None:
        return
    work.warnings.append(found)
    if not command.approves:
        work.confirmed |= {found.code}


def _require_proof(work: Work, proof: Proof | None) -> None:
    """Last of all, so that nobody types his password for what is refused anyway."""
    if work.approves and not (proof and proof.holds(work.actor, work.now)):
        raise refuse("E074")


@dataclass
class Gate:
    """Runs commands and queries against one open office.

    `admits` refuses a user who may not act any more though he is signed in.
    """

    engine: Engine
    clock: Clock
    handlers: dict[type, list[Callable[[Work, Any], None]]]
    settings: Settings
    calendar: WorkingCalendar
    cabinet: Path
    admits: Callable[[Session, Actor], None]
    _lending: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _lent: Connection | None = field(default=None, init=False, repr=False)
    _own: OwnWay = field(init=False, repr=False)
    _session: OfficeSession | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self._own = OwnWay(self.engine)

    def close(self) -> None:
        """Let go of the file; a save that is under way lets go of it at its end."""
        self._own.close()
        self._session = None

    @contextmanager
    def lent(self) -> Iterator[Lent]:
        """The connection that every save goes through meanwhile; a backup reads it between them."""
        with self._lending, self.engine.connect() as connection:
            self._lent = connection
            try:
                driven = cast(sqlite3.Connection, connection.connection.driver_connection)
                yield driven, self._stand_aside
            finally:
                with self._turn:  # a save that is going through it ends first
                    self._lent = None

    def _stand_aside(self) -> None:
        """Wait while a save is under way; beside one that takes long (an import) the backup goes on."""
        if self._turn.acquire(timeout=ASIDE_SECONDS):
            self._turn.release()

    def _way_in(self) -> AbstractContextManager[Engine | Connection]:
        return self._own.taken() if self._lent is None else self._lent_way()

    @contextmanager
    def _lent_way(self) -> Iterator[Engine | Connection]:
        with self._turn:
            yield self._lent or self.engine

    def _session_on(self, way: Engine | Connection) -> OfficeSession:
        """One session serves the saves on one connection, one after the other; it keeps nothing of any.

        Making one costs as much as a statement. Where saves come beside one another each takes any
        connection of the engine, and has a session to itself.
        """
        kept = self._session
        if kept is None or kept.bind is not way:
            kept = OfficeSession(way, expire_on_commit=False)
            if isinstance(way, Connection):
                self._session = kept
        return kept

    def run(
        self,
        command: Command,
        actor: Actor,
        arguments: dict[str, Any],
        *,
        command_id: str | None = None,
        reason: str = "",
        confirmed: frozenset[str] = frozenset(),
        progress: Callable[[int, int], None] | None = None,
        proof: Proof | None = None,
    ) -> Outcome[Any]:
        """Execute one command.

        Raises:
            Refused: whatever the command refuses; nothing is saved. E074, last of all, when it
                approves something and the password was not just typed again.
            NeedsConfirmation: doubtful points that the user has not confirmed yet.
            SaveFailed: the disk or the database failed; the text says whether it was saved.
        """
        check_right(actor, command.needs)
        if actor.must_change and command.name != INITIAL_PASSWORD_COMMAND:
            raise refuse("E020")
        key = command_id or str(uuid.uuid4())
        with (
            self._way_in() as way,
            self._session_on(way) as session,
        ):
            try:
                seen = command_id and session.scalar(_SEEN, {"command_id": command_id})
                if seen:
                    return self._repeated(command, seen)
                work = Work(
                    session,
                    actor,
                    self.clock.now(),
                    self.settings,
                    self.calendar,
                    self.cabinet,
                    reason=reason,
                    confirmed=confirmed,
                    handlers=self.handlers,
                    progress=progress,
                    approves=command.approves,
                )
                session.work = work
                self.admits(session, actor)
                _look_at_newest(work, command)
                value = command.function(work, **arguments)
                session.flush()
                self._settle_warnings(work)
                _require_proof(work, proof)
                self._audit(work, command, key, value)
            except StaleDataError as stale:
                raise refuse("E211", user=tr("另一位同事"), t=tr("刚才")) from stale
            except (DBAPIError, OSError) as fault:
                raise SaveFailed(plain_cause(fault), saved=False) from fault
            self._commit(session, key)
            changes = {name: frozenset(ids) for name, ids in work.changes.items()}
            return Outcome(value, changes, tuple(work.warnings), key)

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[Reader]:
        """A short read of the office's records on behalf of the actor.

        Raises:
            FileRefused: the file cannot be read now; the text says why.
        """
        try:
            with (
                self.engine.connect().execution_options(reading=True) as connection,
                Session(connection, expire_on_commit=False, autoflush=False) as session,
            ):
                now = self.clock.now()
                room = (self.settings, self.calendar, self.cabinet)
                yield Reader(session, actor, now, *room, handlers=self.handlers)
        except DBAPIError as fault:
            raise FileRefused(plain_cause(fault)) from fault

    def _settle_warnings(self, work: Work) -> None:
        open_ones = [w for w in work.warnings if w.code not in work.confirmed]
        if open_ones:
            raise NeedsConfirmation(*open_ones)

    def _audit(self, work: Work, command: Command, key: str, value: Any) -> None:
        deed = Deed(
            command_id=key,
            command=command.name,
            user_id=work.actor.user_id,
            at=work.now,
            reason=work.reason,
            result=canonical(msgspec.to_builtins(value)),
            proven=work.approves,
        )
        write_audit(work.session, work.trail, deed, work.signing_key)

    def _commit(self, session: Session, key: str) -> None:
        """Commit; when the answer is lost, look the command id up and tell the truth."""
        try:
            session.commit()
        except DBAPIError as fault:
            landed = self._landed(session, key)
            if not landed:
                raise SaveFailed(plain_cause(fault), saved=landed) from fault

    def _landed(self, session: Session, key: str) -> bool | None:
        """Whether the command is in the file; None when the file cannot be asked."""
        try:
            session.rollback()
            with Session(self.engine) as fresh:
                return fresh.scalar(_SEEN, {"command_id": key}) is not None
        except DBAPIError:
            return None

    def _repeated(self, command: Command, seen: AuditLog) -> Outcome[Any]:
        if seen.command != command.name:
            raise refuse("E010", v=seen.command_id)
        stored = msgspec.json.decode(seen.result)
        returned = command.function.__annotations__.get("return", Any)
        value = msgspec.convert(stored, returned) if returned not in (None, Any) else stored
        return Outcome(value, {}, (), seen.command_id, repeated=True)
