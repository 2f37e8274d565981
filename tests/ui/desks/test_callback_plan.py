"""The plan of a month on one page: by cause and person, moved about, submitted, approved."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk.archive.customers.choices import CustomerClass
from desk.care.callbacks.choices import PlanState
from desk.care.callbacks.planning import make_callback_plan
from desk.care.callbacks.queries import ItemRow, PlanCard, callback_plan_card
from tests.care.callbacks.people import NOVEMBER, Someone, put
from tests.care.callbacks.test_board import who
from tests.conftest import Office
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.callback_desk.plan import CallbackPlanPage
from ui.registry import Context

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(
    office: Office,
    context: Context,
    show: Callable[[CallbackPlanPage], CallbackPlanPage],
    clerk: Clerk,
) -> CallbackPlanPage:
    jia = who(office, "客服员甲")
    put(
        office,
        Someone(name="天山果业", owner_id=jia),
        Someone(name="昆仑建材", owner_id=jia, customer_class=CustomerClass.B),
        Someone(name="不接电话", do_not_call=True),
    )
    office.as_("jia").run(make_callback_plan, month=NOVEMBER, quota=2)
    page = show(CallbackPlanPage(context))
    page.open_with(number="2026-11")
    clerk.waits_for(lambda: len(page.items.rows) == 2)
    page.items.setFocus()
    return page


def shown(page: CallbackPlanPage) -> set[str]:
    return {name for name, button in page.steps.buttons.items() if not button.isHidden()}


def card(office: Office) -> PlanCard:
    return office.as_("jia").ask(callback_plan_card, number="2026-11")


def item(page: CallbackPlanPage, customer: str) -> ItemRow:
    return next(row for row in page.items.rows if row.customer == customer)


def test_a_draft_shows_classes_people_and_who_is_left_out(page: CallbackPlanPage) -> None:
    assert page.causes.lines == [("A 类每月", 1, 5_000), ("B 类双月", 1, 5_000)]
    assert "1 户 50.00%" in page.causes.accessibleName()
    assert [(s.caller, s.planned, s.quota) for s in page.people.rows] == [("客服员甲", 2, 2)]
    assert [row.customer for row in page.omitted.rows] == ["不接电话"]
    assert shown(page) == {"submit", "shift", "hand", "cancel", "print"}


def test_the_clerk_moves_calls_about_and_submits_and_the_manager_approves(
    page: CallbackPlanPage, clerk: Clerk, office: Office, asker: ScriptedAsker, frame: FrameSpy
) -> None:
    page.items.go_to(str(item(page, "天山果业").item_id))
    clerk.press(Key.Key_R, CTRL)
    form = clerk.form()
    clerk.enter("1127")
    clerk.waits_for(lambda: not form.isVisible())
    clerk.waits_for(lambda: item(page, "天山果业").planned_on == date(2026, 11, 27))
    assert frame.said[-1] == "天山果业 已改期。"
    clerk.back_to(page)
    clerk.press(Key.Key_E, CTRL)
    form = clerk.form()
    owner = form.fields["caller_id"]
    clerk.types("客服员乙")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not form.isVisible())
    clerk.waits_for(lambda: item(page, "天山果业").caller == "客服员乙")
    assert owner.field.label == "回访人"
    clerk.back_to(page)
    asker.answers.append(True)
    clerk.press(Key.Key_F7)
    clerk.waits_for(lambda: shown(page) == {"recall", "shift", "print"})
    office.as_("boss")
    page.renew()
    clerk.waits_for(lambda: "approve" in shown(page))
    asker.answers.append(True)
    clerk.press(Key.Key_F8)
    clerk.waits_for(lambda: page.card is not None and page.card.state is PlanState.APPROVED)
    assert shown(page) == {"add", "close", "shift", "hand", "cancel", "print"}


def test_a_customer_is_struck_with_a_reason_and_leaves_the_counts(
    page: CallbackPlanPage, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    page.items.go_to(str(item(page, "昆仑建材").item_id))
    asker.answers.append("客户休假")
    clerk.press(Key.Key_Delete, CTRL)
    clerk.waits_for(lambda: page._count.text() == "1 户")
    assert page.causes.lines == [("A 类每月", 1, 10_000)]
    assert item(page, "昆仑建材").reason == "客户休假"


def test_enter_begins_the_call_and_the_plan_is_printed(
    page: CallbackPlanPage, clerk: Clerk, frame: FrameSpy
) -> None:
    page.items.selectRow(0)
    clerk.press(Key.Key_Return)
    assert frame.opened == [("callback_desk", {"id": page.items.rows[0].item_id})]
    clerk.press(Key.Key_P, CTRL)
    assert frame.papers == [("P-10", "2026-11")]


def test_every_control_has_a_name(page: CallbackPlanPage) -> None:
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []
