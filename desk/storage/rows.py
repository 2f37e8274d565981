"""A plain INSERT of one model's table, its values brought into the shape in which SQLite keeps them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import inspect
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.orm import Mapper

from desk.storage.base import Base

_DIALECT = dialect()


@dataclass(frozen=True)
class Inserting:
    """How rows of one model are written.

    Attributes:
        statement: for the driver.
        defaults: what a column other than the id gets that was left out.
        given: those of them that are something.
        shapes: how each column is kept, in the order of the statement; None = as it is.
    """

    statement: str
    defaults: Mapping[str, Any]
    given: tuple[tuple[str, Any], ...]
    shapes: tuple[tuple[str, Callable[[Any], Any] | None], ...]

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
            tuple(
                (key, column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT))
                for key, column in columns.items()
            ),
        )

    def row(self, held: Mapping[str, Any]) -> tuple[Any, ...]:
        """The parameters for one row; every column must be there."""
        return tuple(
            [held[key] if shape is None else shape(held[key]) for key, shape in self.shapes]
        )
