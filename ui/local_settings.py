"""What this computer remembers about the window: recent files, window size, print profiles.

A JSON file with a schema and defaults in the user's state folder. A file that cannot be read is put
aside; one bad entry loses nothing but itself and never locks anybody out.
Source: reliability of the house §2 (settings of the window).
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from ui.print_profiles import PrintProfile
from ui.state_folder import settings_file as _file
from ui.state_folder import state_folder as state_folder
from ui.written_beside import BESIDE

MOST_RECENT = 8


class TableLayout(msgspec.Struct, frozen=True):
    """How one user wants one table here.

    Attributes:
        shown: the columns in view, from the left; none means the usual ones.
        widths: in pixels, of the columns that were made wider or narrower.
        sort: the column the rows go by; empty means the usual one.
    """

    shown: tuple[str, ...] = ()
    widths: dict[str, int] = {}
    sort: str = ""
    descending: bool = False


class KeptFilter(msgspec.Struct, frozen=True):
    """How a list is narrowed: the search text, and what is chosen in each field's filter."""

    search: str = ""
    chips: dict[str, list[str]] = {}


class ListFilters(msgspec.Struct):
    """What one user keeps of the filters of one list.

    Attributes:
        saved: by the names he gave them.
        comes_back: whether the list opens as he left it, which is `last`.
    """

    saved: dict[str, KeptFilter] = {}
    comes_back: bool = False
    last: KeptFilter | None = None


class LocalSettings(msgspec.Struct):
    """Everything remembered, with its defaults.

    Attributes:
        prints: print profiles (`ui.print_profiles`), by form and paper.
        papers: on which of its papers a form is printed here, by form.
        tables: the layout of a table, by user and table.
        filters: those kept of a list, by user and list.
        scan_folder: where the scanner of this computer puts its files, while it is watched.
        wings: those unfolded in the navigation, by user.
        look: light, dark, or as the system (`ui.palettes.Look`).
        update_folder: where new versions of the program are laid; empty for nowhere.
        newest_release: the newest version seen there.
    """

    recent_files: list[str] = []
    last_user: str = ""
    window: tuple[int, int, int, int] | None = None
    maximised: bool = False
    prints: dict[str, PrintProfile] = {}
    papers: dict[str, str] = {}
    tables: dict[str, dict[str, TableLayout]] = {}
    filters: dict[str, dict[str, ListFilters]] = {}
    scan_folder: str = ""
    wings: dict[str, list[str]] = {}
    look: str = "system"
    update_folder: str = ""
    newest_release: str = ""

    def opened(self, path: Path, user: str) -> None:
        """Remember an office file and who signed in."""
        text = str(path.resolve())
        others = [known for known in self.recent_files if known != text]
        self.recent_files = [text, *others][:MOST_RECENT]
        self.last_user = user

    def existing_files(self) -> list[Path]:
        """The recent files that are still there."""
        return [path for path in map(Path, self.recent_files) if path.is_file()]

    def lost_files(self) -> list[Path]:
        """The recent files that are gone from a folder that is there: a backup may bring them back."""
        paths = map(Path, self.recent_files)
        return [path for path in paths if not path.exists() and path.parent.is_dir()]


_read: dict[Path, LocalSettings] = {}


def current() -> LocalSettings:
    """The settings of this run, read once."""
    if _file() not in _read:
        _read[_file()] = load()
    return _read[_file()]


def load() -> LocalSettings:
    """Read the settings; a file with unreadable ones is put aside as ``window.json.bad``."""
    written = b""
    try:
        written = BESIDE.read(_file())
        return msgspec.json.decode(written, type=LocalSettings)
    except FileNotFoundError:
        return LocalSettings()
    except (OSError, msgspec.DecodeError):
        with suppress(OSError):
            _file().replace(_file().with_suffix(".json.bad"))
        return LocalSettings(**_readable(written))


def _readable(written: bytes) -> dict[str, Any]:
    """The entries that are as they should be."""
    found: dict[str, Any] = {}
    with suppress(msgspec.DecodeError):
        entries = msgspec.json.decode(written, type=dict[str, msgspec.Raw])
        for field in msgspec.structs.fields(LocalSettings):
            with suppress(KeyError, msgspec.DecodeError):
                found[field.name] = msgspec.json.decode(entries[field.name], type=field.type)
    return found


def save(settings: LocalSettings) -> None:
    """Have the settings written as they are now; nobody waits, and a full disk stops no office."""
    BESIDE.put(_file(), msgspec.json.format(msgspec.json.encode(settings)))
