"""The program's log in the user's own folder: starts, ends and bugs; five files of 1 MB at most.

Nothing of the office is written there: no names, no numbers, no file names of the user.
"""

import faulthandler
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

from ui.state_folder import state_folder

LOG = logging.getLogger("desk.window")
LOG_BYTES, LOGS_KEPT = 1_000_000, 4  # and the one being written
_crashes: list[TextIO] = []


def log_folder() -> Path:
    """Where the log files lie."""
    return state_folder() / "log"


def log_file() -> Path:
    """The one being written."""
    return log_folder() / "window.log"


def crash_file() -> Path:
    """Where the interpreter says in which line it stood when the process itself broke down."""
    return log_folder() / "crash.log"


def open_log() -> None:
    """Write to the user's folder from now on; a full disk must not keep the window from opening."""
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            log_file(), maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    close_log()
    LOG.setLevel(logging.INFO)
    LOG.addHandler(handler)


def close_log() -> None:
    """Let go of the files."""
    for old in list(LOG.handlers):
        LOG.removeHandler(old)
        old.close()


def watch_for_crashes() -> None:
    """Leave a trace when Qt or a driver takes the whole process down; once per process."""
    try:
        file = crash_file().open("a", encoding="utf-8")
    except OSError:
        return
    if crash_file().stat().st_size > LOG_BYTES:
        file.truncate(0)
    _crashes.append(file)  # must stay open
    faulthandler.enable(file, all_threads=True)
