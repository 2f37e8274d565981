"""A change refused in a program that goes on: nothing is lost, and whatever is untrue or stands still is found.

Source: reliability of the house P3, P4.
"""

import math
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from desk.kernel.errors import SaveFailed
from desk.storage.gate import Gate, Outcome
from tests.faults.disk_errors import WAYS, Errors
from tests.faults.every_refusal import refuse_everywhere
from tests.faults.recording import Recorded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system does not fork so")


def some(changes: int) -> list[int]:
    """Some of so many changes, and the last, after which nothing is undone."""
    return [*range(1, changes, 7), changes]


def middle(changes: int) -> list[int]:
    """The one in the middle of so many changes."""
    return [changes // 2]


def last(changes: int) -> list[int]:
    """The last of so many changes."""
    return [changes]


def refused(
    morning: dict[str, Recorded], folder: Path, chosen: Callable[[int], Iterable[int]]
) -> Errors:
    """Of one command, with an attachment."""
    os.environ["DESK_STATE"] = str(folder / "state")
    filed = next(one for one in morning.values() if one.new_files)
    return refuse_everywhere([filed], folder / "refused", math.inf, chosen=chosen)


def test_a_refused_change_loses_nothing(morning: dict[str, Recorded], quick_folder: Path) -> None:
    found = refused(morning, quick_folder, some)
    assert found.points > len(WAYS) * 5
    assert len(WAYS) < found.runs < found.points
    assert set(found.told) == {"未保存", "不能确定", "已保存"}
    assert found.untrue == []
    assert found.broken == []


def test_what_was_told_as_not_saved_and_is_saved_is_found(
    morning: dict[str, Recorded], quick_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Gate, "_landed", lambda *_: False)
    found = refused(morning, quick_folder, last)
    assert any("told False, is True" in fault for fault in found.untrue)


def test_a_program_that_does_not_go_on_is_found(
    morning: dict[str, Recorded], quick_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, failed = Gate.run, list[bool]()

    def run(gate: Gate, *given: Any, **more: Any) -> Outcome[Any]:
        if failed:
            raise RuntimeError("stands still")
        try:
            return own(gate, *given, **more)
        except SaveFailed:
            failed.append(True)
            raise

    monkeypatch.setattr(Gate, "run", run)
    found = refused(morning, quick_folder, middle)
    assert any("afterwards: RuntimeError('stands still')" in fault for fault in found.broken)
