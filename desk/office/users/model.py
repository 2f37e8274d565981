"""The user record."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.kernel.roles import Role
from desk.storage.base import Record
from desk.storage.columns import Chosen


class User(Record):
    """用户. `wrapped_keys` holds the private key and the office's data key, sealed by the password."""

    __tablename__ = "user"
    unaudited = frozenset({"wrapped_keys", "salt"})

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
