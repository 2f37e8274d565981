"""How much open work waits, where it is read while other programs are in front: window title and task bar."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desk.kernel.text import tr
from desk.kernel.today import TodayRow, counted

MOST_SHOWN = 999


def show_open_work(window: QWidget, firm: str, rows: Sequence[TodayRow]) -> None:
    """Put the number in front of the title, where a narrow task bar still shows it, and on the icon.

    The icon takes a bare number: where the title says 「50+」 it says 50.
    """
    plain = f"{firm} — {tr('货运客服台')}" if firm else tr("货运客服台")
    title = titled(plain, rows)
    if window.windowTitle() != title:
        window.setWindowTitle(title)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.setBadgeNumber(len(rows))  # where the system can


def titled(plain: str, rows: Sequence[TodayRow]) -> str:
    """The title with the number in front, as the board says it."""
    if not rows:
        return plain
    shown = counted(rows) if len(rows) <= MOST_SHOWN else f"{MOST_SHOWN}+"
    return tr("({n}) {title}").format(n=shown, title=plain)
