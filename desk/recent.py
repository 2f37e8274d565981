"""The office file this computer worked with last."""

from pathlib import Path

from desk.storage.pins import state_folder

NAME = "last-office.txt"


def last_office() -> Path | None:
    """The file opened last, whether or not it still exists; None on a fresh computer."""
    try:
        text = (state_folder() / NAME).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return Path(text) if text else None


def remember_office(path: Path) -> None:
    """Note the file as the last one; a computer that cannot note it works all the same."""
    try:
        state_folder().mkdir(parents=True, exist_ok=True)
        (state_folder() / NAME).write_text(str(path.resolve()), encoding="utf-8")
    except OSError:
        return
