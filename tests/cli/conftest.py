"""The command line called in this process, on a copy of the fixture office, at a fixed moment."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desk import cli
from desk.cli import import_head
from desk.cli import run as cli_run
from desk.kernel.clock import SetClock
from tests.conftest import PASSWORD, at


@dataclass(frozen=True)
class Said:
    """What one call said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Say = Callable[..., Said]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """The clock every call reads: Monday 16 November 2026, 10:00, or where a test puts it."""
    set_clock = SetClock(at("2026-11-16 10:00"))
    monkeypatch.setattr(cli_run, "SystemClock", lambda: set_clock)
    monkeypatch.setattr(import_head, "SystemClock", lambda: set_clock)
    return set_clock


@pytest.fixture
def path(office_file: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "t.office"
    shutil.copyfile(office_file, copy)
    return copy


@pytest.fixture
def say(
    path: Path,
    clock: SetClock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Say:
    """Call the command line on the fixture office as the manager."""
    assert clock.now()
    monkeypatch.setenv("DESK_PASSWORD", PASSWORD)
    monkeypatch.setenv("DESK_OFFICE", str(path))
    monkeypatch.setenv("DESK_USER", "boss")

    def call(*arguments: str | Path) -> Said:
        capsys.readouterr()
        code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return call
