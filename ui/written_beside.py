"""Small files that outlast a power cut, written by a thread of their own: nobody waits for the disk.

The newest content of a path wins, and what is to be gone is never overtaken by what was written before.
The thread ends when nothing waits; the program ends only after it.
"""

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from desk.storage.durable import secure_names, write_whole

AT_MOST_S = 4.0
"""Windows waits five seconds for a program when it shuts down."""


class WrittenBeside:
    """What waits to be written, by path; None is a file that goes."""

    def __init__(self) -> None:
        self._moved = threading.Condition()
        self._waiting: dict[Path, bytes | None] = {}
        self._now: dict[Path, bytes | None] = {}
        self._writer: threading.Thread | None = None

    def put(self, path: Path, content: bytes | None) -> None:
        """Have a file written, or removed; a fault of the disk is nobody's."""
        with self._moved:
            self._waiting[path] = content
            if self._writer is None:
                writer = threading.Thread(target=self._write, name="desk-written", daemon=False)
                writer.start()
                self._writer = writer

    def read(self, path: Path) -> bytes:
        """The content of a path, also while it waits.

        Raises:
            OSError: there is none, or it cannot be read.
        """
        with self._moved:
            still = self._now | self._waiting
        if path not in still:
            return path.read_bytes()
        content = still[path]
        if content is None:
            raise FileNotFoundError(path)
        return content

    def files(self, folder: Path) -> frozenset[Path]:
        """The files of a folder, also those that wait."""
        with self._moved:
            still = self._now | self._waiting
        there = set(folder.glob("*")) if folder.is_dir() else set()
        return frozenset(there | {path for path in still if path.parent == folder})

    def settle(self, at_most_s: float = AT_MOST_S) -> bool:
        """Wait until the disk has everything; False when it took too long."""
        with self._moved:
            return self._moved.wait_for(lambda: self._writer is None, at_most_s)

    def _write(self) -> None:
        try:
            for path, content in self._all():
                with suppress(OSError):
                    if content is None:
                        _remove(path)
                    else:
                        write_whole(path, content, private=True)
        except BaseException:  # told as any bug is; what is put next has a writer of its own
            with self._moved:
                self._now.clear()
                self._ends()
            raise

    def _ends(self) -> None:
        self._writer = None
        self._moved.notify_all()

    def _all(self) -> Iterator[tuple[Path, bytes | None]]:
        while True:
            with self._moved:
                self._now.clear()
                if not self._waiting:
                    self._ends()
                    return
                path = next(iter(self._waiting))
                content = self._now[path] = self._waiting.pop(path)
            yield path, content


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except FileNotFoundError:
        return
    except OSError:  # a virus scanner reads it; nothing of it is offered again all the same
        path.write_bytes(b"")
        return
    secure_names(path.parent)


BESIDE = WrittenBeside()
"""The one of this process."""
