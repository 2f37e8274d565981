"""A display of its own for real programs: Xvfb, keys by xdotool, the keyboard where a desktop would give it."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
THERE = all(map(shutil.which, ("Xvfb", "xdotool")))
PATIENCE_S = 60.0
_DESTROYED, _HIDDEN, _SHOWN = 17, 18, 19  # as X numbers its events
_TELL_OF_CHILDREN, _TO_ITS_PARENT = 1 << 19, 2


@dataclass
class Screen:
    """A display of its own, with what was started on it."""

    environment: dict[str, str]
    started: list[subprocess.Popen[bytes]]

    def start(self, *command: str, told: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, *command], env=self.environment, stdout=told, stderr=subprocess.DEVNULL
        )
        self.started.append(process)
        return process

    def tool(self, *arguments: str) -> str:
        ran = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, check=False
        )
        return ran.stdout.decode()

    def in_front(self) -> int:
        """The process whose window lies uppermost in the middle of the screen."""
        self.tool("mousemove", "683", "384")
        place = dict(
            line.split("=")
            for line in self.tool("getmouselocation", "--shell").split()
            if "=" in line
        )
        return int(self.tool("getwindowpid", place["WINDOW"]) or 0)

    def windows(self, name: str) -> list[str]:
        return self.tool("search", "--onlyvisible", "--name", name).split()

    def windows_of(self, process: subprocess.Popen[bytes]) -> list[str]:
        return self.tool("search", "--onlyvisible", "--pid", str(process.pid)).split()

    def wait(self, there: Callable[[], object], what: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while not there():
            assert time.monotonic() < until, what
            time.sleep(0.1)


@contextmanager
def own_screen(state: Path) -> Iterator[Screen]:
    """A display without a window manager, for programs that remember in this folder."""
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(writes,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    with os.fdopen(reads) as told:
        display = told.readline().strip()
    made = Screen(_environment(display, state), [server])
    try:
        yield made
    finally:
        for process in reversed(made.started):
            process.send_signal(signal.SIGKILL)
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _environment(display: str, state: Path) -> dict[str, str]:
    now: Mapping[str, str] = os.environ
    return {
        **now,
        "DISPLAY": f":{display}",
        "QT_QPA_PLATFORM": "xcb",
        "DESK_STATE": str(state),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }


class _XEvent(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("sent", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("parent", ctypes.c_ulong),
        ("window", ctypes.c_ulong),
        ("passes_by", ctypes.c_int),
        ("room", ctypes.c_long * 24),
    )


def give_keyboard() -> None:
    """Give the keyboard to the window that was shown last, and back when it goes, as a desktop does."""
    x: Any = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XDefaultRootWindow.restype = ctypes.c_ulong
    gone = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
    x.XSetErrorHandler(gone)  # a window that has just vanished
    display = ctypes.c_void_p(x.XOpenDisplay(None))
    root = ctypes.c_ulong(x.XDefaultRootWindow(display))
    x.XSelectInput(display, root, ctypes.c_long(_TELL_OF_CHILDREN))
    event, shown = _XEvent(), []
    while True:
        x.XNextEvent(display, ctypes.byref(event))
        if event.type == _SHOWN and not event.passes_by:
            shown.append(event.window)
        elif event.type in (_HIDDEN, _DESTROYED):
            shown = [window for window in shown if window != event.window]
        if shown:
            x.XSetInputFocus(display, ctypes.c_ulong(shown[-1]), _TO_ITS_PARENT, ctypes.c_ulong(0))
            x.XFlush(display)


if __name__ == "__main__":
    give_keyboard()
