"""Lists without pages: the whole filtered and sorted result as an array of ids, rows by blocks.

Source: performance of the house §3.
"""

import functools
import json
import sqlite3
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Text, func, literal_column, select
from sqlalchemy.orm import QueryableAttribute, Session

from desk.kernel.courtesy import give_way
from desk.kernel.identity import mask_phone
from desk.screens.fields import Field, Kind
from desk.screens.lists import Filter, ListSpec, Sort
from desk.storage.base import Record
from desk.storage.conditions import MOST_WORDS as MOST_WORDS
from desk.storage.conditions import ListSource as ListSource
from desk.storage.conditions import column_of, condition, conditions_of, with_pattern
from desk.storage.conditions import escape_like as escape_like
from desk.storage.plain_lists import (
    SHAPES,
    PlainReading,
    Question,
    Rows,
    compiled,
    converter,
    padded,
    parameter,
    shaped,
    unshaped,
)
from desk.storage.ways import (
    FREE,
    KEPT,
    MANY,
    Way,
    counting,
    gives_order,
    indexes_of,
    is_always_there,
    leading,
    led,
    out_of_reach,
    way,
)

BLOCK = 128


@dataclass(frozen=True)
class ListPage:
    """The beginning of a result: its ids in order, and their rows."""

    ids: "array[int]"
    rows: dict[int, tuple[Any, ...]]


def list_page(
    reading: PlainReading,
    spec: ListSpec,
    filters: Sequence[Filter],
    sort: Sort | None,
    limit: int,
) -> ListPage:
    """The first rows of a result by one statement; personal fields come masked."""
    names = tuple(field.name for field in spec.fields)
    question, values = _asked(reading, spec, names, filters, sort, limited=True)
    rows = _masked(spec, question.rows(reading, (*values, limit)))
    return ListPage(array("q", rows), rows)


def list_ids(
    reading: PlainReading,
    spec: ListSpec,
    filters: Sequence[Filter] = (),
    sort: Sort | None = None,
    limit: int | None = None,
) -> "array[int]":
    """The ids of the whole result in order (8 bytes a row); the first `limit` if given."""
    question, values = _asked(reading, spec, (), filters, sort, limited=limit is not None)
    return question.ids(reading, values if limit is None else (*values, limit))


def ids_in_order(
    reading: PlainReading, spec: ListSpec, filters: Sequence[Filter], sort: Sort | None
) -> sqlite3.Cursor:
    """The ids of the whole result one after the other, along the way of the first rows."""
    question, values = _asked(reading, spec, (), filters, sort, limited=True)
    return reading.connection.execute(question.sql, (*values, -1))


def searched_ids(
    session: Session,
    spec: ListSpec,
    filters: Sequence[Filter],
    search: str,
    sort: Sort | None = None,
    limit: int | None = None,
) -> "array[int]":
    """The ids of what a typed text finds, in order."""
    source = source_of(spec.source)
    statement = source.base.with_only_columns(source.id, maintain_column_froms=True).where(
        *conditions_of(source, filters, search)
    )
    statement = statement.order_by(*_order(source, sort or spec.sort)).limit(limit)
    return array("q", session.connection().scalars(statement).all())


def list_rows(
    reading: PlainReading, spec: ListSpec, ids: Sequence[int]
) -> dict[int, tuple[Any, ...]]:
    """The rows of some ids: id → values in field order; personal fields come masked."""
    names = tuple(field.name for field in spec.fields)
    rows: Rows = []
    for start in range(0, len(ids), BLOCK):
        wanted = padded(ids[start : start + BLOCK])
        rows += _block(spec.source, names, len(wanted)).rows(reading, wanted)
    return _masked(spec, rows)


def record(session: Session, spec: ListSpec, record_id: int) -> tuple[dict[str, Any], int | None]:
    """A row by field name and its record's version (None without one), read in one transaction."""
    of = source_of(spec.source).id
    versions = getattr(of.class_, "row_version", None)
    version = None if versions is None else session.scalar(select(versions).where(of == record_id))
    driver: Any = session.connection().connection.driver_connection
    row = list_rows(PlainReading(driver, {}), spec, (record_id,)).get(record_id, ())
    return dict(zip((field.name for field in spec.fields), row, strict=False)), version


