"""The index behind every search: pieces of the texts by which records are found, kept by the gate.

One full-text table without content; its row number is the kind of the record and its id. Whatever
the gate flushes is indexed in the same transaction. A record says what it is found by:

    searched = Searched(1, ("number", "consignee_name"), initials=("consignee_initials",))

Source: performance of the house §3 (search index of our own n-grams).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    bindparam,
    column,
    delete,
    func,
    insert,
    inspect,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import LoaderCallableStatus, Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from desk.kernel.courtesy import give_way, one_by_one
from desk.kernel.grams import VERSION, grams, question
from desk.storage import driver
from desk.storage.base import Base, Record, Searched
from desk.storage.tables import SearchKind

CREATE = (
    "CREATE VIRTUAL TABLE record_grams USING fts5"
    "(pieces, content='', tokenize='unicode61', detail=none, columnsize=0)"
)
OWN_TABLES = frozenset(
    {"record_grams", *(f"record_grams_{part}" for part in ("config", "data", "idx", "docsize"))}
)
"""The index and what SQLite keeps behind it; no mapped record."""
_SPACE = 40
"""A kind has 2⁴⁰ row numbers."""
_INSERT = text("INSERT INTO record_grams(rowid, pieces) VALUES (:row, :pieces)")
_INSERT_ROW = "INSERT INTO record_grams(rowid, pieces) VALUES (?, ?)"
_DELETE = text(
    "INSERT INTO record_grams(record_grams, rowid, pieces) VALUES ('delete', :row, :pieces)"
)
_GRAMS = table("record_grams", column("rowid"))
_BLOCK = 5_000
Progress = Callable[[int, int], None]


def first_row(kind: int) -> int:
    """The index's row number before that of a kind's first record."""
    return kind << _SPACE


def kind_of(row: int) -> int:
    """The kind of the record at a row number of the index."""
    return row >> _SPACE


def _number(of: Searched, record_id: int) -> int:
    return first_row(of.kind) + record_id


@dataclass(frozen=True)
class _Change:
    """A record's pieces before and after; empty where it was or will be none."""

    row: int
    before: str
    after: str


def keep_found(session: Session, context: UOWTransaction) -> None:
    """Bring the index up to what is being flushed (after the flush, before its history fades)."""
    found = (change for change in _changes(session, context) if change.before != change.after)
    changes = sorted(found, key=lambda change: change.row)
    gone = [{"row": c.row, "pieces": c.before} for c in changes if c.before]
    come = [{"row": c.row, "pieces": c.after} for c in changes if c.after]
    if gone:
        session.connection().execute(_DELETE, gone)
    if come:
        session.connection().execute(_INSERT, come)


def index_new(session: Session, records: Iterable[Record]) -> None:
    """Bring the index up to records that were just written."""
    shaped = ((_row(record), _new_pieces(record)) for record in _searched(records))
    rows = sorted((row, pieces) for row, pieces in shaped if pieces)
    if rows:
        driver.write_all(session, _INSERT_ROW, one_by_one(rows))


def _changes(session: Session, context: UOWTransaction) -> Iterator[_Change]:
    """What the flush does to the index.

    The session does not count a child among the deleted that only left its parent's list, so the
    deleted ones are asked of the flush itself.
    """
    gone = [state.obj() for state, (away, listed) in context.states.items() if away and not listed]
    left = set(map(id, gone))
    for record in _searched(session.new):
        yield _Change(_row(record), "", _pieces(record, now=True))
    for record in _searched(session.dirty):
        if id(record) not in left and _touched(record):
            yield _Change(_row(record), _pieces(record, now=False), _pieces(record, now=True))
    for record in _searched(gone):
        yield _Change(_row(record), _pieces(record, now=False), "")


def _searched(records: Iterable[object]) -> Iterator[Record]:
    for record in records:
        give_way()
        if isinstance(record, Record) and record.searched:
            yield record


def _row(record: Record) -> int:
    assert record.searched is not None
    return _number(record.searched, record.id)


def _touched(record: Record) -> bool:
    assert record.searched is not None
    return not inspect(record).committed_state.keys().isdisjoint(record.searched.columns)


def _new_pieces(record: Record) -> str:
    """The pieces of a record that was just written, whole."""
    assert record.searched is not None
    held, of = vars(record), record.searched
    return _grams(of, lambda name: held[name] or "")


def _pieces(record: Record, *, now: bool) -> str:
    assert record.searched is not None
    state, of = inspect(record), record.searched

    def value(name: str) -> str:
        if now or name not in state.committed_state:
            return getattr(record, name) or ""
        old = state.committed_state[name]
        # Pieces that were never read cannot be taken out again.
        assert old is not LoaderCallableStatus.NO_VALUE, f"{name} was set before it was read"
        return old or ""

    return _grams(of, value)


