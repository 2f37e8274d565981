"""Numbers without a gap: allotted inside the transaction that saves the record.

Source: spec 3.0; architecture of the house §7.
"""

from sqlalchemy import Table, bindparam, insert, update
from sqlalchemy.orm import Session

from desk.storage.tables import NumberSequence

_SERIALS: Table = NumberSequence.__table__  # type: ignore[assignment]
_STEPPED = (
    update(_SERIALS)
    .where(_SERIALS.c.scope == bindparam("of"))
    .values(last=_SERIALS.c.last + 1)
    .returning(_SERIALS.c.last)
)


def next_serial(session: Session, scope: str) -> int:
    """Return the next serial of a scope; a rolled-back transaction gives it back."""
    connection = session.connection()
    serial: int | None = connection.execute(_STEPPED, {"of": scope}).scalar()
    if serial is None:
        connection.execute(insert(_SERIALS), {"scope": scope, "last": 1})
        return 1
    return serial
