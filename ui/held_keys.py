"""A key that is held down goes on moving and undoing; whatever else it does, it does once."""

from PySide6.QtGui import QAction, QShortcut

_GO_ON = frozenset({"Up", "Down", "Left", "Right", "PgUp", "PgDown", "Z", "Y"})


def does_once(shortcut: QAction | QShortcut, key: str) -> None:
    """Let a key that is still held not do it again: a customer would be told twenty times."""
    shortcut.setAutoRepeat(key.rpartition("+")[2] in _GO_ON)
