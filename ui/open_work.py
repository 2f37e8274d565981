"""How much open work waits, in the window's title: it is read in the task bar while others are in front."""

from PySide6.QtCore import QTimer

from desk.kernel.text import tr
from desk.kernel.today import TodayRow
from ui.main_window import MainWindow

ASKED_AFTER_MS = 1_500
ASKED_EVERY_MS = 5 * 60_000
MOST_SHOWN = 999


class OpenWorkTitle(QTimer):
    """Counts the today board shortly after every change and every few minutes, beside the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._plain = window, window.windowTitle()
        self.setSingleShot(True)
        self.timeout.connect(self.ask)
        window.bridge.changed.connect(lambda _: self.start(ASKED_AFTER_MS))
        self.start(ASKED_AFTER_MS)

    def ask(self) -> None:
        """Count now; the answer follows on the GUI thread."""
        self._window.bridge.later(self._window.desk.today, self._show, owner=self)

    def _show(self, rows: list[TodayRow]) -> None:
        self._window.setWindowTitle(titled(self._plain, len(rows)))
        self.start(ASKED_EVERY_MS)


def titled(plain: str, count: int) -> str:
    """The title with the number in front, where a narrow task bar still shows it."""
    if not count:
        return plain
    shown = str(count) if count <= MOST_SHOWN else f"{MOST_SHOWN}+"
    return tr("({n}) {title}").format(n=shown, title=plain)
