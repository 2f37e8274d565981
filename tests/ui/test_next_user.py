"""Somebody else signs in: nothing of the former user's window goes on."""

import gc
import sys
import threading
import weakref
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QApplication, QWidget

from tests.conftest import Office
from ui.start import Curtain, _Session

SHUTS_DOWN = SIGNAL("commitDataRequest(QSessionManager&)")


@dataclass
class Served:
    """Stands for the application: whoever is served opens a page and changes the user."""

    opens: str
    session: _Session | None = None
    left: "list[weakref.ref[QWidget]]" = field(default_factory=list)

    def exec(self) -> int:
        assert self.session is not None
        window = self.session.window
        assert window is not None
        window.open_page(self.opens)
        page = window.page(self.opens)
        assert page is not None
        self.left = [weakref.ref(window), weakref.ref(page)]
        window.changes_user = True
        window.close()
        return 0

    def processEvents(self) -> None:
        QApplication.processEvents()


@pytest.mark.parametrize(
    "opens",
    [
        "consignments",
        "consignment",  # has nothing for Tab
        "evaluation_plan",  # its fields hear of themselves
    ],
)
def test_the_window_of_whoever_has_left_is_gone(
    opens: str, dressed: QApplication, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hooks, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(hooks, name, getattr(hooks, name))
    served, curtain = Served(opens), Curtain()
    served.session = _Session(served, curtain, "")  # type: ignore[arg-type]
    monkeypatch.setattr("ui.start.AFTER_THE_FIRST_PAGE_MS", 0)  # a timer holds whom it will call
    desk = office.as_("boss")
    heard = dressed.receivers(SHUTS_DOWN)
    assert served.session._work(desk) == (0, True)
    served.session._next_user(desk)
    assert [left() for left in served.left] == [None, None]  # also what holds itself
    assert dressed.receivers(SHUTS_DOWN) == heard
    assert curtain.isVisible()
    assert served.session.asker.window is curtain
    curtain.deleteLater()
    gc.unfreeze()
