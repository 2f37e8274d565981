"""Files as they lie at one moment, put back under the hands of a process that has them open.

A file that was removed or replaced meanwhile gets its old self again, not a copy, for whoever has it open
writes into that.
"""

import os
from collections.abc import Sequence
from pathlib import Path

_remove, _remove_folder = Path.unlink, Path.rmdir
"""As they are before a written-down disk is laid over them."""
_PIECE_BYTES = 1 << 16


def lies_there(path: Path, content: bytes) -> bool:
    """Whether a file has this content, looked at piece by piece: a fork would pay dear for new memory."""
    file = os.open(path, os.O_RDONLY)
    try:
        return os.fstat(file).st_size == len(content) and all(
            os.pread(file, _PIECE_BYTES, at) == content[at : at + _PIECE_BYTES]
            for at in range(0, len(content), _PIECE_BYTES)
        )
    finally:
        os.close(file)


class Kept:
    """All files below some folders, at the moment this is made.

    To read or write a file here lets go of every lock that this process has on it (POSIX).
    """

    def __init__(self, roots: Sequence[Path], names: Path) -> None:
        self._roots, self._names = roots, names
        self._contents = {path: path.read_bytes() for path in self._all() if path.is_file()}
        self._folders = {path for path in self._all() if path.is_dir()}
        for number, path in enumerate(self._contents):
            os.link(path, self._names / str(number))

    def _all(self) -> list[Path]:
        return sorted(path for root in self._roots for path in root.rglob("*"))

    def put_back(self) -> None:
        """Everything lies there again as it did."""
        for path in reversed(self._all()):
            if path.is_dir() and path not in self._folders:
                _remove_folder(path)
            elif not path.is_dir() and path not in self._contents:
                _remove(path)
        for number, (path, content) in enumerate(self._contents.items()):
            self._restore(path, self._names / str(number), content)

    def _restore(self, path: Path, own_self: Path, content: bytes) -> None:
        if not path.exists() or not path.samefile(own_self):
            if path.exists():
                _remove(path)
            os.link(own_self, path)
        if lies_there(path, content):
            return
        file = os.open(path, os.O_WRONLY)
        os.pwrite(file, content, 0)
        os.ftruncate(file, len(content))
        os.close(file)

    def forget(self) -> None:
        """What lies there now is left as it is."""
        for number in range(len(self._contents)):
            _remove(self._names / str(number))
