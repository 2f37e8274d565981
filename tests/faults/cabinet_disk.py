"""The program's own writing of attachments and backups, passed through the same written-down disk as SQLite's."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from tests.faults.disk import Disk, Event


class _Written:
    """An open file that tells the disk what is written into it."""

    def __init__(self, disk: Disk, path: Path, file: IO[Any]) -> None:
        self._disk, self._path, self._file = disk, path, file

    def __enter__(self) -> "_Written":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, content: bytes) -> int:
        at = self._file.tell()
        _ask(self._disk, Event("write", str(self._path), at, content))
        return int(self._file.write(content))

    def seek(self, at: int) -> int:
        return int(self._file.seek(at))

    def read(self, most: int) -> bytes:
        return bytes(self._file.read(most))

    def truncate(self, length: int) -> int:
        _ask(self._disk, Event("truncate", str(self._path), length))
        return int(self._file.truncate(length))

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


def _ask(disk: Disk, event: Event) -> None:
    if not disk.change(event):
        code = errno.ENOSPC if disk.full else errno.EIO
        raise OSError(code, os.strerror(code), event.path)


@contextmanager
def cabinet_on(disk: Disk) -> Iterator[None]:
    """Write down, and if armed refuse, what is done to files by way of `pathlib` and `os.fsync`."""
    own_open, own_fsync, own_os_open = Path.open, os.fsync, os.open
    own_replace, own_mkdir, own_unlink = Path.replace, Path.mkdir, Path.unlink
    folders: dict[int, str] = {}
    files: dict[int, str] = {}

    def mine(path: Path) -> bool:
        text = str(path)
        return text.startswith(disk.root) and ("-files" in text or text.endswith(".part"))

    def opening(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if "w" not in mode or not mine(path):
            opened = own_open(path, mode, *more, **named)
            if "+" in mode and mine(path):
                files[opened.fileno()] = str(path)
            return opened
        _ask(disk, Event("create", str(path)))
        file = _Written(disk, path, own_open(path, mode, *more, **named))
        files[file.fileno()] = str(path)
        return file

    def os_opening(path: Any, *more: Any, **named: Any) -> int:
        number = own_os_open(path, *more, **named)
        if isinstance(path, Path) and path.is_dir():
            folders[number] = str(path)
        return number

    def syncing(file: int) -> None:
        if file in folders:
            _ask(disk, Event("sync_folder", folders.pop(file)))
        elif file in files:
            _ask(disk, Event("sync", files.pop(file)))
        own_fsync(file)

    def replacing(path: Path, target: Path) -> Path:
        if mine(path):
            _ask(disk, Event("rename", str(path), to=str(target)))
        return own_replace(path, target)

    def making(path: Path, *more: Any, **named: Any) -> None:
        if mine(path) and not path.exists() and path.parent.exists():
            _ask(disk, Event("folder", str(path)))
        own_mkdir(path, *more, **named)

    def unlinking(path: Path, *more: Any, **named: Any) -> None:
        if mine(path) and path.exists():
            _ask(disk, Event("remove", str(path)))
        own_unlink(path, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", opening)
        patch.setattr(Path, "replace", replacing)
        patch.setattr(Path, "mkdir", making)
        patch.setattr(Path, "unlink", unlinking)
        patch.setattr(os, "open", os_opening)
        patch.setattr(os, "fsync", syncing)
        yield
