"""The manual explains every page, and names no page, picture, chapter or key that does not exist."""

import inspect
import re
from pathlib import Path

import pytest

from desk.app import list_table
from desk.registry import ROOMS
from tests.tools.state_diagrams import Diagram, state_tables
from ui.manual.chapters import FIRST, PICTURES, Chapter, chapter_of, chapters
from ui.registry import PageSpec, pages

ROOT = Path(__file__).parents[2]
MOST_BYTES = 3_000_000
_QUOTED = re.compile(r'"((?:(?:Ctrl|Alt|Shift)\+)*(?:[A-Z][A-Za-z]*|\d|F\d+))"')
OF_EVERY_FIELD = {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+Z", "Ctrl+Y"}
EVERYWHERE = ("desks/kept_line.py", "models/id_table.py", "models/arranging.py")
WALKING = {"Shift+Enter"}  # the editors read it from the key event
CHAPTERS = pytest.mark.parametrize("chapter", chapters(), ids=lambda c: c.name)


def keys_in(files: list[Path]) -> set[str]:
    """Every key that stands in quotes in these files."""
    found = {key for file in files for key in _QUOTED.findall(file.read_text(encoding="utf-8"))}
    return {key.replace("Return", "Enter") for key in found}


def sources(spec: PageSpec) -> list[Path]:
    """The files a hand-made page is made of."""
    made = inspect.getclosurevars(spec.build)
    module = made.nonlocals.get("module") or ""
    if not module:
        named = re.search(r"from ui\.desks\.([\w.]+) import", inspect.getsource(spec.build))
        module = named.group(1) if named else ""
    if not module:
        return []
    first = module.split(".")[0]
    folder = ROOT / "ui" / "desks" / first
    return [*folder.rglob("*.py")] if folder.is_dir() else [folder.with_suffix(".py")]


def keys_everywhere() -> set[str]:
    """The keys of the frame, of forms and previews, and of what every page may hold."""
    files = [ROOT / "ui" / name for name in ("main_window.py", "look.py", "status_line.py")]
    files += (ROOT / "ui" / "pages").glob("*.py")
    files += [ROOT / "ui" / "desks" / name for name in ("attachments.py", "finder.py")]
    files += [ROOT / "desk" / "freight" / "consignments" / "screens.py"]
    frame = (ROOT / "ui" / "main_window.py").read_text(encoding="utf-8")
    numbered = {f"Ctrl+{number}" for number in range(1, 10)} if "Ctrl+{number}" in frame else set()
    files += [ROOT / "ui" / name for name in EVERYWHERE]
    numbered |= {f"Alt+{number}" for number in range(1, 10)}  # `ui.pages.numbered_keys`
    return keys_in(files) | numbered | WALKING | OF_EVERY_FIELD


def keys_of(name: str) -> set[str]:
    """The keys of one page: of its code, and of the actions of its list."""
    spec = pages()[name]
    listed = list_table().get(name)
    actions = {action.key for action in listed.actions} if listed else set()
    return keys_in(sources(spec)) | {key.replace("Return", "Enter") for key in actions if key}


def test_every_page_has_one_chapter() -> None:
    named = [page for chapter in chapters() for page in chapter.pages]
    assert sorted(named) == sorted(set(named))
    assert set(named) == set(pages())


def test_the_chapter_of_a_page_is_found() -> None:
    assert chapter_of("run_board") == "09_delivery"
    assert chapter_of("nowhere") == FIRST
    assert FIRST in {chapter.name for chapter in chapters()}


@CHAPTERS
def test_its_pictures_and_links_exist(chapter: Chapter) -> None:
    assert all((PICTURES / name).is_file() for name in chapter.pictures)
    names = {f"{other.name}.md" for other in chapters()}
    assert {link for link in chapter.links if link.endswith(".md")} <= names


@CHAPTERS
def test_its_keys_are_bound(chapter: Chapter) -> None:
    bound = keys_everywhere().union(*map(keys_of, chapter.pages))
    if not chapter.pages:  # the chapters about everything
        bound = bound.union(*(keys_of(name) for name in pages()))
    assert chapter.keys <= bound, sorted(chapter.keys - bound)


def test_pictures_are_all_used_and_small() -> None:
    shown = {name for chapter in chapters() for name in chapter.pictures}
    assert {file.name for file in PICTURES.iterdir()} == shown
    assert sum(file.stat().st_size for file in PICTURES.iterdir()) < MOST_BYTES


def test_the_diagrams_are_those_of_the_state_tables() -> None:
    tables = state_tables()
    drawn = list(PICTURES.glob("*.svg"))
    assert drawn
    for file in drawn:
        assert file.read_text(encoding="utf-8") == Diagram(tables[file.stem]).svg(), file.stem


def test_a_diagram_shows_every_state_and_every_step() -> None:
    for name, table in state_tables().items():
        text = Diagram(table).svg()
        assert all(f">{state.label}<" in text for state in {m.target for m in table.moves}), name
        assert all(move.label in text for move in table.moves), name


def test_every_room_of_the_registry_is_in_the_manual() -> None:
    wings = {spec.wing for name, spec in pages().items() if chapter_of(name) != FIRST}
    assert wings >= {room.wing for room in ROOMS if room.lists}
