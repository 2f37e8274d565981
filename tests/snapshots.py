"""Text snapshots: ``tests/snapshots/<name>.txt`` holds what a paper said when it was last agreed.

``UPDATE_SNAPSHOTS=1 python -m pytest …`` writes them anew; look at the diff before committing.
"""

import difflib
import os
from pathlib import Path

FOLDER = Path(__file__).with_suffix("")


def check_snapshot(name: str, text: str) -> None:
    """Compare a text with its snapshot; the failure shows the lines that differ."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    if not path.exists():
        raise AssertionError(f"no snapshot {path.name}: run once with UPDATE_SNAPSHOTS=1")
    agreed = path.read_text(encoding="utf-8")
    if text != agreed:
        diff = difflib.unified_diff(
            agreed.splitlines(), text.splitlines(), "agreed", "now", lineterm=""
        )
        raise AssertionError(f"{path.name} changed:\n" + "\n".join(diff))
