"""The first user of a new office: a manager, made before anyone can sign in."""

from desk.kernel.actor import Actor
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.roles import Role
from desk.office.calendar.seed import seed_calendar
from desk.office.users.commands import make_user
from desk.office.users.rules import check_login, check_password
from desk.storage.work import Work

FOUNDER = Actor(None, "", "程序", Role.MGR)


@command("user.manage", "建立办公室")
def found_office(work: Work, *, login: str, name: str, password: str) -> int:
    """Write the first manager and the working calendar into an empty file.

    Not registered in any room: it runs once, from `Desk.create`.

    Raises:
        Refused: E001, E004, E016, E019.
    """
    problems = Problems()
    check_login(problems, login, name)
    check_password(problems, password)
    problems.raise_if_any()
    seed_calendar(work)
    user = make_user(work, login, name, Role.MGR, password, None)
    user.must_change = False
    return user.id
