"""pypinyin with its tables of readings; whoever imports this waits for them.

pypinyin reads each table as one JSON text, which keeps the interpreter for up to 160 ms: the window
would answer nobody meanwhile. Here they are read a piece at a time, and kept small (`reading_tables`). In the
packaged program its modules hold their tables themselves (`resources/bundle/smaller.py`).
"""

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from desk.kernel.reading_tables import Phrases, Signs, pack

PIECE_BYTES = 1 << 15
_CUTS = {"phrases_dict": b'],\n"', "pinyin_dict": b'",\n"'}
"""Between which signs a table can be cut: `,` and a new line behind the first."""


def _load_tables() -> None:
    found = find_spec("pypinyin")
    for folder in (found and found.submodule_search_locations) or ():
        for name, cut in _CUTS.items():
            file, full_name = Path(folder, f"{name}.json"), f"pypinyin.{name}"
            if full_name not in sys.modules and file.exists():
                module = ModuleType(full_name)
                setattr(module, name, _table(name, read_in_pieces(file, cut)))
                sys.modules[full_name] = module


def _table(name: str, pairs: Iterator[tuple[str, Any]]) -> Phrases | Signs:
    if name == "phrases_dict":
        return Phrases((word, pack(readings)) for word, readings in pairs)
    return Signs((int(sign), readings) for sign, readings in pairs)


def read_in_pieces(file: Path, cut: bytes) -> Iterator[tuple[str, Any]]:
    """The pairs of one JSON object; a file that cannot be cut is one piece.

    Args:
        file: UTF-8.
        cut: the last sign of a value, a comma, a line's end and the first sign of a key.
    """
    content = file.read_bytes()
    start, end = content.index(b"{") + 1, content.rindex(b"}")
    while start < end:
        at = content.find(cut, start + PIECE_BYTES, end)
        comma = at + 1 if at >= 0 else end
        yield from json.loads(b"{%b}" % content[start:comma]).items()
        start = comma + 1


_load_tables()

from pypinyin import Style, lazy_pinyin, pinyin  # noqa: E402 - its tables are there now
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # noqa: E402

__all__ = ["PHRASES_DICT", "PINYIN_DICT", "Style", "lazy_pinyin", "pinyin"]
