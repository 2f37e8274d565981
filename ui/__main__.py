"""``python -m ui [FILE] [--user U]``: the window; ``--selftest DIR`` tries it on this computer."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desk.documents.reading_processes import run_reading_process
from desk.kernel.kept_code import kept_methods

if TYPE_CHECKING:
    from argparse import Namespace

CANNOT_OPEN = 4


def main(arguments: list[str] | None = None) -> int:
    """Open the window; one clear sentence instead of a traceback when it cannot be shown.

    The packaged program calls itself again to read strangers' files; then there is no window.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    reading = run_reading_process(arguments)
    if reading is not None:
        return reading
    file, user = Path(arguments[0]) if arguments else None, ""
    if len(arguments) > 1 or "".join(arguments).startswith("-"):
        given = _read(arguments)
        if given.selftest is not None:
            from ui.selftest import selftest

            return selftest(given.selftest, given.limit, given.only)
        file, user = given.file, given.user
    from ui.surroundings import what_is_missing

    trouble = what_is_missing()
    if trouble:
        _tell(trouble)
        return CANNOT_OPEN
    from ui.unread import load_qt

    load_qt()
    with kept_methods("window"):
        from ui.start import run

    return run(file, user)


def _read(arguments: list[str]) -> "Namespace":
    """What was asked for by more than a file, which is how the office starts it: the parser takes 4 ms."""
    from argparse import ArgumentParser

    parser = ArgumentParser(prog="python -m ui", description="货运客服台:打开窗口")
    parser.add_argument("file", nargs="?", type=Path, help="办公室数据文件(.office)")
    parser.add_argument("--user", default="", help="登录名")
    parser.add_argument("--selftest", type=Path, metavar="DIR", help="自检,报告写入文件夹 DIR")
    parser.add_argument("--limit", type=float, default=540.0, metavar="S", help="自检最多几秒")
    parser.add_argument("--only", default="", metavar="PAGE", help="自检只看名称如此开头的页面")
    return parser.parse_args(arguments)


def _tell(sentence: str) -> None:
    if sys.stderr is not None:  # a windowed program on Windows has none
        sys.stderr.buffer.write(sentence.encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
