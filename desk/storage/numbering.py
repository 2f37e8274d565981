"""Numbers without a gap: allotted inside the transaction that saves the record.

Source: spec 3.0; architecture of the house §7.
"""

from sqlalchemy.orm import Session

from desk.storage import driver

_STEPPED = "UPDATE number_sequence SET last = last + 1 WHERE scope = ? RETURNING last"
_PUT = "UPDATE number_sequence SET last = ? WHERE scope = ?"
_FIRST = "INSERT INTO number_sequence (scope, last) VALUES (?, 1)"


def next_serial(session: Session, scope: str) -> int:
    """Return the next serial of a scope; a rolled-back transaction gives it back."""
    serial: int | None = driver.scalar(session, _STEPPED, (scope,))
    if serial is None:
        driver.write(session, _FIRST, (scope,))
        return 1
    return serial


def put_serial(session: Session, scope: str, last: int) -> None:
    """Note the last serial given out, when several were allotted at once after the first."""
    driver.write(session, _PUT, (last, scope))
