"""A program that types into the entry screen and then waits to be killed: see test_drafts.py."""

import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from desk.app import Desk
from desk.office.users import keys
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.typing_in import press, write
from ui.bridge import Bridge
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.registry import Context
from ui.start import application


def main(office: str, login: str, password: str) -> None:
    """Type half a ticket; say when the screen has kept it."""
    from PySide6.QtCore import Qt

    keys.cost = keys.KdfCost(64, 1, 1)
    app = application()
    desk = Desk(Path(office))
    desk.login(login, password)
    page = ConsignmentEntry(Context(desk, Bridge(desk), FrameSpy(), ScriptedAsker()))
    page.show()
    page.activateWindow()
    page.shown()
    until = time.monotonic() + 30
    while app.focusWidget() is None and time.monotonic() < until:
        app.processEvents()
    for text in ("郑州", "喀什", "", "", "宏达水泵"):
        if text:
            write(text)
        press(Qt.Key.Key_Return)
    write("138000")
    while not page._keeper.path.exists() and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.01)
    print("kept", flush=True)
    time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
