"""Which pages of the sample office do not fit a screen: ``python -m tests.tools.sideways [PAGE …]``.

Each page is opened once, and once more where it has work of the sample to show; the window is made as
large as every screen the pictures are taken at. A page that would have to be scrolled sideways is printed
with the dots it lacks, the others not at all.
"""

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desk.office.users import keys
from desk.sample.story import make_sample
from tests.tools.manual_pictures import NOW, WORKDAYS, Camera, Shot
from tests.tools.page_pictures import VIEWS, page_shots
from tests.tools.scenes import AT_WORK
from ui.main_window import MainWindow
from ui.page_stack import PageArea
from ui.start import application
from ui.theme import Look

QUIET_S, TURNS = 0.1, 4


def lacking(window: MainWindow) -> int:
    """How many dots the page in front is wider than its place."""
    area = window.findChild(PageArea)
    assert area is not None
    return area.horizontalScrollBar().maximum()


def shots() -> list[Shot]:
    """Every page as it is opened, then the desks with work."""
    at_work = [
        Shot(page, login, lambda _, given=given: given)  # type: ignore[misc]
        for page, login, given in AT_WORK
    ]
    return [*page_shots(), *sorted(at_work, key=lambda shot: shot.login)]


def look_at(camera: Camera, shot: Shot) -> dict[str, int]:
    """What a page lacks on each screen, by the name of the view."""
    window = camera.signed_in(shot.login)
    window.open_page(shot.page, **shot.arguments(camera.made))
    camera.settle(quiet_s=QUIET_S)
    found = {}
    for view in VIEWS:
        window.resize(*view.screen)
        for _ in range(TURNS):
            QApplication.processEvents()
            time.sleep(0.004)
        found[view.name] = lacking(window)
    return {name: dots for name, dots in found.items() if dots}


def main(only: list[str]) -> int:
    """Look at every page, or at those named; 1 if one is too wide."""
    keys.cost = keys.KdfCost(64, 1, 1)
    wrong = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        made = make_sample(Path(home) / "sample.office", NOW, WORKDAYS)
        camera = Camera(application(Look.LIGHT), made)
        for shot in shots():
            found = look_at(camera, shot) if not only or shot.page in only else {}
            if found:
                wrong = 1
                words = ", ".join(f"{name} {dots}" for name, dots in found.items())
                print(f"{shot.page}: {words}", flush=True)
        camera.close()
        camera.desk.close()
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
