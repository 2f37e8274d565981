"""Pictures of every page, dialog and state: ``python -m tests.tools.page_pictures FOLDER [NAME …]``.

Names of views (light, dark, large, quarter, half, double, empty), pages or dialogs narrow it down.

The sample office is looked at light and dark, at 125 % (quarter) and 150 % (large) of a 1366×768 screen and
at 150 % (half) and 200 % (double) of one of 1920×1080; an empty office shows what the pages say when there
is nothing yet. Contact sheets (``sheet-….png``) show many at a glance.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PySide6.QtWidgets import QApplication, QWidget

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.kernel.roles import RIGHTS
from desk.office.users import keys
from desk.sample.cast import FIRM, MANAGER, PASSWORD, STAFF
from desk.sample.story import SampleOffice, make_sample
from tests.tools.manual_pictures import NOW, SCREEN, SHOTS, WORKDAYS, Camera, Shot
from tests.tools.scenes import SCENES, Scene
from ui.palettes import Look
from ui.registry import PageSpec, pages
from ui.start import application
from ui.theme import FONT_FILES, RESOURCES

QUIET_S, DIALOG_QUIET_S = 0.25, 0.12
THUMB = (440, 248)
SHEET_COLUMNS, SHEET_ROWS, CAPTION = 4, 5, 22


@dataclass(frozen=True)
class View:
    """How the office is looked at.

    Attributes:
        screen: width and height of the window, in logical pixels.
        empty: an office without a single record.
    """

    name: str
    look: Look = Look.LIGHT
    scale: float = 1.0
    screen: tuple[int, int] = SCREEN
    empty: bool = False


VIEWS = (
    View("light"),
    View("dark", Look.DARK),
    View("large", scale=1.5, screen=(910, 512)),
    View("quarter", scale=1.25, screen=(1093, 614)),
    View("half", scale=1.5, screen=(1280, 720)),
    View("double", scale=2.0, screen=(960, 540)),
    View("empty", empty=True),
)


def shot_of(spec: PageSpec) -> Shot:
    """How a page is looked at: as the manual does, else by the first colleague who may see it."""
    for shot in SHOTS:
        if shot.page == spec.name:
            return shot
    roles = {login: role for login, _, role in STAFF}
    able = RIGHTS[spec.right].roles if spec.right else frozenset(roles.values())
    login = next((login for login in ("lina", "zhang", "zhao") if roles[login] in able), MANAGER[0])
    return Shot(spec.name, login)


def page_shots() -> list[Shot]:
    """One for every page, colleague by colleague."""
    return sorted((shot_of(spec) for spec in pages().values()), key=lambda shot: shot.login)


class Photographer(Camera):
    """Takes whole windows and dialogs in one view."""

    def __init__(self, qt: QApplication, made: SampleOffice, view: View, folder: Path) -> None:
        super().__init__(qt, made)
        self.view, self.folder = view, folder
        self.screen = view.screen
        folder.mkdir(parents=True, exist_ok=True)

    def page(self, shot: Shot) -> None:
        """The whole window with a page in front."""
        login = MANAGER[0] if self.view.empty else shot.login
        window = self.signed_in(login)
        window.open_page(shot.page, **({} if self.view.empty else shot.arguments(self.made)))
        self.settle(quiet_s=QUIET_S)
        self.keep(window, f"page-{shot.page}")

    def scene(self, scene: Scene) -> None:
        """A dialog or a state, and away with it again."""
        window = self.signed_in(scene.login)
        shown = scene.show(window, self.made)
        shown.show()
        self.settle(shown, DIALOG_QUIET_S)
        self.keep(shown, f"{scene.kind}-{scene.name}")
        scene.away(shown)
        self.qt.processEvents()

    def keep(self, widget: QWidget, name: str) -> None:
        """Save a picture with every dot of the screen; what had to be said goes beside it."""
        widget.grab().save(str(self.folder / f"{name}.png"))
        if self.asker.told:
            print(f"{self.view.name} {name}: {self.asker.told}", flush=True)
            self.asker.told.clear()


def take(view: View, made: SampleOffice, folder: Path, only: Sequence[str]) -> None:
    """All pictures of one view."""
    qt = application(view.look)
    qt.setCursorFlashTime(0)
    camera = Photographer(qt, made, view, folder / view.name)
    for shot in page_shots():
        if not only or shot.page in only:
            camera.page(shot)
    for scene in () if view.empty else sorted(SCENES, key=lambda scene: scene.login):
        if not only or scene.name in only:
            camera.scene(scene)
    camera.close()
    camera.desk.close()


def draw_sheets(folder: Path, name: str) -> None:
    """Write the contact sheets of a folder of pictures."""
    files = sorted(folder.glob("*.png"))
    for number, part in enumerate(_parts(files, SHEET_COLUMNS * SHEET_ROWS), 1):
        rows = -(-len(part) // SHEET_COLUMNS)
        wide, high = THUMB[0] + 8, THUMB[1] + CAPTION + 6
        sheet = Image.new("RGB", (SHEET_COLUMNS * wide, rows * high), "#777777")
        draw = ImageDraw.Draw(sheet)
        font = ImageFont.truetype(str(RESOURCES / "fonts" / FONT_FILES[0]), 14)
        for place, file in enumerate(part):
            row, column = divmod(place, SHEET_COLUMNS)
            small = Image.open(file).convert("RGB")
            small.thumbnail(THUMB, Image.Resampling.LANCZOS)
            corner = (column * wide + 4, row * high + CAPTION)
            draw.text((corner[0], row * high + 1), file.stem, "#FFFFFF", font)
            sheet.paste(small, corner)
        sheet.save(folder.parent / f"sheet-{name}-{number}.png")


def _parts(files: list[Path], most: int) -> Iterator[list[Path]]:
    for begin in range(0, len(files), most):
        yield files[begin : begin + most]


def make_empty(path: Path) -> SampleOffice:
    """An office on its first day."""
    Desk.create(path, MANAGER[0], MANAGER[1], PASSWORD, SetClock(NOW), firm=FIRM).close()
    return SampleOffice(path, (MANAGER[0],), "", "", "", "", NOW, {})


def main(folder: Path, only: list[str]) -> None:
    """Make the offices and let a process of its own look at each view: the scale is the process's."""
    keys.cost = keys.KdfCost(64, 1, 1)
    folder.mkdir(parents=True, exist_ok=True)
    names = [name for name in only if name not in {view.name for view in VIEWS}]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        os.environ["DESK_STATE"] = str(Path(home) / "state")
        offices = {
            False: make_sample(Path(home) / "sample.office", NOW, WORKDAYS),
            True: make_empty(Path(home) / "empty.office"),
        }
        for view in [view for view in VIEWS if view.name in only] or VIEWS:
            given = Path(home) / "given.pickle"
            given.write_bytes(pickle.dumps((view, offices[view.empty], folder, names)))
            called = [
                sys.executable,
                "-X",
                "faulthandler",
                "-m",
                "tests.tools.page_pictures",
                "--view",
                str(given),
            ]
            subprocess.run(
                called, check=True, env={**os.environ, "QT_SCALE_FACTOR": str(view.scale)}
            )
            draw_sheets(folder / view.name, view.name)


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        print(__doc__)
    elif sys.argv[1] == "--view":
        keys.cost = keys.KdfCost(64, 1, 1)
        take(*pickle.loads(Path(sys.argv[2]).read_bytes()))
    else:
        main(Path(sys.argv[1]).absolute(), sys.argv[2:])
