"""How much open work waits, where it is read while other programs are in front: window title and task bar."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desk.kernel.text import tr

MOST_SHOWN = 999


def show_open_work(window: QWidget, firm: str, count: int) -> None:
    """Put the number in front of the title, where a narrow task bar still shows it, and on the icon."""
    plain = f"{firm} — {tr('货运客服台')}" if firm else tr("货运客服台")
    title = titled(plain, count)
    if window.windowTitle() != title:
        window.setWindowTitle(title)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.setBadgeNumber(count)  # where the system can


def titled(plain: str, count: int) -> str:
    """The title with the number in front."""
    if not count:
        return plain
    shown = str(count) if count <= MOST_SHOWN else f"{MOST_SHOWN}+"
    return tr("({n}) {title}").format(n=shown, title=plain)
