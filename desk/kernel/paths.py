"""Where the program finds what it brings along."""

import sys
from pathlib import Path


def resource(name: str) -> Path:
    """Return the path of a bundled file or folder, for example ``resource("divisions.tsv")``.

    Works from the source tree, from an installed package and inside the frozen Windows program.
    """
    frozen_at = getattr(sys, "_MEIPASS", None)
    root = Path(frozen_at) if frozen_at else Path(__file__).resolve().parents[2]
    return root / "resources" / name
