"""An evaluator scores one partner after the other with the keyboard, the period's facts beside."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from desk.evaluation.plans.cards import enter_scorecard
from desk.evaluation.plans.queries import my_scorecards, scorecard_sheet
from desk.evaluation.plans.rounds import my_rounds
from tests.conftest import Office
from tests.evaluation.typed_quarter import card, marks, planned, records, running, scheme
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.scorecard_desk.page import ScorecardDesk
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ScorecardDesk], ScorecardDesk]
Opened = Callable[[str], ScorecardDesk]


@pytest.fixture
def plan(office: Office, monkeypatch: pytest.MonkeyPatch) -> str:
    """The quarter of two partners, scored by 客服员甲 and 进港调度; the third had no business."""
    records(office, monkeypatch)
    scheme(office)
    return running(office, planned(office))


@pytest.fixture
def opened(context: Context, office: Office, plan: str, show: Show, clerk: Clerk) -> Opened:
    def put(login: str) -> ScorecardDesk:
        office.as_(login)
        page = show(ScorecardDesk(context))
        clerk.waits_for(lambda: page.scoring is not None)
        return page

    return put


def saved(office: Office, login: str, code: str) -> list[tuple[int | None, str]]:
    desk = office.as_(login)
    (card_id,) = (c.card_id for c in desk.ask(my_rounds) if c.partner_code == code)
    return [(row.score_tenths, row.evidence) for row in
            desk.ask(scorecard_sheet, scorecard_id=card_id).rows]  # fmt: skip


def problems(page: ScorecardDesk) -> dict[str, str]:
    return {e.name: e.problem_text for e in page.sheet.fields if e.problem_text}


def test_partners_are_scored_one_after_the_other_without_the_mouse(
    opened: Opened, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    page = opened("in")
    assert [c.partner_code for c in page.list.rows] == ["P001", "P002"]
    assert page._left.text() == "还有 2 家未评"
    clerk.press(Key.Key_Return)
    clerk.enter("8.5", "", "9", "", "8", "", "9", "")
    assert clerk.at("remark")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.scoring is not None and page.scoring.sheet.partner_code == "P002")
    assert frame.said == ["喀什鸿运1 已评分。"]
    assert saved(office, "in", "P001") == [(85, ""), (90, ""), (80, ""), (90, "")]
    assert page._left.text() == "还有 1 家未评"
    assert page.list.current() is not None
    assert page.list.current().partner_code == "P002"  # type: ignore[union-attr]


def test_extreme_scores_want_their_evidence_beside_the_field(
    opened: Opened, clerk: Clerk, office: Office
) -> None:
    page = opened("in")
    clerk.press(Key.Key_Return)
    clerk.enter("5", "", "10")
    assert "须填写依据" in page.sheet.fields["scores.0.evidence"].line.placeholderText()  # type: ignore[attr-defined]
    clerk.enter("", "8", "", "8")
    clerk.press(Key.Key_F9)
    assert problems(page) == {
        "scores.0.evidence": "评分 服务态度与配合 5.0 须填写依据。",
        "scores.1.evidence": "评分 资质与安全管理 10.0 须填写依据。",
    }
    assert clerk.at("scores.0.evidence")
    clerk.types("9月12日拒接电话")
    clerk.press(Key.Key_Return, times=2)
    clerk.types("证照齐全")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not problems(page))
    assert saved(office, "in", "P001")[:2] == [(50, "9月12日拒接电话"), (100, "证照齐全")]


def test_a_score_is_typed_or_moved_by_half_a_point(
    opened: Opened, clerk: Clerk, office: Office
) -> None:
    page = opened("in")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Up)
    clerk.press(Key.Key_Up, times=3)
    clerk.press(Key.Key_Down)
    assert page.sheet.fields["scores.0.score_tenths"].value() == 90
    for typed, said in (("8.3", "0.5 为一档"), ("11", "11"), ("好", "看不懂")):
        editor = page.sheet.fields["scores.0.score_tenths"]
        editor.take_focus()
        clerk.types(typed)
        clerk.press(Key.Key_Return)
        assert editor.problem_text
        assert said in editor.problem_text or typed in editor.problem_text
    clerk.press(Key.Key_F9)
    assert len(problems(page)) == 4


def test_typing_is_not_lost_by_looking_at_another_partner(
    opened: Opened, clerk: Clerk, asker: ScriptedAsker
) -> None:
    page = opened("in")
    clerk.press(Key.Key_Return)
    clerk.types("7")
    clerk.press(Key.Key_Escape)
    asker.answers.append(False)
    clerk.press(Key.Key_Down)
    assert page.card is not None
    assert page.card.partner_code == "P001"
    assert page.sheet.fields["scores.0.score_tenths"].value() == 70


def test_others_are_seen_only_when_all_are_in_and_far_apart_ones_are_named(
    opened: Opened, clerk: Clerk, office: Office
) -> None:
    for login, scores in (("jia", (60, 80, 80, 80)), ("in", (90, 80, 80, 80))):
        due = card(office, login, "P001")
        office.as_(login).run(enter_scorecard, scorecard_id=due.id, scores=marks(*scores))
    due = card(office, "jia", "P002")
    office.as_("jia").run(enter_scorecard, scorecard_id=due.id, scores=marks(80, 80, 80, 80))
    page = opened("in")
    assert page.card is not None
    assert page.card.partner_code == "P002", "what is not scored yet comes first"
    assert "互不可见" in page.facts._all_words.text()
    assert not page.facts.of_all.isVisible()
    page.list.go_to(page.list.row_model.key(page.list.rows[0]))
    clerk.waits_for(lambda: page.facts.of_all.isVisible())
    assert "服务态度与配合" in page.facts._spread.text()
    assert not page._save.isVisible()
    assert [due.partner_code for due in office.as_("in").ask(my_scorecards)] == ["P002"]


def test_the_manager_reads_a_sheet_once_all_are_in(
    opened: Opened, clerk: Clerk, office: Office, context: Context, show: Show
) -> None:
    ids = []
    for login in ("jia", "in"):
        due = card(office, login, "P001")
        ids.append(due.id)
        office.as_(login).run(enter_scorecard, scorecard_id=due.id, scores=marks(80, 80, 80, 80))
    office.as_("boss")
    page = show(ScorecardDesk(context))
    assert page._nothing.isVisible()
    page.open_with(id=ids[0])
    clerk.waits_for(lambda: page.scoring is not None)
    assert page.scoring is not None
    assert page.scoring.sheet.evaluator == "客服员甲"
    assert not page._save.isVisible()
    assert page.facts.of_all.isVisible()


def test_scores_survive_a_crash(opened: Opened, clerk: Clerk, context: Context, show: Show) -> None:
    page = opened("in")
    clerk.press(Key.Key_Return)
    clerk.enter("8.5", "准时", "9")
    page.kept.keep()
    page.hide()
    again = show(ScorecardDesk(context))
    clerk.waits_for(lambda: again.kept.line.isVisible())
    assert again.kept.line.words.text().endswith("有一张评分表没有保存完:喀什鸿运1")
    clerk.press(Key.Key_R, Held.AltModifier)
    fields = again.sheet.fields
    assert fields["scores.0.score_tenths"].value() == 85
    assert fields["scores.0.evidence"].value() == "准时"
    assert fields["scores.1.score_tenths"].value() == 90
    assert again.sheet.touched


def test_a_sheet_saved_elsewhere_is_set_beside_mine(
    opened: Opened, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    page = opened("in")
    clerk.press(Key.Key_Return)
    clerk.enter("8.5", "", "9", "", "8", "", "9", "")
    sheet = page.sheet.sheet
    assert sheet is not None
    scores = tuple(replace(draft, score_tenths=70) for draft in page.sheet.drafts())
    elsewhere: dict[str, Any] = {"scorecard_id": sheet.id, "scores": scores, "remark": "另一台电脑"}
    office.desk.run(enter_scorecard, version=sheet.version, **elsewhere)
    asker.answers.append({"scores.0.score_tenths", "remark"})
    page.save()
    assert len(asker.asked[-1][1]) == 5
    assert saved(office, "in", "P001") == [(70, ""), (90, ""), (80, ""), (90, "")]
