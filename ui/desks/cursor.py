"""Where the keyboard goes when a page comes to the front."""

from PySide6.QtWidgets import QAbstractButton, QWidget


def take_up(page: QWidget, first: QWidget) -> None:
    """Put the cursor where it was on this page; on a button means that nothing was begun."""
    last = page.focusWidget()
    begun = last is not None and last.isEnabled() and not isinstance(last, QAbstractButton)
    (last if begun and last is not None else first).setFocus()
