"""What a user may look like."""

import re

from desk.kernel.errors import Problems
from desk.kernel.text import tr

PASSWORD_MIN = 8
_LOGIN = re.compile(r"[A-Za-z0-9_.\-\u4e00-\u9fff]{2,30}")


def check_login(problems: Problems, login: str, name: str) -> None:
    """Login 2–30 letters, digits or Chinese characters; a name of 2–60 characters."""
    if problems.require(login, "login", tr("登录名")):
        ok = _LOGIN.fullmatch(login) is not None
        problems.check(ok, "E019", "login", label=tr("登录名"), why=tr("2~30 个字母、数字或汉字"))
    if problems.require(name, "name", tr("姓名")):
        problems.fits(name, 60, "name", tr("姓名"))


def check_password(problems: Problems, password: str, old: str | None = None) -> None:
    """At least eight characters and not the former one."""
    ok = len(password) >= PASSWORD_MIN and password != old
    problems.check(ok, "E016", "password", n=PASSWORD_MIN)
