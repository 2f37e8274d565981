"""Who is who: the owner's key certifies managers, a manager certifies users, nobody himself.

The private half of the owner's key lies on the printed recovery sheet and nowhere else. A certificate
names user, login, role, key and whether he is in use; it is never changed, a newer one takes its
place, and what was signed under an older one stays good.

Source: reliability of the house §2 (signatures).
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.kernel.errors import refuse
from desk.kernel.roles import Role
from desk.office.users.model import OwnerKey, User, UserCertificate
from desk.storage.signatures import CERTIFICATE, holds, sign
from desk.storage.work import Work

_ALL = (
    "SELECT id, serial, user_id, login, role, public_key, active, signed_by, signature"
    " FROM user_certificate ORDER BY id"
)


@dataclass(frozen=True)
class Certificate:
    """One certificate as it lies in the file, believed or not; `signed_by` None: the owner."""

    serial: int
    user_id: int
    login: str
    role: str
    public_key: bytes
    active: bool
    signed_by: int | None
    signature: bytes

    def content(self, owner: bytes) -> list[Any]:
        """What is signed; the owner's key in it makes it worthless in another office."""
        who = [self.user_id, self.login, self.role, self.public_key.hex(), self.active]
        return [owner.hex(), self.serial, *who, self.signed_by]


@dataclass
class Roll:
    """Who holds which key and role, going by the certificates taken so far, in their order."""

    owner: bytes
    holders: dict[int, Certificate] = field(default_factory=dict)
    last: int = 0

    def take(self, found: Certificate) -> bool:
        """Believe a certificate if its signer could give it; else its user is nobody from now on."""
        good = found.serial == self.last + 1 and self._signed(found)
        self.last = found.serial
        if good:
            self.holders[found.user_id] = found
        else:
            self.holders.pop(found.user_id, None)
        return good

    def _signed(self, found: Certificate) -> bool:
        key = self.owner if found.signed_by is None else self._manager(found.signed_by)
        if key is None:
            return False
        return _holds(key, self.owner, found)

    def _manager(self, user_id: int) -> bytes | None:
        holder = self.holders.get(user_id)
        trusted = holder is not None and holder.active and holder.role == Role.MGR
        return holder.public_key if holder is not None and trusted else None


@functools.lru_cache(maxsize=1024)
def _holds(key: bytes, owner: bytes, found: Certificate) -> bool:
    """Whether it is signed by this key; asked of the same certificate at every sign-in."""
    try:
        content = found.content(owner)
    except (AttributeError, TypeError):  # values nobody wrote through the program
        return False
    return holds(key, CERTIFICATE, content, found.signature)


def certify(work: Work, user: User) -> None:
    """Give a user a certificate of what he is now, signed by the acting manager (or the owner)."""
    serial = (work.session.scalar(select(func.max(UserCertificate.serial))) or 0) + 1
    known = (serial, user.id, user.login, user.role.value, user.public_key, user.active)
    plain = Certificate(*known, work.actor.user_id, b"")
    work.add(
        UserCertificate(
            serial=serial,
            user_id=user.id,
            login=user.login,
            role=user.role.value,
            public_key=user.public_key,
            active=user.active,
            signed_by=work.actor.user_id,
            signature=sign(work.signing_key, CERTIFICATE, plain.content(owner_key(work.session))),
        )
    )


def owner_key(session: Session) -> bytes:
    """The public half of the owner's key, as the file has it."""
    return session.scalars(select(OwnerKey.public_key).order_by(OwnerKey.id).limit(1)).one()


def certificates(session: Session) -> Iterator[tuple[int, Certificate]]:
    """All certificates with their ids in the order they were given, as they lie in the file."""
    for row in session.connection().exec_driver_sql(_ALL):
        given_id, serial, user_id, login, role, public_key, active, signed_by, signature = row
        who = (serial, user_id, login, role, public_key, bool(active))
        yield given_id, Certificate(*who, signed_by, signature)


def roll_of(session: Session) -> Roll:
    """Who is who by all certificates of the file."""
    roll = Roll(owner_key(session))
    for _, found in certificates(session):
        roll.take(found)
    return roll


def require_certified(session: Session, user: User, public_key: bytes) -> None:
    """Nobody works with a role or key (that of his record and that he opened) that is not certified.

    Raises:
        Refused: E075.
    """
    held, keys = roll_of(session).holders.get(user.id), (user.public_key, public_key)
    claimed = (user.login, user.role.value, user.active, keys)
    if held is None or claimed != (held.login, held.role, held.active, (held.public_key,) * 2):
        raise refuse("E075", "login", v=user.name)
