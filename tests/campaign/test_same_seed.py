"""A walk is a fact of its seed: a run that failed elsewhere fails here, too."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

STEPS = "60"


def test_a_seed_walks_the_same_way_in_every_process(office_file: Path, tmp_path: Path) -> None:
    walks = [_begin(office_file, tmp_path / salt, salt) for salt in ("1", "2")]
    stories = [walk.communicate()[0].decode() for walk in walks]
    assert [walk.returncode for walk in walks] == [0, 0]
    assert stories[0].count("\n") > int(STEPS)
    assert stories[0] == stories[1]


def _begin(office_file: Path, folder: Path, salt: str) -> subprocess.Popen[bytes]:
    """A walk in a process that shuffles its sets in its own way."""
    folder.mkdir()
    path = shutil.copyfile(office_file, folder / "alone.office")
    order = [sys.executable, "-m", "tests.campaign.alone", str(path), "7", STEPS]
    own = {"PYTHONHASHSEED": salt, "DESK_STATE": str(folder / "state"), "PYTHONUTF8": "1"}
    root = Path(__file__).parents[2]
    return subprocess.Popen(order, cwd=root, env=os.environ | own, stdout=subprocess.PIPE)
