"""Somebody else saved meanwhile (E211): both versions side by side, each field taken from one side."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desk.freight.fleet.commands import update_vehicle
from desk.freight.fleet.queries import VehicleRow, find_vehicles
from tests.conftest import PASSWORD, Office
from tests.freight.delivery.yard import with_truck
from tests.ui.conftest import FrameSpy, ScriptedAsker
from ui.desks.side_by_side import Difference, SideBySide
from ui.pages.form_dialog import FormDialog
from ui.pages.list_page import ListPage
from ui.registry import Context

Key = Qt.Key


def colleague(context: Context, payload_kg: int) -> None:
    """Somebody else saves the truck with another payload."""
    context.desk.run(
        update_vehicle,
        vehicle_no="V001",
        plate_no="新A3D852",
        rated_payload_kg=payload_kg,
        gross_mass_kg=4_495,
        volume_cm3=15_000_000,
        length_cm=420,
        insurance_valid_to=date(2027, 6, 30),
    )


@pytest.fixture
def form(context: Context, office: Office, qtbot: QtBot) -> FormDialog:
    """The form of a truck, opened before a colleague changed its payload."""
    return opened(trucks(context, office, qtbot))


def trucks(context: Context, office: Office, qtbot: QtBot) -> ListPage:
    """The list of trucks with its only truck chosen."""
    with_truck(office)
    office.desk.login("in", PASSWORD)
    page = ListPage(context, "vehicles")
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.model.settled):
        page.shown()
    page.open_with(ids=[1])
    return page


def opened(page: ListPage) -> FormDialog:
    """The form of the chosen truck."""
    page.act(next(a for a in page.spec.actions if a.name == "update_vehicle"))
    (form,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]
    return form


def typed(form: FormDialog, name: str, value: object) -> None:
    form.fields[name].set_value(value)
    form.fields[name].touch()


def truck(office: Office) -> VehicleRow:
    (found,) = office.desk.ask(find_vehicles)
    return found


def test_what_only_one_of_them_changed_is_kept_of_both(
    form: FormDialog, context: Context, office: Office, asker: ScriptedAsker
) -> None:
    colleague(context, 1_400)
    typed(form, "remark", "换了轮胎")
    asker.answers = [True]
    form.save()
    heading, points = asker.asked[0]
    assert heading.startswith("进港调度于")
    assert points == ("核定载质量kg:采用对方的「1400」",)
    assert (truck(office).rated_payload_kg, truck(office).remark) == (1_400, "换了轮胎")
    assert asker.told == []


def test_where_both_changed_the_user_takes_either(
    form: FormDialog, context: Context, office: Office, asker: ScriptedAsker
) -> None:
    colleague(context, 1_400)
    typed(form, "rated_payload_kg", 1_300)
    typed(form, "remark", "换了轮胎")
    asker.answers = [False]
    form.save()
    assert asker.asked[0][1] == ("核定载质量kg:对方改为「1400」,您填写「1300」",)
    assert form.isVisible()
    assert form.fields["rated_payload_kg"].value() == 1_300
    assert form.fields["remark"].value() == "换了轮胎"
    form.save()
    assert (truck(office).rated_payload_kg, truck(office).remark) == (1_300, "换了轮胎")


def test_the_others_value_can_be_taken(
    form: FormDialog, context: Context, office: Office, asker: ScriptedAsker
) -> None:
    colleague(context, 1_400)
    typed(form, "rated_payload_kg", 1_300)
    typed(form, "remark", "换了轮胎")
    asker.answers = [{"rated_payload_kg"}]
    form.save()
    assert (truck(office).rated_payload_kg, truck(office).remark) == (1_400, "换了轮胎")


def test_nothing_is_asked_when_the_changes_do_not_touch(
    form: FormDialog, context: Context, office: Office, asker: ScriptedAsker, frame: FrameSpy
) -> None:
    colleague(context, 1_300)
    typed(form, "rated_payload_kg", 1_300)
    typed(form, "remark", "换了轮胎")
    form.save()
    assert asker.asked == []
    assert frame.said[0] == "对方改的不是您改的栏目,已合在一起保存。"
    assert (truck(office).rated_payload_kg, truck(office).remark) == (1_300, "换了轮胎")


def test_a_row_shown_before_a_colleague_saved_overwrites_nothing(
    context: Context, office: Office, qtbot: QtBot, asker: ScriptedAsker
) -> None:
    page = trucks(context, office, qtbot)
    page.hide()  # a hidden list still shows what was there when it was left
    colleague(context, 1_400)
    form = opened(page)
    typed(form, "remark", "换了轮胎")
    form.save()
    assert (truck(office).rated_payload_kg, truck(office).remark) == (1_400, "换了轮胎")
    assert asker.asked == []


def test_a_copied_row_fills_the_form_whole_or_not_at_all(
    form: FormDialog, context: Context, frame: FrameSpy, qtbot: QtBot
) -> None:
    fields, clipboard = form.fields, QApplication.clipboard()
    payload = fields["rated_payload_kg"]
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    payload.take_focus()
    words = f"{payload.field.label}\t{fields['remark'].field.label}"

    def pasted(text: str) -> tuple[object, object]:
        clipboard.setText(text)
        QTest.keyClick(payload.control, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        return payload.value(), fields["remark"].value()

    before = (payload.value(), fields["remark"].value())
    assert pasted(f"{words}\n一千\t换了轮胎") == before
    assert "一千" in payload.problem_text
    assert frame.said[-1].startswith("没有粘贴,有 1 处")
    assert pasted(f"{words}\n1350\t换了轮胎") == (1_350, "换了轮胎")
    QTest.keyClick(payload.control, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (payload.value(), fields["remark"].value()) == before
    pasted("1\t2\n3\t4")
    assert frame.said[-1].startswith("表单一次粘贴一行")
    clipboard.clear()


def test_sides_are_chosen_by_arrows(dressed: QApplication, qtbot: QtBot) -> None:
    both = Difference("a", "备注", before="", theirs="上午送", mine="下午送", clash=True)
    only = Difference("b", "地址", before="旧", theirs="新", mine="旧", clash=False)
    box = SideBySide(None, "该记录已被修改", [both, only])
    qtbot.addWidget(box)
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    shown = {button.text() for button in box.findChildren(QPushButton)}
    assert shown == {"按选定的保存  F9", "返回核对  Esc"}
    assert box.table.theirs() == {"b"}
    QTest.keyClick(box.table, Key.Key_Left)
    QTest.keyClick(box.table, Key.Key_Down)
    QTest.keyClick(box.table, Key.Key_Right)
    assert box.table.theirs() == {"a"}
    QTest.keyClick(box.table, Key.Key_Return)
    assert box.result() == 1
