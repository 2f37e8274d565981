"""Where this computer keeps what it remembers of the window; light enough for the first picture."""

import json
import os
from pathlib import Path

from platformdirs import user_state_path


def state_folder() -> Path:
    """The user's own state folder (DESK_STATE overrides it)."""
    chosen = os.environ.get("DESK_STATE")
    return Path(chosen) if chosen else user_state_path("freight-desk", appauthor=False)


def settings_file() -> Path:
    """The file of the window's settings."""
    return state_folder() / "window.json"


def kept_look() -> str:
    """The look chosen here."""
    return _kept("look")


def kept_user() -> str:
    """Who signed in last here."""
    return _kept("last_user")


def _kept(name: str) -> str:
    """One of the settings; those that cannot be read yet, or at all, say nothing."""
    try:
        return str(json.loads(settings_file().read_bytes())[name])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
