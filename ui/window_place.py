"""Where the main window stands on the screen, from one start to the next."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from ui.local_settings import LocalSettings

START_SIZE = (1366, 768)
SMALLEST = (660, 340)
"""A small laptop at 200 %: 1366×768 leaves 683×384, and the taskbar takes some of it."""


def put_back(window: QWidget, settings: LocalSettings) -> None:
    """Put a window where it stood last time, if a screen is still there."""
    window.setMinimumSize(*SMALLEST)
    window.resize(*START_SIZE)
    kept = settings.window
    if kept is not None and window.screen().availableGeometry().intersects(QRect(*kept)):
        window.setGeometry(QRect(*kept))


def appear(window: QWidget, settings: LocalSettings) -> None:
    """Show a window as it was left; on a screen too small for it, the whole screen is taken."""
    room = window.screen().availableGeometry().size()
    fits = window.size().boundedTo(room) == window.size()
    if settings.maximised or not fits:
        window.showMaximized()
    else:
        window.show()


def note_place(window: QWidget, settings: LocalSettings) -> None:
    """Remember where a window stands; written down with the other settings."""
    area = window.normalGeometry()
    settings.window = (area.x(), area.y(), area.width(), area.height())
    settings.maximised = window.isMaximized()
