"""Users are added, changed and switched off by the manager; everyone changes his own password."""

from sqlalchemy import func, select

from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.office.users.certificates import certify
from desk.office.users.keys import KeyRing, SealedKeys, new_ring, seal, unseal
from desk.office.users.login import sealed_keys
from desk.office.users.model import User
from desk.office.users.rules import check_login, check_password
from desk.storage.work import Work


@command(
    "user.manage",
    "新建用户",
    example='{"login": "zhang", "name": "张敏", "role": "CS", "password": "first-2026"}',
)
def add_user(work: Work, *, login: str, name: str, role: Role, password: str) -> int:
    """Add a user with an initial password that must be changed at the first sign-in.

    Raises:
        Refused: E001, E004, E016, E017, E019.
    """
    problems = Problems()
    check_login(problems, login.strip(), name.strip())
    check_password(problems, password)
    taken = work.session.scalar(select(User.id).where(User.login == login.strip()))
    problems.check(taken is None, "E017", "login", label=tr("登录名"), v=login)
    problems.raise_if_any()
    return make_user(work, login.strip(), name.strip(), role, password, work.actor.data_key).id


def make_user(
    work: Work, login: str, name: str, role: Role, password: str, data_key: bytes | None
) -> User:
    """Write a user record with keys of his own and his certificate."""
    ring = new_ring(data_key)
    user = User(login=login, name=name, role=role, public_key=ring.public_key)
    _store(user, seal(ring, password, login))
    work.add(user)
    certify(work, user)
    return user


def renew_keys(work: Work, user: User, password: str, data_key: bytes | None) -> None:
    """Give a user a new key, since nobody else can open his old one, and a certificate for it."""
    ring = new_ring(data_key)
    user.public_key = ring.public_key
    _store(user, seal(ring, password, user.login))
    user.failed_count, user.next_try_at = 0, None
    certify(work, user)


def _store(user: User, sealed: SealedKeys) -> None:
    user.wrapped_keys, user.salt = sealed.blob, sealed.salt
    user.kdf_memory_kib = sealed.cost.memory_kib
    user.kdf_passes = sealed.cost.passes
    user.kdf_lanes = sealed.cost.lanes


@command("user.manage", "修改用户", example='{"user_id": 2, "name": "张敏", "role": "IN"}')
def update_user(work: Work, *, user_id: int, name: str, role: Role) -> None:
    """Change a user's name or role; nobody changes his own, and the last active manager keeps his.

    Raises:
        Refused: E001, E004, E006, E019.
    """
    user = work.get(User, user_id, tr("用户"))
    problems = Problems()
    check_login(problems, user.login, name.strip())
    problems.raise_if_any()
    if role is not user.role:
        _refuse_oneself(work, user, tr("不能修改自己的岗位"))
    if user.role is Role.MGR and role is not Role.MGR:
        _keep_a_manager(work, user)
    changed = role is not user.role
    user.name, user.role = name.strip(), role
    if changed:
        certify(work, user)


@command("user.manage", "停用用户", example='{"user_id": 2}')
def deactivate_user(work: Work, *, user_id: int) -> None:
    """Switch a user off; his records keep his name.

    Raises:
        Refused: E006, E019 for the last manager and for oneself.
    """
    user = work.get(User, user_id, tr("用户"))
    _keep_a_manager(work, user)
    _refuse_oneself(work, user, tr("不能停用自己"))
    user.active = False
    certify(work, user)


@command("user.manage", "启用用户", example='{"user_id": 2}')
def activate_user(work: Work, *, user_id: int) -> None:
    """Switch a user on again.

    Raises:
        Refused: E006.
    """
    user = work.get(User, user_id, tr("用户"))
    user.active = True
    certify(work, user)


def _refuse_oneself(work: Work, user: User, why: str) -> None:
    """Whoever is signed in works with the role and keys he signed in with; they stay as they are."""
    if user.id == work.actor.user_id:
        raise refuse("E019", label=tr("用户"), why=why)


def _keep_a_manager(work: Work, user: User) -> None:
    others = select(func.count()).where(
        User.role == Role.MGR, User.active.is_(True), User.id != user.id
    )
    if user.role is Role.MGR and not work.session.scalar(others):
        raise refuse("E019", label=tr("用户"), why=tr("至少保留一位在用的客服部经理"))


@command("user.manage", "重置密码", example='{"user_id": 2, "password": "again-2026"}')
def reset_password(work: Work, *, user_id: int, password: str) -> None:
    """Give a user a new initial password and, since the old key cannot be opened, a new key.

    Raises:
        Refused: E006, E016, E019 for oneself.
    """
    problems = Problems()
    check_password(problems, password)
    problems.raise_if_any()
    user = work.get(User, user_id, tr("用户"))
    _refuse_oneself(work, user, tr("自己的密码请用「修改密码」"))
    renew_keys(work, user, password, work.actor.data_key)
    user.must_change = True


@command("self.update", "修改密码", example='{"old": "first-2026", "new": "my-own-words"}')
def change_password(work: Work, *, old: str, new: str) -> None:
    """Change one's own password; the key stays the same.

    Raises:
        Refused: E082 when the old one is wrong, E016.
    """
    user = work.get(User, work.actor.user_id or 0, tr("用户"))
    ring: KeyRing | None = unseal(sealed_keys(user), old)
    if ring is None:
        raise refuse("E082", "old")
    problems = Problems()
    check_password(problems, new, old)
    problems.raise_if_any()
    _store(user, seal(ring, new, user.login))
    user.must_change = False
