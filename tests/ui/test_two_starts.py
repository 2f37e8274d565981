"""Two real starts on a real screen: the second one is no second window, but brings its file to the first."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PASSWORD
from tests.ui.screen import PATIENCE_S, THERE, Screen, own_screen

pytestmark = pytest.mark.skipif(not THERE, reason="needs a screen of its own: Xvfb and xdotool")
COVER = """
from PySide6.QtWidgets import QApplication, QLabel
a = QApplication([]); w = QLabel("another program"); w.setGeometry(0, 0, 1366, 768); w.show(); a.exec()
"""


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with own_screen(tmp_path / "state") as made:
        yield made


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


def test_the_same_file_twice_is_still_one_sign_in(
    screen: Screen, office_file: Path, tmp_path: Path
) -> None:
    file, state = tmp_path / "甲.office", tmp_path / "state" / "window.json"
    shutil.copyfile(office_file, file)
    first = screen.start("-m", "ui", str(file), "--user", "jia")
    screen.wait(lambda: len(screen.windows("货运客服台")) >= 2, "curtain and sign-in")
    gates = screen.windows_of(first)
    second = screen.start("-m", "ui", str(file))
    assert second.wait(PATIENCE_S) == 0
    time.sleep(1)
    assert screen.windows_of(first) == gates
    screen.wait(lambda: _signed_in(screen, first.pid, state), "signed in")
    assert str(file) in state.read_text(encoding="utf-8")


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


def test_a_start_beside_a_program_that_hangs_says_what_it_waits_for(
    screen: Screen, office_file: Path, tmp_path: Path
) -> None:
    file, starts = tmp_path / "甲.office", tmp_path / "state" / "starts"
    shutil.copyfile(office_file, file)
    screen.start("-m", "tests.ui.screen")
    first = screen.start("-m", "ui", str(file), "--user", "jia")
    screen.wait(lambda: len(screen.windows_of(first)) >= 2, "curtain and sign-in")
    os.kill(first.pid, signal.SIGSTOP)

    second = screen.start("-m", "ui", str(file))
    screen.wait(lambda: screen.windows_of(second), "a small window")
    assert [*starts.glob("*.start")]
    screen.wait(lambda: _escaped(screen, second), "Esc takes the start back")
    assert second.returncode == 0
    assert not [*starts.glob("*.start")]

    third = screen.start("-m", "ui", str(file))
    screen.wait(lambda: screen.windows_of(third), "a small window")
    os.kill(first.pid, signal.SIGCONT)
    assert third.wait(PATIENCE_S) == 0
    screen.wait(lambda: screen.in_front() == first.pid, "the first window is in front")


def _escaped(screen: Screen, start: subprocess.Popen[bytes]) -> bool:
    """Press Esc as long as its window is there: the next one would be for the program that hangs."""
    if screen.windows_of(start):
        screen.tool("key", "Escape")
        time.sleep(0.3)
    return start.poll() is not None
