"""A move of the keyboard is told to what it leaves and enters, and to nobody else."""

import gc
import weakref

import shiboken6
from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui.ahead import DENSE
from ui.keyboard_moves import hear_keyboard
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow


class Place(QWidget):
    """A field in a place that hears of the keyboard."""

    def __init__(self, whole: QWidget, told: list[str], name: str) -> None:
        super().__init__(whole)
        self.told, self.name = told, name
        self.field = QLineEdit(self)
        hear_keyboard(self, self.moved)

    def moved(self, left: QWidget | None, entered: QWidget | None) -> None:
        self.told.append(f"{self.name} {'in' if entered is self.field else 'out'}")


def test_only_the_places_it_leaves_and_enters_hear(qapp: QApplication, qtbot: QtBot) -> None:
    whole, told = QWidget(), list[str]()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    one, two, three = (Place(whole, told, name) for name in ("one", "two", "three"))
    for place in (one, two, three):
        column.addWidget(place)
    qapp.focusChanged.emit(None, one.field)
    assert told == ["one in"]
    qapp.focusChanged.emit(one.field, two.field)
    assert told == ["one in", "one out", "two in"]
    qapp.focusChanged.emit(two.field, two.field)
    assert told[3:] == ["two in"]  # once, though it is on both sides


def test_what_is_gone_is_not_told_and_not_kept(qapp: QApplication, qtbot: QtBot) -> None:
    whole, told = QWidget(), list[str]()
    qtbot.addWidget(whole)
    place = Place(whole, told, "one")
    hearer = Place(whole, told, "two")
    hear_keyboard(place, hearer.moved)
    qapp.focusChanged.emit(None, place.field)
    assert told == ["one in", "two out"]
    shiboken6.delete(hearer)
    qapp.focusChanged.emit(None, place.field)
    assert told[2:] == ["one in"]
    kept = weakref.ref(hearer)
    del hearer
    gc.collect()
    qapp.focusChanged.emit(None, place.field)
    assert (kept(), told[3:]) == (None, ["one in"])


def test_another_page_asks_no_more_of_every_move(
    dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    window = MainWindow(office.as_("boss"), LocalSettings(), asker)
    qtbot.addWidget(window)
    moves = SIGNAL("focusChanged(QWidget*,QWidget*)")
    before = dressed.receivers(moves)
    for name in DENSE:
        window.build_page(name)
    assert dressed.receivers(moves) == before
    window.bridge.stop()
