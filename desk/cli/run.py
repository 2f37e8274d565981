"""One run of the command line: which office, who signs in, with what password."""

import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk.app import Desk
from desk.cli.parsing import UsageFault
from desk.cli.voice import Voice
from desk.kernel.clock import SystemClock
from desk.kernel.text import tr
from desk.recent import last_office, remember_office

PASSWORD = "DESK_PASSWORD"
OFFICE = "DESK_OFFICE"
USER = "DESK_USER"


class Run:
    """The arguments of one call, and what they lead to."""

    def __init__(self, arguments: Namespace, voice: Voice) -> None:
        self.arguments = arguments
        self.voice = voice
        self.clock = SystemClock()

    @property
    def office(self) -> Path:
        """The office file: ``--office``, else DESK_OFFICE, else the one opened last.

        Raises:
            UsageFault: none of them is known.
        """
        named = getattr(self.arguments, "office", None) or os.environ.get(OFFICE)
        found = Path(named) if named else last_office()
        if found is None:
            raise UsageFault(
                tr("不知道数据文件在哪里:请用 --office 文件 指明,或设置 DESK_OFFICE。")
            )
        return found

    @property
    def login(self) -> str:
        """Raises: UsageFault when nobody is named."""
        named = getattr(self.arguments, "user", None) or os.environ.get(USER)
        if not named:
            raise UsageFault(tr("请用 --user 登录名 指明谁在操作,或设置 DESK_USER。"))
        return str(named)

    def password(self, prompt: str = "") -> str:
        """From DESK_PASSWORD, else typed unseen.

        Raises:
            UsageFault: neither the variable nor a terminal is there.
        """
        given = os.environ.get(PASSWORD)
        if given is not None:
            return given
        if not sys.stdin.isatty():
            raise UsageFault(tr("没有密码:请设置环境变量 DESK_PASSWORD,或在终端里运行以便输入。"))
        return getpass.getpass(prompt or tr("密码:"))

    def typed(self, prompt: str) -> str:
        """Something secret, typed unseen.

        Raises:
            UsageFault: there is no terminal.
        """
        if not sys.stdin.isatty():
            raise UsageFault(tr("没有恢复表密钥:请设置环境变量 DESK_OWNER_KEY,或在终端里运行。"))
        return getpass.getpass(prompt)

    def answered(self, prompt: str, option: str) -> str:
        """Something that is no secret, typed when an option did not say it.

        Raises:
            UsageFault: there is no terminal.
        """
        if not sys.stdin.isatty():
            raise UsageFault(tr("缺少参数:{option}").format(option=option))
        return input(prompt)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The office, open and signed in.

        Raises:
            FileRefused: it cannot be used. Refused: E013, E014, E015.
        """
        path, login = self.office, self.login
        with Desk(path, self.clock) as desk:
            desk.login(login, self.password())
            desk.ask_password = lambda: self.password(tr("再次输入登录密码,签署审批:"))
            remember_office(path)
            yield desk
