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
        for path, own_self in zip(self._contents, self._names_of(), strict=True):
            os.link(path, own_self)

    def _all(self) -> list[Path]:
        return sorted(path for root in self._roots for path in root.rglob("*"))

    def differing(self) -> set[Path]:
        """Those that are gone, have been replaced, or have another content."""
        named = zip(self._contents.items(), self._names_of(), strict=True)
        return {
            path
            for (path, content), own_self in named
            if not (path.exists() and path.samefile(own_self) and lies_there(path, content))
        }

    def put_back(self, differing: set[Path] | None = None) -> None:
        """Everything lies there again as it did; what does not is found out unless said."""
        for path in reversed(self._all()):
            if path.is_dir() and path not in self._folders:
                _remove_folder(path)
            elif not path.is_dir() and path not in self._contents:
                _remove(path)
        wrong = self.differing() if differing is None else differing
        for (path, content), own_self in zip(self._contents.items(), self._names_of(), strict=True):
            if path in wrong:
                self._restore(path, own_self, content)

    def _names_of(self) -> list[Path]:
        return [self._names / str(number) for number in range(len(self._contents))]

    def _restore(self, path: Path, own_self: Path, content: bytes) -> None:
        if path.exists() and not path.samefile(own_self):
            _remove(path)
        if not path.exists():
            os.link(own_self, path)
        file = os.open(path, os.O_WRONLY)
        os.pwrite(file, content, 0)
        os.ftruncate(file, len(content))
        os.close(file)

    def forget(self) -> None:
        """What lies there now is left as it is."""
        for own_self in self._names_of():
            _remove(own_self)
