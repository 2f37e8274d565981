"""The program's own start, signed in without a dialog; the process ends when rows are painted."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.ended import end
from ui.start import Curtain, application

LIST = "consignments"
NO_ROWS_S = 60


def main(office: Path) -> None:
    """Open the office as the program does and wait for the first rows of its longest list."""
    qt = application()
    curtain = Curtain()
    curtain.show()
    qt.processEvents()
    _work(qt, office)
    curtain.close()
    QTimer.singleShot(NO_ROWS_S * 1000, lambda: os._exit(1))
    qt.exec()


def _work(qt: QApplication, office: Path) -> None:
    from desk.app import Desk
    from tests.bench.generate import MANAGER, PASSWORD
    from ui.main_window import MainWindow
    from ui.pages.list_page import ListPage

    desk = Desk(office)
    desk.login(MANAGER, PASSWORD)
    window = MainWindow(desk)
    window.open_page(LIST)
    window.show()
    page = window.page(LIST)
    assert isinstance(page, ListPage)
    model = page.model

    def painted() -> None:
        page.table.viewport().repaint()
        end()

    model.modelReset.connect(lambda: QTimer.singleShot(0, painted) if model.rowCount() else None)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
