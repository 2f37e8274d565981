"""A program that types into the entry screen and then waits to be killed: see test_drafts.py."""

import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from desk.app import Desk, command_table
from desk.office.users import keys
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.typing_in import press, write
from ui.bridge import Bridge
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.pages.argument_fields import argument_fields
from ui.pages.form_dialog import FormDialog
from ui.registry import Context
from ui.start import application

NUMBER = "YC261118-001"


def telling(context: Context, number: str = NUMBER) -> FormDialog:
    """The form made from a command's arguments: a customer is told about a ticket."""
    command = command_table()["tell_customer"]
    form = FormDialog(context, command, argument_fields(command)[1:], {"number": number})
    form.show()
    return form


def main(office: str, login: str, password: str) -> None:
    """Type half a form and half a ticket; say when the screen has kept both."""
    from PySide6.QtCore import Qt

    keys.cost = keys.KdfCost(64, 1, 1)
    app = application()
    desk = Desk(Path(office))
    desk.login(login, password)
    context = Context(desk, Bridge(desk), FrameSpy(), ScriptedAsker())
    until = time.monotonic() + 30
    form = telling(context)
    write("陈姐", form.fields["who"].control)
    assert form.kept.keeper is not None
    page = ConsignmentEntry(context)
    page.show()
    page.activateWindow()
    page.shown()
    while app.focusWidget() is None and time.monotonic() < until:
        app.processEvents()
    for text in ("郑州", "喀什", "", "", "宏达水泵"):
        if text:
            write(text)
        press(Qt.Key.Key_Return)
    write("138000")
    kept = (page._keeper.path, form.kept.keeper.path)
    while not all(path.exists() for path in kept) and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.01)
    print("kept", flush=True)
    time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
