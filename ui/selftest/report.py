"""What was tried and how it went, written anew after every step, so that a crash leaves it behind."""

import faulthandler
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from desk.kernel.text import tr

FILE = "report.json"
HANG_FILE = "hang.txt"
SOUND, FAULTY, TOO_LONG = 0, 1, 3
GRACE_S = 15.0


class Failed(Exception):  # noqa: N818 - a verdict, not an error of the program
    """A step found something that does not work here; the text says what."""


class Step(msgspec.Struct, frozen=True):
    """One thing that was tried."""

    name: str
    ok: bool
    ms: int
    text: str


class Report:
    """The steps so far, in the folder's ``report.json``; `ok` there is false until all are done."""

    def __init__(self, folder: Path, told: dict[str, Any]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / FILE
        self.told = told
        self.steps: list[Step] = []
        self._now: tuple[str, float] | None = None
        self._lock = threading.Lock()
        self._write(finished=False)

    @property
    def ok(self) -> bool:
        return bool(self.steps) and all(step.ok for step in self.steps)

    def step(self, name: str, does: Callable[[], str]) -> bool:
        """Do one thing and note how it went; nothing it raises stops the next one."""
        self._now = (name, time.monotonic())
        try:
            text, ok = does(), True
        except Failed as fault:
            text, ok = str(fault), False
        except Exception as fault:  # any bug is what the self-test looks for
            text, ok = f"{type(fault).__name__}: {fault}", False
        with self._lock:
            self._note(ok, text)
            self._write(finished=False)
        return ok

    def finish(self) -> int:
        """Close the report; the exit code of the program."""
        with self._lock:
            self._write(finished=True)
        return SOUND if self.ok else FAULTY

    def out_of_time(self, limit_s: float) -> None:
        """Note the step that did not end; called by the watchdog's thread."""
        with self._lock:
            self._now = self._now or ("start", time.monotonic())
            self._note(False, tr("超过 {s:g} 秒,程序已结束。").format(s=limit_s))
            self._write(finished=False)

    def _note(self, ok: bool, text: str) -> None:
        if self._now is not None:
            name, since = self._now
            took_ms = round((time.monotonic() - since) * 1000)
            self.steps.append(Step(name, ok, took_ms, text))
            self._now = None

    def _write(self, *, finished: bool) -> None:
        whole = {**self.told, "finished": finished, "ok": finished and self.ok, "steps": self.steps}
        fresh = self.file.with_suffix(".new")
        fresh.write_bytes(msgspec.json.format(msgspec.json.encode(whole)))
        fresh.replace(self.file)


class Watchdog:
    """Ends the whole process with `TOO_LONG` when the time is over, whatever it hangs in.

    A thread of ours writes the report; should it never get to run, the interpreter's own watchdog
    ends the process a little later and leaves where every thread stood.
    """

    def __init__(self, report: Report, limit_s: float) -> None:
        self._report, self._limit_s = report, limit_s
        self._hang = (report.file.parent / HANG_FILE).open("w", encoding="utf-8")
        faulthandler.dump_traceback_later(limit_s + GRACE_S, exit=True, file=self._hang)
        self._timer = threading.Timer(limit_s, self._bark)
        self._timer.daemon = True
        self._timer.start()

    def call_off(self) -> None:
        """Everything came to its end in time."""
        self._timer.cancel()
        faulthandler.cancel_dump_traceback_later()
        self._hang.close()
        Path(self._hang.name).unlink(missing_ok=True)

    def _bark(self) -> None:
        try:
            self._report.out_of_time(self._limit_s)
            faulthandler.dump_traceback(self._hang)
        finally:
            os._exit(TOO_LONG)
