"""A window of its own is as large as it likes, and never larger than the screen leaves room for."""

from PySide6.QtWidgets import QWidget

_FRAME_SIZE = (16, 40)
"""What the system draws around a window: its borders, its title."""


def size_on_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window its size; at 150 % a screen of 1366 × 768 has room for 911 × 512."""
    room = window.screen().availableGeometry().size()
    across, down = _FRAME_SIZE
    window.resize(min(width, room.width() - across), min(height, room.height() - down))
