"""Scanning in a process of its own that ends without a word at its nth step, as in a power cut.

Steps are what reaches the disk: the process ends before a write-through, a rename or a commit.
"""

import os
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desk.app import Desk
from desk.documents.scans.reading import PageRead
from desk.kernel.clock import SetClock
from desk.scanning import piles, scan_pile
from tests.conftest import PASSWORD, at

CUT = 9
NEVER = 10_000


class Steps:
    """Counts the steps, writes down their names, and ends the process at one of them."""

    def __init__(self, last: int, log: int) -> None:
        self.done, self.last, self.log = 0, last, log

    def step(self, name: str) -> None:
        self.done += name.startswith("before")
        os.write(self.log, f"{name}\n".encode())
        if self.done == self.last:
            os._exit(CUT)

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*args: Any, **kwargs: Any) -> Any:
            self.step(f"before {name}")
            value = function(*args, **kwargs)
            self.step(f"after {name}")
            return value

        return stepped


def scan_killed_at(last: int, office: Path, pages: Sequence[PageRead]) -> tuple[bool, list[str]]:
    """Scan pages in a child that dies at a step.

    Returns:
        Whether it came to its end, and what it wrote down: steps, and 「ack …」 for whatever the
        caller had been told was saved.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # a fork beside the test runner's threads
        child = os.fork()
    if not child:
        _die_scanning(last, office, pages, writing)
    os.close(writing)
    with os.fdopen(reading) as log:
        said = log.read().splitlines()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, CUT), said[-3:]
    return code == 0, said


def _die_scanning(last: int, office: Path, pages: Sequence[PageRead], log: int) -> None:
    try:
        desk = Desk(office, SetClock(at("2026-11-20 09:00")))
        desk.login("jia", PASSWORD)
        desk.subscribe(lambda changes: _acknowledge(log, changes))
        steps = Steps(last, log)
        os.fsync = steps.around("sync", os.fsync)
        Path.replace = steps.around("rename", Path.replace)  # type: ignore[method-assign]
        Session.commit = steps.around("commit", Session.commit)  # type: ignore[method-assign]
        canned = {page.file for page in pages}
        read_pile = lambda files, **_: iter([p for p in pages if p.file in files])  # noqa: E731
        setattr(piles, "read_pile", read_pile)  # noqa: B010 - what is read is not under test
        scan_pile(desk, sorted(canned))
        desk.close()
    except BaseException as fault:
        os.write(log, f"fault {fault!r}\n".encode())
        os._exit(1)
    os._exit(0)


def _acknowledge(log: int, changes: dict[str, frozenset[int]]) -> None:
    for name in ("scan_file", "scan_page"):
        for record_id in changes.get(name, ()):
            os.write(log, f"ack {name} {record_id}\n".encode())
