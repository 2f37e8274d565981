"""The base of every mapped record."""

import functools
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Date, MetaData, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from desk.storage.columns import Moment

if TYPE_CHECKING:
    from desk.storage.seals import Seal

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment(), date: Date()}


@dataclass(frozen=True)
class Searched:
    """The columns a record is found by.

    Attributes:
        kind: the record's own small number in the search index, never given to another record.
        texts: columns of which any fragment finds the record.
        initials: columns of pinyin initials, found from a word's beginning.
        names: those of the texts that are Chinese names, found by initials and whole pinyin as well;
            read while they are indexed, so a kind of few records only.
    """

    kind: int
    texts: tuple[str, ...]
    initials: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return self.texts + self.initials


class Record(Base):
    """A record of a room: stamped, versioned, audited and indexed for searching by the gate.

    `append_only` records may never be changed or deleted once written. `sealed` says what an approval
    of the record stands on (desk.storage.seals). `names_read` are columns with few Chinese names: every
    list sorts them by whole pinyin.
    """

    __abstract__ = True
    append_only: ClassVar[bool] = False
    searched: ClassVar[Searched | None] = None
    names_read: ClassVar[frozenset[str]] = frozenset()
    unaudited: ClassVar[frozenset[str]] = frozenset()
    sealed: ClassVar["Seal | None"] = None

    id: Mapped[int] = mapped_column(primary_key=True)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime]
    updated_by: Mapped[int | None]
    updated_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column(default=1)

    def __init__(self, **values: Any) -> None:
        """A new record; nobody asks which columns of it changed, so they are simply put down."""
        columns = columns_of(type(self))
        for name, value in values.items():
            if name in columns:
                self.__dict__[name] = value
            elif hasattr(type(self), name):
                setattr(self, name, value)
            else:
                raise TypeError(f"{name} is no column of {self.__tablename__}")

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.row_version} if hasattr(cls, "__table__") else {}


@functools.cache
def columns_of(model: type[Record]) -> frozenset[str]:
    """The names of a record's columns."""
    return frozenset(inspect(model).column_attrs.keys())


STAMPS = frozenset({"id", "created_by", "created_at", "updated_by", "updated_at", "row_version"})
