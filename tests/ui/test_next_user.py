"""Somebody else signs in: nothing of the former user's window goes on."""

import sys
import threading
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.conftest import Office
from ui.main_window import MainWindow
from ui.start import Curtain, _Session


@dataclass
class Served:
    """Stands for the application: whoever is served changes the user at once."""

    session: _Session | None = None
    window: MainWindow | None = None

    def exec(self) -> int:
        assert self.session is not None
        self.window = self.session.window
        assert self.window is not None
        self.window.changes_user = True
        self.window.close()
        return 0


def test_the_window_of_whoever_has_left_is_gone(
    dressed: QApplication, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hooks, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(hooks, name, getattr(hooks, name))
    served, curtain = Served(), Curtain()
    served.session = _Session(served, curtain, "")  # type: ignore[arg-type]
    assert served.session._work(office.as_("boss")) == (0, True)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(served.window)
    assert served.session.asker.window is curtain
    curtain.deleteLater()
