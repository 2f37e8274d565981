"""What a command works with: one transaction, the acting user, the time, the office's settings."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from desk.kernel.actor import Actor
from desk.kernel.calendar import WorkingCalendar
from desk.kernel.courtesy import give_way
from desk.kernel.errors import Problem, problem, refuse
from desk.kernel.moments import local, show_moment
from desk.kernel.numbers import NUMBER_RULES, compose, scope
from desk.kernel.roles import RIGHTS, holders, may
from desk.kernel.settings import Settings
from desk.storage import driver
from desk.storage.audit import Trail
from desk.storage.base import Record, columns_of
from desk.storage.inserting import (
    enlist,
    give_id,
    in_order_of_writing,
    write_new,
    write_rows,
)
from desk.storage.loading import load
from desk.storage.numbering import next_serial, put_serial
from desk.storage.search_index import index_new, keep_found

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass
class Reader:
    """A reading view of the office: what a query gets."""

    session: Session
    actor: Actor
    now: datetime
    settings: Settings
    calendar: WorkingCalendar
    cabinet: Path
    held: set[Record] = field(default_factory=set, kw_only=True)
    told: dict[str, dict[object, Any]] = field(default_factory=dict, kw_only=True)
    handlers: Mapping[type, list[Callable[[Any, Any], None]]] = field(
        default_factory=dict, kw_only=True
    )

    def column(self, statement: str, *values: object) -> list[Any]:
        """The first column of a plain statement; what this command wrote so far counts."""
        self.session.flush()
        return [row[0] for row in driver.rows(self.session, statement, values)]

    def recall(self, table: str, key: object, ask: Callable[[], T]) -> T:
        """What the file answers, asked once in a whole read; a command asks anew unless it works `together`.

        Args:
            table: whose records the answer rests on.
            key: what tells this question from others about the table.
            ask: reads the answer.
        """
        told = self.told.setdefault(table, {})
        if key not in told:
            told[key] = ask()
        found: T = told[key]
        return found

    def emit(self, happened: object) -> None:
        """Tell the rooms above, inside this transaction; a query only puts questions to them."""
        for handler in self.handlers.get(type(happened), ()):
            handler(self, happened)

    @property
    def today(self) -> date:
        """The business date in the office's own zone."""
        return local(self.now).date()

    def may(self, right: str) -> bool:
        return may(self.actor.role, right)

    def require(self, right: str) -> None:
        """Raises: Refused E210 when the acting user lacks the right."""
        if not self.may(right):
            raise refuse(
                "E210",
                role=self.actor.role.label,
                action=RIGHTS[right].label,
                who=holders(right),
            )

    def get(self, model: type[R], record_id: int, label: str) -> R:
        """Load a record by id; it stays loaded, so asking again in one command reads nothing.

        Raises:
            Refused: E006 when there is none.
        """
        record = load(self.session, model, record_id)
        if record is None:
            raise refuse("E006", label=label, v=record_id)
        self.held.add(record)
        return record


