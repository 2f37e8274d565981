"""``python -m ui [FILE] [--user U]``: the window."""

import argparse
import sys
from pathlib import Path

from desk.documents.reading_processes import run_reading_process

CANNOT_OPEN = 4


def main(arguments: list[str] | None = None) -> int:
    """Open the window; one clear sentence instead of a traceback when it cannot be shown.

    The packaged program calls itself again to read strangers' files; then there is no window.
    """
    reading = run_reading_process(sys.argv[1:] if arguments is None else arguments)
    if reading is not None:
        return reading
    parser = argparse.ArgumentParser(prog="python -m ui", description="货运客服台:打开窗口")
    parser.add_argument("file", nargs="?", type=Path, help="办公室数据文件(.office)")
    parser.add_argument("--user", default="", help="登录名")
    given = parser.parse_args(arguments)
    from ui.surroundings import what_is_missing

    trouble = what_is_missing()
    if trouble:
        _tell(trouble)
        return CANNOT_OPEN
    from ui.start import run

    return run(given.file, given.user)


def _tell(sentence: str) -> None:
    if sys.stderr is not None:  # a windowed program on Windows has none
        sys.stderr.buffer.write(sentence.encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