def _grams(of: Searched, value: Callable[[str], str]) -> str:
    return grams(map(value, of.texts), map(value, of.initials), map(value, of.names))


def _row_grams(of: Searched, texts: Iterable[str | None]) -> str:
    held = dict(zip(of.columns, texts, strict=True))
    return _grams(of, lambda name: held[name] or "")


def searched_models() -> list[type[Record]]:
    """Every record that is found by its texts, by kind."""
    mapped = (mapper.class_ for mapper in Base.registry.mappers)
    found = [m for m in mapped if issubclass(m, Record) and m.searched]
    return sorted(found, key=lambda m: m.searched.kind if m.searched else 0)


def hits(model: type[Record], words: Sequence[str]) -> Select[Any]:
    """The ids of a kind's records that may contain some words, for an ``IN``; see `grams.is_exact`."""
    return asked_of(model, " AND ".join(f"({question(word)})" for word in words))


def asked_of(model: type[Record], asked: str) -> Select[Any]:
    """The ids of a kind's records that answer a question to the index, for an ``IN``."""
    assert model.searched is not None
    low = _number(model.searched, 0)
    return select(_GRAMS.c.rowid - low).where(
        literal_column("record_grams").op("MATCH")(bindparam(None, asked)),
        _GRAMS.c.rowid.between(low, low + (1 << _SPACE) - 1),
    )


def bring_up_to_date(engine: Engine, progress: Progress | None = None) -> bool:
    """Index an office anew whose records were indexed in another way, or never; tell whether it was.

    A new kind of record, another set of columns or another way of cutting them asks for it. What
    `progress` raises ends it, and the office stays as it was.
    """
    with engine.connect().execution_options(reading=True) as connection:
        asked = select(SearchKind.kind, SearchKind.made_by)
        stored = dict(connection.execute(asked).all())
    if stored == {of.kind: way for _, of, way in _ways()}:
        return False
    with engine.begin() as connection:
        rebuild(connection, progress)
    return True


def _ways() -> list[tuple[type[Record], Searched, str]]:
    """How every kind of record is indexed by this program."""
    found = []
    for model in searched_models():
        of = model.searched
        assert of is not None
        columns = (of.texts, of.initials, of.names)
        how = (str(VERSION), model.__tablename__, *map(",".join, columns))
        found.append((model, of, ":".join(how)))
    return found


def rebuild(connection: Connection, progress: Progress | None = None) -> None:
    """Make the whole index anew from the records; `progress` hears how many of how many are done."""
    connection.exec_driver_sql("INSERT INTO record_grams(record_grams) VALUES ('delete-all')")
    connection.execute(delete(SearchKind))
    done, total = 0, sum(_count(connection, model) for model in searched_models())
    for model, of, way in _ways():
        for block in _blocks(connection, model, of):
            connection.exec_driver_sql(_INSERT_ROW, [tuple(row.values()) for row in block])
            done += len(block)
            if progress is not None:
                progress(done, total)
        connection.execute(insert(SearchKind), {"kind": of.kind, "made_by": way})
    connection.exec_driver_sql("INSERT INTO record_grams(record_grams) VALUES ('optimize')")
    if progress is not None:
        progress(total, total)


def _count(connection: Connection, model: type[Record]) -> int:
    return connection.scalar(select(func.count()).select_from(model.__table__)) or 0


def _blocks(
    connection: Connection, model: type[Record], of: Searched
) -> Iterable[list[dict[str, Any]]]:
    columns = [getattr(model, name) for name in of.columns]
    last = 0
    while True:
        asked = select(model.id, *columns).where(model.id > last).order_by(model.id).limit(_BLOCK)
        rows = connection.execute(asked).all()
        if not rows:
            return
        last = rows[-1][0]
        shaped = ((row[0], _row_grams(of, row[1:])) for row in rows)
        block = [
            {"row": _number(of, number), "pieces": pieces} for number, pieces in shaped if pieces
        ]
        if block:
            yield block


def index_faults(session: Session) -> list[str]:
    """Pieces that the index counts in more or in fewer records than there are with them."""
    connection = session.connection()
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.piece_count"
        " USING fts5vocab(main, record_grams, row)"
    )
    kept: dict[str, int] = dict(
        connection.execute(text("SELECT term, doc FROM temp.piece_count")).all()
    )
    counted: Counter[str] = Counter()
    for model, of, _ in _ways():
        for block in _blocks(connection, model, of):
            for row in block:
                counted.update(row["pieces"].split(" "))
    return sorted(piece for piece in kept.keys() | counted if kept.get(piece) != counted[piece])
