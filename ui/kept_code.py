"""What PySide compiles at every start is compiled once.

Its own Python modules (shibokensupport) lie as sources inside a library and are compiled anew each time:
17 ms of the processor and 5 MB. The code is kept beside this module, as Python keeps what it compiles.
One of them only writes type stubs for developers and takes 10 ms of its own: it is left empty.
"""

import builtins
import marshal
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any

SUPPORT = "shibokensupport/"
FOR_DEVELOPERS = "shibokensupport/signature/lib/pyi_generator.py"
Kept = dict[tuple[str, int], CodeType]


@contextmanager
def kept_code() -> Iterator[None]:
    """Let PySide be imported herein; nobody else compiles meanwhile."""
    kept = _read()
    known, compiles = len(kept), builtins.compile

    def compiled(source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:
        if more or named or mode != "exec" or not str(filename).startswith(SUPPORT):
            return compiles(source, filename, mode, *more, **named)
        if filename == FOR_DEVELOPERS:
            source = b""
        key = (filename, zlib.crc32(source))
        if key not in kept:
            kept[key] = compiles(source, filename, mode)
        return kept[key]

    setattr(builtins, "compile", compiled)  # noqa: B010 - mypy keeps functions as they are
    try:
        yield
    finally:
        setattr(builtins, "compile", compiles)  # noqa: B010
    if len(kept) > known and not sys.dont_write_bytecode:
        _write(kept)


def kept_file() -> Path:
    """Where the code lies: one file for each Python, by the rules of its own compiled files."""
    return Path(cache_from_source(str(Path(__file__).with_name("shibokensupport.py"))))


def _read() -> Kept:
    try:
        found = kept_file().read_bytes()
        fits = found.startswith(MAGIC_NUMBER)
        return marshal.loads(found[len(MAGIC_NUMBER) :]) if fits else {}
    except (OSError, ValueError, EOFError, TypeError):
        return {}


def _write(kept: Kept) -> None:
    """A folder that cannot be written: the next start compiles again."""
    file = kept_file()
    unfinished = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(MAGIC_NUMBER + marshal.dumps(kept))
        unfinished.replace(file)
