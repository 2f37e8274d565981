"""The user record, the certificates that say who he is, and the owner's key behind them."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.kernel.roles import Role
from desk.storage.base import Record
from desk.storage.columns import Chosen


class User(Record):
    """用户. `wrapped_keys` holds the private key and the office's data key, sealed by the password.

    The trail keeps digests of bytes only. Wrong tries are counted past it.
    """

    __tablename__ = "user"
    unaudited = frozenset({"failed_count", "next_try_at"})
    names_read = frozenset({"name"})

    login: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    role: Mapped[Role] = mapped_column(Chosen(Role))
    active: Mapped[bool] = mapped_column(default=True)
    must_change: Mapped[bool] = mapped_column(default=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    wrapped_keys: Mapped[bytes] = mapped_column(LargeBinary)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    kdf_memory_kib: Mapped[int]
    kdf_passes: Mapped[int]
    kdf_lanes: Mapped[int]
    failed_count: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]


class UserCertificate(Record):
    """证书: that a user has this role and key, by the word of a manager or, without one, the owner."""

    __tablename__ = "user_certificate"
    append_only = True

    serial: Mapped[int] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    login: Mapped[str] = mapped_column(String(30))
    role: Mapped[str] = mapped_column(String(24))
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    active: Mapped[bool]
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class OwnerKey(Record):
    """The public half of the owner's key, and the office's data key sealed with the private half."""

    __tablename__ = "owner_key"
    append_only = True

    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_data_key: Mapped[bytes] = mapped_column(LargeBinary)
