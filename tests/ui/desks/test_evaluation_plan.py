"""A plan is drawn up with the keyboard: period, partners and evaluators ticked, submitted, started."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from desk.evaluation.plans.choices import PlanState
from desk.evaluation.plans.commands import update_evaluation_plan
from desk.evaluation.plans.queries import PlanCard, plan_card
from tests.conftest import Office
from tests.evaluation.typed_quarter import people, planned, records, running, scheme
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.evaluation_plan.page import EvaluationPlanPage
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[EvaluationPlanPage], EvaluationPlanPage]
Opened = Callable[..., EvaluationPlanPage]
NUMBER = "PJ2026Q3-1"


@pytest.fixture
def opened(
    context: Context, office: Office, show: Show, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> Opened:
    records(office, monkeypatch)
    scheme(office)

    def put(login: str = "in", number: str = "") -> EvaluationPlanPage:
        office.as_(login)
        page = show(EvaluationPlanPage(context))
        if number:
            page.open_with(number=number)
            clerk.waits_for(lambda: page.card is not None)
        else:
            clerk.waits_for(lambda: bool(page.partners.table.rows))
        return page

    return put


def saved(office: Office) -> PlanCard:
    return office.as_("in").ask(plan_card, number=NUMBER)


def test_a_plan_is_drawn_up_and_submitted_without_the_mouse(
    opened: Opened, clerk: Clerk, office: Office, frame: FrameSpy, asker: ScriptedAsker
) -> None:
    page = opened()
    assert clerk.at("scope")
    clerk.enter("", "2026Q3", "1015", "1025", "", "")
    assert page.partners.table.hasFocus()
    clerk.press(Key.Key_Space, times=2)
    assert page.partners.in_order == (1, 2)
    clerk.press(Key.Key_Return)
    assert page.people.table.hasFocus()
    clerk.press(Key.Key_F9)
    assert "至少 2 人" in page.people._problem.text()
    clerk.press(Key.Key_A, Held.ControlModifier)
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.card is not None)
    assert frame.said[-1] == f"{NUMBER} 已保存,可以提交审批。"
    assert [p.code for p in saved(office).partners] == ["P001", "P002"]
    asker.answers.append(True)
    clerk.press(Key.Key_F7)
    clerk.waits_for(lambda: page.card is not None and page.card.state is PlanState.SUBMITTED)
    assert not page.editable
    page.partners.tick()
    assert page.partners.in_order == (1, 2), "what waits for the manager is only read"


def test_what_is_wrong_stands_where_it_belongs(opened: Opened, clerk: Clerk) -> None:
    page = opened()
    clerk.enter("", "2026Q3", "0915", "0910", "", "")
    clerk.press(Key.Key_F9)
    assert page.fields["scores_due_on"].problem_text
    assert "合作商数" in page.partners._problem.text()
    assert page.people._problem.isVisible()


def test_a_draft_is_mended_and_an_approved_one_started(
    opened: Opened, clerk: Clerk, office: Office, asker: ScriptedAsker, frame: FrameSpy
) -> None:
    who = people(office)
    opened().close()
    planned(office)
    page = opened("in", NUMBER)
    assert page.partners.in_order == (1, 2, 3)
    assert set(page.people.in_order) == {who["jia"], who["in"]}
    page.fields["remark"].take_focus()
    clerk.types("首次评估")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not page.changed)
    assert saved(office).remark == "首次评估"
    page.close()
    running(office, NUMBER)
    page = opened("in", NUMBER)
    assert [r.more for r in page.partners.table.rows] == ["评分中", "评分中", "无业务,不评分"]
    clerk.press(Key.Key_F3)
    assert frame.opened == [("evaluation_desk", {"number": NUMBER})]


def test_a_plan_somebody_else_saved_is_set_beside_mine(
    opened: Opened, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    planned(office)
    page = opened("in", NUMBER)
    card = page.card
    assert card is not None
    page.partners.table.setFocus()
    page.partners.table.go_to("3")
    clerk.press(Key.Key_Space)
    typed: dict[str, Any] = page.fields.values() | {"remark": "首次评估"}
    ids: dict[str, Any] = {"partner_ids": (1, 2, 3), "evaluator_ids": page.people.in_order}
    known: dict[str, Any] = {"number": NUMBER, "version": card.version}
    office.desk.run(update_evaluation_plan, **known, **typed, **ids)
    asker.answers.append(True)
    page.save()
    clerk.waits_for(lambda: not page.changed)
    assert asker.asked[-1][1] == ("备注:采用对方的「首次评估」",)
    assert (saved(office).remark, len(saved(office).partners)) == ("首次评估", 2)
