"""Who is acting: the signed-in user as every command sees him, and the proof that it is still he."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk.kernel.roles import Role


@dataclass(frozen=True)
class Actor:
    """The signed-in user.

    Attributes:
        data_key: office key for encrypted fields (identity numbers), unwrapped at login; None for
            the program itself.
        signing_key: raw Ed25519 private key of the user, kept in memory while he is signed in.
        must_change: the initial password still stands; only changing it is allowed.
    """

    user_id: int | None
    login: str
    name: str
    role: Role
    data_key: bytes | None = field(default=None, repr=False)
    signing_key: bytes | None = field(default=None, repr=False)
    must_change: bool = False


PROOF_HOLDS = timedelta(minutes=5)


@dataclass(frozen=True)
class Proof:
    """The acting user has just typed his password again; made by `Desk.prove` only."""

    user_id: int
    at: datetime

    def holds(self, actor: Actor, now: datetime) -> bool:
        """Whether it is the acting user's own, and not older than five minutes."""
        return self.user_id == actor.user_id and abs(now - self.at) <= PROOF_HOLDS
