"""Reading a stranger's spreadsheet without letting it near this process.

Source: spec 3.28; P8 of the reliability goals: refused or read, never hung, never crashed.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import desk
from desk.documents.intake import answer
from desk.documents.intake.answer import Row
from desk.documents.intake.limits import MEGABYTE
from desk.documents.intake.process_time import processor_seconds
from desk.documents.intake.refusals import SheetRefused

MEGABYTES = 300
STARTING_SECONDS = 20.0
LEAST_SECONDS = 1.5
SECONDS_PER_MEGABYTE = 0.06
BUSY = 10
"""So many times longer it may take by the clock: a virus scanner or a full computer is no fault of the file."""
POLL_SECONDS = 0.01
CHILD_MODULE = "desk.documents.intake.reading_child"
FROZEN_FLAG = "--read-sheet"
OUT_OF_MEMORY_EXIT = 77
OUT_OF_MEMORY_WORDS = b"memory allocation"

if sys.platform == "win32":
    QUIETLY = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
else:
    QUIETLY = 0

# On Linux each thread would reserve 64 MB of the ceiling for itself, and give back what it asks for again.
ONE_STORE = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_TRIM_THRESHOLD_": str(64 * MEGABYTE),
    "MALLOC_MMAP_THRESHOLD_": str(32 * MEGABYTE),
}

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class SheetText:
    """One worksheet as it was found.

    Attributes:
        name: the sheet's name; the file's for a text table.
        hidden: whether the sender hid it.
        rows: row 1 first; a row ends at its last filled cell, blank rows are empty.
    """

    name: str
    hidden: bool
    rows: tuple[Row, ...]


def read_workbook(
    path: Path,
    *,
    seconds: float | None = None,
    megabytes: int = MEGABYTES,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[SheetText, ...]:
    """Read every worksheet of an .xlsx, .xls or text table in a separate, capped process.

    Args:
        path: the file, whatever its extension says.
        seconds: of the processor, allowed once the process runs; by default 1.5 and 0.06 per
            unpacked MB. By the clock it may take ten times as long.
        megabytes: memory the process may take.
        progress: told (rows read, rows known so far).
        cancelled: asked every few milliseconds; True stops the reading.

    Raises:
        SheetRefused: a `FileRefused`; the sentence says why and what to do.
    """
    with tempfile.TemporaryDirectory(prefix="desk-sheet-", ignore_cleanup_errors=True) as folder:
        reading = _Reading(Path(path).resolve(), Path(folder), megabytes)
        try:
            return reading.run(seconds, progress or _no_progress, cancelled or _never)
        finally:
            reading.stop()


def _no_progress(_read: int, _known: int) -> None:
    return None


def _never() -> bool:
    return False


@dataclass
class _Deadline:
    """Starting may be slow on an old disk; the file's own time is short and grows with its size."""

    used: Callable[[], float]
    fixed_seconds: float | None
    allowed: float = field(init=False)
    ends_at: float = field(default_factory=lambda: time.monotonic() + STARTING_SECONDS)

    def __post_init__(self) -> None:
        self.allowed = self.used() + STARTING_SECONDS  # Wine counts what the asker has used

    def begin(self) -> None:
        self._allow(self.used(), self.fixed_seconds or LEAST_SECONDS, time.monotonic())

    def extend(self, unpacked_bytes: int) -> None:
        if self.fixed_seconds is None:
            more = unpacked_bytes / MEGABYTE * SECONDS_PER_MEGABYTE
            self._allow(self.allowed, more, self.ends_at)

    def _allow(self, used: float, seconds: float, begun: float) -> None:
        self.allowed, self.ends_at = used + seconds, begun + BUSY * seconds

    def passed(self) -> bool:
        return time.monotonic() > self.ends_at or self.used() > self.allowed


class _Reading:
    """One run of the reading process and what has arrived from it."""

    def __init__(self, path: Path, folder: Path, megabytes: int) -> None:
        answer_path = folder / "answer"
        answer_path.touch()
        self._errors_path = folder / "errors"
        self._sheets: list[tuple[answer.SheetBegins, list[Row]]] = []
        self._answers = answer.AnswerReader(answer_path)
        with self._errors_path.open("wb") as errors:
            self._process = subprocess.Popen(
                [*_command(), str(path), str(answer_path), str(megabytes)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=folder,
                env=_environment(),
                creationflags=QUIETLY,
            )

    def run(
        self, seconds: float | None, progress: Progress, cancelled: Cancelled
    ) -> tuple[SheetText, ...]:
        deadline = _Deadline(lambda: processor_seconds(self._process), seconds)
        for message in self._messages(deadline, cancelled):
            match message:
                case answer.Ready():
                    deadline.begin()
                case answer.Weighed(unpacked_bytes):
                    deadline.extend(unpacked_bytes)
                case answer.SheetBegins():
                    self._sheets.append((message, []))
                case answer.Rows(rows):
                    self._take(rows, progress)
                case answer.RowCount(row_count):
                    self._sheets[-1][0].row_count = row_count
                case answer.SheetAnew():
                    self._sheets.pop()
                case answer.Refusal(reason, values):
                    raise SheetRefused(reason, **values)
        return self._result()

    def stop(self) -> None:
        """End the process, if it still runs, and let go of its answer."""
        self._process.kill()
        self._process.wait()
        self._answers.close()

    def _messages(self, deadline: _Deadline, cancelled: Cancelled) -> Iterator[answer.Message]:
        while True:
            ended = self._process.poll() is not None
            while message := self._answers.next():
                yield message
                if isinstance(message, answer.Finished | answer.Refusal):
                    return
                self._check(deadline, cancelled)
            if ended:
                raise SheetRefused(self._why_ended())
            self._check(deadline, cancelled)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(POLL_SECONDS)

    def _check(self, deadline: _Deadline, cancelled: Cancelled) -> None:
        if cancelled():
            raise SheetRefused("cancelled")
        if deadline.passed():
            raise SheetRefused("timeout")

    def _take(self, rows: list[Row], progress: Progress) -> None:
        self._sheets[-1][1].extend(rows)
        known = sum(begins.row_count for begins, _ in self._sheets)
        progress(sum(len(taken) for _, taken in self._sheets), known)

    def _result(self) -> tuple[SheetText, ...]:
        sheets = tuple(
            SheetText(begins.name, begins.hidden, tuple(rows)) for begins, rows in self._sheets
        )
        if not any(any(row) for sheet in sheets for row in sheet.rows):
            raise SheetRefused("blank")
        return sheets

    def _why_ended(self) -> str:
        out_of_memory = self._process.returncode == OUT_OF_MEMORY_EXIT
        words = self._errors_path.read_bytes()
        return "memory" if out_of_memory or OUT_OF_MEMORY_WORDS in words else "crash"


def _command() -> list[str]:
    """The program that reads: a packaged one is called again with a flag its entry understands."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_FLAG]
    return [sys.executable, "-P", "-m", CHILD_MODULE]


def _environment() -> dict[str, str]:
    source = str(Path(desk.__file__).parents[1])
    own = {"PYTHONPATH": source, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return os.environ | own | ONE_STORE
