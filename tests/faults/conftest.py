"""A folder that need not wait for a real disk, and the commands of one morning to be disturbed."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from desk.kernel.clock import SetClock
from tests.campaign import walker
from tests.conftest import at
from tests.faults.disk import can_be_laid
from tests.faults.recording import Recorded, recorded_morning

SEED = 51
MEMORY = Path("/dev/shm")


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    """What is secured here is secured at once: the faults are in the layer above."""
    if not can_be_laid():
        pytest.skip("SQLite is built into this Python")
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def morning(office_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recorded]:
    """Some twenty commands in a small office, two of them with attachments."""
    folder = tmp_path_factory.mktemp("morning")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESK_STATE", str(folder / "state"))
        patch.setattr(walker, "faults", lambda _db: [])
        path = shutil.copyfile(office_file, folder / "morning.office")
        return recorded_morning(path, SetClock(at("2026-11-16 10:00")), SEED)
