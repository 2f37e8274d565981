"""A visit is registered at the keyboard with what is to be done after it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk.care.visits.choices import VisitPurpose
from desk.care.visits.queries import VisitCard, visit_card
from tests.care.callbacks.people import Someone, put
from tests.conftest import Office, at
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.visit_entry import VisitEntry
from ui.pages.list_page import ListPage
from ui.registry import Context

Key = Qt.Key
FIRST = "LF261116-001"


@pytest.fixture
def page(
    office: Office, context: Context, show: Callable[[VisitEntry], VisitEntry], clerk: Clerk
) -> VisitEntry:
    put(office, Someone(name="天山果业"))
    return show(VisitEntry(context))


def made(office: Office) -> VisitCard:
    return office.as_("jia").ask(visit_card, number=FIRST)


def linked(page: VisitEntry) -> bool:
    return page.party is not None


def test_a_customer_on_file_brings_his_contact_and_what_is_agreed_is_followed(
    page: VisitEntry, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    clerk.types("天山")
    clerk.waits_for(lambda: page.company.drop_down.current() is not None)
    clerk.press(Key.Key_Return)
    assert clerk.at("visitor")
    assert page.fields["visitor"].value() == "王经理"
    clerk.enter("", "")
    assert clerk.at("purpose")
    clerk.types("4")
    clerk.enter("", "冬季葡萄干出港运价", "同意按批量报价", "发喀什线报价单")
    assert clerk.at("owner_id0")
    clerk.enter("", "1118", "约下周面谈", "", "")
    assert clerk.at("task2")
    clerk.press(Key.Key_Return)  # nothing more is agreed: the last field registers
    card = made(office)
    assert (card.customer, card.visitor, card.received_by) == ("天山果业", "王经理", "客服员甲")
    assert (card.purpose, card.at) == (VisitPurpose.TALKS, at("2026-11-16 10:00"))
    assert [(a.task, a.owner, a.due_at) for a in card.actions] == [
        ("发喀什线报价单", "客服员甲", at("2026-11-18 23:59")),
        ("约下周面谈", "客服员甲", at("2026-11-17 23:59")),
    ]
    assert frame.said[-1] == f"来访 {FIRST} 已登记。跟进 2 项已建。"
    assert frame.opened == [("visits", {})]
    assert not page.fields.touched


def test_a_refusal_stands_at_its_field_and_nothing_is_lost(
    page: VisitEntry, clerk: Clerk, asker: ScriptedAsker
) -> None:
    page.promises[1].task.take_focus()
    clerk.types("回电")
    page.promises[1].due.take_focus()
    clerk.types("1101")
    clerk.press(Key.Key_F9)
    assert page.fields["visitor"].problem_text == "来访人必填。"
    assert page.fields["content"].problem_text == "事由必填。"
    clerk.types("刘建国")
    page.fields["content"].take_focus()
    clerk.types("咨询时效")
    clerk.press(Key.Key_F9)
    assert "不能早于今天" in page.promises[1].due.problem_text
    assert page.promises[1].task.value() == "回电"
    assert asker.told == []


def test_a_forum_asks_who_sat_together(page: VisitEntry, clerk: Clerk) -> None:
    page.fields["purpose"].take_focus()
    clerk.types("5")
    page.fields["visitor"].take_focus()
    clerk.types("各客户代表")
    page.fields["content"].take_focus()
    clerk.types("四季度座谈")
    clerk.press(Key.Key_F9)
    assert page.fields["participants"].problem_text
    assert clerk.at("participants")
    clerk.types("刘建国、赵明")
    clerk.press(Key.Key_Return)
    assert clerk.at("minutes")


def test_another_name_is_not_the_customer_and_esc_asks_once(
    page: VisitEntry, clerk: Clerk, asker: ScriptedAsker, frame: FrameSpy
) -> None:
    clerk.types("天山")
    clerk.waits_for(lambda: page.company.drop_down.current() is not None)
    clerk.press(Key.Key_Return)
    assert linked(page)
    page.company.take_focus()
    clerk.types("别的公司")
    assert not linked(page)
    asker.answers.append(False)
    page.back()
    assert page.company.value() == "别的公司"
    asker.answers.append(True)
    page.back()
    assert (page.company.value(), frame.went_back) == ("", 1)


def test_the_register_opens_the_form_and_every_control_has_a_name(
    page: VisitEntry, context: Context, frame: FrameSpy
) -> None:
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []
    listed = ListPage(context, "visits")
    listed.act(listed.offered[0])
    assert frame.opened == [("visit_entry", {})]
    listed.deleteLater()


def test_half_a_visit_comes_back(
    page: VisitEntry, clerk: Clerk, context: Context, show: Callable[[VisitEntry], VisitEntry]
) -> None:
    clerk.types("天山来客")
    page.fields["content"].take_focus()
    clerk.types("冬季运价")
    page.kept.keep()
    page.hide()
    again = show(VisitEntry(context))
    clerk.press(Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert again.company.value() == "天山来客"
    assert again.fields["content"].value() == "冬季运价"
