"""Who works here."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.kernel.commands import query
from desk.kernel.roles import Role
from desk.office.users.model import User
from desk.storage.work import Reader


@dataclass(frozen=True)
class UserRow:
    id: int
    login: str
    name: str
    role: Role
    active: bool


@query("office.read", "用户名单")
def users(read: Reader) -> list[UserRow]:
    """All users, the active ones first."""
    order = (User.active.desc(), User.id)
    return [
        UserRow(u.id, u.login, u.name, u.role, u.active)
        for u in read.session.scalars(select(User).order_by(*order))
    ]
