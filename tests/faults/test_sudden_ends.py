"""A process killed at any change of the disk, or in the middle of a write, leaves the office whole.

Source: reliability of the house P1.
"""

import os
import sys
from pathlib import Path

import pytest

from desk.storage.gate import Gate
from tests.faults.recording import Recorded
from tests.faults.sudden_ends import Ends, end_suddenly

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system does not fork so")


def killed(recorded: Recorded, folder: Path) -> Ends:
    os.environ["DESK_STATE"] = str(folder / "state")
    return end_suddenly([recorded], folder / "killed", float("inf"), passes=[0])


def test_a_killed_process_loses_nothing(morning: dict[str, Recorded], quick_folder: Path) -> None:
    found = killed(next(one for one in morning.values() if not one.new_files), quick_folder)
    assert found.killed > 10
    assert found.halves > 2
    assert found.offices == 1
    assert found.broken == []


def test_what_was_told_and_not_saved_is_found(
    morning: dict[str, Recorded], quick_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Gate, "_commit", lambda *_: None)
    found = killed(next(one for one in morning.values() if not one.new_files), quick_folder)
    assert any("told as saved, and lost" in fault for fault in found.broken)
