"""The code of the packaged program on solid shelves, one for each large package.

Two thousand modules compressed one by one are nearly twice as large as the same modules together. A
process opens only the shelves it takes a module from (`open_shelves`); what every start takes lies on
one of its own.
"""

import lzma
import marshal
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path

SMALLEST = 500_000
"""Bytes of code that make a shelf of its own worth while; smaller packages share one."""
REST, FIRST = "rest", "first"


def fill(
    folder: Path, codes: Mapping[str, bytes], packages: Collection[str], first: Collection[str]
) -> list[tuple[str, str, str]]:
    """Write the shelves and their list of contents; what the bundle is to take along.

    Args:
        folder: for the shelves; made when missing.
        codes: every module's code, marshalled.
        packages: those modules that hold others.
        first: those modules that every start takes.
    """
    shelf_of = {n: FIRST if n in first else top for n, top in _shelves(codes).items()}
    files = {"contents": marshal.dumps({n: (s, n in packages) for n, s in shelf_of.items()})}
    for shelf in sorted(set(shelf_of.values())):
        held = {name: codes[name] for name, its in shelf_of.items() if its == shelf}
        files[shelf] = lzma.compress(marshal.dumps(held), preset=9 | lzma.PRESET_EXTREME)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [(f"code/{name}", str(folder / name), "DATA") for name in files]


def _shelves(codes: Mapping[str, bytes]) -> dict[str, str]:
    """The shelf of every module: its large package, or the one for all the small ones."""
    top = {name: name.partition(".")[0] for name in sorted(codes)}
    weights: Counter[str] = Counter()
    for name, package in top.items():
        weights[package] += len(codes[name])
    return {n: package if weights[package] >= SMALLEST else REST for n, package in top.items()}
