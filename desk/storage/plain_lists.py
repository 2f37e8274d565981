"""Lists by plain statements: compiled once for every shape of a question, asked over the driver.

What belongs to the shape (words of an enumeration, yes and no, the number of wanted values) stands in
the statement, so that partial indexes fit; what the user typed is always a parameter. Columns are read
by converters chosen once, a column at a time. Source: performance of the house §3.
"""

import functools
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import itemgetter
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Boolean, Date, Engine, Select, literal_column
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from desk.kernel.choices import Choice
from desk.kernel.courtesy import give_way
from desk.kernel.errors import FileRefused
from desk.screens.lists import Filter
from desk.storage.columns import Chosen, Moment
from desk.storage.faults import plain_cause
from desk.storage.ways import Counted

DIALECT: Any = sqlite.dialect()
SHAPES = 512
FIXED = (Choice, bool, type(None))
PLACE = object()
_PIECE = 1000
Convert = Callable[[Any], Any]
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class PlainReading:
    """A connection of the driver, and what was counted in this office before (desk.storage.ways)."""

    connection: sqlite3.Connection
    counted: Counted


_COUNTED: WeakKeyDictionary[Engine, Counted] = WeakKeyDictionary()


@contextmanager
def plain_reading(engine: Engine) -> Iterator[PlainReading]:
    """A connection of the pool for a few short statements; each sees the file as it is then.

    Raises:
        FileRefused: the file cannot be read now; the text says why.
    """
    try:
        pooled = engine.raw_connection()
    except DBAPIError as fault:
        raise FileRefused(plain_cause(fault)) from fault
    try:
        connection: Any = pooled.driver_connection
        yield PlainReading(connection, _COUNTED.setdefault(engine, {}))
    except sqlite3.Error as cause:
        raise FileRefused(plain_cause(DBAPIError("", {}, cause))) from cause
    finally:
        pooled.close()


@dataclass(frozen=True)
class Question:
    """A compiled statement: its first column is the id, `converters` are those of the others."""

    sql: str
    converters: tuple[tuple[int, Convert], ...]

    def ids(self, reading: PlainReading, values: Sequence[Any] = ()) -> "array[int]":
        """The first column alone; of a long result piece by piece, the window goes first."""
        found, ids = reading.connection.execute(self.sql, values), array("q")
        while piece := found.fetchmany(_PIECE):
            ids.extend(map(itemgetter(0), piece))
            give_way()
        return ids

    def rows(self, reading: PlainReading, values: Sequence[Any] = ()) -> Rows:
        """Every row as the program reads it, the id first."""
        found = reading.connection.execute(self.sql, values).fetchall()
        columns: list[Any] = list(zip(*found, strict=True))
        if not columns:
            return []
        for place, convert in self.converters:
            columns[place] = map(convert, columns[place])
        return list(zip(*columns, strict=True))


def compiled(statement: Select[Any]) -> str:
    """A statement's text, all its constants written out; it takes a while, the window goes first."""
    give_way()
    return str(statement.compile(dialect=DIALECT, compile_kwargs={"literal_binds": True}))


def parameter(of: Any) -> Any:
    """A value the statement is given when it is asked, of a column's type."""
    return literal_column("?", of.type)


def padded(values: Sequence[Any]) -> list[Any]:
    """The values, the last one again until they are a power of two: few statements for any number."""
    wanted = 1 << max(0, len(values) - 1).bit_length()
    return [*values, *[values[-1]] * (wanted - len(values))]


def shaped(wanted: Filter, of: Any) -> tuple[Filter, list[Any]]:
    """A condition's shape, `PLACE` for what was typed, and the values for them."""
    if wanted.op == "empty":
        return Filter(wanted.field, wanted.op), []
    if wanted.op in ("contains", "ids"):
        return replace(wanted, value=PLACE), [wanted.value]
    many = wanted.op == "in"
    values = list(wanted.value) if many else [wanted.value]
    if all(isinstance(value, FIXED) for value in values):
        return replace(wanted, value=tuple(values) if many else wanted.value), []
    values = padded(values)
    write = stored(of.type)
    given = [write(value) if write else value for value in values]
    return replace(wanted, value=(PLACE,) * len(values) if many else PLACE), given


def unshaped(shape: Filter, of: Any) -> Filter:
    """The condition with parameters in its places."""
    if shape.value is PLACE:
        return replace(shape, value=parameter(of))
    if shape.op == "in" and PLACE in shape.value:
        return replace(shape, value=[parameter(of) for _ in shape.value])
    return shape


@functools.cache
def stored(of: TypeEngine[Any]) -> Convert | None:
    """How a value is written for comparing with a column of this type."""
    processor: Convert | None = of.dialect_impl(DIALECT).bind_processor(DIALECT)
    return processor


@functools.cache
def converter(of: TypeEngine[Any]) -> Convert | None:
    """How a column of this type is read; None when it stays as it is."""
    if isinstance(of, Chosen):
        members: dict[str | None, Choice | None] = {m.value: m for m in of.choices}
        return {**members, None: None}.__getitem__
    if isinstance(of, Moment):
        return _moment
    if isinstance(of, Date):
        return _day
    if isinstance(of, Boolean):
        return _flag
    processor: Convert | None = of.dialect_impl(DIALECT).result_processor(DIALECT, None)
    return processor


def _moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _flag(value: int | None) -> bool | None:
    return None if value is None else value != 0
