"""A command in a process of its own that ends without a word at a chosen point.

Two points lie inside SQLite's own writing: the system ends the process at the byte of a file where a
limit lies, once in the journal and once in the middle of the last page of the office file.
"""

import multiprocessing
import os
import sqlite3
import sys
import warnings
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from desk.app import Desk
from desk.kernel.clock import SetClock
from tests.conftest import PASSWORD
from tests.faults.recording import PAGE_BYTES, Recorded

CUT = 9
FINISHED = 0
_JOURNAL_HEAD, _JOURNAL_PAGE = 512, PAGE_BYTES + 8


class Point(StrEnum):
    """Where the process ends."""

    RECORD = "first record"
    JOURNAL = "journal half written"
    COMMIT = "before commit"
    PAGES = "last page half written"
    RETURN = "before the call returns"
    FILE_WRITTEN = "before the file's rename"
    FILE_NAMED = "after the file's rename"


BY_LIMIT = (Point.JOURNAL, Point.PAGES)
WITH_FILES = (Point.FILE_WRITTEN, Point.FILE_NAMED)


def points_of(recorded: Recorded) -> list[Point]:
    """The points a command passes, on this system."""
    return [
        point
        for point in Point
        if (recorded.new_files or point not in WITH_FILES)
        and (sys.platform != "win32" or point not in BY_LIMIT)
    ]


def kill(recorded: Recorded, point: Point, office: Path) -> int | None:
    """Run a command until its end at a point.

    Returns:
        The exit code: `CUT`, a negative signal, or `FINISHED` when the point was not passed.
    """
    if sys.platform != "win32":  # cheap; Windows starts a fresh process instead
        multiprocessing.set_start_method("fork", force=True)
    child = multiprocessing.Process(target=_die, args=(recorded, point, office))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a fork beside the runner's threads
        child.start()
    child.join()
    return child.exitcode


def _die(recorded: Recorded, point: Point, office: Path) -> None:
    try:
        desk = Desk(office, SetClock(recorded.at))
        desk.ask_password = lambda: PASSWORD
        _arm(recorded, point, desk)
        recorded.run_on(desk)
    except BaseException as fault:
        print(recorded.command.name, point, repr(fault), file=sys.__stderr__, flush=True)
        os._exit(1)
    os._exit(FINISHED)


def _cut(*_: Any) -> None:
    os._exit(CUT)


def _arm(recorded: Recorded, point: Point, desk: Desk) -> None:
    match point:
        case Point.RECORD:
            event.listen(desk.engine, "checkout", _cut_after_writing)
        case Point.COMMIT:
            event.listen(Session, "before_commit", _cut)
        case Point.RETURN:
            event.listen(Session, "after_commit", _cut)
        case Point.FILE_WRITTEN:
            Path.replace = _cut  # type: ignore[method-assign, assignment]
        case Point.FILE_NAMED:
            Path.replace = _rename_and_cut  # type: ignore[method-assign, assignment]
        case _:
            _limit_files(_limit(recorded, point))


def _cut_after_writing(driver: sqlite3.Connection, *_: Any) -> None:
    """End at the statement behind the first that wrote, whoever sent it: SQLAlchemy or the house itself."""
    written = False

    def hear(statement: str) -> None:
        nonlocal written
        if written:
            _cut()
        written = statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))

    driver.set_trace_callback(hear)


def _rename_and_cut(part: Path, target: Path) -> None:
    part.rename(target)
    _cut()


def _limit(recorded: Recorded, point: Point) -> int:
    if point is Point.JOURNAL:
        return _JOURNAL_HEAD + _JOURNAL_PAGE // 2
    return recorded.changed_pages[-1] * PAGE_BYTES + PAGE_BYTES // 2


def _limit_files(most_bytes: int) -> None:
    if sys.platform != "win32":
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
