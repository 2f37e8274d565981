"""Reports of AT-12 with typed figures: drafted, turned down, approved, and what follows at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.checking import check
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.evaluation.plans.choices import PlanState
from desk.evaluation.plans.commands import cancel_evaluation_plan, finish_evaluation_plan
from desk.evaluation.plans.queries import my_scorecards, scorecard_sheet
from desk.evaluation.reports import approving
from desk.evaluation.reports.approving import approve_report, reject_report
from desk.evaluation.reports.choices import RectificationState, ReportState
from desk.evaluation.reports.commands import (
    ask_new_scores,
    draft_report,
    file_report_evidence,
    recall_report,
    record_partner_reply,
    refresh_report,
    submit_report,
    write_report,
)
from desk.evaluation.reports.comparing import (
    backtest_draft,
    backtest_scheme,
    recompute_report,
    report_differences,
)
from desk.evaluation.reports.mending import (
    fail_rectification,
    note_rectification,
    pass_rectification,
)
from desk.evaluation.reports.plan_page import plan_page
from desk.evaluation.reports.queries import ReportPage, report_page, report_peers
from desk.evaluation.reports.rules import VetoDraft
from desk.evaluation.schemes import facts
from desk.evaluation.schemes.choices import Consequence, Trend
from desk.evaluation.schemes.commands import draft_next_scheme
from desk.evaluation.schemes.standard import standard_scheme
from desk.kernel.closing import DayClosing
from desk.kernel.roles import Role
from desk.office.approvals.commands import grant_approval
from desk.office.approvals.deputies import name_deputy
from desk.office.approvals.queries import approvals_for_me
from desk.office.approvals.summary import approval_summary
from desk.office.users.commands import update_user
from desk.partners.carriers.choices import Grade, PartnerScope, PartnerStatus
from desk.partners.carriers.queries import PartnerRow, partner_card
from desk.partners.carriers.standing import suspend_partner
from desk.storage.cabinet import Upload
from tests import snapshots
from tests.conftest import Office
from tests.evaluation.typed_quarter import (
    GOOD,
    P002,
    Records,
    people,
    planned,
    records,
    running,
    scheme,
    scored,
)
from tests.filing.receipts.papers_desk import refusal
from tests.freight.permissions import assert_matrix

R1, R2 = "PG2026Q3-P001-V1", "PG2026Q3-P002-V1"
P002_MENDED = (*P002[:4], (84, 100), *P002[5:])
WORDS: dict[str, Any] = {"suggestions": "加强装卸管理", "conclusion": "按等级处理"}


@pytest.fixture
def quarter(office: Office, monkeypatch: pytest.MonkeyPatch) -> Records:
    """The quarter is running, nobody has scored yet."""
    found = records(office, monkeypatch)
    scheme(office)
    running(office, planned(office))
    return found


def draft(office: Office, partner_id: int, plan: str = "PJ2026Q3-1", **more: Any) -> str:
    number: str = (
        office.as_("in").run(draft_report, plan_number=plan, partner_id=partner_id, **more).value
    )
    return number


def submitted(office: Office, number: str, **words: Any) -> None:
    desk = office.as_("in")
    desk.run(write_report, number=number, **{**WORDS, **words})
    desk.run(submit_report, number=number)


def approved(office: Office, number: str, reason: str = "") -> None:
    office.as_("boss").run(approve_report, number=number, reason=reason)


def page(office: Office, number: str) -> ReportPage:
    return office.as_("boss").ask(report_page, number=number)


def partner(office: Office, code: str) -> PartnerRow:
    return office.as_("boss").ask(partner_card, partner=code).partner


def in_force(office: Office, code: str, *scores: int, **words: Any) -> str:
    """Scored, drafted, submitted and approved; scores in tenths."""
    scored(office, code, *scores, evidence="有记录")
    number = draft(office, int(code[1:]))
    submitted(office, number, **words)
    approved(office, number, "同意")
    return number


def test_p001_is_approved_with_82_81(office: Office, quarter: Records) -> None:
    scored(office, "P001", 85, 90, 80, 90)
    number = draft(office, 1)
    assert number == R1
    submitted(office, number)
    boss = office.as_("boss")
    (waiting,) = boss.ask(approvals_for_me)
    told = dict(boss.ask(approval_summary, approval_id=waiting.id).facts)
    assert told["总分"] == "82.81 B"
    assert told["批准后状态"] == "合作中→合作中"
    approved(office, number)
    found = page(office, number)
    assert (found.total_hundredths, found.grade) == (8281, Grade.B)
    assert (found.measured_hundredths, found.soft_hundredths) == (6556, 1725)
    assert [line.points_hundredths for line in found.measured] == [
        1806, 902, 897, 700, 889, 670, 250, 442,
    ]  # fmt: skip
    assert (found.rank_no, found.rank_of) == (1, 2)
    assert [(line.rank_no, line.rank_of) for line in found.measured][5] == (2, 2)
    assert (found.trend, found.state) == (None, ReportState.EFFECTIVE)
    assert found.consequence is Consequence.CONTINUE
    now = partner(office, "P001")
    assert (now.grade, now.status, now.evaluation_no) == (Grade.B, PartnerStatus.ACTIVE, R1)
    assert now.provisional_until is None
    desk = office.as_("in")
    again = [
        lambda: desk.run(write_report, number=number, **WORDS),
        lambda: desk.run(refresh_report, number=number),
        lambda: desk.run(submit_report, number=number),
        lambda: desk.run(ask_new_scores, number=number, reason="重评"),
        lambda: office.as_("boss").run(approve_report, number=number),
    ]
    for change in again:
        assert refusal(change).startswith("E194 报告已批准生效")


def test_one_scorecard_of_two_is_not_enough(office: Office, quarter: Records) -> None:
    scored(office, "P001", 85, 90, 80, 90, logins=("jia",))
    number = draft(office, 1)
    found = page(office, number)
    assert (found.total_hundredths, found.grade, found.missing) == (None, None, ("进港调度",))
    assert not any(row.given for row in found.soft)
    assert [row.line.value_hundredths for row in found.soft] == [None] * 4
    desk = office.as_("in")
    desk.run(write_report, number=number, **WORDS)
    said = refusal(lambda: desk.run(submit_report, number=number))
    assert said == "E193 喀什鸿运1 还有 1 位评估人未评分,不能提交。"
    scored(office, "P001", 85, 90, 80, 90, logins=("in",))
    office.as_("in").run(refresh_report, number=number)
    assert page(office, number).total_hundredths == 8281


def test_p002_is_turned_down_scored_again_and_suspended(office: Office, quarter: Records) -> None:
    scored(office, "P002", 100, 100, 100, 100, evidence="ok")
    number = draft(office, 2)
    submitted(office, number)
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(reject_report, number=number, reason=" ")).startswith("E191")
    mine = refusal(lambda: office.as_("in").run(approve_report, number=number))
    assert mine.startswith("E210")
    why = "软性评分无依据;回单5份补录迟到日期不实"
    office.as_("boss").run(reject_report, number=number, reason=why)
    assert (page(office, number).total_hundredths, page(office, number).grade) == (7344, Grade.C)
    quarter.figures["P002"] = P002_MENDED
    second = draft(office, 2)
    assert second == "PG2026Q3-P002-V2"
    assert page(office, second).suggestions == WORDS["suggestions"]
    office.as_("in").run(ask_new_scores, number=second, reason=why)
    for login in ("jia", "in"):
        assert (
            len([d for d in office.as_(login).ask(my_scorecards) if d.partner_code == "P002"]) == 1
        )
    scored(office, "P002", 80, 70, 75, 80)
    submitted(office, second)
    asked = office.as_("boss").ask(approvals_for_me)[0]
    told = office.as_("boss").ask(approval_summary, approval_id=asked.id)
    assert dict(told.facts)["批准后状态"] == "合作中→暂停"
    approved(office, second)
    assert (page(office, second).total_hundredths, page(office, second).grade) == (6591, Grade.D)
    assert partner(office, "P002").status is PartnerStatus.SUSPENDED
    assert partner(office, "P002").objection.startswith("合作商「喀什鸿运2」状态为暂停")
    old = page(office, number)
    assert (old.state, old.answer, old.total_hundredths) == (ReportState.REJECTED, why, 7344)
    assert [row.given[0].score_tenths for row in old.soft] == [100] * 4
    assert check(office.desk).ok
    rows = {d.what: (d.before, d.after) for d in told.changes}
    assert rows["H5 回单返还率"] == ("89/100 89.00%,得 5.00 分", "84/100 84.00%,得 2.22 分")
    assert rows["等级"] == ("C", "D")
    assert rows["总分"] == ("73.44", "65.91")
    differences = office.as_("in").ask(report_differences, number=second)
    assert {d.what for d in differences.rows} == set(rows)
    assert office.as_("in").ask(report_differences, number=number).rows == ()


def test_a_veto_gives_d_whatever_the_points(office: Office, quarter: Records) -> None:
    quarter.figures["P001"] = GOOD
    scored(office, "P001", 90, 90, 80, 80)
    number = draft(office, 1)
    desk = office.as_("in")
    bare = (VetoDraft(code="v2", found=True),)
    assert "E001 V2 的依据必填" in refusal(
        lambda: desk.run(write_report, number=number, vetoes=bare, **WORDS)
    )
    unknown = (VetoDraft(code="V9", found=True, evidence="x"),)
    assert "E006" in refusal(lambda: desk.run(write_report, number=number, vetoes=unknown))
    proven = (VetoDraft(code="V2", found=True, evidence="代收货款滞留 17 天"),)
    assert "E001" in refusal(lambda: desk.run(file_report_evidence, number=number, files=()))
    slip = (Upload("对账单.txt", "17 天".encode()),)
    desk.run(file_report_evidence, number=number, files=slip)
    submitted(office, number, vetoes=proven)
    waiting = office.as_("boss").ask(approvals_for_me)[0]
    told = office.as_("boss").ask(approval_summary, approval_id=waiting.id)
    assert [label for label, _digest in told.files] == ["对账单.txt"]
    assert dict(told.facts)["一票否决"] == "V2 截留代收货款超过 15 天:代收货款滞留 17 天"
    found = page(office, number)
    assert found.total_hundredths is not None
    assert found.total_hundredths >= 9000
    assert (found.grade, found.vetoed) == (Grade.D, True)
    assert found.consequence is Consequence.SUSPEND
    approved(office, number)
    assert partner(office, "P001").status is PartnerStatus.SUSPENDED


def test_a_small_sample_is_b_at_best_and_needs_a_comment(office: Office, quarter: Records) -> None:
    quarter.figures["P001"], quarter.tickets["P001"] = GOOD, 6
    scored(office, "P001", 90, 90, 80, 80)
    number = draft(office, 1)
    submitted(office, number)
    found = page(office, number)
    assert (found.few, found.capped, found.grade) == (True, True, Grade.B)
    bare = refusal(lambda: approved(office, number))
    assert bare == "E001 经理意见(样本不足)必填。"
    approved(office, number, "票数少,等级按 B")
    assert page(office, number).answer == "票数少,等级按 B"


def test_no_business_is_never_scored(office: Office, quarter: Records) -> None:
    assert "期间无业务,不评分" in refusal(lambda: draft(office, 3))
    assert partner(office, "P003").grade is None


def test_c_has_to_mend_and_is_checked_again(office: Office, quarter: Records) -> None:
    number = in_force(office, "P002", 100, 100, 100, 100)
    now = partner(office, "P002")
    assert (now.status, now.rectify_until) == (PartnerStatus.RECTIFY, date(2026, 11, 11))
    assert now.objection == ""
    assert page(office, number).rectify_until == date(2026, 11, 11)
    (row,) = [r for r in office.as_("boss").today() if r.kind == "复查合作商整改"]
    assert row.number == number
    assert not [r for r in office.as_("jia").today() if r.kind == "复查合作商整改"]
    office.as_("in").run(note_rectification, rectification_id=1, progress="已换班组")
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(pass_rectification, rectification_id=1, result="")).startswith(
        "E001"
    )
    boss.run(pass_rectification, rectification_id=1, result="破损率 0.8‰")
    now = partner(office, "P002")
    assert (now.status, now.grade, now.rectify_until) == (PartnerStatus.ACTIVE, Grade.C, None)
    closed = lambda: boss.run(fail_rectification, rectification_id=1, result="x")  # noqa: E731
    assert refusal(closed).startswith("E008")


def test_a_recheck_that_fails_suspends(office: Office, quarter: Records) -> None:
    in_force(office, "P002", 100, 100, 100, 100)
    boss = office.as_("boss")
    boss.run(fail_rectification, rectification_id=1, result="仍有破损")
    assert partner(office, "P002").status is PartnerStatus.SUSPENDED


def test_d_twice_running_proposes_the_end(office: Office, quarter: Records) -> None:
    quarter.figures["P002"] = P002_MENDED
    in_force(office, "P002", 80, 70, 75, 80)
    in_force(office, "P001", 85, 90, 80, 90)
    office.at("2027-01-12 10:00")
    dates: dict[str, Any] = {
        "scores_due_on": date(2027, 1, 15),
        "reports_due_on": date(2027, 1, 25),
    }
    plan = running(office, planned(office, ids=(1, 2), period="2026Q4", **dates))
    quarter.figures["P001"] = P002
    scored(office, "P002", 80, 70, 75, 80)
    scored(office, "P001", 100, 100, 100, 100, evidence="ok")
    number = draft(office, 2, plan)
    found = page(office, number)
    assert (found.former_no, found.former_total) == (R2, 6591)
    assert (found.trend, found.consequence) == (Trend.LEVEL, Consequence.TERMINATE)
    assert [(p.period, p.total) for p in found.history] == [("2026Q3", 6591), ("2026Q4", 6591)]
    first = draft(office, 1, plan)
    assert page(office, first).trend is Trend.DOWN
    submitted(office, number)
    approved(office, number)
    kinds = {r.kind for r in office.as_("boss").today()}
    assert "决定是否终止合作" in kinds


def test_the_last_report_finishes_the_plan(office: Office, quarter: Records) -> None:
    in_force(office, "P001", 85, 90, 80, 90)
    open_plan = refusal(lambda: office.as_("in").run(finish_evaluation_plan, number="PJ2026Q3-1"))
    assert "P002 的评估报告尚未生效" in open_plan
    in_force(office, "P002", 80, 70, 75, 80)
    found = office.as_("jia").ask(plan_page, number="PJ2026Q3-1")
    assert found.plan.state is PlanState.DONE
    assert [(r.number, r.grade) for r in found.reports] == [(R1, Grade.B), (R2, Grade.D)]


def test_a_plan_that_was_left_open_is_finished_by_hand(
    office: Office, quarter: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(approving, "finish", lambda *_: None)
    in_force(office, "P001", 85, 90, 80, 90)
    in_force(office, "P002", 80, 70, 75, 80)
    assert office.as_("jia").ask(plan_page, number="PJ2026Q3-1").plan.state is PlanState.RUNNING
    office.as_("in").run(finish_evaluation_plan, number="PJ2026Q3-1")
    assert office.as_("jia").ask(plan_page, number="PJ2026Q3-1").plan.state is PlanState.DONE


def test_a_report_in_force_is_corrected_by_a_new_version(office: Office, quarter: Records) -> None:
    in_force(office, "P002", 80, 70, 75, 80)
    assert refusal(lambda: draft(office, 2)).startswith("E009")
    quarter.figures["P002"] = GOOD
    number = draft(office, 2, correction="回单日期录错")
    assert refusal(lambda: draft(office, 2)).startswith("E008")
    submitted(office, number)
    approved(office, number)
    assert page(office, R2).state is ReportState.SUPERSEDED
    now = partner(office, "P002")
    assert (now.grade, now.status, now.evaluation_no) == (Grade.A, PartnerStatus.ACTIVE, number)


def test_the_figures_can_be_recounted(office: Office, quarter: Records) -> None:
    in_force(office, "P002", 80, 70, 75, 80)
    boss = office.as_("boss")
    assert boss.ask(recompute_report, number=R2).rows == ()
    quarter.figures["P002"] = P002_MENDED
    rows = boss.ask(recompute_report, number=R2).rows
    assert {row.what for row in rows} >= {"H5 回单返还率", "总分"}
    assert page(office, R2).total_hundredths == 6869


def test_a_report_is_recounted_as_of_its_own_day(
    office: Office, quarter: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force(office, "P002", 80, 70, 75, 80)
    own = office.clock.now()

    def by_the_clock(read: Any, **asked: Any) -> Any:
        quarter.figures["P002"] = P002 if read.now == own else GOOD
        return quarter.measure(read, **asked)

    monkeypatch.setattr(facts, "measure", by_the_clock)
    office.at("2027-03-01 10:00")
    assert office.as_("boss").ask(recompute_report, number=R2).rows == ()


def test_the_manager_is_told_what_changed_since_it_was_submitted(
    office: Office, quarter: Records
) -> None:
    scored(office, "P002", 80, 70, 75, 80)
    submitted(office, draft(office, 2))

    def told() -> str:
        (waiting,) = office.as_("boss").ask(approvals_for_me)
        summary = office.desk.ask(approval_summary, approval_id=waiting.id)
        return dict(summary.facts).get("提交后记录有变", "")

    assert told() == ""
    quarter.figures["P002"] = P002_MENDED
    assert told().startswith("H5 回单返还率:89/100 89.00%,得 5.00 分→84/100 84.00%,得 2.22 分")


def test_a_new_scheme_is_tried_on_what_was(office: Office, quarter: Records) -> None:
    in_force(office, "P001", 85, 90, 80, 90)
    desk = office.as_("in")
    same = desk.run(draft_next_scheme, scheme_id=1).value
    (row,) = desk.ask(backtest_scheme, scheme_id=same)
    assert (row.old_total, row.new_total, row.changes) == (8281, 8281, False)
    strict = standard_scheme(PartnerScope.REGION)
    first = strict.indicators[0]
    changed = (
        replace(first, full_hundredths=10000),
        *strict.indicators[1:],
    )
    typed = replace(strict, indicators=changed, b_from=8150)
    (row,) = desk.ask(backtest_draft, draft=typed)
    assert (row.old_grade, row.new_grade, row.new_total) == (Grade.B, Grade.C, 8281 - 1806 + 1625)
    assert row.changes is (row.old_grade is not row.new_grade)
    inland = standard_scheme(PartnerScope.INLAND)
    assert desk.ask(backtest_draft, draft=inland) == []


def test_evaluators_who_lie_far_apart_are_looked_at_again(office: Office, quarter: Records) -> None:
    scored(office, "P001", 60, 90, 80, 90, logins=("jia",))
    scored(office, "P001", 90, 90, 80, 90, logins=("in",))
    number = draft(office, 1)
    desk = office.as_("in")
    desk.run(write_report, number=number, **WORDS)
    said = refusal(lambda: desk.run(submit_report, number=number))
    assert said.startswith("E078 评估人对S1 服务态度与配合的评分相差 3 分以上")
    desk.with_(confirmed=frozenset({"E078"})).run(submit_report, number=number)
    assert page(office, number).state is ReportState.SUBMITTED


def test_nobody_who_scored_decides(office: Office, quarter: Records) -> None:
    scored(office, "P001", 85, 90, 80, 90)
    number = draft(office, 1)
    submitted(office, number)
    who = people(office)
    office.as_("boss").run(update_user, user_id=who["jia"], name="客服员甲", role=Role.MGR)
    mine = refusal(lambda: office.as_("jia").run(approve_report, number=number))
    assert mine.startswith("E190")
    turned = refusal(lambda: office.as_("jia").run(reject_report, number=number, reason="不同意"))
    assert turned.startswith("E190")


def test_a_report_is_read_by_all_only_when_in_force(office: Office, quarter: Records) -> None:
    scored(office, "P001", 85, 90, 80, 90)
    number = draft(office, 1)
    hidden = refusal(lambda: office.as_("jia").ask(report_page, number=number))
    assert hidden.startswith("E210")
    assert office.as_("out").ask(report_page, number=number).state is ReportState.DRAFT
    submitted(office, number)
    desk = office.as_("in")
    desk.run(recall_report, number=number)
    desk.run(submit_report, number=number)
    approved(office, number)
    assert office.as_("jia").ask(report_page, number=number).grade is Grade.B
    jia = office.as_("jia")
    assert len(jia.list_ids("reports_in_force", ())) == 1
    assert refusal(lambda: jia.list_ids("evaluation_reports", ())).startswith("E210")
    assert [row.code for row in office.as_("boss").ask(report_peers, number=number)] == [
        "P001",
        "P002",
    ]


def test_the_work_to_do_is_on_the_board(office: Office, quarter: Records) -> None:
    def kinds() -> list[str]:
        rows = office.as_("out").today()
        return [r.kind for r in rows if "报告" in r.kind]

    assert kinds() == []
    scored(office, "P001", 85, 90, 80, 90)
    assert kinds() == ["起草评估报告"]
    number = draft(office, 1)
    assert kinds() == ["完成评估报告"]
    submitted(office, number)
    assert kinds() == []
    office.as_("boss").run(reject_report, number=number, reason="再核")
    assert kinds() == ["重写被驳回的评估报告"]


def test_a_partner_suspended_by_hand_comes_back_only_by_his_report(
    office: Office, quarter: Records
) -> None:
    boss = office.as_("boss")
    boss.with_(reason="货损").run(suspend_partner, partner_id=1)
    scored(office, "P001", 85, 90, 80, 90)
    number = draft(office, 1)
    found = page(office, number)
    assert (found.status_now, found.status_then) == (PartnerStatus.SUSPENDED, PartnerStatus.ACTIVE)


def test_the_partners_copy_names_nobody(office: Office, quarter: Records) -> None:
    number = in_force(
        office, "P002", 100, 100, 100, 100, defects="回单返还偏慢", conclusion="限期整改一个月"
    )
    office.as_("in").run(
        record_partner_reply, number=number, reply="认可", replied_on=date(2026, 10, 12)
    )
    own, copy = office.as_("boss").paper("P-08", number)
    assert (own.copies, copy.copies) == (("部门",), ("合作商",))
    assert "客服员甲" in snapshot_text(own)
    assert "客服员甲" not in snapshot_text(copy)
    assert "有记录" not in snapshot_text(copy)
    snapshots.check_snapshot("P-08_department", snapshot_text(own))
    snapshots.check_snapshot("P-08_partner", snapshot_text(copy))
    for paper in (own, copy):
        assert not render_pdf(paper).missing


def test_a_rejected_report_prints_as_not_approved(office: Office, quarter: Records) -> None:
    scored(office, "P001", 85, 90, 80, 90)
    number = draft(office, 1)
    (paper,) = office.as_("in").paper("P-08", number)
    assert paper.watermark == "草稿"
    submitted(office, number)
    office.as_("boss").run(reject_report, number=number, reason="再核")
    (paper,) = office.as_("in").paper("P-08", number)
    assert paper.watermark == "未批准"


def test_former_scorecards_stay_readable(office: Office, quarter: Records) -> None:
    scored(office, "P001", 85, 90, 80, 90)
    number = draft(office, 1)
    office.as_("in").run(ask_new_scores, number=number, reason="依据不足")
    assert office.as_("in").ask(scorecard_sheet, scorecard_id=1).round_no == 1
    assert page(office, number).missing == ("客服员甲", "进港调度")


def test_who_may(office: Office, quarter: Records) -> None:
    drafters = (draft_report, write_report, refresh_report, submit_report, ask_new_scores)
    matrix: dict[Callable[..., Any], str] = dict.fromkeys(drafters, "IN OUT")
    managers = (approve_report, reject_report, pass_rectification, fail_rectification)
    assert_matrix(office, {**matrix, **dict.fromkeys(managers, "MGR")})
    assert RectificationState.OPEN.label == "整改中"


def test_a_report_left_over_stops_the_day(office: Office, quarter: Records) -> None:
    scored(office, "P001", 85, 90, 80, 90)

    def left() -> list[str]:
        day = DayClosing(Role.IN)
        with office.as_("in").reading() as read:
            read.emit(day)
        return [item.title for duty, item in day.found if duty.name == "evaluation_reports_due"]

    assert left() == []
    office.at("2026-10-25 18:00")
    assert left() == ["喀什鸿运1 2026年第3季度"]


def test_tickets_taken_back_leave_nothing_to_report(office: Office, quarter: Records) -> None:
    scored(office, "P001", 85, 90, 80, 90)
    number = draft(office, 1)
    quarter.tickets["P001"] = 0
    desk = office.as_("in")
    desk.run(write_report, number=number, **WORDS)
    said = refusal(lambda: desk.run(submit_report, number=number))
    assert "期间无业务,不评分" in said


def test_a_report_of_a_cancelled_plan_waits_for_nobody(office: Office, quarter: Records) -> None:
    """And the next plan about the same days goes on counting the versions."""
    scored(office, "P001", 85, 90, 80, 90)
    submitted(office, draft(office, 1))
    boss = office.as_("boss")
    boss.run(cancel_evaluation_plan, number="PJ2026Q3-1", reason="改期")
    assert boss.ask(approvals_for_me) == []
    assert page(office, R1).state is ReportState.DRAFT
    assert refusal(lambda: approved(office, R1)).startswith("E008")
    desk = office.as_("in")
    for change in (
        lambda: desk.run(write_report, number=R1, **WORDS),
        lambda: desk.run(refresh_report, number=R1),
        lambda: desk.run(submit_report, number=R1),
    ):
        assert refusal(change).startswith("E008")
    running(office, planned(office))
    scored(office, "P001", 85, 90, 80, 90)
    number = draft(office, 1, plan="PJ2026Q3-2")
    assert number == "PG2026Q3-P001-V2"
    submitted(office, number)
    approved(office, number)
    assert partner(office, "P001").evaluation_no == number


def test_a_deputy_does_not_decide_on_what_he_wrote(office: Office, quarter: Records) -> None:
    scored(office, "P001", 85, 90, 80, 90)
    number = draft(office, 1)
    office.as_("out").run(write_report, number=number, **WORDS)
    office.as_("in").run(submit_report, number=number)
    boss = office.as_("boss")
    boss.run(name_deputy, deputy="out", ends_on=date(2026, 10, 20), reason="出差")
    (waiting,) = office.as_("out").ask(approvals_for_me)
    mine = refusal(lambda: office.desk.run(grant_approval, approval_id=waiting.id))
    assert mine.startswith("E190")
    assert page(office, number).state is ReportState.SUBMITTED
