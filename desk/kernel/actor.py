"""Who is acting: the signed-in user as every command sees him."""

from dataclasses import dataclass, field

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
