"""Make the pictures of the manual anew: ``python -m tests.tools.manual_pictures``.

The sample office at one fixed moment is looked at offscreen, page by page, by the colleague who works
there; the state diagrams come from the state tables. The same program makes the same pictures.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtWidgets import QApplication, QWidget

from desk.app import Desk
from desk.freight.day_close.commands import open_day_close
from desk.kernel.clock import SetClock
from desk.office.users import keys
from desk.sample.cast import PASSWORD
from desk.sample.story import SampleOffice, make_sample
from tests.conftest import at
from tests.tools.state_diagrams import Diagram, state_tables
from ui.errors_shown import Shown
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.manual.chapters import PICTURES, chapters
from ui.pages.check_page import CheckPage
from ui.start import application
from ui.theme import SIZES, Look

NOW = at("2026-11-18 10:40")
WORKDAYS = 12
SCREEN = (1366, 768)
COLOURS = 64
QUIET_S, LONGEST_S = 0.4, 8.0


@dataclass(frozen=True)
class Shot:
    """One picture of one page.

    Attributes:
        page: its name; the picture is called like it.
        login: who looks.
        arguments: handed to the page, from what the sample made.
        high: how much of the page from the top down, in pixels.
    """

    page: str
    login: str
    arguments: Callable[[SampleOffice], dict[str, Any]] = field(default=lambda _: {})
    high: int = 740


def _waybill(made: SampleOffice) -> dict[str, Any]:
    return {"number": made.waybill}


SHOTS = (
    Shot("today", "lina", high=600),
    Shot("story", "lina", _waybill),
    Shot("customers", "lina", high=500),
    Shot("customer", "lina", lambda _: {"id": 2}),
    Shot("call_sheet", "lina", high=560),
    Shot("consignment_entry", "lina"),
    Shot("consignment", "lina", _waybill),
    Shot("exceptions", "lina", high=420),
    Shot("document_desk", "lina"),
    Shot("receipt_desk", "lina", high=740),
    Shot("voucher_filing", "lina", high=520),
    Shot("complaint_desk", "lina", lambda _: {"number": "TS261114-001"}),
    Shot("claim_desk", "lina", lambda _: {"number": "LP261117-001"}),
    Shot("callback_desk", "lina"),
    Shot("survey_desk", "lina", lambda _: {"number": "MY261111-001/14"}, 320),
    Shot("knowledge", "lina", high=560),
    Shot("arrival_count", "zhang", lambda made: {"number": made.manifest}, 560),
    Shot("import_wizard", "zhang", high=420),
    Shot("run_board", "zhang", lambda made: {"number": made.run}),
    Shot("run_receipts", "zhang"),
    Shot("self_pickup", "zhang", lambda _: {"number": "YD2611110002"}, 460),
    Shot("day_close_items", "zhang", high=420),
    Shot("transit_board", "zhao", lambda made: {"number": made.shown["P-05"]}),
    Shot("preadvice_board", "zhao", lambda made: {"number": made.shown["P-04"]}),
    Shot("approval_desk", "boss"),
    Shot("evaluation_plan", "boss"),
    Shot("users", "boss", high=330),
    Shot("check", "boss", high=520),
)


class Nobody:
    """Nobody sits there to answer; what a page had to say stops the work."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def sure(self, question: str, *_: object, **__: object) -> bool:
        self.told.append(question)
        return False

    def reason(self, action: str) -> str | None:
        self.told.append(action)
        return None

    def password(self, action: str, wrong: Callable[[str], str]) -> bool:
        self.told.append(action)
        return False

    def sides(self, heading: str, differences: Sequence[object]) -> frozenset[str] | None:
        return None

    def tell(self, message: Shown) -> None:
        self.told.append(message.text)


