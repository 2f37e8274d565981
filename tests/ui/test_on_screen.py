"""The manual, a picture and the preview of a paper fit on a small screen."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.manual.window import ManualWindow
from ui.on_screen import size_on_screen


def test_a_window_takes_no_more_than_the_screen_leaves(
    dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _: QRect(0, 0, 911, 512))
    for wanted, given in (((1100, 720), (895, 472)), ((400, 300), (400, 300))):
        window = QWidget()
        qtbot.addWidget(window)
        size_on_screen(window, *wanted)
        assert window.size().toTuple() == given


def test_the_manual_fits_a_laptop_at_150_percent(
    dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _: QRect(0, 0, 911, 512))
    manual = ManualWindow()
    qtbot.addWidget(manual)
    manual.show()
    assert QRect(0, 0, 911, 512).contains(QRect(manual.pos() * 0, manual.frameSize()))
