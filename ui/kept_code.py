"""What PySide compiles at every start is compiled once.

Its own Python modules (shibokensupport) lie as sources inside a library and are compiled anew each time:
17 ms of the processor and 5 MB. The code is kept beside that of the program.
One of them only writes type stubs for developers and takes 10 ms of its own: it is left empty. Another
makes a pattern of 6,000 signs ready, 5 ms; it is made when a wrong argument is first explained.
"""

import builtins
import marshal
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desk.kernel.kept_code import read_kept, write_kept

NAME = "shibokensupport"
FOR_DEVELOPERS = f"{NAME}/signature/lib/pyi_generator.py"
PATTERN_LATER = (
    b"rec = re.compile(regex, flags=re.VERBOSE)\n        self._finditer = rec.finditer",
    b"self._finditer = lambda line: re.finditer(regex, line, re.VERBOSE)",
)


@contextmanager
def kept_code() -> Iterator[None]:
    """Let PySide be imported herein; nobody else compiles meanwhile."""
    kept = read_kept(NAME)
    known, compiles = len(kept), builtins.compile

    def compiled(source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:
        if more or named or mode != "exec" or not str(filename).startswith(f"{NAME}/"):
            return compiles(source, filename, mode, *more, **named)
        if filename == FOR_DEVELOPERS:
            source = b""
        source = source.replace(*PATTERN_LATER)
        key = (filename, zlib.crc32(source))
        if key not in kept:
            kept[key] = marshal.dumps(compiles(source, filename, mode))
        return marshal.loads(kept[key])

    setattr(builtins, "compile", compiled)  # noqa: B010 - mypy keeps functions as they are
    try:
        yield
    finally:
        setattr(builtins, "compile", compiles)  # noqa: B010
    if len(kept) > known:
        write_kept(NAME, kept)
