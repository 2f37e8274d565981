"""How long the program takes to its painted sign-in: as it is shipped, and run from its source."""

import statistics
import time

from tests.windows.chroot import Chroot
from tests.windows.driving import DESKTOP
from tests.windows.user import OFFICE, User

TURNS = 3
GIVEN_UP_S = 120
SOURCE = "C:\\source"


def start_times(lab: Chroot, user: User, program: str) -> dict[str, list[float]]:
    """Seconds to the sign-in, turn by turn; the first of each warms the caches and does not count.

    Raises:
        TimeoutError: it never came up.
    """
    ways = {
        "frozen": (program, OFFICE),
        "source": (r"C:\py\python.exe", "-m", "ui", OFFICE),
    }
    taken: dict[str, list[float]] = {way: [] for way in ways}
    stays = lab.start("explorer", DESKTOP)  # Windows itself is up when a user starts a program
    time.sleep(5)
    try:
        for turn in range(TURNS + 1):
            for way, command in ways.items():
                took_s = _once(lab, user, command)
                if turn:
                    taken[way].append(took_s)
    finally:
        lab.run("wineserver", "-k", check=False)
        stays.wait()
    return taken


def told(taken: dict[str, list[float]]) -> str:
    """The medians, and how they stand to each other."""
    frozen, source = (statistics.median(taken[way]) for way in ("frozen", "source"))
    each = "; ".join(f"{way} {' '.join(f'{s:.2f}' for s in taken[way])}" for way in taken)
    return f"start to the painted sign-in: frozen {frozen:.2f} s, source {source:.2f} s, ratio {frozen / source:.2f} ({each})"


def _once(lab: Chroot, user: User, command: tuple[str, ...]) -> float:
    user.forgets_the_log()
    began = time.monotonic()
    lab.start("explorer", DESKTOP, *command, environment={"PYTHONPATH": SOURCE})
    while "sign-in painted" not in user.log():
        if time.monotonic() - began > GIVEN_UP_S:
            raise TimeoutError(" ".join(command))
        time.sleep(0.02)
    took_s = time.monotonic() - began
    for name in ("freight-desk.exe", "python.exe"):
        lab.wine("taskkill", "/F", "/IM", name, check=False)
    return took_s
