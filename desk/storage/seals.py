"""What an approval of a record stands on, and the digest of it that is signed.

A record that is put before somebody declares it beside its columns::

    class TariffSheet(Record):
        sealed = Seal("name", "kind", "valid_from", parts=(Part("tariff_line", "sheet_id"),),
                      approved_in=(SheetState.APPROVED, SheetState.EXPIRED))

The values are read as they lie in the file, past every mapped record, so that the digest can be
reckoned again by whoever checks the file.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection

from desk.kernel.choices import Choice
from desk.storage.base import STAMPS, Base, Record
from desk.storage.signatures import digest


class Part:
    """Records that are part of what is approved.

    Args:
        table: their table.
        parent: the column that names the record approved.
        columns: what of them is approved; everything audited when none is named.
    """

    def __init__(self, table: str, parent: str, *columns: str) -> None:
        self.table, self.parent, self.columns = table, parent, columns


class Seal:
    """The columns of a record, and its parts, that may not change once it is approved.

    Args:
        columns: of the record itself; leave out its state and whatever the office changes later.
        parts: records that belong to it.
        approved_in: states it reaches by an approval only, and in which it is as it was approved.
        kept_in: states it may reach without one, and is as approved if there was one.

    Without any state it must be as it was approved for as long as its newest approval stands.
    """

    def __init__(
        self,
        *columns: str,
        parts: Iterable[Part] = (),
        approved_in: Iterable[Choice] = (),
        kept_in: Iterable[Choice] = (),
    ) -> None:
        self.columns = columns
        self.parts = tuple(parts)
        self.approved_in = frozenset(state.value for state in approved_in)
        self.kept_in = frozenset(state.value for state in kept_in)


def sealed_models() -> dict[str, type[Record]]:
    """The records that may be put before somebody, by table."""
    mapped = (mapper.class_ for mapper in Base.registry.mappers)
    return {
        model.__tablename__: model
        for model in mapped
        if issubclass(model, Record) and model.sealed is not None
    }


def seal_of(table: str) -> Seal:
    """Raises: LookupError when the record declares none."""
    model = sealed_models().get(table)
    if model is None or model.sealed is None:
        raise LookupError(f"{table}: declare `sealed` (desk.storage.seals)")
    return model.sealed


def content_digest(connection: Connection, table: str, record_id: int) -> str:
    """The digest of what an approval of this record stands on, as it lies in the file now."""
    seal = seal_of(table)
    found: list[Any] = [table, _rows(connection, table, "id", record_id, seal.columns)]
    for part in seal.parts:
        rows = _rows(connection, part.table, part.parent, record_id, _columns(part))
        found.append([part.table, rows])
    return digest(found)


def _rows(
    connection: Connection, table: str, by: str, value: int, columns: tuple[str, ...]
) -> list[list[Any]]:
    names = ", ".join(f'"{name}"' for name in ("id", *columns))
    statement = f'SELECT {names} FROM "{table}" WHERE "{by}" = {int(value)} ORDER BY id'
    return [list(row) for row in connection.exec_driver_sql(statement)]


@cache
def _columns(part: Part) -> tuple[str, ...]:
    if part.columns:
        return part.columns
    model = next(m.class_ for m in Base.registry.mappers if m.class_.__tablename__ == part.table)
    names = (column.name for column in Base.metadata.tables[part.table].columns)
    return tuple(name for name in names if name not in STAMPS | model.unaudited)
