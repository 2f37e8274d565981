"""Windows shuts down or signs out: nobody may be there to be asked, so what is typed is written down."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from ui.locking import write_down
from ui.written_beside import BESIDE

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class SessionEnd(QObject):
    """Hears the system's word before it ends the program; the next sign-in offers what was kept."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self.keep_typing)

    def keep_typing(self) -> None:
        """Write down what is typed on every page and in every open form, until the disk has it."""
        window = self._window
        pages = [page for _, page in window.built_pages]
        for place in (*pages, *window.findChildren(QDialog)):
            write_down(place)
        BESIDE.settle()
