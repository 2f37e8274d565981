"""A re-check by keyboard: begun with a preview, customers called, confirmed, changed or missed."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desk.archive.customers.choices import ChangeField, ChangeStatus, CustomerClass
from desk.archive.rechecks.choices import CardState
from desk.archive.rechecks.commands import start_recheck
from desk.archive.rechecks.picking import Picking
from desk.archive.rechecks.queries import recheck_card
from desk.archive.rechecks.to_call import cards_to_call, recheck_preview
from tests.archive.customers.makers import FRUIT, LIU, STORE, added, another, card
from tests.conftest import Office
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.recheck_desk.page import RecheckDesk
from ui.desks.recheck_desk.start import RecheckStart
from ui.editors import FieldSet
from ui.registry import Context

Key = Qt.Key
Show = Callable[[RecheckDesk], RecheckDesk]


@pytest.fixture
def customers(office: Office) -> list[int]:
    """Two of 甲's customers."""
    desk = office.as_("jia")
    first = added(desk, FRUIT, (LIU,), (STORE,))
    return [first, another(desk, "旧核商贸", "13900000002")]


@pytest.fixture
def page(
    office: Office, customers: list[int], context: Context, show: Show, clerk: Clerk
) -> RecheckDesk:
    office.as_("boss").run(
        start_recheck, title="四季度复核", due_on=date(2026, 12, 31), picking=Picking()
    )
    office.as_("jia")
    page = show(RecheckDesk(context))
    clerk.waits_for(lambda: bool(page.form.lines))
    return page


def test_enter_confirms_typing_changes_and_f9_goes_on(
    page: RecheckDesk, clerk: Clerk, asker: ScriptedAsker, customers: list[int], office: Office
) -> None:
    first = page.card_id
    clerk.press(Key.Key_Return)  # from the list into the card
    assert clerk.at("new0")
    for line in page.form.lines:
        if line.asked.field is ChangeField.INDUSTRY:
            clerk.enter("果品批发", "", "来电 9:30")
        else:
            clerk.enter("")
    assert page.form.unanswered == []
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.card_id != first and bool(page.form.lines))
    assert asker.asked == []
    view = office.desk.ask(recheck_card, card_id=first)
    assert view.state is CardState.DONE
    said = {f.field: (f.new_value, f.status) for f in view.fields if f.new_value}
    assert said == {ChangeField.INDUSTRY: ("果品批发", ChangeStatus.VERIFIED)}
    assert card(office.desk, customers[0]).entry.verified_on == date(2026, 11, 16)
    clerk.waits_for(lambda: clerk.at("new0"))
    clerk.waits_for(lambda: len(page.side.cards.rows) == 1)


def test_a_refusal_stands_at_its_line_and_nothing_is_lost(
    page: RecheckDesk, clerk: Clerk, asker: ScriptedAsker
) -> None:
    line = next(x for x in page.form.lines if x.asked.field is ChangeField.MOBILE)
    line.new.take_focus()
    clerk.types("123")
    assert line.source.isVisible()
    asker.answers = [True]
    clerk.press(Key.Key_F9)
    assert "13 项" not in line.new.problem_text
    assert line.new.problem_text or line.evidence.problem_text
    assert asker.asked[0][0] == "还有 14 项没有逐项核实,客户确认都没有变化?"
    assert line.new.value() == "123"
    assert page.form.card is not None
    assert page.form.card.state is CardState.TO_CALL


def test_an_unreached_customer_is_tried_again_later(
    page: RecheckDesk, clerk: Clerk, frame: FrameSpy, office: Office
) -> None:
    first, name = page.card_id, page.form.card.customer_name if page.form.card else ""
    clerk.press(Key.Key_F8)
    clerk.waits_for(lambda: page.card_id != first and bool(page.form.lines))
    assert frame.said[-1] == f"{name} 第 1 次未接通。"
    clerk.waits_for(lambda: page.side.cards.rows[-1].card_id == first)  # tried least comes first
    assert [c.tries for c in office.desk.ask(cards_to_call)] == [0, 1]


def test_the_number_to_call_is_shown_with_a_reason(page: RecheckDesk, clerk: Clerk) -> None:
    clerk.press(Key.Key_F6)
    clerk.form()
    clerk.enter("", "")
    clerk.waits_for(page.form.revealed.isVisible)
    assert page.form.revealed.value.text().isdigit()


def test_a_recheck_is_begun_with_a_preview(
    office: Office,
    customers: list[int],
    context: Context,
    show: Callable[[RecheckStart], RecheckStart],
    clerk: Clerk,
    frame: FrameSpy,
) -> None:
    office.as_("boss")
    page = show(RecheckStart(context))
    clerk.waits_for(lambda: page._count.text() == "2 户")
    page.open_with(ids=(customers[1],), number="K00002")
    clerk.waits_for(lambda: page._count.text() == "1 户")
    assert isinstance(page.fields, FieldSet)
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: frame.opened == [("recheck_desk", {})])
    assert frame.said == ["DF261116-001 已发起,共 1 户。"]
    assert page.customer_ids == ()
    clerk.waits_for(lambda: page._count.text() == "1 户")  # the other one
    page.classes[CustomerClass.A].check.click()
    clerk.waits_for(lambda: page._count.text() == "0 户")
    button: QPushButton = page.start_button
    assert not button.isEnabled()


def test_the_preview_says_who_would_call_whom(office: Office, customers: list[int]) -> None:
    desk = office.as_("boss")
    found = desk.ask(recheck_preview, picking=Picking(customer_ids=(customers[0],)))
    assert (found.picked, found.customers, found.left) == ("选定 1 户", 1, 0)
    assert found.people == (("客服员甲", 1),)
    tight = desk.ask(recheck_preview, picking=Picking(), quota=1)
    assert (tight.customers, tight.left) == (2, 1)