@dataclass
class Work(Reader):
    """One command's transaction. Everything written passes through here.

    Attributes:
        approves: something is decided, so the gate asks for a fresh proof of the password.
    """

    reason: str = ""
    confirmed: frozenset[str] = frozenset()
    changes: dict[str, set[int]] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    trail: Trail = field(default_factory=Trail)
    progress: Callable[[int, int], None] | None = None
    approves: bool = False
    gathering: bool = False
    serials: dict[str, tuple[int, int]] = field(default_factory=dict)
    put: dict[type[Record], list[dict[str, Any]]] = field(default_factory=dict)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write what is added in here in few statements: when something is asked of it, else at the end.

        For lists of many records; answers of the file that `recall` knows are not asked again until
        records of their table are added or written.
        """
        self.gathering = True
        try:
            yield
            self.session.flush()
        finally:
            self.gathering = False
            self.told.clear()
        for of, (first, last) in self.serials.items():
            if last > first:
                put_serial(self.session, of, last)
        self.serials.clear()

    def recall(self, table: str, key: object, ask: Callable[[], T]) -> T:
        return super().recall(table, key, ask) if self.gathering else ask()

    @property
    def signing_key(self) -> bytes:
        """The acting user's own key, that signs what he does.

        Raises:
            LookupError: he is not really signed in.
        """
        if self.actor.signing_key is None:
            raise LookupError("nobody is signed in")
        return self.actor.signing_key

    def number(self, of: str, day: date | None = None) -> str:
        """Allot the next number of a kind (``consignment``) for a business day (today unless said)."""
        rule, on = NUMBER_RULES[of], day or self.today
        where = scope(rule, on)
        if where in self.serials:
            first, last = self.serials[where]
        else:
            first = next_serial(self.session, where)
            last = first - 1
        if self.gathering:
            self.serials[where] = first, last + 1
        return compose(rule, on, last + 1)

    def warn(self, code: str, at: str | None = None, /, **values: object) -> None:
        """Ask for confirmation: the command fails at its end unless the user confirmed the code."""
        self.warnings.append(problem(code, at, **values))

    def add(self, record: R) -> R:
        """Put a new record into the transaction and give it its id."""
        self.session.add(record)
        if self.gathering:
            give_id(self.session, record)
            self.told.pop(record.__tablename__, None)
        else:
            self.session.flush()
        return record

    def put_down(self, model: type[Record], **values: Any) -> None:
        """Write a new record that this command does not look at again, with the next flush.

        It is a row like any other, stamped and in the trail, but the session holds no record of it:
        that costs more than the row, and a long list has tens of thousands. It names what it belongs
        to by id, and no list of a record in hand knows it.
        """
        assert model.searched is None, f"{model.__tablename__} is searched"
        unknown = values.keys() - columns_of(model)
        if unknown:
            raise TypeError(f"no columns of {model.__tablename__}: {sorted(unknown)}")
        self.put.setdefault(model, []).append(values)
        self.told.pop(model.__tablename__, None)

    def write_put_down(self) -> None:
        """Write what was put down, after the records of the session."""
        put, self.put, stamps = self.put, {}, self.stamps
        for model in in_order_of_writing(put):
            for held in put[model]:
                held.update(stamps)
            write_rows(self.session, model, put[model])
            noted = self.changes.setdefault(model.__tablename__, set())
            for held in put[model]:
                give_way()
                self.trail.note_row(model, held)
                noted.add(held["id"])

    @property
    def stamps(self) -> dict[str, Any]:
        """By whom and when a new record is written."""
        who, when = self.actor.user_id, self.now
        return {"created_by": who, "updated_by": who, "created_at": when, "updated_at": when}

    def expect_version(self, record: Record, version: int | None) -> None:
        """Refuse a save that was typed against an older state of the record.

        Raises:
            Refused: E211 naming who changed it and when.
        """
        if version is not None and record.row_version != version:
            raise refuse("E211", user=self.who(record.updated_by), t=show_moment(record.updated_at))

    def who(self, user_id: int | None) -> str:
        """The name of a user, for messages."""
        from sqlalchemy import text

        row = self.session.execute(
            text('SELECT name FROM "user" WHERE id = :id'), {"id": user_id}
        ).first()
        return str(row[0]) if row else "?"

    def step(self, done: int, total: int) -> None:
        """Report progress of a long command (and let it be cancelled)."""
        if self.progress is not None:
            self.progress(done, total)

    def noted(self, records: Iterable[Record]) -> None:
        """Mark records as changed for the pages that show them."""
        for record in records:
            self.changes.setdefault(record.__tablename__, set()).add(record.id)
            self.told.pop(record.__tablename__, None)


class OfficeSession(Session):
    """The unit of work of one command: it stamps, guards and audits whatever it writes."""

    work: Work

    def add(self, instance: object, *, _warn: bool = True) -> None:
        """Put a record into the session, with what hangs on it; it comes after what was put down."""
        if type(instance) in self.waiting:
            self.flush()
        if not (isinstance(instance, Record) and enlist(self, instance)):
            super().add(instance, _warn=_warn)

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write what is new and changed, and what the command put down beside it."""
        if self._new and not self.dirty and not self.deleted:
            _write_new(self)  # all there is to do, without the machinery that orders changes
        super().flush(objects)
        if self.waiting:
            self.work.write_put_down()

    def close(self) -> None:
        """Forget the command too, with its user's keys and what it read: the next one finds nothing of it."""
        try:
            super().close()
        finally:
            vars(self).pop("work", None)
            self.info.clear()

    @property
    def waiting(self) -> Mapping[Any, object]:
        """The models of which rows were put down."""
        work: Work | None = getattr(self, "work", None)  # none yet when a retry is looked up
        return work.put if work is not None else {}


@event.listens_for(OfficeSession, "before_flush")
def _before(session: OfficeSession, _context: object, _instances: object) -> None:
    work = session.work
    for record in session.dirty:
        if isinstance(record, Record) and session.is_modified(record):
            _refuse_rewriting(record)
            record.updated_by, record.updated_at = work.actor.user_id, work.now
    for record in session.deleted:
        if isinstance(record, Record):
            _refuse_rewriting(record)
    _write_new(session)


def _write_new(session: OfficeSession) -> None:
    """Stamp the new records and write those that are plain, trail and index with them."""
    work = session.work
    stamps = work.stamps
    for record in session.new:
        if isinstance(record, Record):
            vars(record).update(stamps)
    written = write_new(session)
    work.trail.note_new(written)
    index_new(session, written)
    work.noted(written)


@event.listens_for(OfficeSession, "after_flush")
def _after(session: OfficeSession, context: UOWTransaction) -> None:
    session.work.trail.gather(session)
    keep_found(session, context)
    touched = [*session.new, *session.dirty]
    session.work.noted(record for record in touched if isinstance(record, Record))


@event.listens_for(OfficeSession, "persistent_to_deleted")
def _deleted(session: OfficeSession, record: object) -> None:
    session.work.trail.forget(record)
    if isinstance(record, Record):
        _refuse_rewriting(record)
        session.work.noted([record])


def _refuse_rewriting(record: Record) -> None:
    if record.append_only:
        raise AssertionError(f"{record.__tablename__} is append-only")
