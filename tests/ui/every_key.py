"""Every action has a key that is shown beside it; no key means two things on one page."""

from PySide6.QtWidgets import QPushButton, QWidget

from ui.main_window import MainWindow
from ui.pages.action_bar import MORE_KEY
from ui.pages.list_page import ListPage
from ui.pages.numbered_keys import keys_of, needs_key, shows_key

REASONS = {
    "today": "the first steps of an empty office name the keys of the pages they open",
}
"""Pages with buttons that need no key of their own, and why."""


def bare(page: QWidget) -> list[str]:
    """The actions of a page that no key does."""
    found = [b.text() for b in page.findChildren(QPushButton) if needs_key(b) and not _keyed(b)]
    triggers = page.bar.triggers.values() if isinstance(page, ListPage) else ()
    return found + [t.text() for t in triggers if t.shortcut().isEmpty()]


def twice(page: QWidget, window: MainWindow) -> list[str]:
    """The keys that do two things on a page, or something else in the whole window."""
    everywhere = {action.shortcut().toString() for action in window.actions()}
    keys = keys_of(page)
    return [key for key, does in keys.items() if len(does) > 1 or key in everywhere]


def _keyed(button: QPushButton) -> bool:
    return shows_key(button) or (button.text().endswith("▾") and MORE_KEY in button.text())
