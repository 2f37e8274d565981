"""Lists without pages: the whole filtered and sorted result as an array of ids, rows by blocks.

Source: performance of the house §3. Sorting and filtering go by described fields only, so no text
of the user ever becomes SQL.
"""

import functools
import json
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Text, and_, func, literal_column, or_, select
from sqlalchemy.orm import Session

from desk.kernel.errors import refuse
from desk.kernel.grams import is_exact, plain, question
from desk.kernel.identity import mask_phone
from desk.screens.fields import Field, Kind
from desk.screens.lists import Filter, ListSpec, Sort
from desk.storage.base import Record
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
from desk.storage.search_index import hits
from desk.storage.ways import FREE, KEPT, MANY, Way, counting, indexes_of, out_of_reach, way

BLOCK = 128
MOST_WORDS = 12


@dataclass(frozen=True)
class ListSource:
    """Where a list's rows come from.

    Attributes:
        base: a select whose FROM joins everything the columns need.
        id: the id column.
        columns: field name → column expression.
        search: columns in which a typed fragment is looked for.
        initials: columns holding pinyin initials, matched from a word's beginning.
        indexed: columns holding the list's id, of records whose texts in the search index are all
            those of `search`: the list's own id, or a foreign key to it.
    """

    base: Select[Any]
    id: Any
    columns: Mapping[str, Any]
    search: tuple[Any, ...] = ()
    initials: tuple[Any, ...] = ()
    indexed: tuple[Any, ...] = ()


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


