"""A full or broken disk: the last good state stays, what is told is true, and work goes on.

Source: reliability of the house P3, P4.
"""

from pathlib import Path

from tests.faults.disk_errors import WAYS, sweep
from tests.faults.recording import Recorded

STEP = 40


def test_a_disk_that_refuses_loses_nothing_and_is_told_truly(
    morning: dict[str, Recorded], quick_folder: Path
) -> None:
    found = sweep(morning.values(), quick_folder, STEP)
    assert found.commands == len(morning)
    assert found.points >= len(morning) * len(WAYS)
    assert found.untrue == []
    assert found.broken == []
