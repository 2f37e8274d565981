"""The board of the day worked in a real window: Enter on a row, and what stands there then."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QWidget

from desk.app import Desk
from desk.kernel.today import TodayRow
from tests.ui.conftest import ScriptedAsker
from ui.desks.row_table import RowTable
from ui.desks.today_board.page import TodayBoard
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow

WITHIN_S = 20.0


@contextmanager
def window_of(desk: Desk) -> Iterator[MainWindow]:
    """The window of whoever is signed in, with the board in front and filled."""
    window = MainWindow(desk, LocalSettings(), ScriptedAsker())
    window.show()
    window.activateWindow()
    window.open_page("today")
    page = board(window)
    wanted = {key_of(row) for row in desk.today()}
    assert _wait(lambda: wanted <= {key_of(row) for row in page.rows})
    yield window
    window.bridge.stop()
    window.hide()
    window.deleteLater()


def board(window: MainWindow) -> TodayBoard:
    """The board of a window."""
    page = window.page("today")
    assert isinstance(page, TodayBoard)
    return page


def key_of(row: TodayRow) -> tuple[str, ...]:
    """What makes rows open alike: the kind of work, the page, and the names of what it is told."""
    return (row.kind, row.page, *sorted(row.arguments))


def lands_on_it(window: MainWindow, row: TodayRow) -> bool:
    """Press Enter on a row; whether its page opens with the very record chosen or shown."""
    window.open_page("today")
    table = board(window).table
    table.go_to(table.row_model.key(row))
    QTest.keyClick(table, Qt.Key.Key_Return)
    page = window.stack.currentWidget()
    assert page is not None
    assert window.page_in_front == row.page
    wanted = [row.number] if row.number else []
    wanted += row.title.replace(":", " ").split()[:1]
    return _wait(lambda: any(word in text for text in _pointed_at(page) for word in wanted))


def _pointed_at(page: QWidget) -> Iterable[str]:
    """What the current rows of the tables say, and the headings and fields of the one record shown."""
    for view in page.findChildren(QAbstractItemView):
        at, model = view.currentIndex(), view.model()
        if view.isVisible() and at.isValid():
            if isinstance(view, RowTable):  # its cells show parts of a row only
                yield str(view.current())
            places = range(model.columnCount(at.parent()))
            yield from (str(model.index(at.row(), n, at.parent()).data()) for n in places)
    yield from (label.text() for label in page.findChildren(QLabel) if label.isVisible())
    yield from (line.text() for line in page.findChildren(QLineEdit) if line.isVisible())


def _wait(ready: Callable[[], bool]) -> bool:
    until = time.monotonic() + WITHIN_S
    while time.monotonic() < until:
        QApplication.processEvents()
        if ready():
            return True
        time.sleep(0.02)
    return False
