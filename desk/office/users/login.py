"""Signing in: the password opens the user's own key, or it does not.

The counter of wrong tries is bookkeeping of the lock, not a record of the office: it is written
here, past the gate, and not audited.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import Session

from desk.kernel.actor import Actor, Proof
from desk.kernel.clock import Clock
from desk.kernel.errors import SaveFailed, refuse
from desk.office.users.certificates import require_certified, roll_of
from desk.office.users.keys import KdfCost, KeyRing, SealedKeys, unseal
from desk.office.users.model import User
from desk.storage import driver
from desk.storage.faults import plain_cause
from desk.storage.signatures import public_half

FREE_TRIES = 3
LONGEST_DELAY_S = 300
_AS_HE_IS = "SELECT active, role, public_key FROM user WHERE id = ?"


@dataclass(frozen=True)
class Login:
    """A successful sign-in."""

    actor: Actor


def sign_in(engine: Engine, clock: Clock, login: str, password: str, wrong: str = "E013") -> Login:
    """Sign a user in; `wrong` is the refusal of a wrong password.

    Raises:
        Refused: E013 unknown user or wrong password, E014 with the seconds to wait, E015 switched off,
            E075 role or key other than certified.
        SaveFailed: the file cannot be read or written now.
    """
    try:
        return _sign_in(engine, clock, login, password, wrong)
    except DBAPIError as fault:
        raise SaveFailed(plain_cause(fault), saved=False) from fault


def _sign_in(engine: Engine, clock: Clock, login: str, password: str, wrong: str) -> Login:
    with _looking(engine) as session:
        user = session.scalar(select(User).where(User.login == login.strip()))
    if user is None:
        raise refuse("E013", "login")
    ring = _opened(engine, user, clock, password, wrong)
    with _looking(engine) as session:
        require_certified(session, user, ring.public_key)
    return Login(actor_of(user, ring))


def expected_user(engine: Engine, login: str) -> Actor | None:
    """Whose window is to be made ready before he signs in: name and role, no key.

    The certificates are looked through by the way: those that are the same when he signs in need not
    be proved again. None when there is no such user, or the file cannot be read now.
    """
    try:
        with _looking(engine) as session:
            user = session.scalar(select(User).where(User.login == login.strip()))
            if user is not None:
                roll_of(session)
    except (DBAPIError, NoResultFound):
        return None
    return Actor(user.id, user.login, user.name, user.role) if user is not None else None


def first_user(engine: Engine) -> Actor | None:
    """The manager who founded the office; None when the file cannot be read now."""
    try:
        with _looking(engine) as session:
            user = session.scalar(select(User).order_by(User.id).limit(1))
    except DBAPIError:
        return None
    return Actor(user.id, user.login, user.name, user.role) if user is not None else None


def require_admitted(session: Session, actor: Actor) -> None:
    """Whoever signed in may have been switched off since, or given another role or key, by somebody else.

    What he saved with the old ones would not agree with his certificate.

    Raises:
        Refused: E015, E083.
    """
    if actor.user_id is None:
        return
    found = driver.rows(session, _AS_HE_IS, (actor.user_id,))
    if not found or not found[0][0]:
        raise refuse("E015", "login", v=actor.login)
    own = actor.signing_key  # without one he saves nothing anyway
    if own is not None and found[0][1:] != (actor.role.value, public_half(own)):
        raise refuse("E083", "login", v=actor.name)


def prove(engine: Engine, clock: Clock, actor: Actor, password: str) -> Proof:
    """Let the signed-in user show once more that it is he; a wrong password counts as at the login.

    Raises:
        Refused: E082, E014, E015.
        SaveFailed: the file cannot be read or written now.
    """
    try:
        with _looking(engine) as session:
            user = session.get(User, actor.user_id)
        if user is None:
            raise refuse("E082", "password")
        ring = _opened(engine, user, clock, password, "E082")
        if ring.signing_key != actor.signing_key:
            raise refuse("E082", "password")
        return Proof(user.id, clock.now())
    except DBAPIError as fault:
        raise SaveFailed(plain_cause(fault), saved=False) from fault


@contextmanager
def _looking(engine: Engine) -> Iterator[Session]:
    """A session that writes nothing, so that it need not wait for the check of the file."""
    with (
        engine.connect().execution_options(reading=True) as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session


def _opened(engine: Engine, user: User, clock: Clock, password: str, wrong: str) -> KeyRing:
    if not user.active:
        raise refuse("E015", "login", v=user.name)
    now = clock.now()
    wait = int((user.next_try_at - now).total_seconds()) if user.next_try_at else 0
    if 0 < wait <= LONGEST_DELAY_S:  # a longer one only says that the clock was put back
        raise refuse("E014", "password", s=wait)
    ring = unseal(sealed_keys(user), password)
    _count(engine, user, clock, failed=ring is None)
    if ring is None:
        raise refuse(wrong, "password")
    return ring


def actor_of(user: User, ring: KeyRing) -> Actor:
    """The acting user with his opened keys."""
    return Actor(
        user.id, user.login, user.name, user.role, ring.data_key, ring.signing_key, user.must_change
    )


def sealed_keys(user: User) -> SealedKeys:
    """The stored keys of a user record."""
    price = KdfCost(user.kdf_memory_kib, user.kdf_passes, user.kdf_lanes)
    return SealedKeys(user.wrapped_keys, user.salt, price, user.login)


def delay_s(failed_count: int) -> int:
    """Seconds to wait after so many wrong tries: none for three, then doubling to five minutes."""
    over = failed_count - FREE_TRIES
    return 0 if over < 0 else min(LONGEST_DELAY_S, 2 ** min(over, 10))


def _count(engine: Engine, seen: User, clock: Clock, *, failed: bool) -> None:
    if not failed and not seen.failed_count:
        return
    with Session(engine) as session:
        user = session.get_one(User, seen.id)
        user.failed_count = user.failed_count + 1 if failed else 0
        wait = delay_s(user.failed_count) if failed else 0
        user.next_try_at = clock.now() + timedelta(seconds=wait) if wait else None
        session.commit()
