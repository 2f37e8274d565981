"""Which way to a page of a list is short: by the index of a condition, or along the index of the order.

A condition that few rows meet is followed by its index and the few rows are sorted; one that many
meet is only looked at while the rows come in their order. SQLite cannot know which it is: it keeps
no statistics here, and none would tell the common state from the rare one. So up to `MANY` rows are
counted, once for a condition, and the index that is not wanted is put out of reach by a plus sign.
"""

import functools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, Text, UnaryExpression, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.operators import custom_op

from desk.screens.lists import Filter, Sort

MANY = 20_000
KEPT = 1_000
FOLLOWED = ("is", "in", "from", "to", "empty")
Counted = dict[Any, bool]


@dataclass(frozen=True)
class Way:
    """`passed_over`: fields whose conditions' indexes are not used; `sorts`: the rows are sorted."""

    passed_over: frozenset[str] = frozenset()
    sorts: bool = False


FREE = Way()
"""SQLite chooses: nothing is narrowed by an indexed column."""


def way(
    filters: Sequence[Filter],
    sort: Sort,
    followed_by: Mapping[str, frozenset[str]],
    many: Callable[[tuple[Filter, ...]], bool],
) -> Way:
    """The way for some conditions and an order.

    Args:
        filters: the conditions.
        sort: the order.
        followed_by: field → fields that stand right behind it in an index of its own.
        many: whether more rows than `MANY` meet all of some conditions.
    """
    of_field: dict[str, list[Filter]] = defaultdict(list)
    for wanted in filters:
        if wanted.field in followed_by and wanted.op in FOLLOWED:
            of_field[wanted.field].append(wanted)
    passed_over, sorts = set(), False
    for name, conditions in of_field.items():
        if many(tuple(conditions)):
            passed_over.add(name)
        elif name != sort.field and not _orders(conditions, followed_by[name], sort):
            sorts = True
    return Way(frozenset(passed_over), sorts) if of_field else FREE


def _orders(conditions: Sequence[Filter], behind: frozenset[str], sort: Sort) -> bool:
    """Whether the condition's own index gives the rows in order: one value, the order behind it."""
    alone = conditions[0].op in ("is", "empty") or (
        conditions[0].op == "in" and len(conditions[0].value) == 1
    )
    return alone and sort.field in behind


def indexes_of(source: Any) -> Mapping[str, frozenset[str]]:
    """The fields of a list that lead an index of its own record, and what stands second in these.

    An index of the rare yes of a flag counts; the common no is many rows anyway.
    """
    table = source.id.class_.__table__
    names = {
        column.key: name
        for name, column in source.columns.items()
        if isinstance(column, InstrumentedAttribute) and column.class_ is source.id.class_
    }
    found: dict[str, set[str]] = defaultdict(set)
    for index in table.indexes:
        leading, *behind = [column.key for column in index.columns]
        where = index.dialect_options["sqlite"]["where"]
        if leading in names and (where is None or str(where) == f"{leading} = 1"):
            found[names[leading]].update(names[key] for key in behind[:1] if key in names)
    return {name: frozenset(behind) for name, behind in found.items()}


def leading(led_by: Select[Any] | None, column: Any) -> str | None:
    """The table a select begins with, if an index of its own gives the order of a column."""
    if led_by is None or not isinstance(column, InstrumentedAttribute):
        return None
    table: Any = column.class_.__table__
    begins: Any = led_by.columns_clause_froms[0]
    if table.name != begins.name:
        return None
    return begins.name if gives_order(column) else None


def gives_order(column: Any) -> bool:
    """Whether an index of its own record gives the order of a column."""
    if not isinstance(column, InstrumentedAttribute):
        return False
    table: Any = column.class_.__table__
    first = {index.columns[0].key for index in table.indexes if len(index.columns)}
    return bool(table.c[column.key].unique) or column.key in first


def is_always_there(own: Any, column: Any) -> bool:
    """Whether a column of the list's own record is a figure or a word of the program, never empty."""
    if not isinstance(column, InstrumentedAttribute) or column.class_ is not own.class_:
        return False
    described = own.class_.__table__.c[column.key]
    return not described.nullable and type(described.type) not in (String, Text)


def led(sql: str, head: str) -> str:
    """The statement with its first table read first, whatever SQLite would rather begin with."""
    begun = f"FROM {head} JOIN"
    assert begun in sql
    return sql.replace(begun, f"FROM {head} CROSS JOIN", 1)


def counting(source: Any, conditions: Sequence[Any]) -> Select[Any]:
    """The count of the rows that meet some conditions, at most one more than `MANY`."""
    some: Select[Any] = select(literal_column("1")).select_from(source.id.class_).where(*conditions)
    return select(func.count()).select_from(some.limit(MANY + 1).subquery())


@functools.cache
def out_of_reach(column: Any) -> Any:
    """The column as an expression that no index serves."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)
