"""Who hears that the keyboard moves: only what it left and what it comes to, not every form ever opened.

Each form and each scrolling area heard Qt's signal once: with all pages open a move of the keyboard asked
sixty of them, three times as long, twice or thrice for every page brought to the front.
"""

from collections.abc import Callable
from weakref import WeakKeyDictionary, WeakMethod

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

Moved = Callable[[QWidget | None, QWidget | None], None]

_hearers: WeakKeyDictionary[QWidget, list[WeakMethod[Moved]]] = WeakKeyDictionary()
_told_by: list[QApplication] = []


def hear_keyboard(place: QWidget, moved: Moved) -> None:
    """Call a method with what the keyboard left and came to, when it leaves or enters a place.

    Args:
        place: a field, or what has fields in it.
        moved: the method; whoever it belongs to is not kept for its sake.
    """
    application = QApplication.instance()
    if isinstance(application, QApplication) and application not in _told_by:
        _told_by[:] = [application]
        application.focusChanged.connect(_tell)
    _hearers.setdefault(place, []).append(WeakMethod(moved))


def _tell(left: QWidget | None, entered: QWidget | None) -> None:
    places: dict[QWidget, None] = {}
    for field in (left, entered):
        place = field
        while place is not None:
            places[place] = None
            place = None if place.isWindow() else place.parentWidget()
    for place in places:
        for hearer in tuple(_hearers.get(place, ())):
            moved = hearer()
            if moved is not None and _is_there(moved):
                moved(left, entered)


def _is_there(moved: Moved) -> bool:
    owner = getattr(moved, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
