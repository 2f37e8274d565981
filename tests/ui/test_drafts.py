"""What was typed comes back after the program was really killed, and only to whoever typed it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.conftest import PASSWORD, Office
from tests.ui.conftest import ScriptedAsker
from tests.ui.desks.conftest import Clerk
from tests.ui.desks.conftest import clerk as clerk
from tests.ui.desks.conftest import show as show
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.desks.keeping import Keeper
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ConsignmentEntry], ConsignmentEntry]


def killed(office: Office, login: str) -> None:
    """Another process of the program types, and dies by SIGKILL in the middle of it."""
    path = office.desk.path
    office.desk.close()
    typing = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.killed_while_typing", str(path), login, PASSWORD],
        cwd=Path(__file__).parents[2],
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typing.stdout is not None
    assert typing.stdout.readline().strip() == "kept"
    typing.send_signal(signal.SIGKILL)
    typing.wait()
    typing.stdout.close()
    assert typing.returncode == -signal.SIGKILL


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends processes otherwise")
def test_half_a_ticket_survives_a_killed_program(
    office: Office, context: Context, asker: ScriptedAsker, show: Show, clerk: Clerk
) -> None:
    path = office.desk.path
    killed(office, "jia")
    context.desk = office.desk = type(office.desk)(path, office.clock)
    context.bridge.desk = context.desk
    office.as_("boss")
    page = show(ConsignmentEntry(context))
    assert not page.kept_line.isVisible()
    page.hide()
    office.as_("jia")
    page = show(ConsignmentEntry(context))
    assert page.kept_line.words.text().endswith("有一张运单没有保存完:宏达水泵")
    assert "宏达水泵".encode() not in page._keeper.path.read_bytes()
    assert page.form.fields["origin_station"].is_empty()
    clerk.press(Key.Key_R, Held.AltModifier)
    fields = page.form.fields
    assert fields["origin_station"].value() == "郑州"
    assert fields["shipper_name"].value() == "宏达水泵"
    assert fields["shipper_phone"].line.text() == "138000"  # type: ignore[attr-defined]
    assert not page.kept_line.isVisible()
    assert asker.asked == []
    asker.answers = [True]
    page.give_up()
    assert not page._keeper.path.exists()


def test_an_offer_stays_while_something_else_is_typed(
    context: Context, show: Show, clerk: Clerk, asker: ScriptedAsker
) -> None:
    page = show(ConsignmentEntry(context))
    clerk.types("郑州")
    page.keep()
    page.hide()
    second = show(ConsignmentEntry(context))
    clerk.types("洛阳")
    second.keep()
    second.hide()
    third = show(ConsignmentEntry(context))
    kept = third.kept_line.offered
    assert kept is not None
    assert kept["fields"]["origin_station"] == "洛阳"
    clerk.press(Key.Key_D, Held.AltModifier)
    clerk.press(Key.Key_R, Held.AltModifier)
    assert third.form.fields["origin_station"].value() == "郑州"
    clerk.types("x")
    third.keep()
    assert "former" not in (third._keeper.kept() or {})


def test_a_file_nobody_can_read_is_no_offer(context: Context) -> None:
    keeper = Keeper(context, "consignment")
    keeper.path.parent.mkdir(parents=True, exist_ok=True)
    keeper.path.write_bytes(b"x" * 40)
    assert keeper.kept() is None
    keeper.path.write_bytes(b"")
    assert keeper.kept() is None
