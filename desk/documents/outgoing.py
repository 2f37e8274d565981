"""Files the office gives away get their name only when they are whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr


@contextmanager
def whole_path(target: Path) -> Iterator[Path]:
    """Let the caller write a path beside the target and rename it at the end.

    Nothing is left behind after a failure, and a former file of that name stays until then.

    Raises:
        FileRefused: the folder cannot be written, or the file is open in another program.
    """
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(target)
    except OSError as fault:
        sentence = tr(
            "文件没有写成:{path}({why})。请检查文件夹权限、磁盘空间,或关闭正打开它的程序。"
        )
        raise FileRefused(sentence.format(path=target, why=fault.strerror or fault)) from fault
    finally:
        if part.is_file():
            part.unlink()


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """As `whole_path`, with the file open for writing.

    Raises:
        FileRefused: see `whole_path`.
    """
    with whole_path(target) as part, part.open("wb") as file:
        yield file
