"""The shape of the command line: sub-commands with Chinese help and an example each."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from desk.kernel.quoting import quoted
from desk.kernel.text import tr

if TYPE_CHECKING:
    from desk.cli.run import Run


class UsageFault(Exception):  # noqa: N818 - the caller's mistake, told in one sentence
    """The call itself was wrong; the text says what is expected."""


@dataclass(frozen=True)
class Task:
    """One sub-command.

    Attributes:
        name: what is typed.
        help: what it does.
        example: a whole line that works.
        arguments: declares its own arguments.
        run: does it and returns the exit code.
        late: name of an optional positional argument that may also stand behind options.
    """

    name: str
    help: str
    example: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: "Callable[[Run], int]"
    late: str = ""


_SENTENCES = (
    (r"the following arguments are required: (.+)", "缺少参数:{0}"),
    (r"unrecognized arguments: (.+)", "不认识的参数:{0}"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", "{0} 没有 {1},可选:{2}"),
    (r"argument (.+?): expected .*argument.*", "{0} 后面缺少内容"),
    (r"argument (.+?): invalid \w+ value: (.+)", "{0} 的值 {1} 不对"),
    (r"argument (.+?): not allowed with argument (.+)", "{0} 不能与 {1} 同时使用"),
    (r"ambiguous option: (.+?) could match (.+)", "选项 {0} 不明确,可能是:{1}"),
)


def in_chinese(message: str) -> str:
    """A message of the argument parser in the user's language."""
    for pattern, sentence in _SENTENCES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return tr(sentence).format(*found.groups())
    return message


class Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, tr("用法:") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Speaks Chinese and raises instead of leaving the program."""

    def __init__(self, **options: object) -> None:
        fixed = {"formatter_class": Formatter, "add_help": False, "allow_abbrev": False}
        super().__init__(**(fixed | options))  # type: ignore[arg-type]
        self._positionals.title = tr("参数")
        self._optionals.title = tr("选项")
        self.add_argument("-h", "--help", action="help", help=tr("显示帮助"))

    def error(self, message: str) -> NoReturn:
        where = tr("{prog} -h 显示用法").format(prog=self.prog)
        raise UsageFault(f"{in_chinese(message)}。{where}")


def wants_json(argv: Sequence[str] | None) -> bool:
    """Whether the answer shall be JSON, known before anything else is parsed."""
    return "--json" in (sys.argv[1:] if argv is None else argv)


def build_parser() -> Parser:
    """The whole command line."""
    from desk.cli.tasks import TASKS

    parser = Parser(
        prog="python -m desk",
        description=tr("货运客服台:不开窗口也能做的一切。"),
        epilog=tr("退出码:0 完成,2 用法不对,3 被拒绝(E 开头的代码),4 文件不能用。"),
    )
    _add_global(parser)
    tasks = parser.add_subparsers(title=tr("要做的事"), metavar=tr("命令"), required=True)
    for task in TASKS:
        sub = tasks.add_parser(
            task.name,
            help=tr(task.help),
            description=tr(task.help),
            epilog=tr("例:") + f"\n  python -m desk {task.example}",
        )
        _add_global(sub)
        task.arguments(sub)
        sub.set_defaults(run=task.run, late=task.late)
    return parser


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read a command line; an optional positional may stand behind options, unlike in argparse.

    Raises:
        UsageFault: what is wrong with it.
    """
    parser = build_parser()
    found, rest = parser.parse_known_args(argv)
    is_late = len(rest) == 1 and found.late and not rest[0].startswith("--")
    if is_late and getattr(found, found.late) is None:
        setattr(found, found.late, rest.pop())
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return found


def _add_global(parser: argparse.ArgumentParser) -> None:
    """Options that may stand before or after the sub-command."""
    unset = argparse.SUPPRESS
    parser.add_argument(
        "--office",
        metavar=tr("文件"),
        default=unset,
        help=tr("数据文件;不写则用 DESK_OFFICE,再不然用上次打开的"),
    )
    parser.add_argument(
        "--user",
        metavar=tr("登录名"),
        default=unset,
        help=tr("谁在操作;密码取自 DESK_PASSWORD 或当场输入"),
    )
    parser.add_argument(
        "--json", action="store_true", default=unset, help=tr("答案用 JSON 写到标准输出")
    )


def pairs(given: Sequence[str] | None, option: str) -> dict[str, str]:
    """``k=v`` options as a table.

    Raises:
        UsageFault: one of them has no ``=``.
    """
    table = {}
    for text in given or ():
        key, mark, value = text.partition("=")
        if not mark or not key.strip():
            raise UsageFault(
                tr("{option} 要写成「名称=值」,现为「{v}」。").format(option=option, v=quoted(text))
            )
        table[key.strip()] = value
    return table
