"""New records are written past the unit of work: the same rows, one plain statement a table.

The session's own way costs several times what SQLite needs for a row. Whatever is not plain (a row
that is no record, a reference that only the session can resolve) is left to the session, whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import InstanceState, Mapper, RelationshipDirection, Session
from sqlalchemy.orm.attributes import instance_state

from desk.kernel.courtesy import one_by_one
from desk.storage import driver
from desk.storage.base import Base, Record
from desk.storage.rows import Inserting


@dataclass(frozen=True)
class _Reference:
    """A relationship of a model; `column` of the many points at the one."""

    key: str
    column: str


@dataclass(frozen=True)
class _Plan:
    """How records of one model are written.

    Attributes:
        place: of its table among those that must be written before and after; -1 = by the session.
        newest: asks for the newest id.
        upwards, downwards: references to one, and to many.
    """

    place: int
    inserting: Inserting
    newest: str
    upwards: tuple[_Reference, ...]
    downwards: tuple[_Reference, ...]


def put(record: Record, values: Mapping[str, Any]) -> None:
    """Set many columns at once; nobody asks which columns of a record that was never written changed."""
    if instance_state(record).has_identity:
        for name, value in values.items():
            setattr(record, name, value)
    else:
        vars(record).update(values)


def enlist(session: Session, record: Record) -> bool:
    """Put a new record and those in its lists into the session; False when that must do it.

    The session's own way follows every relationship, whatever the record holds.
    """
    plan, held, state = _plan(type(record)), vars(record), instance_state(record)
    above = (held[reference.key] for reference in plan.upwards if reference.key in held)
    if state.key is not None or plan.place < 0 or not all(_is_in(session, one) for one in above):
        return False
    session._save_or_update_impl(state)
    for _, child in _children(plan, held):
        if not _is_in(session, child):
            session.add(child)
    return True


def _is_in(session: Session, record: Record | None) -> bool:
    return record is not None and instance_state(record).session_id == session.hash_key


def write_new(session: Session) -> list[Record]:
    """Write the session's new records and make them persistent.

    Returns:
        The records written, in the order in which they were added; none when the session must do it.
    """
    found = list(session.new)
    if not found:
        return []
    if not _are_plain(found) or not _tie_to_standing(session, set(map(id, found))):
        _number_beside(session, found)
        return []
    groups: dict[type[Record], list[Record]] = {}
    for record in found:
        groups.setdefault(type(record), []).append(record)
    for model in in_order_of_writing(groups):
        _write(session, model, groups[model])
        session.info.pop(model, None)
    _make_persistent(session, found)
    return found


def _make_persistent(session: Session, written: list[Record]) -> None:
    """What the session itself does after a flush, for records that are new to it for certain.

    Its own way asks each once more for its key, and its public one (expunge, detach, add) costs three
    times as much.
    """
    states = [instance_state(record) for record in written]
    session._register_altered(states)
    for state, record in zip(states, written, strict=True):
        state.key = (type(record), (record.id,), None)
        session.identity_map.replace(state)
        del session._new[state]
    InstanceState._commit_all_states(
        ((state, state.dict) for state in states), session.identity_map
    )


def give_id(session: Session, record: Record) -> None:
    """Allot the id that a record will be written with, before it is written."""
    model: type[Record] = type(record)
    last = session.info.get(model)
    if last is None:
        last = driver.scalar(session, _plan(model).newest) or 0
    vars(record)["id"] = session.info[model] = last + 1


def _number_beside(session: Session, found: list[Any]) -> None:
    """Where ids were allotted before, the session may not let the file choose others."""
    for record in found:
        if isinstance(record, Record) and type(record) in session.info and not record.id:
            give_id(session, record)
    session.info.clear()


def _are_plain(found: list[Any]) -> bool:
    """Whether every row is a record that refers only to what is written before it."""
    if not all(isinstance(record, Record) for record in found):
        return False
    new = set(map(id, found))
    for record in found:
        model: type[Record] = type(record)
        plan, held = _plan(model), vars(record)
        if plan.place < 0:
            return False
        for reference in plan.upwards:
            if reference.key in held and not _comes_first(held[reference.key], plan, new):
                return False
        for _, child in _children(plan, held):
            if id(child) not in new:
                return False
    return True


def _comes_first(target: Record | None, plan: _Plan, new: set[int]) -> bool:
    return target is not None and (id(target) not in new or _plan(type(target)).place < plan.place)


def _children(plan: _Plan, held: dict[str, Any]) -> Iterator[tuple[str, Record]]:
    """What a record holds in its lists, with the column by which each points back."""
    for reference in plan.downwards:
        value = held.get(reference.key)
        if value is not None:
            for child in value if isinstance(value, list) else (value,):
                yield reference.column, child


def _tie_to_standing(session: Session, new: set[int]) -> bool:
    """New records that were put into the lists of records in the file point at them."""
    for record in session.dirty:
        if not isinstance(record, Record):
            continue
        plan, changed = _plan(type(record)), instance_state(record).committed_state
        if plan.place < 0:
            return False
        if any(reference.key in changed for reference in plan.downwards):
            for column, child in _children(plan, vars(record)):
                if id(child) in new:
                    vars(child)[column] = record.id
    return True


def write_rows(session: Session, model: type[Record], rows: list[dict[str, Any]]) -> None:
    """Write rows of which the session holds no record; each gets its id and what was left out."""
    plan = _plan(model)
    for held in one_by_one(rows):
        _complete(plan, held)
    if len(rows) == 1 and "id" not in rows[0]:
        row = plan.inserting.row(rows[0] | {"id": None})
        rows[0]["id"] = driver.write(session, plan.inserting.statement, row)
    else:
        _give_ids(session, plan, rows)
        driver.write_all(
            session, plan.inserting.statement, map(plan.inserting.row, one_by_one(rows))
        )


def in_order_of_writing(models: Iterable[type[Record]]) -> list[type[Record]]:
    """The models whose tables others point at come first."""
    return sorted(models, key=lambda model: _plan(model).place)


def _write(session: Session, model: type[Record], records: list[Record]) -> None:
    write_rows(session, model, list(map(vars, records)))
    plan = _plan(model)
    for record in records:
        for column, child in _children(plan, vars(record)):
            vars(child)[column] = record.id


def _complete(plan: _Plan, held: dict[str, Any]) -> None:
    """Fill in what the record's references and the columns' defaults say."""
    for reference in plan.upwards:
        if reference.key in held:
            held[reference.column] = held[reference.key].id
    defaults = plan.inserting.defaults
    held.update({**defaults, **held})
    for key, value in plan.inserting.given:
        if held[key] is None:
            held[key] = value


def _give_ids(session: Session, plan: _Plan, rows: list[dict[str, Any]]) -> None:
    """The ids that the file itself would give: nobody else writes while the command runs."""
    without = [held for held in rows if "id" not in held]
    if without:
        newest = driver.scalar(session, plan.newest) or 0
        allotted = max((held.get("id", 0) for held in rows), default=0)
        for number, held in enumerate(without, max(newest, allotted) + 1):
            held["id"] = number


@cache
def _plan(model: type[Record]) -> _Plan:
    mapper: Mapper[Any] = inspect(model)
    simple = all(
        len(relation.local_remote_pairs) == 1 and relation.mapper is not mapper
        for relation in mapper.relationships
    )
    references = [
        (relation.direction, _reference(relation)) for relation in mapper.relationships if simple
    ]
    return _Plan(
        _places()[model.__tablename__] if simple else -1,
        Inserting.into(model),
        f'SELECT max(id) FROM "{model.__tablename__}"',
        tuple(r for way, r in references if way is RelationshipDirection.MANYTOONE),
        tuple(r for way, r in references if way is RelationshipDirection.ONETOMANY),
    )


def _reference(relation: Any) -> _Reference:
    """Where the other end is held, and the column that names the one."""
    ((local, remote),) = relation.local_remote_pairs
    if relation.direction is RelationshipDirection.MANYTOONE:
        return _Reference(relation.key, relation.parent.get_property_by_column(local).key)
    return _Reference(relation.key, relation.mapper.get_property_by_column(remote).key)


@cache
def _places() -> dict[str, int]:
    """Tables in the order in which they must be written."""
    return {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
