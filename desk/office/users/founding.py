"""Before anyone can sign in: the first manager of a new office, and the manager who lost his password.

Both are done by the owner's key, which is made with the office and lives on the recovery sheet.
"""

from sqlalchemy import select

from desk.kernel.actor import Actor
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.roles import Role
from desk.kernel.settings import Firm
from desk.kernel.text import tr
from desk.office.calendar.seed import seed_calendar
from desk.office.settings.firm import check_firm, name_firm
from desk.office.users.commands import make_user, renew_keys
from desk.office.users.keys import new_ring, seal_for_owner, unseal_for_owner
from desk.office.users.model import OwnerKey, User
from desk.office.users.rules import check_login, check_password
from desk.storage.signatures import public_half
from desk.storage.work import Work


def owner(owner_key: bytes) -> Actor:
    """Whoever holds the recovery sheet."""
    return Actor(None, "", tr("恢复表"), Role.MGR, signing_key=owner_key)


@command("user.manage", "建立办公室")
def found_office(work: Work, *, login: str, name: str, password: str, firm: Firm) -> int:
    """Write the owner's key, the first manager, the firm and the working calendar into an empty file.

    Not registered in any room: it runs once, from `Desk.create`.

    Raises:
        Refused: E001, E004, E012, E016, E019.
    """
    problems = Problems()
    check_login(problems, login, name)
    check_password(problems, password)
    check_firm(problems, firm)
    problems.raise_if_any()
    key, data_key = work.signing_key, new_ring().data_key
    work.add(OwnerKey(public_key=public_half(key), sealed_data_key=seal_for_owner(data_key, key)))
    seed_calendar(work)
    name_firm(work, firm)
    user = make_user(work, login, name, Role.MGR, password, data_key)
    user.must_change = False
    return user.id


@command("user.manage", "用恢复表重设经理密码")
def recover_manager(work: Work, *, login: str, password: str) -> int:
    """Give a manager a new key and password by the recovery sheet; he is in use again.

    Not registered in any room: `Desk.recover` runs it. What he signed before stays good.

    Raises:
        Refused: E006 no manager of that name, E016, E076 the sheet of another office.
    """
    problems = Problems()
    check_password(problems, password)
    problems.raise_if_any()
    kept = work.session.scalars(select(OwnerKey).order_by(OwnerKey.id).limit(1)).one()
    if kept.public_key != public_half(work.signing_key):
        raise refuse("E076", "owner_key", why=tr("不是这个数据文件的恢复表"))
    user = work.session.scalar(select(User).where(User.login == login.strip()))
    if user is None or user.role is not Role.MGR:
        raise refuse("E006", "login", label=tr("经理"), v=login)
    user.active, user.must_change = True, False
    data_key = unseal_for_owner(kept.sealed_data_key, work.signing_key)
    renew_keys(work, user, password, data_key)
    return user.id
