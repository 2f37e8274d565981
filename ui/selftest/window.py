"""The real window over the trial office: every page is opened, filled, pictured and closed again."""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desk.app import Desk
from desk.kernel.text import tr
from ui.errors_shown import Shown
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.selftest.report import Failed
from ui.sweeping import Sweeping, sweep_out
from ui.window_place import START_SIZE

PAGE_FILLS_WITHIN_S = 20.0
FEWEST_COLOURS = 4
LOOKED_AT_PX = 160
PNG_QUALITY = 80  # little packing: twice as fast


class SilentAsker:
    """Nobody is there to answer: typing is given up, and what would be told is remembered."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def sure(
        self,
        question: str,
        points: Sequence[str] = (),
        yes: str = "",
        no: str = "",
        careful: bool = False,
    ) -> bool:
        return True

    def reason(self, action: str) -> str | None:
        return None

    def password(self, action: str, wrong: Callable[[str], str]) -> bool:
        return False

    def sides(self, heading: str, differences: Sequence[object]) -> frozenset[str] | None:
        return None

    def tell(self, message: Shown) -> None:
        self.told.append(f"{message.title}: {message.text} {message.small}".strip())


class TrialWindow:
    """The main window, driven page by page."""

    def __init__(self, application: QApplication, desk: Desk, folder: Path, customer: str) -> None:
        self.application, self.folder = application, folder
        self.asker = SilentAsker()
        self.window = MainWindow(desk, LocalSettings(), self.asker)
        self.window.resize(*START_SIZE)
        self._sweeping = Sweeping(self.window)
        self._bugs: list[str] = []
        self.window.bridge.broken.connect(self._bug)
        sys.excepthook = self._hook
        todays = {row.page: row.arguments for row in reversed(desk.today())}
        self._arguments = {"customer": {"number": customer}, **todays}
        self.window.show()

    def picture(self, name: str) -> str:
        """Open a page on today's work, wait until it is filled, and keep its picture.

        Raises:
            Failed: it does not open, a bug came up, or nothing is drawn.
        """
        self.asker.told.clear()
        self._bugs.clear()
        self.window.idle.restart()  # a slow computer takes longer than the idle lock waits
        self.window.open_page(name, **self._arguments.get(name, {}))
        self._settle()
        shown = self.window.page(name)
        if shown is None or self.window.stack.currentWidget() is not shown:
            raise Failed(tr("页面没有打开。"))
        if self._bugs:
            raise Failed("; ".join(self._bugs))
        image = self.window.grab().toImage()
        file = self.folder / f"page-{name}.png"
        if not image.save(str(file), quality=PNG_QUALITY):
            raise Failed(tr("图片没有写成:{file}").format(file=file.name))
        corner = shown.mapTo(self.window, shown.rect().topLeft())
        _check_drawn(image.copy(shown.rect().translated(corner)))
        return "; ".join(self.asker.told)

    def close(self) -> str:
        """Close the window as the user does."""
        sys.excepthook = sys.__excepthook__
        self._sweeping.stop()
        if not self.window.close():
            raise Failed(tr("窗口没有关闭。"))
        self.window.deleteLater()
        sweep_out()
        return ""

    def _hook(
        self, _kind: type[BaseException], fault: BaseException, _trace: TracebackType | None
    ) -> None:
        self._bug(fault)

    def _bug(self, fault: BaseException) -> None:
        self._bugs.append(f"{type(fault).__name__}: {fault}")

    def _settle(self) -> None:
        bridge, until = self.window.bridge, time.monotonic() + PAGE_FILLS_WITHIN_S
        self.application.processEvents()
        while bridge.busy:
            if time.monotonic() > until:
                raise Failed(tr("{s:g} 秒内没有填好。").format(s=PAGE_FILLS_WITHIN_S))
            time.sleep(0.002)
            self.application.processEvents()
        self.application.processEvents()


def _check_drawn(page: QImage) -> None:
    """Text and lines have many shades; a page that is not painted has one or two."""
    small = page.scaledToWidth(LOOKED_AT_PX)
    places = [(x, y) for y in range(0, small.height(), 2) for x in range(0, small.width(), 2)]
    if len({small.pixel(x, y) for x, y in places}) < FEWEST_COLOURS:
        raise Failed(tr("页面是空白的。"))
