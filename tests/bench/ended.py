"""The end of a measured start: says how much memory it took and leaves at once."""

import os
from pathlib import Path

STATUS = Path("/proc/self/status")


def end() -> None:
    """Print the most kilobytes this process held (0 where the system does not say) and exit."""
    most = 0
    if STATUS.exists():
        lines = STATUS.read_text().splitlines()
        most = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    print(most, flush=True)
    os._exit(0)
