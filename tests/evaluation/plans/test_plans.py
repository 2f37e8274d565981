"""Planning, approving, starting, scoring independently, finishing; every refusal once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.evaluation.plans.approving import (
    approve_evaluation_plan,
    recall_evaluation_plan,
    reject_evaluation_plan,
    submit_evaluation_plan,
)
from desk.evaluation.plans.cards import enter_scorecard
from desk.evaluation.plans.choices import PlanState, Standing
from desk.evaluation.plans.commands import (
    cancel_evaluation_plan,
    draft_evaluation_plan,
    finish_evaluation_plan,
    replace_evaluator,
    start_evaluation_plan,
    update_evaluation_plan,
)
from desk.evaluation.plans.queries import (
    evaluators_to_choose,
    my_scorecards,
    plan_card,
    scorecard_sheet,
)
from desk.evaluation.schemes.commands import approve_scheme, draft_next_scheme, submit_scheme
from desk.kernel.closing import DayClosing
from desk.kernel.roles import Role
from desk.office.approvals.queries import approvals_for_me
from desk.office.approvals.summary import approval_summary
from desk.office.users.commands import deactivate_user
from tests import snapshots
from tests.conftest import Office
from tests.evaluation.typed_quarter import (
    Records,
    card,
    marks,
    people,
    planned,
    records,
    running,
    scheme,
    scored,
)
from tests.filing.receipts.papers_desk import refusal
from tests.freight.permissions import assert_matrix


@pytest.fixture
def quarter(office: Office, monkeypatch: pytest.MonkeyPatch) -> Records:
    return records(office, monkeypatch)


def test_a_plan_needs_a_scheme_in_force(office: Office, quarter: Records) -> None:
    assert "疆内还没有已批准的评估方案" in refusal(lambda: planned(office))


def test_a_plan_from_draft_to_scorecards(office: Office, quarter: Records) -> None:
    scheme(office)
    number = planned(office)
    assert number == "PJ2026Q3-1"
    found = office.as_("in").ask(plan_card, number=number)
    assert found.title == "2026年第3季度疆内合作商评估"
    assert (found.first_on, found.last_on) == (date(2026, 7, 1), date(2026, 9, 30))
    assert found.period_text == "2026Q3"
    office.as_("in").run(submit_evaluation_plan, number=number)
    boss = office.as_("boss")
    (waiting,) = boss.ask(approvals_for_me)
    told = boss.ask(approval_summary, approval_id=waiting.id)
    assert ("评估人", "客服员甲、进港调度") in told.facts
    boss.run(reject_evaluation_plan, number=number, reason="请加备注")
    desk = office.as_("in")
    again: dict[str, Any] = {
        "period": "2026Q3",
        "partner_ids": (1, 2, 3),
        "evaluator_ids": tuple(p.id for p in found.evaluators),
        "scores_due_on": date(2026, 10, 16),
        "reports_due_on": date(2026, 10, 25),
        "remark": "首次评估",
    }
    fourth = {**again, "period": "2026Q4"}
    fourth |= {"scores_due_on": date(2027, 1, 10), "reports_due_on": date(2027, 1, 20)}
    moved = desk.run(update_evaluation_plan, number=number, **fourth).value
    assert moved == "PJ2026Q4-1"
    assert desk.run(update_evaluation_plan, number=moved, **again).value == number
    desk.run(submit_evaluation_plan, number=number)
    desk.run(recall_evaluation_plan, number=number)
    assert refusal(lambda: desk.run(start_evaluation_plan, number=number)).startswith("E008")
    running(office, number)
    found = office.as_("in").ask(plan_card, number=number)
    assert found.state is PlanState.RUNNING
    assert [(p.code, p.standing, p.cards) for p in found.partners] == [
        ("P001", Standing.SCORED, 2),
        ("P002", Standing.SCORED, 2),
        ("P003", Standing.NO_BUSINESS, 0),
    ]


def test_every_fault_of_a_plan_is_told(office: Office, quarter: Records) -> None:
    scheme(office)
    who = people(office)
    one = refusal(lambda: planned(office, evaluator_ids=(who["jia"],)))
    assert one == "E019 评估人不合规则:至少 2 人。"
    assert "最多 8 人" in refusal(lambda: planned(office, evaluator_ids=tuple(range(1, 10))))
    manager = refusal(lambda: planned(office, evaluator_ids=(who["boss"], who["jia"])))
    assert "经理 不能给合作商评分" in manager
    assert "E006" in refusal(lambda: planned(office, ids=(1, 99)))
    assert "E003" in refusal(lambda: planned(office, ids=()))
    early = refusal(lambda: planned(office, scores_due_on=date(2026, 9, 30)))
    assert "评分截止日不合规则:应晚于期间止日 2026-09-30" in early
    assert "E019" in refusal(lambda: planned(office, reports_due_on=date(2026, 10, 14)))
    assert "E002" in refusal(lambda: planned(office, period="三季度"))
    planned(office, ids=(1,))
    twice = refusal(lambda: planned(office, ids=(1, 2)))
    assert twice == "E017 同期评估计划(PJ2026Q3-1)中的合作商「P001 喀什鸿运1」已经存在,请换一个。"


def test_a_period_under_way_is_not_scored(office: Office, quarter: Records) -> None:
    scheme(office)
    due: dict[str, Any] = {"scores_due_on": date(2027, 1, 10), "reports_due_on": date(2027, 1, 20)}
    number = planned(office, period="2026Q4", **due)
    early = refusal(lambda: running(office, number))
    assert early == "E019 评估期间不合规则:2026-12-31 结束后才能评分。"


def test_a_plan_by_a_scheme_that_was_replaced_is_written_anew(
    office: Office, quarter: Records
) -> None:
    first = scheme(office)
    number = planned(office)
    desk = office.as_("in")
    second = desk.run(draft_next_scheme, scheme_id=first).value
    desk.run(submit_scheme, scheme_id=second)
    office.as_("boss").run(approve_scheme, scheme_id=second)
    desk = office.as_("in")
    assert "疆内V1 已停用" in refusal(lambda: desk.run(submit_evaluation_plan, number=number))


def test_scores_are_independent_and_extremes_need_evidence(
    office: Office, quarter: Records
) -> None:
    scheme(office)
    number = running(office, planned(office))
    mine = card(office, "jia", "P001")
    jia = office.as_("jia")

    def score(*tenths: int, evidence: str = "") -> str:
        given = marks(*tenths, evidence=evidence)
        return refusal(lambda: jia.run(enter_scorecard, scorecard_id=mine.id, scores=given))

    assert score(100, 90, 80, 80) == "E195 评分 服务态度与配合 10.0 须填写依据。"
    assert score(95, 50, 80, 80).count("E195") == 2
    assert score(95, 50, 80, 80, evidence=" ").count("E195") == 2
    assert score(82, 90, 80, 80).startswith("E019")
    assert score(105, 90, 80, 80).startswith("E003")
    assert score(85, 90, 80).startswith("E001")
    jia.run(enter_scorecard, scorecard_id=mine.id, scores=marks(80, 90, 80, 90))
    jia.run(enter_scorecard, scorecard_id=mine.id, scores=marks(85, 90, 80, 90))
    dispatcher = office.as_("in")
    theirs = refusal(lambda: dispatcher.ask(scorecard_sheet, scorecard_id=mine.id))
    assert theirs.startswith("E210")
    assert refusal(lambda: office.as_("boss").ask(scorecard_sheet, scorecard_id=mine.id))
    foreign = lambda: office.as_("in").run(  # noqa: E731
        enter_scorecard, scorecard_id=mine.id, scores=marks(80, 80, 80, 80)
    )
    assert refusal(foreign).startswith("E210")
    sheet = office.as_("jia").ask(scorecard_sheet, scorecard_id=mine.id)
    assert (sheet.scored, sheet.cards, sheet.editable) == (1, 2, True)
    assert [row.score_tenths for row in sheet.rows] == [85, 90, 80, 90]
    scored(office, "P001", 85, 90, 80, 90, logins=("in",))
    late = lambda: office.as_("jia").run(  # noqa: E731
        enter_scorecard, scorecard_id=mine.id, scores=marks(80, 80, 80, 80)
    )
    assert "全部评分已交齐" in refusal(late)
    assert not office.as_("jia").ask(scorecard_sheet, scorecard_id=mine.id).editable
    assert office.as_("in").ask(scorecard_sheet, scorecard_id=mine.id).evaluator == "客服员甲"
    assert [due.partner_code for due in office.as_("jia").ask(my_scorecards)] == ["P002"]
    assert office.as_("in").ask(plan_card, number=number).partners[0].scored == 2


def test_an_evaluator_who_left_is_replaced(office: Office, quarter: Records) -> None:
    scheme(office)
    running(office, planned(office))
    who = people(office)
    scored(office, "P001", 85, 90, 80, 90, logins=("jia",))
    done = office.as_("jia").ask(my_scorecards)[0].id - 2
    left = card(office, "jia", "P002").id

    def give(to: str, reason: str = "离职", of: int = left) -> int:
        given = {"scorecard_id": of, "user_id": who[to]}
        moved: int = office.as_("boss").run(replace_evaluator, **given, reason=reason).value
        return moved

    assert refusal(lambda: give("yi", " ")).startswith("E009")
    assert "已是本计划的评估人" in refusal(lambda: give("in"))
    assert "不能给合作商评分" in refusal(lambda: give("boss"))
    assert refusal(lambda: give("yi", of=done)).startswith("E008")

    def reminded() -> list[str]:
        return [r.title for r in office.as_("boss").today() if r.kind == "更换评估人"]

    assert reminded() == []
    office.as_("boss").run(deactivate_user, user_id=who["jia"])
    assert reminded() == ["客服员甲 喀什鸿运2 2026年第3季度"]
    assert give("yi") == 1
    assert reminded() == []
    assert [due.partner_code for due in office.as_("yi").ask(my_scorecards)] == ["P002"]


def test_what_waits_is_on_the_board_and_stops_the_day(office: Office, quarter: Records) -> None:
    scheme(office)
    number = planned(office)
    office.as_("in").run(submit_evaluation_plan, number=number)
    office.as_("boss").run(approve_evaluation_plan, number=number)
    kinds = {row.kind for row in office.as_("in").today()}
    assert "开始合作商评分" in kinds
    office.as_("in").run(start_evaluation_plan, number=number)
    rows = [r for r in office.as_("jia").today() if r.kind == "给合作商评分"]
    assert [r.title for r in rows] == ["喀什鸿运1 2026年第3季度", "喀什鸿运2 2026年第3季度"]
    assert not [r for r in office.as_("yi").today() if r.kind == "给合作商评分"]

    def left(login: str) -> list[str]:
        day = DayClosing(Role.CS)
        with office.as_(login).reading() as read:
            read.emit(day)
        return [item.number for duty, item in day.found if duty.name == "scorecards_due"]

    assert left("jia") == []
    office.at("2026-10-15 18:00")
    assert left("jia") == [f"{number}/P001", f"{number}/P002"]
    assert left("yi") == []


def test_a_plan_without_any_business_is_done_at_once(office: Office, quarter: Records) -> None:
    scheme(office)
    number = running(office, planned(office, ids=(3,)))
    assert office.as_("in").ask(plan_card, number=number).state is PlanState.DONE


def test_a_plan_is_given_up_with_a_reason(office: Office, quarter: Records) -> None:
    scheme(office)
    number = running(office, planned(office))
    boss = office.as_("boss")
    assert "E009" in refusal(lambda: boss.run(cancel_evaluation_plan, number=number, reason=""))
    boss.run(cancel_evaluation_plan, number=number, reason="改为半年评估")
    assert not office.as_("jia").ask(my_scorecards)
    assert planned(office) == "PJ2026Q3-2"
    closed = lambda: office.as_("in").run(finish_evaluation_plan, number=number)  # noqa: E731
    assert refusal(closed).startswith("E008")


def test_the_papers_of_plan_and_scheme(office: Office, quarter: Records) -> None:
    scheme(office)
    number = running(office, planned(office))
    desk = office.as_("in")
    (plan,) = desk.paper("P-09", number)
    (alone,) = desk.paper("P-09", "疆内V1")
    snapshots.check_snapshot("P-09_plan", snapshot_text(plan))
    snapshots.check_snapshot("P-09_scheme", snapshot_text(alone))
    for paper in (plan, alone):
        made = render_pdf(paper)
        assert not made.missing
    assert refusal(lambda: desk.paper("P-09", "疆内V9")).startswith("E006")


def test_who_may(office: Office, quarter: Records) -> None:
    makers = (draft_evaluation_plan, update_evaluation_plan, start_evaluation_plan)
    matrix: dict[Callable[..., Any], str] = dict.fromkeys(makers, "IN OUT MGR")
    managers = (approve_evaluation_plan, cancel_evaluation_plan, replace_evaluator)
    matrix |= dict.fromkeys(managers, "MGR")
    assert_matrix(office, {**matrix, enter_scorecard: "CS IN OUT"})
    names = [person.name for person in office.as_("in").ask(evaluators_to_choose)]
    assert names == sorted(names)
    assert "经理" not in names
