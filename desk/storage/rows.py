"""A plain INSERT of one model's table, its values brought into the shape in which SQLite keeps them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Self

from sqlalchemy import Boolean, Date, inspect
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.orm import Mapper
from sqlalchemy.types import TypeEngine

from desk.storage.base import Base
from desk.storage.columns import Chosen, Moment

_DIALECT = dialect()
_FEW = (Boolean, Chosen, Date, Moment)
"""Types of whose values few are written again and again."""
_KEPT = 512


@dataclass(frozen=True)
class Inserting:
    """How rows of one model are written.

    Attributes:
        statement: for the driver.
        defaults: what a column other than the id gets that was left out.
        given: those of them that are something.
        taken: takes the values of a record in the order of the statement.
        shapes: places of those that are kept in another shape, and how that is made; nothing stays nothing.
    """

    statement: str
    defaults: Mapping[str, Any]
    given: tuple[tuple[str, Any], ...]
    taken: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    shapes: tuple[tuple[int, Callable[[Any], Any]], ...]

    @classmethod
    def into(cls, model: type[Base], besides: Collection[str] = ()) -> Self:
        """The statement for a model; `besides`: columns that the file fills itself."""
        mapper: Mapper[Any] = inspect(model)
        columns = {a.key: a.columns[0] for a in mapper.column_attrs if a.key not in besides}
        names = ", ".join(f'"{column.name}"' for column in columns.values())
        defaults = {
            key: getattr(column.default, "arg", None)
            for key, column in columns.items()
            if key != "id"
        }
        marks = ", ".join("?" * len(columns))
        return cls(
            f'INSERT INTO "{model.__tablename__}" ({names}) VALUES ({marks})',
            defaults,
            tuple((key, value) for key, value in defaults.items() if value is not None),
            itemgetter(*columns),
            tuple(
                (place, shape)
                for place, column in enumerate(columns.values())
                if (shape := _shape(column.type)) is not None
            ),
        )

    def row(self, held: Mapping[str, Any]) -> tuple[Any, ...]:
        """The parameters for one row; every column must be there."""
        values = list(self.taken(held))
        for place, shape in self.shapes:
            if (value := values[place]) is not None:
                values[place] = shape(value)
        return tuple(values)


def _shape(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    made = kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return lru_cache(maxsize=_KEPT)(made) if made and isinstance(kind, _FEW) else made
