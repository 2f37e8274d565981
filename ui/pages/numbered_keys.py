"""A key for every button: whatever has none of its own gets Alt+1, Alt+2 … in the order of its page."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from ui.editors import Editor
from ui.held_keys import does_once

_SHOWS_KEY = re.compile(
    r"  ?(F\d{1,2}|(Ctrl|Alt|Shift)\+\S+|Enter|Esc|Del(ete)?|Insert)$|  [A-Z0-9←→↑↓+-]$"
)
WITHOUT = frozenset({"chip"})  # filters and views: walked with Tab and the arrows, Space opens


def shows_key(button: QPushButton) -> bool:
    """Whether a button names its key."""
    return bool(_SHOWS_KEY.search(button.text()))


def needs_key(button: QPushButton) -> bool:
    """Whether a button is an action of its own: neither part of a field nor a filter chip."""
    place: QWidget | None = button
    while place is not None and not isinstance(place, Editor):
        place = place.parentWidget()
    return place is None and button.property("role") not in WITHOUT and bool(button.text().strip())


def keys_of(page: QWidget) -> dict[str, set[int]]:
    """The keys that work all over a page, and which actions each of them does."""
    found: dict[str, set[int]] = {}
    shortcuts = page.findChildren(QShortcut)
    for shortcut in (s for s in shortcuts if s.context() != Qt.ShortcutContext.WidgetShortcut):
        found.setdefault(shortcut.key().toString(), set()).add(id(shortcut))
    for widget in (page, *page.findChildren(QWidget)):
        for action in widget.actions():
            if not action.shortcut().isEmpty():
                found.setdefault(action.shortcut().toString(), set()).add(id(action))
    return found


def number_keys(used: set[str]) -> list[str]:
    """The keys with a number that are still free."""
    return [key for key in (f"Alt+{n}" for n in range(1, 10)) if key not in used]


def give_keys(page: QWidget) -> None:
    """Give every button without a key the next free number, shown beside its word."""
    free = number_keys(set(keys_of(page)))
    for button in page.findChildren(QPushButton):
        if free and needs_key(button) and not shows_key(button) and not _opens_menu(button):
            key = free.pop(0)
            button.setText(f"{button.text()}  {key}")
            _let(page, key, button)


def _opens_menu(button: QPushButton) -> bool:
    return button.text().endswith("▾")


def _let(page: QWidget, key: str, button: QPushButton) -> None:
    action = QAction(page)
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    does_once(action, key)
    action.triggered.connect(lambda: button.click() if button.isVisible() else None)
    page.addAction(action)
