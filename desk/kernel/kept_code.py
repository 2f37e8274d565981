"""What Python compiles anew at every start is compiled once, and kept as it keeps the code of modules.

Five hundred dataclasses are 3,000 small texts, written and compiled when their modules are imported: a
fifth of what the whole program takes to import. Kept code is known by its whole text, so it cannot be wrong.
"""

import dataclasses
import inspect
import marshal
import os
import sys
import zlib
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import Any

Kept = dict[Hashable, bytes]
"""The code of each text, as `marshal` writes it: all of it read at once would hold every other thread for 16 ms."""
_FORM = b"2"  # of the file; another one is written anew
_HEAD = len(MAGIC_NUMBER) + len(_FORM) + 4


@contextmanager
def kept_methods(name: str) -> Iterator[None]:
    """Let dataclasses be imported herein; by one thread at a time.

    Args:
        name: of the file; what is not used herein is not kept in it any longer.
    """
    kept = read_kept(name)
    used: Kept = {}

    def execute(text: str, names: dict[str, Any], found: dict[str, Any]) -> None:
        code = kept.get(text)
        if code is None:
            code = marshal.dumps(compile(text, "<string>", "exec", dont_inherit=True))
        used[text] = code
        exec(marshal.loads(code), names, found)

    setattr(dataclasses, "exec", execute)  # noqa: B010 - in front of the builtin; unknown to mypy
    setattr(dataclasses, "inspect", _Unread())  # noqa: B010
    try:
        yield
    finally:
        delattr(dataclasses, "exec")
        setattr(dataclasses, "inspect", inspect)  # noqa: B010
    if not used.keys() <= kept.keys():
        write_kept(name, used)


class _Unread:
    """What dataclasses look into classes with, but for the signature of a class.

    It becomes the docstring of one that has none; in the packaged program that is every one: 47 ms of
    its start.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(inspect, name)

    def signature(self, _class: type) -> str:
        """Nobody reads it."""
        return ""


def kept_file(name: str) -> Path:
    """Where the code lies: one file for each Python, by the rules of its own compiled files."""
    return Path(cache_from_source(str(Path(__file__).with_name(f"kept_{name}.py"))))


def read_kept(name: str) -> Kept:
    """What was kept; nothing if the file is of another Python or broken."""
    try:
        found = memoryview(kept_file(name).read_bytes())
        head, code = found[:_HEAD], found[_HEAD:]
        return marshal.loads(code) if head == _head(code) else {}
    except (OSError, ValueError, EOFError, TypeError):
        return {}


def write_kept(name: str, kept: Kept) -> None:
    """A folder that cannot be written: the next start compiles again."""
    packaged = getattr(sys, "frozen", False)  # it is always told to write no code of modules
    if sys.dont_write_bytecode and not packaged:
        return
    file = kept_file(name)
    unfinished = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        code = marshal.dumps(kept)
        unfinished.write_bytes(_head(code) + code)
        unfinished.replace(file)


def _head(code: bytes | memoryview) -> bytes:
    """Which Python and form it is for, and a sum: code with a turned bit would take the program with it."""
    return MAGIC_NUMBER + _FORM + zlib.crc32(code).to_bytes(4, "big")
