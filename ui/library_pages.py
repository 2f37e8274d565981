"""What of the program's libraries and fonts still lies on the disk is fetched before somebody waits for it.

The system reads a library piece by piece, when a piece is first needed, on the thread that needs it: a key
nobody had pressed yet held the window for half a second while the disk was busy. Fetched, it lies in the
system's own cache and belongs to no process. Where the system tells what is mapped (Linux); elsewhere
nothing is done.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

MAPPED = Path("/proc/self/maps")
_FONT = ".ttf"
_PIECE = 128 << 10  # of a longer one the system reads the beginning


def fetch_libraries() -> None:
    """Ask the system to read all of them; on a thread."""
    if not hasattr(os, "posix_fadvise") or not MAPPED.exists():
        return
    for path in sorted(set(_mapped())):
        with suppress(OSError):  # gone since, or no file of a disk
            _fetch(path)


def _mapped() -> Iterator[str]:
    """The files that hold code or letters of this process."""
    for line in MAPPED.read_text(encoding="utf-8").splitlines():
        _, rights, _, _, _, *named = line.split(maxsplit=5)
        if named and named[0].startswith("/") and ("x" in rights or named[0].endswith(_FONT)):
            yield named[0]


def _fetch(path: str) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        for at in range(0, os.fstat(opened).st_size, _PIECE):
            os.posix_fadvise(opened, at, _PIECE, os.POSIX_FADV_WILLNEED)
    finally:
        os.close(opened)