@functools.cache
def source_of(make: Callable[[], ListSource]) -> ListSource:
    """A list's source; it never changes while the program runs."""
    give_way()
    return make()


@functools.cache
def _block(make: Callable[[], ListSource], names: tuple[str, ...], count: int) -> Question:
    """The statement for the rows of so many ids."""
    source = source_of(make)
    wanted = source.id.in_([parameter(source.id)] * count)
    return _question(source, names, source.base.where(wanted))


def _asked(
    reading: PlainReading,
    spec: ListSpec,
    names: tuple[str, ...],
    filters: Sequence[Filter],
    sort: Sort | None,
    *,
    limited: bool,
) -> tuple[Question, list[Any]]:
    """The statement for a question, and the values it is asked with."""
    source, ordered = source_of(spec.source), sort or spec.sort
    shape, values = _shaped(source, filters)
    chosen = FREE
    if limited and filters:
        many = functools.partial(_many, reading, spec.source)
        chosen = way(filters, ordered, _indexes(spec.source), many)
    return _shape(spec.source, names, shape, ordered, limited, chosen), values


def _shaped(source: ListSource, filters: Sequence[Filter]) -> tuple[tuple[Filter, ...], list[Any]]:
    values: list[Any] = []
    shape: list[Filter] = []
    for wanted in filters:
        fixed, given = shaped(with_pattern(wanted), column_of(source, wanted.field, "filter"))
        shape.append(fixed)
        values += given
    return tuple(shape), values


@functools.cache
def _indexes(make: Callable[[], ListSource]) -> Mapping[str, frozenset[str]]:
    return indexes_of(source_of(make))


def _many(
    reading: PlainReading, make: Callable[[], ListSource], conditions: tuple[Filter, ...]
) -> bool:
    """Whether more rows than can well be sorted meet some conditions; counted once in an office."""
    shape, values = _shaped(source_of(make), conditions)
    key = (make, shape, *values)
    if key not in reading.counted:
        if len(reading.counted) >= KEPT:
            reading.counted.clear()
        found = reading.connection.execute(_count(make, shape), values).fetchone()
        reading.counted[key] = found[0] > MANY
    return reading.counted[key]


@functools.lru_cache(SHAPES)
def _count(make: Callable[[], ListSource], shape: tuple[Filter, ...]) -> str:
    source = source_of(make)
    return compiled(counting(source, _where(source, shape)))


def _where(
    source: ListSource, shape: tuple[Filter, ...], over: frozenset[str] = frozenset()
) -> Any:
    for part in shape:
        column = source.columns[part.field]
        reached = out_of_reach(column) if part.field in over else column
        yield condition(source, reached, unshaped(part, column))


@functools.lru_cache(SHAPES)
def _shape(
    make: Callable[[], ListSource],
    names: tuple[str, ...],
    shape: tuple[Filter, ...],
    sort: Sort,
    limited: bool,
    chosen: Way,
) -> Question:
    source = source_of(make)
    order = _order(source, sort, sorts=chosen.sorts)
    by_head = limited and not chosen.sorts
    head = leading(source.led_by, column_of(source, sort.field, "sort")) if by_head else None
    base = source.led_by if source.led_by is not None and head else source.base
    statement = base.where(*_where(source, shape, chosen.passed_over)).order_by(*order)
    limit: Any = literal_column("?") if limited else None
    question = _question(source, names, statement.limit(limit))
    return replace(question, sql=led(question.sql, head)) if head else question


def _question(source: ListSource, names: tuple[str, ...], statement: Select[Any]) -> Question:
    columns = [source.columns[name] for name in names]
    shown = (column.label(name) for name, column in zip(names, columns, strict=True))
    whole = statement.with_only_columns(source.id, *shown, maintain_column_froms=True)
    converters = ((n, converter(column.type)) for n, column in enumerate(columns, 1))
    return Question(compiled(whole), tuple((n, used) for n, used in converters if used))


