"""Large lists are written as Excel by a process of their own, so that the window stays at hand.

Rows go down a pipe block by block: neither side ever holds the whole list.
"""

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, BinaryIO

import desk
from desk.documents.papers import Cell, Column

CHILD_MODULE = "desk.documents.writing_child"
FROZEN_FLAG = "--write-list"
POLL_SECONDS = 0.05
SENT_AT_ONCE = 25
"""Rows put into the pipe in one call, which lets no other thread run until it ends."""
if sys.platform == "win32":
    QUIETLY = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
else:
    QUIETLY = 0

Row = tuple[Cell, ...]


def write_list_beside(
    target: Path,
    title: str,
    filter_text: str,
    columns: tuple[Column, ...],
    blocks: Iterable[Sequence[Row]],
    waiting: Callable[[], None] = lambda: None,
) -> None:
    """Write a list of any length in a process of its own.

    Args:
        target: the file; what is there is written over.
        title: what is listed.
        filter_text: what was filtered and sorted by.
        columns: their labels, kinds and widths.
        blocks: rows in the order of the columns; raising in here cancels.
        waiting: called every few milliseconds while the file is closed; may raise to cancel.

    Raises:
        OSError: the file could not be written.
    """
    with tempfile.TemporaryFile() as errors, _started(target, errors) as process:
        try:
            _send(process, (title, filter_text, columns), blocks)
            while process.poll() is None:
                waiting()
                _wait(process)
        except BaseException:
            process.kill()
            with suppress(OSError):  # what is still in the pipe goes nowhere
                _pipe_of(process).close()
            raise
        if process.returncode:
            errors.seek(0)
            raise OSError(process.returncode, errors.read().decode(errors="replace"))


def _started(target: Path, errors: BinaryIO) -> "subprocess.Popen[bytes]":
    own = getattr(sys, "frozen", False)
    program = [sys.executable, FROZEN_FLAG] if own else [sys.executable, "-P", "-m", CHILD_MODULE]
    source = str(Path(desk.__file__).parents[1])
    return subprocess.Popen(
        [*program, str(target.absolute())],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        env=os.environ | {"PYTHONPATH": source, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        creationflags=QUIETLY,
    )


def _send(
    process: "subprocess.Popen[bytes]", head: object, blocks: Iterable[Sequence[Row]]
) -> None:
    """Send everything; a process that has gone says itself why."""
    pipe = _pipe_of(process)
    try:
        pickle.dump(head, pipe)
        for block in blocks:
            for start in range(0, len(block), SENT_AT_ONCE):
                pickle.dump(list(block[start : start + SENT_AT_ONCE]), pipe)
        pickle.dump(None, pipe)
        pipe.close()
    except BrokenPipeError:
        process.wait()


def _pipe_of(process: "subprocess.Popen[bytes]") -> IO[bytes]:
    assert process.stdin is not None
    return process.stdin


def _wait(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return
