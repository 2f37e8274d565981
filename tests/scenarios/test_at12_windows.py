"""AT-12 as it happens in the windows, with the keyboard: planned, scored, reported, turned down, approved.

Two partners of the third quarter; the first report about P002 comes back, the second one suspends him.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.app import Desk
from desk.evaluation.reports.choices import ReportState
from desk.partners.carriers.choices import PartnerStatus
from desk.partners.carriers.queries import partner_card
from tests.conftest import PASSWORD, Office
from tests.evaluation.typed_quarter import Records, records, scheme
from tests.ui.conftest import ScriptedAsker, asker, dressed  # noqa: F401 - fixtures
from tests.ui.desks.conftest import Clerk, clerk  # noqa: F401
from ui.desks.approval_desk.page import ApprovalDesk
from ui.desks.evaluation_desk.page import EvaluationDesk
from ui.desks.evaluation_desk.views import WRITING
from ui.desks.evaluation_plan.page import EvaluationPlanPage
from ui.desks.scorecard_desk.page import ScorecardDesk
from ui.main_window import MainWindow
from ui.pages.page import Page

Key, Held = Qt.Key, Qt.KeyboardModifier
P = TypeVar("P", bound=Page)
Open = Callable[[str], MainWindow]
PLAN, V1, V2 = "PJ2026Q3-1", "PG2026Q3-P002-V1", "PG2026Q3-P002-V2"
WHY = "软性评分无依据;回单5份补录迟到日期不实"
AGREE = (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
TURN_DOWN = (Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def quarter(office: Office, monkeypatch: pytest.MonkeyPatch) -> Records:
    found = records(office, monkeypatch, 2)
    scheme(office)
    return found


@pytest.fixture
def sign_in(
    dressed: QApplication,  # noqa: F811
    office: Office,
    quarter: Records,
    asker: ScriptedAsker,  # noqa: F811
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Open]:
    """12 October 2026; opens the window of one person, who types his own password."""
    monkeypatch.setattr(Desk, "ask_password", None)
    windows: list[MainWindow] = []

    def opened(login: str) -> MainWindow:
        for window in windows:
            window.close()
        window = MainWindow(office.as_(login), asker=asker)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield opened
    for window in windows:
        window.close()


def page(window: MainWindow, name: str, kind: type[P], **arguments: Any) -> P:
    """A page brought to the front."""
    window.open_page(name, **arguments)
    found = window.page(name)
    assert isinstance(found, kind)
    assert window.stack.currentWidget() is found
    return found


def decide(
    sign_in: Open,
    clerk: Clerk,  # noqa: F811
    word: str,
    key: tuple[Qt.Key, Qt.KeyboardModifier],
    reason: str = "",
) -> ApprovalDesk:
    """The manager finds what waits, reads it and decides."""
    inbox = page(sign_in("boss"), "approval_desk", ApprovalDesk)
    clerk.waits_for(lambda: inbox.summary is not None and inbox.summary.decidable)
    assert [queued.row.obj_word for queued in inbox.queue.rows] == [word]
    inbox.queue.setFocus()
    clerk.back_to(inbox)
    clerk.press(Key.Key_Return)
    clerk.enter(reason)
    clerk.types(PASSWORD)
    clerk.press(*key)
    clerk.waits_for(lambda: not inbox.queue.rows)
    return inbox


def score(sign_in: Open, clerk: Clerk, login: str, *scores: str) -> None:  # noqa: F811
    """One evaluator scores P002; extreme scores get two letters as evidence, as it was done."""
    desk = page(sign_in(login), "scorecard_desk", ScorecardDesk)
    clerk.waits_for(lambda: desk.scoring is not None)
    desk.list.setFocus()
    clerk.back_to(desk)
    for row in desk.list.rows:
        if row.partner_code == "P002":
            desk.list.go_to(str(row.card_id))
    clerk.waits_for(lambda: desk.scoring is not None and desk.scoring.sheet.partner_code == "P002")
    clerk.press(Key.Key_Return)
    for given in scores:
        clerk.enter(given, "ok" if given == "10" else "")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not desk.sheet.touched)


def report(
    sign_in: Open,
    clerk: Clerk,  # noqa: F811
    asker: ScriptedAsker,  # noqa: F811
    number: str,
    opens: str,
    between: Callable[[EvaluationDesk], None] = lambda _: None,
) -> EvaluationDesk:
    """The dispatcher drafts, writes and submits."""
    desk = page(sign_in("in"), "evaluation_desk", EvaluationDesk, number=opens)
    clerk.waits_for(lambda: bool(desk.list.rows))
    desk.list.setFocus()
    clerk.back_to(desk)
    desk.list.go_to("2")
    clerk.waits_for(lambda: desk.steps.buttons["draft"].isVisible())
    clerk.press(Key.Key_N, Held.ControlModifier)
    clerk.waits_for(lambda: desk.report is not None and desk.report.number == number)
    between(desk)
    assert desk.views.shown == WRITING
    return desk


def test_at12_from_the_plan_to_the_suspension(
    sign_in: Open,
    clerk: Clerk,  # noqa: F811
    asker: ScriptedAsker,  # noqa: F811
    office: Office,
    quarter: Records,
) -> None:
    plan = page(sign_in("in"), "evaluation_plan", EvaluationPlanPage)
    clerk.waits_for(lambda: bool(plan.partners.table.rows))
    plan.fields["period"].take_focus()
    clerk.enter("2026Q3", "1015", "1025", "", "")
    clerk.press(Key.Key_A, Held.ControlModifier)
    clerk.press(Key.Key_Return)
    for person in plan.people.table.rows:
        if person.words in ("客服员甲", "进港调度"):
            plan.people.table.go_to(person.key)
            clerk.press(Key.Key_Space)
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: plan.card is not None and plan.card.number == PLAN)
    asker.answers.append(True)
    clerk.press(Key.Key_F7)
    decide(sign_in, clerk, "评估计划", AGREE)
    plan = page(sign_in("in"), "evaluation_plan", EvaluationPlanPage, number=PLAN)
    clerk.waits_for(lambda: plan.steps.buttons["start"].isVisible())
    clerk.back_to(plan)
    asker.answers.append(True)
    clerk.press(Key.Key_F10)
    clerk.waits_for(lambda: plan.card is not None and plan.card.started_at is not None)

    for login in ("jia", "in"):
        score(sign_in, clerk, login, "10", "10", "10", "10")
    desk = report(sign_in, clerk, asker, V1, PLAN)
    assert desk.verdict.total.text() == "73.44 分"
    written(desk, clerk, asker)
    inbox = decide(sign_in, clerk, "评估报告", TURN_DOWN, WHY)
    assert inbox.nothing.isVisible()

    quarter.figures["P002"] = (
        *quarter.figures["P002"][:4],
        (84, 100),
        *quarter.figures["P002"][5:],
    )

    def again(desk: EvaluationDesk) -> None:
        asker.answers.append("软性评分无依据")
        desk.steps.buttons["rescore"].click()
        clerk.waits_for(lambda: desk.report is not None and bool(desk.report.missing))

    report(sign_in, clerk, asker, V2, V1, again)
    score(sign_in, clerk, "jia", "8", "7", "7.5", "8")
    score(sign_in, clerk, "in", "8", "7", "7.5", "8")
    desk = page(sign_in("in"), "evaluation_desk", EvaluationDesk, number=V2)
    clerk.waits_for(lambda: desk.report is not None and not desk.report.missing)
    clerk.back_to(desk)
    asker.answers.append(True)
    desk.steps.buttons["refresh"].click()
    clerk.waits_for(lambda: desk.verdict.total.text() == "65.91 分")
    changed = {c.what: (c.before, c.after) for c in desk.versions.changes.changes}
    assert changed["等级"] == ("C", "D")
    asker.answers.append(True)
    clerk.press(Key.Key_F7)
    clerk.waits_for(lambda: desk.report is not None and desk.report.state is ReportState.SUBMITTED)
    decide(sign_in, clerk, "评估报告", AGREE, "同意")
    partner = office.as_("boss").ask(partner_card, partner="P002").partner
    assert partner.status is PartnerStatus.SUSPENDED


def written(desk: EvaluationDesk, clerk: Clerk, asker: ScriptedAsker) -> None:  # noqa: F811
    """Suggestions and conclusion, saved and submitted."""
    desk.writing.fields["suggestions"].take_focus()
    clerk.enter("提高回单返还率")
    clerk.types("限期整改")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: desk.steps.buttons["submit"].isVisible())
    asker.answers.append(True)
    clerk.press(Key.Key_F7)
    clerk.waits_for(lambda: desk.report is not None and desk.report.state is ReportState.SUBMITTED)
