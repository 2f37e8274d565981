"""The program is killed in the middle of typing; what was typed comes back."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import PASSWORD
from tests.sessions.hands import ALT, Hands, Key
from tests.sessions.stage import Stage
from ui.desks.consignment_entry.page import ConsignmentEntry

ROOT = Path(__file__).parents[2]


def killed_while_typing(stage: Stage) -> Hands:
    """A second program types half a ticket and is killed; the clerk takes it up again."""
    office, path = stage.office, stage.office.desk.path
    office.desk.close()
    program = [sys.executable, "-m", "tests.ui.killed_while_typing", str(path), "jia", PASSWORD]
    alone = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        program, cwd=ROOT, env=alone, stdout=subprocess.PIPE, text=True
    ) as typing:
        assert typing.stdout is not None
        said = typing.stdout.readline().strip()
        typing.kill()
    assert said == "kept"
    stage.reopen()
    with stage.at_the_window("jia") as hands:
        hands.watch.now("back after a crash")
        hands.goes_to("consignment_entry")
        page = hands.window.page("consignment_entry")
        assert isinstance(page, ConsignmentEntry)
        hands.press(Key.Key_R, ALT)
        fields = page.form.fields
        assert fields["shipper_name"].value() == "宏达水泵"
        assert fields["shipper_phone"].line.text() == "138000"  # type: ignore[attr-defined]
    return hands
