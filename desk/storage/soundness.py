"""The quick check of an open office file, ended well before anything is written to it.

It reads the whole file: 0.1 s of a small office, minutes of one of 7 GB on a slow disk. A file that lies
just as this computer closed it is checked beside the first looks into it; every writing transaction
waits for the result, so that nothing is written to a damaged file. Whoever has to wait long waits for
it once a day: after that a check that takes long is given up for a writer. Any other file (unclean end,
first sight, changed elsewhere) is checked before anybody sees a row of it.

Source: reliability of the house §2 (open protocol), P5; the day and the patience are assumed.
"""

import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.storage.opening import looking, quick_check

PATIENCE_S = 3.0


class Soundness:
    """One quick check on a thread of its own."""

    def __init__(self, path: Path, patience_s: float | None = None) -> None:
        """Begin to check.

        Args:
            path: the office file.
            patience_s: how long a writer waits before the check is given up; None = to its end.
        """
        self._path, self._patience_s = path, patience_s
        self._fault: FileRefused | None = None
        self._given_up = False
        self._connection: sqlite3.Connection | None = None
        self._thread = threading.Thread(target=self._check, name="desk-soundness", daemon=True)
        self._thread.start()

    def prove(self) -> None:
        """Wait for the end of the check, as long as the patience lasts.

        Raises:
            FileRefused: the file is damaged, or is being closed.
        """
        self._thread.join(self._patience_s)
        if self._thread.is_alive():
            self._give_up()
        if self._fault is not None:
            raise self._fault.with_traceback(None)

    def damage(self) -> FileRefused | None:
        """Wait for the end of the check, however long it takes; what it found."""
        self._thread.join()
        return self._fault if self.damaged else None

    def stop(self) -> None:
        """The office is closed; nobody writes any more."""
        if self.running:
            self._given_up = True
            self._fault = FileRefused(tr("数据文件正在关闭,没有保存。"))
            self._give_up()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    @property
    def passed(self) -> bool:
        """Whether the whole file was found to be sound."""
        return not self.running and not self._given_up and self._fault is None

    @property
    def damaged(self) -> bool:
        """Whether damage was found."""
        return not self.running and not self._given_up and self._fault is not None

    def _give_up(self) -> None:
        self._given_up = True
        while self._thread.is_alive():
            running = self._connection
            if running is not None:
                with suppress(sqlite3.ProgrammingError):  # it ended meanwhile
                    running.interrupt()
            self._thread.join(0.02)

    def _check(self) -> None:
        try:
            with closing(looking(self._path)) as connection:
                self._connection = connection
                quick_check(self._path, connection)
                self._connection = None
        except FileRefused as fault:
            if not self._given_up:
                self._fault = fault
        except Exception as fault:  # a check that did not end has proved nothing
            self._fault = FileRefused(tr("数据文件没有检查完:{why}").format(why=fault))
