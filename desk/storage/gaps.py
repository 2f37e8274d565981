"""Are the numbers without a gap? Every serial given out belongs to a record, or to one that was deleted.

Source: spec 3.0 (gapless numbers); architecture of the house §7.
"""

import json
import re
from collections.abc import Iterator
from functools import cache

from sqlalchemy import Column, select
from sqlalchemy.orm import Session

from desk.kernel.numbers import NUMBER_RULES, NumberRule
from desk.storage.base import Base, Record
from desk.storage.tables import AuditEntry, NumberSequence

NUMBERED = frozenset({"number", "code", "slip_no"})


def number_gaps(session: Session) -> list[str]:
    """Scopes in which a serial given out has no record, one sentence each: 「YD261116 缺 0002」."""
    faults = []
    deleted = list(_deleted_numbers(session))
    for sequence in session.scalars(select(NumberSequence).order_by(NumberSequence.scope)):
        rule = _rule_of(sequence.scope)
        if rule is None:
            faults.append(f"{sequence.scope}?")
            continue
        used = _serials(session, sequence.scope, rule, deleted)
        wanted = set(range(1, sequence.last + 1))
        if used != wanted:
            odd = sorted(used ^ wanted)
            shown = "、".join(f"{serial:0{rule.width}}" for serial in odd[:3])
            faults.append(f"{sequence.scope}{rule.separator}{shown}")
    return faults


def _rule_of(scope: str) -> NumberRule | None:
    letters = scope.rstrip("0123456789")
    return next((rule for rule in NUMBER_RULES.values() if rule.prefix == letters), None)


def _serials(session: Session, scope: str, rule: NumberRule, deleted: list[str]) -> set[int]:
    shape = re.compile(rf"{re.escape(scope + rule.separator)}(\d{{{rule.width},}})")
    start = f"{scope}{rule.separator}%"
    connection = session.connection()
    found = [row[0] for asked in _asked() for row in connection.exec_driver_sql(asked, (start,))]
    matches = (shape.fullmatch(number) for number in [*found, *deleted])
    return {int(match[1]) for match in matches if match}


@cache
def _asked() -> tuple[str, ...]:
    """For every column with numbers a question for those of one scope; plain, for there are many."""
    return tuple(
        f'SELECT DISTINCT "{column.name}" FROM "{column.table.name}" WHERE "{column.name}" LIKE ?'
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Record)
        for column in mapper.columns
        if isinstance(column, Column) and column.name in NUMBERED
    )


def _deleted_numbers(session: Session) -> Iterator[str]:
    """Numbers of records that were deleted; the audit trail still has them."""
    for text in session.scalars(select(AuditEntry.fields).where(AuditEntry.op == "D")):
        for name, change in json.loads(text).items():
            if name in NUMBERED and isinstance(change, list) and change[0]:
                yield str(change[0])
