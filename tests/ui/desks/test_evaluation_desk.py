"""A report is drafted, written, submitted, turned down and approved; what stands behind a figure opens."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desk.evaluation.measures import queries as measure_queries
from desk.evaluation.measures.behind import TicketBehind
from desk.evaluation.reports.choices import ReportState
from desk.evaluation.reports.commands import write_report
from desk.evaluation.reports.queries import LineRow, ReportPage, report_page
from desk.evaluation.schemes.choices import IndicatorKind
from desk.filing.customer_files.attached import attachments
from tests.conftest import Office, at
from tests.evaluation.reports.test_reports import R1, R2, draft, submitted
from tests.evaluation.typed_quarter import Records, planned, records, running, scheme, scored
from tests.freight.inbound.truck import PHOTO
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.evaluation_desk.page import EvaluationDesk
from ui.desks.evaluation_desk.views import PEERS, VERSIONS, WRITING
from ui.desks.evaluation_desk.words import LINE_COLUMNS, period_words
from ui.desks.photos import PhotoEditor
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[EvaluationDesk], EvaluationDesk]
Opened = Callable[..., EvaluationDesk]


@pytest.fixture
def quarter(office: Office, monkeypatch: pytest.MonkeyPatch) -> Records:
    """Everybody has scored P001 and P002; P003 had no business."""
    found = records(office, monkeypatch)
    scheme(office)
    running(office, planned(office))
    scored(office, "P001", 85, 90, 80, 90)
    scored(office, "P002", 100, 100, 100, 100, evidence="ok")
    return found


@pytest.fixture
def opened(context: Context, office: Office, quarter: Records, show: Show, clerk: Clerk) -> Opened:
    def put(login: str, number: str = "") -> EvaluationDesk:
        office.as_(login)
        page = show(EvaluationDesk(context))
        clerk.waits_for(lambda: page.found is not None)
        if number:
            page.open_with(number=number)
            clerk.waits_for(lambda: page.report is not None and page.report.number == number)
        page.list.setFocus()
        return page

    return put


def saved(office: Office, number: str) -> ReportPage:
    return office.as_("boss").ask(report_page, number=number)


def shown(page: EvaluationDesk) -> set[str]:
    return {name for name, button in page.steps.buttons.items() if button.isVisible()}


def test_a_report_is_drafted_written_and_submitted_by_keyboard(
    opened: Opened, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    page = opened("in")
    assert [e.partner.code for e in page.list.rows] == ["P001", "P002", "P003"]
    assert "评分已交齐" in page._nothing.sentence.text()
    clerk.press(Key.Key_N, Held.ControlModifier)
    clerk.waits_for(lambda: page.report is not None and page.report.number == R1)
    assert page.views.shown == WRITING
    page.writing.fields["vetoes.0.found"].take_focus()
    clerk.press(Key.Key_Return, times=12)
    assert clerk.at("defects")
    clerk.enter("", "加强装卸管理", "")
    assert frame.said[-1] == f"{R1} 已保存。", "Enter in the last field saves"
    clerk.types("继续合作")
    clerk.waits_for(lambda: page.report is not None and bool(page.report.suggestions))
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not page.writing.touched)
    assert frame.said[-1] == f"{R1} 已保存。"
    found = saved(office, R1)
    assert (found.suggestions, found.conclusion) == ("加强装卸管理", "继续合作")
    assert page.verdict.total.text() == "82.81 分"
    assert page.verdict.grade.text() == "B"
    office.as_("in")
    page.context.asker.answers.append(True)  # type: ignore[attr-defined]
    clerk.press(Key.Key_F7)
    clerk.waits_for(lambda: page.report is not None and page.report.state is ReportState.SUBMITTED)
    assert shown(page) >= {"recall", "print"}
    assert "approve" not in shown(page)


def test_a_found_veto_wants_its_evidence_beside_it(
    opened: Opened, clerk: Clerk, office: Office
) -> None:
    draft(office, 1)
    page = opened("in", R1)
    page.turn_to(WRITING)
    page.writing.fields["vetoes.1.found"].take_focus()
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_F9)
    assert page.writing.fields["vetoes.1.evidence"].problem_text
    clerk.types("9月代收款扣17天")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.report is not None and page.report.vetoed)
    assert page.verdict.grade.text() == "D"
    assert page.verdict.mark.text() == "一票否决"


def test_the_consignments_behind_a_figure_open_and_their_story(
    opened: Opened,
    clerk: Clerk,
    office: Office,
    frame: FrameSpy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day = at("2026-07-20 10:00").date()
    rows = (
        TicketBehind(consignment_id=1, number="YD2607170001", on=day, numerator=1, denominator=1),
        TicketBehind(
            consignment_id=2, number="YD2607170002", on=day, denominator=1, words="晚一天"
        ),
        TicketBehind(consignment_id=3, number="YD2607170003", on=day, left_out="不可抗力"),
    )
    asked: list[tuple[str, int]] = []

    def behind(_read: object, *, code: str, partner_id: int, **_: object) -> object:
        asked.append((code, partner_id))
        return rows

    monkeypatch.setattr(measure_queries, "tickets_behind", behind)
    draft(office, 1)
    page = opened("in", R1)
    clerk.press(Key.Key_Return)
    assert page.figures.lines.hasFocus()
    page.figures.lines.go_to("H1")
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: len(page.figures.behind.rows) == 3)
    assert asked == [("H1", 1)]
    assert page.figures.behind.rows[0].number == "YD2607170002", "what spoils it comes first"
    assert "按期到货票数 1 ÷ 应到票数 2" in page.figures.behind.words.text()
    clerk.press(Key.Key_Return)
    assert frame.opened[-1] == ("story", {"number": "YD2607170002"})
    clerk.press(Key.Key_Escape)
    assert not page.figures.is_behind
    assert page.figures.lines.hasFocus()


def test_a_rejected_version_is_drafted_anew_and_shows_what_differs(
    opened: Opened, clerk: Clerk, office: Office, asker: ScriptedAsker, quarter: Records
) -> None:
    draft(office, 2)
    submitted(office, R2)
    boss = opened("boss", R2)
    asker.answers.append("软性评分无依据")
    clerk.press(Key.Key_E, Held.ControlModifier)
    clerk.waits_for(lambda: boss.report is not None and boss.report.state is ReportState.REJECTED)
    boss.close()
    quarter.figures["P002"] = (
        *quarter.figures["P002"][:4],
        (84, 100),
        *quarter.figures["P002"][5:],
    )
    page = opened("in", R2)
    assert page.steps.buttons["draft"].text() == "起草下一版  Ctrl+N"
    clerk.press(Key.Key_N, Held.ControlModifier)
    clerk.waits_for(lambda: page.report is not None and page.report.version_no == 2)
    page.turn_to(VERSIONS)
    assert [v.version_no for v in page.versions.table.rows] == [2, 1]
    changed = {c.what: (c.before, c.after) for c in page.versions.changes.changes}
    assert changed["H5 回单返还率"][0].startswith("89/100")
    assert changed["H5 回单返还率"][1].startswith("84/100")


def test_the_partners_of_the_plan_stand_side_by_side(
    opened: Opened, clerk: Clerk, office: Office
) -> None:
    draft(office, 1)
    page = opened("in", R1)
    clerk.press(Key.Key_F6, times=2)
    assert page.views.shown == PEERS
    assert not page.verdict.isVisible()
    assert [row.code for row in page.peers.table.rows] == ["P001", "P002"]
    page.close()
    office.as_("in")
    submitted(office, R1)
    boss = opened("boss", R1)
    clerk.press(Key.Key_F8)
    clerk.form()
    clerk.enter("同意", "", "")
    clerk.back_to(boss)
    clerk.waits_for(lambda: boss.report is not None and boss.report.state is ReportState.EFFECTIVE)
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert boss.context.frame.papers == [("P-08", R1)]  # type: ignore[attr-defined]
    assert "approve" not in shown(boss)
    boss.close()
    clerks = opened("jia", R1)
    assert clerks.peers.table.rows == []
    assert shown(clerks) == {"print"}


def test_the_trend_tells_up_to_eight_periods(opened: Opened, clerk: Clerk, office: Office) -> None:
    draft(office, 1)
    page = opened("in", R1)
    assert page.verdict.trend.accessibleName() == "总分走势:2026Q3 82.81 B"
    assert page.list.rows[2].partner.standing.label == "无业务,不评分"


def test_proof_of_a_veto_hangs_on_the_report(
    opened: Opened, clerk: Clerk, office: Office, frame: FrameSpy, tmp_path: Path
) -> None:
    draft(office, 1)
    page = opened("in", R1)
    clerk.press(Key.Key_F12)
    clerk.waits_for(lambda: frame.said[-1:] == ["没有附件。"])
    clerk.press(Key.Key_U, Held.ControlModifier)
    form, proof = clerk.form(), tmp_path / "回单.jpg"
    proof.write_bytes(PHOTO.content)
    files = form.fields["files"]
    assert isinstance(files, PhotoEditor)
    files.choose = lambda: [proof]
    files.add()
    clerk.waits_for(lambda: not files.is_empty())
    clerk.press(Key.Key_F9)
    clerk.back_to(page)
    kept = office.as_("boss").ask(
        attachments, record="evaluation_report", record_id=saved_id(office)
    )
    assert [paper.label for paper in kept] == ["回单.jpg"]


def saved_id(office: Office) -> int:
    return saved(office, R1).id


def test_what_a_colleague_wrote_is_set_beside_mine_and_half_a_report_comes_back(
    opened: Opened, clerk: Clerk, office: Office, asker: ScriptedAsker, context: Context, show: Show
) -> None:
    draft(office, 1)
    page = opened("in", R1)
    page.turn_to(WRITING)
    page.writing.fields["conclusion"].take_focus()
    clerk.types("继续合作")
    page.kept.keep()
    page.hide()
    again = opened("in", R1)
    assert again.kept.line.words.text().endswith(R1)
    clerk.press(Key.Key_R, Held.AltModifier)
    assert again.writing.fields["conclusion"].value() == "继续合作"
    theirs = page.writing.arguments() | {"conclusion": "", "suggestions": "加强装卸管理"}
    office.desk.run(write_report, **theirs)
    asker.answers.append(True)
    again.save()
    assert asker.asked[-1][1] == ("改进建议:采用对方的「加强装卸管理」",)
    found = saved(office, R1)
    assert (found.suggestions, found.conclusion) == ("加强装卸管理", "继续合作")


def test_a_period_from_day_to_day_is_told_by_its_end() -> None:
    told = [period_words(p) for p in ("2026Q3", "202611", "20261107T20261120")]
    assert told == ["26Q3", "2611", "~11-20"]


def test_money_of_an_indicator_looks_like_money() -> None:
    line = LineRow(
        code="H6",
        name="价格水平",
        kind=IndicatorKind.HARD,
        formula="H6",
        definition="",
        unit="",
        zero_hundredths=115_00,
        full_hundredths=95_00,
        weight_hundredths=10_00,
        numerator=870_000,
        denominator=870_050,
        value_hundredths=99_99,
        points_hundredths=7_51,
        peer_mean=None,
        rank_no=4,
        rank_of=7,
        far_apart=False,
    )
    cells = {column.heading: column.text(line) for column in LINE_COLUMNS}
    assert (cells["分子"], cells["分母"], cells["零→满分"]) == ("8,700.00", "8,700.50", "115→95")
