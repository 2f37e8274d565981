"""The campaign reads strangers' files as the program does: what it tells of them is not its own fault."""

import json
import subprocess
import sys
from pathlib import Path

from tests.faults.strangers import Read

ALONE = """
import json, subprocess, sys
from dataclasses import asdict
from pathlib import Path
from unittest import mock
from tests.documents.intake.hostile import mutated_files
from tests.faults.strangers import Forked, _each
with mock.patch.object(subprocess, "Popen", Forked):
    found = [asdict(one) for one in _each("mutation", mutated_files(6), Path(sys.argv[1]))]
print(json.dumps(found))
"""


def test_a_child_forked_from_the_campaign_reads_as_a_fresh_one_does(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ALONE, str(tmp_path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    found = [Read(**one) for one in json.loads(told.stdout)]
    assert [one.fault for one in found] == [""] * 6
    assert any(one.said for one in found)