class Camera:
    """A window of the sample office, one colleague at a time."""

    def __init__(self, qt: QApplication, made: SampleOffice) -> None:
        self.qt, self.made = qt, made
        self.desk = Desk(made.path, SetClock(NOW))
        self.window: MainWindow | None = None
        self.screen = SCREEN
        self.asker = Nobody()
        self.login = ""

    def take(self, shot: Shot) -> bytes:
        window = self.signed_in(shot.login)
        if shot.page == "day_close_items":
            self.desk.run(open_day_close)
        window.open_page(shot.page, **shot.arguments(self.made))
        self.settle()
        if shot.page == "check":
            self._check(window)
        if self.asker.told:
            raise SystemExit(f"{shot.page}: {self.asker.told}")
        left = SIZES.navigation
        return png(window, (left, 0, SCREEN[0], min(shot.high, SCREEN[1])))

    def paper(self) -> bytes:
        """The preview of a waybill."""
        window = self.signed_in("lina")
        window.show_paper("P-25", self.made.waybill)
        self.settle()
        preview = next(w for w in self.qt.topLevelWidgets() if type(w).__name__ == "PaperPage")
        taken = png(preview, (0, 0, preview.width(), 560))
        preview.close()
        return taken

    def close(self) -> None:
        if self.window is not None:
            self.window.bridge.stop()
            self.window.deleteLater()
        self.window = None

    def signed_in(self, login: str) -> MainWindow:
        if self.window is None or login != self.login:
            self.close()
            self.desk.login(login, PASSWORD)
            self.window, self.login = MainWindow(self.desk, LocalSettings(), self.asker), login
            self.window.resize(*self.screen)
            self.window.show()
            self.settle()
        return self.window

    def _check(self, window: MainWindow) -> None:
        page = window.page("check")
        assert isinstance(page, CheckPage)
        page.start()
        while not page.rows:
            self.qt.processEvents()
        page.note.clear()  # seconds and key differ from one sample to the next
        self.settle()

    def settle(self, shown: QWidget | None = None, quiet_s: float = QUIET_S) -> None:
        """Wait until the picture stands still."""
        shown = shown or self.window
        assert shown is not None
        began = changed = time.monotonic()
        before = b""
        while self._moves(changed, quiet_s) and time.monotonic() - began < LONGEST_S:
            for _ in range(10):
                self.qt.processEvents()
                time.sleep(0.005)
            image = shown.grab().toImage()  # kept: its bits are borrowed
            now = bytes(image.constBits())
            if now != before:
                before, changed = now, time.monotonic()

    def _moves(self, changed: float, quiet_s: float) -> bool:
        """Whether something may still be on its way to the screen."""
        bridge = self.window.bridge if self.window else None
        busy = bridge is not None and bridge.busy
        return busy or time.monotonic() - changed < quiet_s


def png(widget: QWidget, area: tuple[int, int, int, int]) -> bytes:
    """A part of a widget with few colours, as small as it gets."""
    kept = QBuffer()
    kept.open(QBuffer.OpenModeFlag.WriteOnly)
    widget.grab().save(kept, "PNG")
    whole = Image.open(BytesIO(bytes(kept.data().data()))).convert("RGB")
    small = whole.crop(area).quantize(COLOURS, dither=Image.Dither.NONE)
    written = BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()


def draw_diagrams() -> None:
    """Write the diagrams the chapters show."""
    tables = state_tables()
    for name in {name for chapter in chapters() for name in chapter.pictures}:
        if name.endswith(".svg"):
            text = Diagram(tables[name.removesuffix(".svg")]).svg()
            (PICTURES / name).write_text(text, encoding="utf-8", newline="\n")


def take_pictures(qt: QApplication, folder: Path, only: list[str]) -> None:
    """Make the sample office and look at it."""
    made = make_sample(folder / "sample.office", NOW, WORKDAYS)
    camera = Camera(qt, made)
    for shot in SHOTS:
        if not only or shot.page in only:
            (PICTURES / f"{shot.page}.png").write_bytes(camera.take(shot))
    if not only or "paper" in only:
        (PICTURES / "paper.png").write_bytes(camera.paper())
    camera.close()
    camera.desk.close()


def main(only: list[str]) -> None:
    """Everything anew, or the pages named only."""
    keys.cost = keys.KdfCost(64, 1, 1)
    PICTURES.mkdir(parents=True, exist_ok=True)
    draw_diagrams()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["DESK_STATE"] = str(Path(folder) / "state")
        qt = application(Look.LIGHT)
        qt.setCursorFlashTime(0)
        take_pictures(qt, Path(folder), only)


if __name__ == "__main__":
    main(sys.argv[1:])
