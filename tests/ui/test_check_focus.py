"""A box that the keyboard walked to is marked by its frame alone."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import stylesheet

PAPER = QColor("#123456")


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Down])
def test_no_second_frame_is_drawn_around_the_words(key: Qt.Key, qtbot: QtBot) -> None:
    """Qt's own style shaded the words grey, over the red of a refused box."""
    window = QWidget()
    window.setStyleSheet(stylesheet() + f"QWidget {{ background: {PAPER.name()}; }}")
    column = QVBoxLayout(window)
    first, second = QCheckBox("已开箱验视"), QCheckBox("已核对非危险品")
    column.addWidget(first)
    column.addWidget(second)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    first.setFocus()
    qtbot.keyClick(first, key)
    assert second.hasFocus()
    picture = second.grab().toImage()
    words = QRect(QPoint(24, 0), second.sizeHint()).intersected(picture.rect())
    edge = {
        picture.pixelColor(x, words.top() + 6).rgb() for x in range(words.left(), words.right())
    }
    assert edge == {PAPER.rgb()}