def _masked(spec: ListSpec, rows: Rows) -> dict[int, tuple[Any, ...]]:
    hidden = [(place, f) for place, f in enumerate(spec.fields, 1) if f.personal]
    if not hidden:
        return {row[0]: row[1:] for row in rows}
    columns: list[Any] = list(zip(*rows, strict=True))
    for place, described in hidden if rows else ():
        columns[place] = [mask(described, value) for value in columns[place]]
    return {row[0]: row[1:] for row in zip(*columns, strict=True)}


def list_totals(
    session: Session, spec: ListSpec, filters: Sequence[Filter] = (), search: str = ""
) -> dict[str, int]:
    """Count (key ``count``) and the sums of the total fields over the whole result."""
    source = source_of(spec.source)
    names = [f.name for f in spec.fields if f.total]
    sums = [func.coalesce(func.sum(source.columns[name]), 0) for name in names]
    statement = source.base.with_only_columns(
        func.count(), *sums, maintain_column_froms=True
    ).where(*conditions_of(source, filters, search))
    row = session.execute(statement).one()
    return {"count": row[0], **dict(zip(names, map(int, row[1:]), strict=True))}


def list_sums(session: Session, spec: ListSpec, ids: Sequence[int]) -> dict[str, int]:
    """The sums of the total fields over some rows; one statement whatever their number."""
    source = source_of(spec.source)
    names = [f.name for f in spec.fields if f.total]
    sums = [func.coalesce(func.sum(source.columns[name]), 0) for name in names]
    wanted = select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)
    statement = source.base.with_only_columns(*sums, maintain_column_froms=True)
    row = session.execute(statement.where(source.id.in_(wanted))).one()
    return dict(zip(names, map(int, row), strict=True))


def mask(described: Field, value: Any) -> Any:
    """A personal value as a list may show it (spec 5.13)."""
    if not value:
        return value
    if described.kind is Kind.PHONE:
        return mask_phone(str(value))
    text = str(value)
    return text[:1] + "*" * max(1, len(text) - 1)


def _order(source: ListSource, chosen: Sort, *, sorts: bool = False) -> list[ColumnElement[Any]]:
    """What is empty stands last both ways, as in a spreadsheet.

    An index gives the absent values last as well, but not the empty words: in the few columns of words
    with an index of their own these stay first, also where few rows are sorted: the first page is asked for
    along one way and the whole result along the other.
    """
    named = column_of(source, chosen.field, "sort")
    letters = _letters(source, chosen.field)
    if letters is not None:
        return _by_pinyin(source, named, letters, chosen, sorts=sorts)
    column: ColumnElement[Any] = out_of_reach(named) if sorts else named
    if chosen.descending:
        return [column.desc(), source.id.desc()]
    if is_always_there(source.id, named):
        return [column.asc(), source.id.asc()]
    wordless = type(named.type) in (String, Text) and not gives_order(named)
    blank = [func.coalesce(column, "") == ""] if wordless else []
    return [*blank, column.asc().nulls_last(), source.id.asc()]


def _letters(source: ListSource, field: str) -> Any:
    """The letters a column of names is sorted by; None for one that is sorted as it is written.

    Names that are few (`Record.names_read`) are read whole, in whatever list they stand; of others the
    initials that are stored with the record serve, since an index gives them: a hundred thousand names are
    not read.
    """
    named = source.columns[field]
    model = named.parent.mapper.class_ if isinstance(named, QueryableAttribute) else None
    if model is None or not issubclass(model, Record):
        return None
    if named.key in model.names_read:
        return func.in_alphabet(named)
    of = model.searched
    if of is None or not of.initials or named.key not in of.names:
        return None
    return getattr(named.parent.entity, of.initials[0])


def _by_pinyin(
    source: ListSource, named: Any, letters: Any, chosen: Sort, *, sorts: bool
) -> list[ColumnElement[Any]]:
    """As a clerk looks for a name: digits, then letters and pinyin in one alphabet; alike ones by the name."""
    first = out_of_reach(letters) if sorts else letters
    if chosen.descending:
        return [first.desc(), named.desc(), source.id.desc()]
    begins = first if gives_order(letters) else func.nullif(first, "")
    return [begins.asc().nulls_last(), named.asc(), source.id.asc()]
