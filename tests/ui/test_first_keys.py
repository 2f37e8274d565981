"""The real program on a real screen: what is typed at once behind the password comes to the first page."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PASSWORD
from tests.ui.screen import PATIENCE_S, THERE, Screen, own_screen

pytestmark = pytest.mark.skipif(not THERE, reason="needs a screen of its own: Xvfb and xdotool")

WATCHED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import start
from ui.__main__ import main
from ui.login import LoginDialog
from ui.main_window import MainWindow

application, lengths, seen = start.application, [0], []

def look():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, LoginDialog):
            lengths.append(len(window.password.line.text()))
            if window.isVisible() and lengths[-1] == 0:
                tell("ready" if window.desk_is_there else "early")
        if isinstance(window, MainWindow) and window._finder is not None:
            if window._finder.box.text() == "pspc":
                tell(f"found {max(lengths)}")
                window.close()

def tell(words):
    if words not in seen:
        seen.append(words)
        print(words, flush=True)

def watched(look_of):
    made = application(look_of)
    timer = QTimer(made)
    timer.timeout.connect(look)
    timer.start(20)
    return made

LoginDialog.desk_is_there = property(lambda dialog: dialog._opening.desk is not None)
start.application = watched
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with own_screen(tmp_path / "state") as made:
        yield made


@pytest.mark.parametrize("when", ["early", "ready"])
def test_a_search_typed_behind_the_password_stands_in_the_box(
    screen: Screen, office_file: Path, tmp_path: Path, when: str
) -> None:
    """Typed while the office is still opened, and when it is open."""
    file = tmp_path / "甲.office"
    shutil.copyfile(office_file, file)
    screen.start("-m", "tests.ui.screen")
    program = screen.start("-c", WATCHED, str(file), "--user", "jia", told=subprocess.PIPE)
    assert program.stdout is not None
    while program.stdout.readline().decode().strip() != when:
        assert program.poll() is None
    screen.wait(lambda: screen.tool("getwindowfocus").strip() in screen.windows_of(program), "keys")
    screen.tool("type", "--delay", "1", PASSWORD)
    screen.tool("key", "--delay", "1", "Return", "Return", "ctrl+k", "p", "s", "p", "c")
    told, _ = program.communicate(timeout=PATIENCE_S)
    assert told.decode().splitlines()[-1] == f"found {len(PASSWORD)}"
    assert program.returncode == 0
