"""A backup of many GB is put in the place of a lost office and opened; how long that takes.

``FAULTS_BIG=FILE`` names an office made by ``python -m tests.bench``. It is copied first and not touched.
Source: reliability of the house P6 (five minutes).
"""

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.restoring import restore
from desk.storage.durable import secure_file
from tests.bench.generate import MANAGER, NOW, PASSWORD

MOST_S = 300


@dataclass(frozen=True)
class BigRestore:
    """How big it was, the time until its manager was signed in, and the time of a bare copy of the file."""

    gigabytes: float
    seconds: float
    cpu_seconds: float
    copy_seconds: float

    def __str__(self) -> str:
        return (
            f"an office of {self.gigabytes:.1f} GB restored, opened and signed in within "
            f"{self.seconds:.0f} s ({self.cpu_seconds:.0f} s CPU; to copy and secure it alone took "
            f"{self.copy_seconds:.0f} s)"
        )


def restore_big() -> BigRestore | None:
    """Restore a copy of the big office; None when none is named."""
    named = os.environ.get("FAULTS_BIG")
    if not named:
        return None
    with TemporaryDirectory(prefix="desk-restore-") as folder:
        copied = time.monotonic()
        backup = Path(shutil.copyfile(named, Path(folder) / "backup.office"))
        secure_file(backup)
        copied = time.monotonic() - copied
        place = Path(folder) / "lost" / "office.office"
        place.parent.mkdir()
        began, cpu_began = time.monotonic(), time.process_time()
        restore(backup, place, MANAGER, PASSWORD, SetClock(NOW))
        with Desk(place, SetClock(NOW), check_beside=True) as desk:  # as the window does
            desk.login(MANAGER, PASSWORD)
            took, cpu = time.monotonic() - began, time.process_time() - cpu_began
        return BigRestore(place.stat().st_size / 1e9, took, cpu, copied)
