"""Numbers without a gap: allotted inside the transaction that saves the record.

Source: spec 3.0; architecture of the house §7.
"""

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from desk.storage.tables import NumberSequence


def next_serial(session: Session, scope: str) -> int:
    """Return the next serial of a scope; a rolled-back transaction gives it back."""
    stepped = (
        update(NumberSequence)
        .where(NumberSequence.scope == scope)
        .values(last=NumberSequence.last + 1)
        .returning(NumberSequence.last)
        .execution_options(synchronize_session=False)
    )
    serial = session.execute(stepped).scalar()
    if serial is None:
        session.execute(insert(NumberSequence).values(scope=scope, last=1))
        return 1
    return serial
