"""Typing as a clerk does: letters by keys, Chinese as the input method commits it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def focused() -> QWidget:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(text: str, widget: QWidget | None = None) -> None:
    """Type a text where the cursor is."""
    if text.isascii():
        QTest.keyClicks(widget or focused(), text)
        return
    commit = QInputMethodEvent()
    commit.setCommitString(text)
    QApplication.sendEvent(widget or focused(), commit)


def press(
    key: Qt.Key,
    widget: QWidget | None = None,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key where the cursor is."""
    QTest.keyClick(widget or focused(), key, held)
