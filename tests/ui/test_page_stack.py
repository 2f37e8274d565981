"""Turning a page costs what the two pages cost, however many there are."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.page_stack import PageArea, PageStack


def _page(*lines: QLineEdit) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    for line in lines:
        column.addWidget(line)
    return page


@pytest.fixture
def stack(qapp: QApplication, qtbot: QtBot) -> Iterator[PageStack]:
    stack = PageStack()
    area = PageArea(stack)
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    yield stack
    area.hide()


def test_only_the_page_in_front_is_seen_and_asked_for_room(stack: PageStack, qtbot: QtBot) -> None:
    small, large = _page(), _page()
    large.setMinimumSize(900, 700)
    assert stack.currentWidget() is None
    assert stack.minimumSizeHint().isEmpty()
    for page in (small, large):
        stack.addWidget(page)
        assert not page.isVisible()
    stack.setCurrentWidget(large)
    assert stack.currentWidget() is large
    assert large.isVisible()
    qtbot.waitUntil(lambda: large.size() == stack.size())
    assert (stack.width(), stack.height()) == (900, 700)
    stack.setCurrentWidget(small)
    assert small.isVisible()
    assert not large.isVisible()
    qtbot.waitUntil(lambda: stack.width() < 900 and stack.height() < 700)
    assert small.size() == stack.size()


def test_the_keyboard_goes_along_and_comes_back_to_its_field(stack: PageStack) -> None:
    first, second, third = QLineEdit(), QLineEdit(), QLineEdit()
    off = QLineEdit()
    off.setEnabled(False)
    one, other = _page(first, second), _page(off, third)
    stack.addWidget(one)
    stack.addWidget(other)
    stack.setCurrentWidget(one)
    second.setFocus()
    stack.setCurrentWidget(other)
    assert third.hasFocus()
    stack.setCurrentWidget(one)
    assert second.hasFocus()


def test_the_keyboard_stays_where_it_is_beside_the_pages(qapp: QApplication, qtbot: QtBot) -> None:
    stack, beside = PageStack(), QLineEdit()
    area = PageArea(stack)
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.addWidget(beside)
    column.addWidget(area)
    qtbot.addWidget(whole)
    for page in (one := _page(QLineEdit()), other := _page(QLineEdit())):
        stack.addWidget(page)
    stack.setCurrentWidget(one)
    whole.show()
    whole.activateWindow()
    qtbot.waitUntil(whole.isActiveWindow)
    beside.setFocus()
    stack.setCurrentWidget(other)
    assert beside.hasFocus()


class _Heard(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.heard += 1
        return False


def test_a_page_behind_hears_nothing_of_it(stack: PageStack) -> None:
    pages = [_page(QLineEdit()) for _ in range(3)]
    for page in pages:
        stack.addWidget(page)
    stack.setCurrentWidget(pages[0])
    ear, behind = _Heard(), pages[2]
    behind.installEventFilter(ear)
    for child in behind.findChildren(QWidget):
        child.installEventFilter(ear)
    stack.setCurrentWidget(pages[1])
    assert ear.heard == 0
