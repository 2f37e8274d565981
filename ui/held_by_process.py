"""A hold that ends with its process, whatever its file says: killed, emptied by a power cut, renamed PC.

The library that locks offices is imported slower than the sign-in window is painted.
"""

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(opened: int) -> None:
        msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)

    def _unlock(opened: int) -> None:
        msvcrt.locking(opened, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(opened: int) -> None:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(opened: int) -> None:
        fcntl.flock(opened, fcntl.LOCK_UN)


class HeldByProcess:
    """A lock of the operating system on an open file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._opened: int | None = None

    def take(self) -> bool:
        """Hold it until `let_go` or the end of this process; False while another one holds it."""
        opened = os.open(self._file, os.O_RDWR | os.O_CREAT)
        try:
            _lock(opened)
        except OSError:
            os.close(opened)
            return False
        self._opened = opened
        return True

    def let_go(self) -> None:
        """Others may take it."""
        if self._opened is not None:
            _unlock(self._opened)
            os.close(self._opened)
            self._opened = None
