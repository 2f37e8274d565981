"""Two real starts on a real screen: the second one is no second window, but brings its file to the first."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import PASSWORD

ROOT = Path(__file__).parents[2]
NEEDED = ("Xvfb", "xdotool")
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)), reason="needs a screen of its own: Xvfb and xdotool"
)
PATIENCE_S = 60.0
COVER = """
from PySide6.QtWidgets import QApplication, QLabel
a = QApplication([]); w = QLabel("another program"); w.setGeometry(0, 0, 1366, 768); w.show(); a.exec()
"""


@dataclass
class Screen:
    """A display of its own, with what was started on it."""

    environment: dict[str, str]
    started: list[subprocess.Popen[bytes]]

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, *command], env=self.environment, stderr=subprocess.DEVNULL
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

    def wait(self, there: Callable[[], object], what: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while not there():
            assert time.monotonic() < until, what
            time.sleep(0.1)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(writes,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    with os.fdopen(reads) as told:
        display = told.readline().strip()
    environment = os.environ | {
        "DISPLAY": f":{display}",
        "QT_QPA_PLATFORM": "xcb",
        "DESK_STATE": str(tmp_path / "state"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }
    made = Screen(environment, [server])
    yield made
    for process in reversed(made.started):
        process.send_signal(signal.SIGKILL)
        process.wait()


def test_the_second_start_brings_window_and_file(
    screen: Screen, office_file: Path, tmp_path: Path
) -> None:
    one, other = tmp_path / "甲.office", tmp_path / "乙 公司" / "乙 二.office"
    other.parent.mkdir()
    for path in (one, other):
        shutil.copyfile(office_file, path)
    first = screen.start("-m", "ui", str(one), "--user", "jia")
    screen.wait(lambda: len(screen.windows("货运客服台")) >= 2, "curtain and sign-in")
    cover = screen.start("-c", COVER)
    screen.wait(lambda: screen.in_front() == cover.pid, "another program lies over it")

    second = screen.start("-m", "ui")
    assert second.wait(PATIENCE_S) == 0
    screen.wait(lambda: screen.in_front() == first.pid, "the first window is in front again")

    third = screen.start("-m", "ui", str(other))
    assert third.wait(PATIENCE_S) == 0
    state = tmp_path / "state" / "window.json"
    screen.wait(lambda: _signed_in(screen, first.pid, state), "signed in to the other office")
    assert str(other) in state.read_text(encoding="utf-8")
    assert str(one) not in state.read_text(encoding="utf-8")
    assert first.poll() is None
    assert (tmp_path / "state" / "log" / "window.log").read_text().count("start:") == 1


def _signed_in(screen: Screen, pid: int, state: Path) -> bool:
    """Type the password into the dialog until the office is open."""
    if not state.exists():
        for window in screen.tool("search", "--onlyvisible", "--pid", str(pid)).split()[-1:]:
            screen.tool("windowfocus", window)
            screen.tool("key", "ctrl+a")
            screen.tool("type", "--delay", "20", PASSWORD)
            screen.tool("key", "Return")
            time.sleep(2)
    return state.exists()
