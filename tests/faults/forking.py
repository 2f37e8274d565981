"""A fork that looks at faults: what it does to SQLite, and to itself, ends with it.

Only where the system forks.
"""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

F = TypeVar("F")


def told_by_a_fork(
    look: Callable[[Callable[[F], None]], None], nothing: F, so_far: Callable[[F], None]
) -> tuple[F, int]:
    """Let a fork look, and hear what it has found until now as often as it tells.

    Returns:
        What it told last, and its exit code.
    """
    forking = multiprocessing.get_context("fork")
    ours, theirs = forking.Pipe(duplex=False)
    looker = forking.Process(target=look, args=(theirs.send,))
    looker.start()
    theirs.close()
    found = nothing
    with suppress(EOFError):
        while True:
            found = ours.recv()
            so_far(found)
    looker.join()
    return found, looker.exitcode or 0
