"""The program's log in the user's own folder: starts, ends and bugs; five files of 1 MB at most.

Nothing of the office is written there: no names, no numbers, no file names of the user.
"""

import faulthandler
import logging
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from ui.crash_report import without_folders
from ui.state_folder import state_folder

LOG = logging.getLogger("desk.window")
LOG_BYTES, LOGS_KEPT = 1_000_000, 4  # and the one being written
MOST_OF_A_CRASH = 40_000
_crashes: list[TextIO] = []


def log_folder() -> Path:
    """Where the log files lie."""
    return state_folder() / "log"


def open_log_folder() -> None:
    """Show it in the system's file browser."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    with suppress(OSError):
        log_folder().mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))


def log_file() -> Path:
    """The one being written."""
    return log_folder() / "window.log"


def crash_file() -> Path:
    """Where the interpreter says in which line it stood when the process itself broke down."""
    return log_folder() / "crash.log"


def open_log() -> None:
    """Write to the user's folder from now on; a full disk must not keep the window from opening."""
    with suppress(OSError):
        log_folder().mkdir(parents=True, exist_ok=True)
    close_log()
    LOG.setLevel(logging.INFO)
    LOG.addHandler(_Written())


def close_log() -> None:
    """Let go of the files."""
    for old in list(LOG.handlers):
        LOG.removeHandler(old)
        old.close()


def watch_for_crashes() -> str:
    """Leave a trace when Qt or a driver takes the whole process down; once per process.

    Returns:
        The trace the run before left, as it may be sent to strangers; nothing if it ended by itself.
    """
    try:
        with crash_file().open("a+", encoding="utf-8", errors="replace") as former:
            former.seek(0)
            left = without_folders(former.read(MOST_OF_A_CRASH)).strip()
        file = crash_file().open("w", encoding="utf-8")
    except OSError:
        return ""
    if left:
        LOG.error("the run before broke down:\n%s", left)
    _crashes.append(file)  # must stay open
    faulthandler.enable(file, all_threads=True)
    return left


def ended_by_itself() -> None:
    """This run did not break down, whatever Windows made the interpreter say on the way."""
    faulthandler.disable()
    while _crashes:
        file = _crashes.pop()
        with suppress(OSError):
            file.truncate(0)
            file.close()


class _Written(logging.Handler):
    """Opens the files with the first line: what they need is imported slower than a window is painted."""

    def __init__(self) -> None:
        super().__init__()
        self._files: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._files is None:
            from ui.log_files import LogFiles

            self._files = LogFiles(log_file(), LOG_BYTES, LOGS_KEPT)
            self._files.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._files.handle(record)

    def close(self) -> None:
        if self._files is not None:
            self._files.close()
        super().close()
