"""The program's own start, by its own code; the process ends when what was asked for is painted.

``python -m tests.bench.painted_page OFFICE window``: the sign-in window is painted.
``… OFFICE typed``: somebody types as long as a password takes, and until the office is there, presses
Enter, and the first rows of the longest list are painted, which is the first page here. ``… OFFICE at-once``: the same, but he presses
Enter at once. ``… OFFICE board``: as typed, with the first page that the program has: the today board.
``… OFFICE dear``: as typed, and his key costs what a new office's does.
"""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.ended import end
from ui.unread import load_qt

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from tests.ui.watchdog import Watchdog
    from ui.login import LoginDialog

LIST, MANAGER, PASSWORD = "consignments", "boss", "secret-123"
NO_ROWS_S, PAUSE_MS = 300, 500
TYPING_S = 2.5
"""A password of ten signs at four a second; whatever is made ready meanwhile must not hold it up."""
MS = 1000.0
_times: dict[str, float] = {}


def main(office: Path, wanted: str) -> None:
    """Start as ``python -m ui OFFICE`` does where the manager signed in last, with him at the keyboard."""
    load_qt()  # as the program does, before it imports the first bit of Qt
    from PySide6.QtCore import QTimer

    from ui import start
    from ui.__main__ import main as program
    from ui.foreseen import Foreseen
    from ui.login import LoginDialog

    begin = Foreseen.begin

    def begun(foreseen: Foreseen) -> None:
        _choose_first_page(wanted)
        begin(foreseen)

    def painted(dialog: LoginDialog, event: "QPaintEvent") -> None:
        super(LoginDialog, dialog).paintEvent(event)
        if "painted" not in _times:
            _times["painted"] = time.perf_counter()
            QTimer.singleShot(0, end if wanted == "window" else lambda: _type(dialog, wanted))

    for place, name, ours in (
        (LoginDialog, "paintEvent", painted),
        (Foreseen, "begin", begun),
        (start._Session, "_work", lambda session, desk: _work(session, desk, wanted)),
    ):
        setattr(place, name, ours)
    program([str(office)])


def _type(dialog: "LoginDialog", wanted: str) -> None:
    dialog.password.line.setText(PASSWORD)
    dialog.password.touch()
    if wanted == "at-once":
        _enter(dialog, wanted)
        return
    from PySide6.QtCore import QTimer

    from tests.ui.watchdog import Watchdog

    watch = Watchdog()
    watch.__enter__()

    def opened() -> None:
        typing_ms = int((_times["painted"] + TYPING_S - time.perf_counter()) * MS)
        QTimer.singleShot(max(PAUSE_MS, typing_ms), lambda: _rested(dialog, watch, wanted))

    dialog._opening.settled.connect(opened)


def _rested(dialog: "LoginDialog", watch: "Watchdog", wanted: str) -> None:
    """He has typed it; what was made ready beside it is over, or held him up."""
    watch.__exit__(None, None, None)
    _times["worst"], _times["late"] = watch.worst_ms, watch.delay_ms(0.99)
    if os.environ.get("BENCH_HOLDS"):
        print(watch.report(), file=sys.stderr)
    _enter(dialog, wanted)


def _enter(dialog: "LoginDialog", wanted: str) -> None:
    from desk.office.users import keys
    from tests.bench.dear_key import open_dear_key

    derive = keys._derive

    def derived(*arguments: Any) -> bytes:
        started, busy = time.perf_counter(), time.thread_time()
        if wanted == "dear":
            open_dear_key()
        key = derive(*arguments)
        _times["key"] = time.perf_counter() - started
        _times["key busy"] = time.thread_time() - busy
        return key

    setattr(keys, "_derive", derived)  # noqa: B010 - mypy keeps functions as they are
    _times["enter"], _times["busy"] = time.perf_counter(), time.process_time()
    dialog.go()


def _work(session: Any, desk: Any, wanted: str) -> tuple[int, bool]:
    """As `_Session._work`, up to the first rows."""
    from PySide6.QtCore import QTimer

    from ui.desks.today_board.page import TodayBoard
    from ui.pages.list_page import ListPage

    _choose_first_page(wanted)
    fill = TodayBoard._fill

    def filled(board: Any, found: Any) -> None:
        fill(board, found)
        QTimer.singleShot(0, lambda: _painted(board))

    setattr(TodayBoard, "_fill", filled)  # noqa: B010 - mypy keeps methods as they are
    window = session.make_window(desk)
    window.show()
    session.curtain.close()
    page: Any = window.stack.currentWidget()
    if isinstance(page, ListPage):
        _end_with_rows(page)
    QTimer.singleShot(NO_ROWS_S * 1000, lambda: os._exit(1))
    session.qt.exec()
    return 0, False


def _choose_first_page(wanted: str) -> None:
    from ui.main_window import MainWindow

    if wanted != "board":
        MainWindow.first_page = LIST  # type: ignore[assignment, method-assign]


def _end_with_rows(page: Any) -> None:
    from PySide6.QtCore import QTimer

    def came() -> None:
        if page.model.rowCount():
            QTimer.singleShot(0, lambda: _painted(page))

    page.model.modelReset.connect(came)


def _painted(page: Any) -> None:
    page.table.viewport().repaint()
    spent = time.perf_counter() - _times["enter"] - _times["key"]
    busy = time.process_time() - _times["busy"] - _times["key busy"]
    held = {name: _times[name] for name in ("worst", "late") if name in _times}
    end(ms=spent * MS, busy=busy * MS, key=_times["key"] * MS, **held)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
