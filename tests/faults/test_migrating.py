"""A schema change is all or nothing, with a sound backup before it, whatever happens meanwhile.

Source: reliability of the house P7.
"""

from pathlib import Path

import pytest

from desk.kernel.errors import FileRefused
from desk.storage.office_file import open_file
from tests.faults.migrating import CLOCK, disturb, made_up_step


def test_an_upgrade_gives_the_old_or_the_new_version(office_file: Path, quick_folder: Path) -> None:
    found = disturb(office_file, quick_folder, drawn=0, step=120)
    assert found.moments > 15
    assert found.states > 15
    assert found.refused > 10
    assert found.broken == []


def test_a_file_of_the_next_version_is_refused_by_this_one(
    office_file: Path, quick_folder: Path
) -> None:
    with made_up_step(quick_folder, office_file):
        pass
    with pytest.raises(FileRefused, match="更新版本"):
        open_file(quick_folder / "trial.office", CLOCK)
