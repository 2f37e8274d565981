"""The reading processes: capped, given one page at a time, replaced when one hangs or dies."""

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

import desk
from desk.documents.scans import wire
from desk.documents.scans.refusals import ScanRefused

MEGABYTES = 1_200
STARTING_SECONDS = 20.0
ENDING_SECONDS = 2.0
PAGES_PER_PROCESS = 150
CHILD_MODULE = "desk.documents.scans.reading_child"
FROZEN_FLAG = "--read-scans"
OUT_OF_MEMORY_EXIT = 77

if sys.platform == "win32":
    QUIETLY = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
else:
    QUIETLY = 0


class Worker:
    """One reading process at a time; used by one thread, stopped by any."""

    def __init__(self, megabytes: int = MEGABYTES) -> None:
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._asked = 0
        self._stopped = False
        self._changing = threading.Lock()

    def ask(self, request: wire.Request, seconds: float) -> wire.Weighed | wire.Seen:
        """Put one question and wait for the answer.

        Raises:
            ScanRefused: the answer is a refusal, or the process hung or died over it.
        """
        process, allowed = self._running(seconds)
        late = threading.Event()
        timer = threading.Timer(allowed, _end, (process, late))
        timer.start()
        try:
            answer = _exchange(process, request)
        finally:
            timer.cancel()
        if answer is None:
            why = _why_ended(process, late.is_set())
            self._let_go()
            raise ScanRefused(why)
        if isinstance(answer, wire.Refusal):
            raise ScanRefused(answer.reason, **answer.values)
        return answer

    def stop(self) -> None:
        """End the process for good."""
        with self._changing:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """Let go of what is left, once nobody asks any more."""
        self.stop()
        self._let_go()

    def _running(self, seconds: float) -> tuple[subprocess.Popen[bytes], float]:
        if self._asked >= PAGES_PER_PROCESS:
            self._let_go()
        with self._changing:
            if self._stopped:
                raise ScanRefused("crash")
            self._asked += 1
            if self._process is not None:
                return self._process, seconds
            self._process = _start(self._megabytes)
            return self._process, seconds + STARTING_SECONDS

    def _let_go(self) -> None:
        with self._changing:
            process, self._process, self._asked = self._process, None, 0
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)


def _exchange(process: subprocess.Popen[bytes], request: wire.Request) -> wire.Answer | None:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        wire.send(process.stdin, request)
        return wire.next_answer(process.stdout)
    except OSError:  # the process ended while it was spoken to
        return None


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _why_ended(process: subprocess.Popen[bytes], late: bool) -> str:
    if late:
        return "timeout"
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(ENDING_SECONDS)
    return "memory" if process.returncode == OUT_OF_MEMORY_EXIT else "crash"


def _close(pipe: IO[bytes] | None) -> None:
    with contextlib.suppress(OSError):  # a half-written request to a dead process
        if pipe is not None:
            pipe.close()


def _start(megabytes: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*_command(), str(megabytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        creationflags=QUIETLY,
    )


def _command() -> list[str]:
    """The program that reads: a packaged one is called again with a flag its entry understands."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_FLAG]
    return [sys.executable, "-P", "-m", CHILD_MODULE]


def _environment() -> dict[str, str]:
    source = str(Path(desk.__file__).parents[1])
    return os.environ | {"PYTHONPATH": source, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
