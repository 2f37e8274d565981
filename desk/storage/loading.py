"""One record by its id, through a plain statement: the session's own way costs several times the reading.

What it finds belongs to the session as if that had loaded it. Records with relationships that are
loaded at once, and columns that are not, are left to the session.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import instance_state

from desk.storage import driver
from desk.storage.base import Record

R = TypeVar("R", bound=Record)

_DIALECT = dialect()
_LATER = frozenset({"select", True})


@dataclass(frozen=True)
class _Reading:
    """How a record of one model is read.

    Attributes:
        statement: all columns of one id.
        keys: the record's names for them.
        shapes: places of stored values that are not the record's own, and what makes them that.
    """

    statement: str
    keys: tuple[str, ...]
    shapes: tuple[tuple[int, Callable[[Any], Any]], ...]

    def values(self, row: tuple[Any, ...]) -> dict[str, Any]:
        values = list(row)
        for place, shape in self.shapes:
            values[place] = shape(values[place])
        return dict(zip(self.keys, values, strict=True))


def load(session: Session, model: type[R], record_id: int) -> R | None:
    """The record as `Session.get` gives it."""
    key = (model, (record_id,), None)
    known = session.identity_map.get(key)
    if known is not None and not instance_state(known).expired:
        found: R = known
        return found
    reading = _reading(model)
    if reading is None or known is not None or any(isinstance(new, model) for new in session.new):
        return session.get(model, record_id)
    rows = driver.rows(session, reading.statement, (record_id,))
    return _held(session, model, key, reading.values(rows[0])) if rows else None


def _held(session: Session, model: type[R], key: Any, values: dict[str, Any]) -> R:
    """The record as the session's own loading puts it there."""
    mapper: Mapper[R] = inspect(model)
    record: R = mapper.class_manager.new_instance()
    vars(record).update(values)
    state = instance_state(record)
    state.key, state.session_id = key, session.hash_key
    session.identity_map._add_unpresent(state, key)
    return record


@cache
def _reading(model: type[Record]) -> _Reading | None:
    mapper: Mapper[Any] = inspect(model)
    attributes = list(mapper.column_attrs)
    simple = all(a.columns[0].table is mapper.local_table and not a.deferred for a in attributes)
    if not simple or not _LATER.issuperset(map(attrgetter("lazy"), mapper.relationships)):
        return None
    columns = [a.columns[0] for a in attributes]
    names = ", ".join(f'"{column.name}"' for column in columns)
    return _Reading(
        f'SELECT {names} FROM "{model.__tablename__}" WHERE id = ?',
        tuple(a.key for a in attributes),
        tuple(
            (place, shape)
            for place, column in enumerate(columns)
            if (shape := column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None))
        ),
    )
