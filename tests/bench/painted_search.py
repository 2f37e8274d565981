"""Somebody types into the search box of a real window; the process ends with the times, as JSON.

``python -m tests.bench.painted_search OFFICE``: milliseconds from each key to the painted answer.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.app import Desk
from desk.kernel.clock import SetClock
from tests.bench.figures import MS
from tests.bench.generate import MANAGER, NOW, PASSWORD
from ui.desks.finder import Finder
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.theme import dress

SENTENCES = (
    "13800000123",
    "YD2611",
    "刘伟芳",
    "人民路 57",
    "wjx",
    "K00007",
    "没有这个人",
    "机械有限公司",
)
WAIT_S, PAUSE_S, STEP_S = 30, 0.15, 0.0005


def main(office: Path) -> None:
    """Open the office, type every sentence key by key, print the times."""
    application = QApplication([])
    dress(application)
    desk = Desk(office, SetClock(NOW))
    desk.login(MANAGER, PASSWORD)
    window = MainWindow(desk, LocalSettings())
    window.show()
    window.find_anything()
    finder = window.findChild(Finder)
    assert isinstance(finder, Finder)
    _until_quiet(application, window)
    times: list[float] = []
    for sentence in ("刘", *SENTENCES):  # the first loads what is loaded once
        _type(application, finder, sentence, times if sentence in SENTENCES else [])
    window.bridge.stop()
    print(json.dumps({"each": times}))
    sys.stdout.flush()
    os._exit(0)


def _until_quiet(application: QApplication, window: MainWindow) -> None:
    until = time.monotonic() + WAIT_S
    _rest(application)
    while not window.bridge.reading.idle and time.monotonic() < until:
        _rest(application)


def _rest(application: QApplication) -> None:
    """A moment between two keys."""
    until = time.monotonic() + PAUSE_S
    while time.monotonic() < until:
        application.processEvents()
        time.sleep(STEP_S)


def _type(application: QApplication, finder: Finder, sentence: str, times: list[float]) -> None:
    finder.box.clear()
    _rest(application)
    for sign in sentence:
        started = time.perf_counter()
        _key(finder, sign)
        while not finder.answered:
            application.processEvents()
            time.sleep(STEP_S)
        finder.repaint()
        times.append((time.perf_counter() - started) * MS)
        _rest(application)
    QTest.keyClick(finder.box, Qt.Key.Key_Escape)


def _key(finder: Finder, sign: str) -> None:
    """One key, or what an input method gives for several."""
    if sign.isascii():
        QTest.keyClicks(finder.box, sign)
    else:
        given = QInputMethodEvent("", [])
        given.setCommitString(sign)
        QApplication.sendEvent(finder.box, given)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
