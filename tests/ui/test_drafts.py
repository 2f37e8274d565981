"""What was typed comes back after the program was really killed, and only to whoever typed it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk.app import command_table
from desk.freight.tracking.choices import Channel
from tests.conftest import PASSWORD, Office
from tests.freight.inbound.truck import stocked
from tests.ui.conftest import ScriptedAsker, on_the_disk
from tests.ui.desks.conftest import Clerk
from tests.ui.desks.conftest import clerk as clerk
from tests.ui.desks.conftest import show as show
from tests.ui.killed_while_typing import telling
from tests.ui.typing_in import write
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.desks.keeping import Keeper
from ui.pages.argument_fields import argument_fields
from ui.pages.form_dialog import FormDialog
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
    office: Office,
    context: Context,
    asker: ScriptedAsker,
    show: Show,
    clerk: Clerk,
    qtbot: QtBot,
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
    assert not on_the_disk(page._keeper)
    the_form_comes_back(context, asker, qtbot)


def test_a_ticket_emptied_again_is_left_without_a_question(
    context: Context, asker: ScriptedAsker, show: Show
) -> None:
    page = show(ConsignmentEntry(context))
    origin = page.form.fields["origin_station"].line  # type: ignore[attr-defined]
    QTest.keyClicks(origin, "abc")
    for _ in "abc":
        QTest.keyClick(origin, Key.Key_Backspace)
    assert page.form.fields.touched
    assert page.may_leave()
    assert asker.asked == []
    QTest.keyClicks(origin, "a")
    asker.answers = [False]
    assert not page.may_leave()
    assert len(asker.asked) == 1


def the_form_comes_back(context: Context, asker: ScriptedAsker, qtbot: QtBot) -> None:
    """The form of the same command offers what was typed, about the same ticket only, until it is given up."""
    other = stays(telling(context, "YC261118-002"), qtbot)
    assert not other.kept.line.isVisible()
    other.reject()
    form = stays(telling(context), qtbot)
    assert form.kept.line.words.text().endswith("有内容没有保存完")
    assert form.fields["who"].is_empty()
    with qtbot.waitActive(form):
        form.activateWindow()
    QTest.keyClick(form, Key.Key_R, Held.AltModifier)
    assert form.fields["who"].value() == "陈姐"
    assert not form.kept.line.isVisible()
    form.kept.keep()
    assert form.kept.keeper is not None
    assert on_the_disk(form.kept.keeper)
    asker.answers = [True]
    QTest.keyClick(form, Key.Key_Escape)
    assert not form.isVisible()
    assert not on_the_disk(form.kept.keeper)


def stays(form: FormDialog, qtbot: QtBot) -> FormDialog:
    """The form until the end of the test, also when it is closed before."""
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(form)
    return form


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


def kept_telling(context: Context, office: Office, qtbot: QtBot) -> FormDialog:
    """A form that could be saved, written down."""
    stocked(office)
    office.as_("boss")
    form = stays(telling(context), qtbot)
    write("陈姐", form.fields["who"].control)
    form.fields["channel"].set_value(Channel.PHONE)
    form.kept.keep()
    return form


def test_a_form_that_was_saved_offers_nothing(
    context: Context, office: Office, qtbot: QtBot
) -> None:
    form = kept_telling(context, office, qtbot)
    keeper = form.kept.keeper
    assert keeper is not None
    assert on_the_disk(keeper)
    with qtbot.waitSignal(form.accepted):
        QTest.keyClick(form, Key.Key_F9)
    assert not on_the_disk(keeper)


def test_numbers_of_papers_and_accounts_are_never_written_down(
    context: Context, qtbot: QtBot
) -> None:
    command = command_table()["update_driver"]
    form = stays(FormDialog(context, command, argument_fields(command)), qtbot)
    write("410102199001011234", form.fields["id_card"].control)
    form.kept.keep()
    assert form.kept.keeper is not None
    assert not on_the_disk(form.kept.keeper)
    write("13800001234", form.fields["remark"].control)
    form.kept.keep()
    assert form.kept.keeper.kept() is not None
    assert "id_card" not in (form.kept.keeper.kept() or {})["fields"]
    form.kept.forget()
    form.fields.clear()


def test_typing_that_never_pauses_is_written_down_too(context: Context, qtbot: QtBot) -> None:
    form = stays(telling(context), qtbot)
    kept, keeper = form.kept, form.kept.keeper
    assert keeper is not None
    kept._soon.setInterval(60)
    for _ in range(12):  # every key comes before the moment after the one before is over
        QTest.keyClicks(form.fields["who"].control, "c")
        qtbot.wait(15)
    assert "cc" in str(keeper.kept())
    kept.forget()
    form.fields.clear()


def test_a_draft_a_virus_scanner_reads_keeps_no_saved_form_open(
    context: Context, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = kept_telling(context, office, qtbot)
    keeper = form.kept.keeper
    assert keeper is not None

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "另一个程序正在使用此文件")

    monkeypatch.setattr(Path, "unlink", held)
    with qtbot.waitSignal(form.accepted):  # still open, it would be saved a second time
        QTest.keyClick(form, Key.Key_F9)
    assert on_the_disk(keeper)
    assert keeper.kept() is None