def searched_ids(
    session: Session,
    spec: ListSpec,
    filters: Sequence[Filter],
    search: str,
    sort: Sort | None = None,
    limit: int | None = None,
) -> "array[int]":
    """The ids of what a typed text finds, in order."""
    source = _source(spec.source)
    statement = source.base.with_only_columns(source.id, maintain_column_froms=True).where(
        *_conditions(source, filters, search)
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
    of = _source(spec.source).id
    versions = getattr(of.class_, "row_version", None)
    version = None if versions is None else session.scalar(select(versions).where(of == record_id))
    driver: Any = session.connection().connection.driver_connection
    row = list_rows(PlainReading(driver, {}), spec, (record_id,)).get(record_id, ())
    return dict(zip((field.name for field in spec.fields), row, strict=False)), version


@functools.cache
def _source(make: Callable[[], ListSource]) -> ListSource:
    """A list's source; it never changes while the program runs."""
    return make()


@functools.cache
def _block(make: Callable[[], ListSource], names: tuple[str, ...], count: int) -> Question:
    """The statement for the rows of so many ids."""
    source = _source(make)
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
    source, ordered = _source(spec.source), sort or spec.sort
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
        fixed, given = shaped(_with_pattern(wanted), _column(source, wanted.field, "filter"))
        shape.append(fixed)
        values += given
    return tuple(shape), values


def _with_pattern(wanted: Filter) -> Filter:
    if wanted.op != "contains":
        return wanted
    return replace(wanted, value=pattern_of(str(wanted.value)))


@functools.cache
def _indexes(make: Callable[[], ListSource]) -> Mapping[str, frozenset[str]]:
    return indexes_of(_source(make))


def _many(
    reading: PlainReading, make: Callable[[], ListSource], conditions: tuple[Filter, ...]
) -> bool:
    """Whether more rows than can well be sorted meet some conditions; counted once in an office."""
    shape, values = _shaped(_source(make), conditions)
    key = (make, shape, *values)
    if key not in reading.counted:
        if len(reading.counted) >= KEPT:
            reading.counted.clear()
        found = reading.connection.execute(_count(make, shape), values).fetchone()
        reading.counted[key] = found[0] > MANY
    return reading.counted[key]


@functools.lru_cache(SHAPES)
def _count(make: Callable[[], ListSource], shape: tuple[Filter, ...]) -> str:
    source = _source(make)
    return compiled(counting(source, _where(source, shape)))


def _where(
    source: ListSource, shape: tuple[Filter, ...], over: frozenset[str] = frozenset()
) -> Any:
    for part in shape:
        column = source.columns[part.field]
        reached = out_of_reach(column) if part.field in over else column
        yield _condition(source, reached, unshaped(part, column))


@functools.lru_cache(SHAPES)
def _shape(
    make: Callable[[], ListSource],
    names: tuple[str, ...],
    shape: tuple[Filter, ...],
    sort: Sort,
    limited: bool,
    chosen: Way,
) -> Question:
    source = _source(make)
    order = _order(source, sort, sorts=chosen.sorts)
    statement = source.base.where(*_where(source, shape, chosen.passed_over)).order_by(*order)
    limit: Any = literal_column("?") if limited else None
    return _question(source, names, statement.limit(limit))


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
    source = _source(spec.source)
    names = [f.name for f in spec.fields if f.total]
    sums = [func.coalesce(func.sum(source.columns[name]), 0) for name in names]
    statement = source.base.with_only_columns(
        func.count(), *sums, maintain_column_froms=True
    ).where(*_conditions(source, filters, search))
    row = session.execute(statement).one()
    return {"count": row[0], **dict(zip(names, map(int, row[1:]), strict=True))}


def list_sums(session: Session, spec: ListSpec, ids: Sequence[int]) -> dict[str, int]:
    """The sums of the total fields over some rows; one statement whatever their number."""
    source = _source(spec.source)
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


def _column(source: ListSource, name: str, where: str) -> Any:
    if name not in source.columns:
        raise refuse("E011", where, v=name, label="列", choices="、".join(source.columns))
    return source.columns[name]


def _order(source: ListSource, chosen: Sort, *, sorts: bool = False) -> list[ColumnElement[Any]]:
    column: ColumnElement[Any] = _column(source, chosen.field, "sort")
    column = out_of_reach(column) if sorts else column
    if chosen.descending:
        return [column.desc(), source.id.desc()]
    return [column.asc(), source.id.asc()]


def _conditions(
    source: ListSource, filters: Sequence[Filter], search: str
) -> list[ColumnElement[bool]]:
    conditions = [
        _condition(source, _column(source, wanted.field, "filter"), _with_pattern(wanted))
        for wanted in filters
    ]
    if search.strip():
        conditions.append(_search(source, search.strip()))
    return conditions


def _condition(source: ListSource, column: ColumnElement[Any], wanted: Filter) -> Any:
    match wanted.op:
        case "is":
            return column == wanted.value
        case "not":
            return column != wanted.value
        case "in":
            values = list(wanted.value)  # one value as =, so that a partial index fits
            return column == values[0] if len(values) == 1 else column.in_(values)
        case "ids":
            return source.id.in_(select(func.json_each(wanted.value).table_valued("value").c.value))
        case "from":
            return column >= wanted.value
        case "to":
            return column <= wanted.value
        case "empty":
            blank = [column == ""] if type(column.type) in (String, Text) else []
            return or_(column.is_(None), *blank)
        case "contains":
            return _like(column, wanted.value)
    raise refuse("E011", "filter", v=wanted.op, label="筛选方式", choices="is in from to contains")


def _search(source: ListSource, text: str) -> ColumnElement[bool]:
    words = text.split()[:MOST_WORDS]  # SQLite ends a statement of thousands of conditions
    if len(source.indexed) != 1:
        return and_(*(_word(source, word) for word in words))
    known = [word for word in words if question(word)]
    found = [_word(source, word) for word in words if word not in known]
    if known:  # one short list of the index instead of several long ones
        found.insert(0, source.id.in_(_ids_with(source.indexed[0], known)))
    found += [_compared(source, word) for word in known if not is_exact(word)]
    return and_(*found)


def _word(source: ListSource, word: str) -> ColumnElement[bool]:
    if source.indexed and question(word):
        found = or_(*(source.id.in_(_ids_with(column, [word])) for column in source.indexed))
        return found if is_exact(word) else and_(found, _compared(source, word))
    hits = [_contains(column, word) for column in source.search]
    if word.isascii():
        start = escape_like(word.lower())
        for column in source.initials:
            hits.append(column.like(f"{start}%", escape="\\"))
            hits.append(column.like(f"% {start}%", escape="\\"))
    return or_(*hits)


def _ids_with(column: Any, words: Sequence[str]) -> Select[Any]:
    """What the column says in the records that may contain some words."""
    model: type[Record] = column.class_
    found = hits(model, words)
    return found if column.key == "id" else select(column).where(model.__table__.c.id.in_(found))


def _compared(source: ListSource, word: str) -> ColumnElement[bool]:
    """All pieces of a word may stand apart in a row: its texts are looked at themselves."""
    signs = plain(word)
    found = [_contains(column, signs) for column in source.search]  # most hits stand there so
    found += [func.instr(func.plain_signs(column), signs) > 0 for column in source.search]
    for column in source.initials if signs.isascii() else ():
        found += [column.like(f"{signs}%"), column.like(f"% {signs}%")]
    return or_(*found)


def _contains(column: Any, fragment: str) -> ColumnElement[bool]:
    return _like(column, pattern_of(fragment))


def _like(column: Any, pattern: Any) -> ColumnElement[bool]:
    """SQLite's LIKE takes a for A by itself; folding every value first would double the time."""
    found: ColumnElement[bool] = column.like(pattern, escape="\\")
    return found


def pattern_of(fragment: str) -> str:
    """The LIKE pattern of a fragment of the user's text, taken literally."""
    return f"%{escape_like(fragment)}%"


def escape_like(text: str) -> str:
    """A fragment of the user's text inside a LIKE pattern."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
