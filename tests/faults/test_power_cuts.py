"""A power cut at any moment leaves the office as it was before a command, or as it is after it.

Source: reliability of the house P2.
"""

from pathlib import Path

import pytest

from tests.faults.power_cuts import cut
from tests.faults.recording import Recorded

STATES, CONTROL = 800, 80


def with_attachments_first(morning: dict[str, Recorded]) -> list[Recorded]:
    return sorted(morning.values(), key=lambda recorded: not recorded.new_files)


def test_no_disk_that_a_cut_may_leave_is_broken(
    morning: dict[str, Recorded], quick_folder: Path
) -> None:
    found = cut(with_attachments_first(morning), quick_folder, STATES)
    assert found.states == STATES
    assert found.opened >= len(found.commands)
    assert found.broken == []


def test_an_office_that_does_not_wait_for_the_disk_breaks(
    morning: dict[str, Recorded], quick_folder: Path
) -> None:
    found = cut(morning.values(), quick_folder, CONTROL, durable=False)
    assert found.states == CONTROL
    assert found.broken


def test_an_attachment_whose_folder_is_not_secured_is_lost(
    morning: dict[str, Recorded], quick_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.storage.durable.secure_names", lambda _folder: None)
    filed = [recorded for recorded in morning.values() if recorded.new_files]
    found = cut(filed[:1], quick_folder, 10 * STATES)
    assert found.states < 10 * STATES
    assert any("an attachment is lost" in fault for fault in found.broken)
