"""The end of a measured start: says what was measured and how much memory it took, and leaves at once."""

import json
import os
from pathlib import Path

STATUS = Path("/proc/self/status")


def end(**figures: float) -> None:
    """Print the figures and the most kilobytes this process held (0 where nobody says), and exit."""
    most = 0
    if STATUS.exists():
        lines = STATUS.read_text().splitlines()
        most = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    print(json.dumps({**figures, "kib": most}), flush=True)
    os._exit(0)
