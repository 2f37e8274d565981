"""Light and dark: chosen, kept, turned over while the window works, and nothing stays light."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desk.filing.documents.rules import DiffLine
from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui import local_settings
from ui.desks.document_desk.text_view import TextView
from ui.dressing import wear
from ui.icons import icon
from ui.local_settings import LocalSettings
from ui.look import LookMenu
from ui.main_window import MainWindow
from ui.navigation import RAIL
from ui.palettes import COLOURS, DARK, LIGHT, Look
from ui.state_folder import kept_look, kept_user
from ui.theme import SIZES
from ui.written_beside import BESIDE

PAGES = ("today", "customers", "run_board", "check")
LIGHT_FROM = 150
"""A lightness no ground of the dark look has, but every ground of the light one."""


@pytest.fixture
def window(
    dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot
) -> Iterator[MainWindow]:
    for left in QApplication.topLevelWidgets():  # of tests before: each would be dressed anew
        left.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    shown = MainWindow(office.as_("boss"), LocalSettings(), asker)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.bridge.stop()
    wear(dressed, Look.LIGHT)


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.bridge.reading.idle, timeout=20_000)
    QApplication.processEvents()


def light_dots(widget: QWidget) -> float:
    """The share of light dots: words are few, grounds are many."""
    image = (
        widget.grab().toImage().scaled(QSize(300, 200)).convertToFormat(QImage.Format.Format_RGB32)
    )
    dots = [QColor(image.pixel(x, y)).lightness() for x in range(300) for y in range(200)]
    return sum(dot > LIGHT_FROM for dot in dots) / len(dots)


def test_the_key_turns_the_look_over_and_it_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    menu = LookMenu(window)
    assert kept_look() == ""
    QTest.keyClick(
        window,
        Qt.Key.Key_D,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert COLOURS == DARK
    assert menu.choices[Look.DARK].isChecked()
    assert BESIDE.settle()
    assert kept_look() == local_settings.load().look == "dark"
    menu.choices[Look.SYSTEM].trigger()
    assert COLOURS == LIGHT  # a system that does not say
    assert BESIDE.settle()
    assert kept_look() == "system"
    assert kept_user() == ""
    window.settings.opened(window.desk.path, "jia")
    local_settings.save(window.settings)
    assert BESIDE.settle()
    assert kept_user() == "jia"


def test_an_unknown_look_is_as_the_system(window: MainWindow) -> None:
    window.settings.look = "sepia"
    assert LookMenu(window).choices[Look.SYSTEM].isChecked()


def test_open_pages_are_painted_anew(window: MainWindow, qtbot: QtBot) -> None:
    for name in PAGES:
        window.open_page(name)
        settle(window, qtbot)
    before = light_dots(window)
    wear(QApplication.instance(), Look.DARK)  # type: ignore[arg-type]
    for name in PAGES:
        window.open_page(name)
        settle(window, qtbot)
        assert light_dots(window) < 0.06 < 0.8 < before, name
        ground = window.grab().toImage().pixelColor(QPoint(window.width() - 4, 4))
        assert ground.name().upper() == DARK.window, name


def test_icons_follow_the_look_and_stay_sharp(dressed: QApplication) -> None:
    def inks(size: int) -> set[str]:
        image = icon("truck").pixmap(QSize(size, size)).toImage()
        dots = (image.pixelColor(x, y) for x in range(size) for y in range(size))
        return {dot.name().upper() for dot in dots if dot.alpha() == 255}

    assert {inks(size) == {LIGHT.muted} for size in (24, 32, 48)} == {True}
    wear(dressed, Look.DARK)
    assert inks(24) == {DARK.muted}
    wear(dressed, Look.LIGHT)
    dense = icon("truck").pixmap(QSize(16, 16), 1.5)
    assert (dense.width(), dense.devicePixelRatio()) == (24, 1.5)


def test_a_narrow_window_has_a_rail_of_icons_and_scrolls_what_does_not_fit(
    window: MainWindow, qtbot: QtBot
) -> None:
    words = [button.text() for button in window.navigation.findChildren(QPushButton)]
    window.open_page("run_board")
    window.resize(910, 480)
    settle(window, qtbot)
    assert (window.width(), window.navigation.width()) == (910, RAIL)
    buttons = window.navigation.findChildren(QPushButton)
    assert [(button.text(), bool(button.toolTip())) for button in buttons] == [("", True)] * len(
        buttons
    )
    page = window.stack.currentWidget()
    assert page is not None
    assert page.width() >= page.minimumSizeHint().width()  # scrolled, not squeezed
    window.resize(1366, 768)
    assert [button.text() for button in buttons] == words
    assert window.stack.width() == 1366 - SIZES.navigation


def test_a_difference_is_written_in_the_colours_of_the_look(dressed: QApplication) -> None:
    view = TextView()
    view.show_difference([DiffLine("+", "新")])
    inks = []
    for look in (Look.LIGHT, Look.DARK):
        wear(dressed, look)
        QApplication.processEvents()
        cursor = QTextCursor(view.document())
        cursor.movePosition(QTextCursor.MoveOperation.Right)
        inks.append(cursor.charFormat().foreground().color().name().upper())
    wear(dressed, Look.LIGHT)
    assert inks == [LIGHT.good, DARK.good]


def test_a_screen_too_small_for_the_window_is_taken_whole(window: MainWindow) -> None:
    window.hide()
    room = window.screen().availableGeometry().size()
    window.resize(room.width() + 100, 700)
    window.appear()
    assert window.isMaximized()
    window.showNormal()
    window.hide()
    window.resize(room.width() - 100, 600)
    window.appear()
    assert not window.isMaximized()
