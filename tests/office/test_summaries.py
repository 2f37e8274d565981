"""Whoever decides reads what a request is about, what changes and why, and sees its paper."""

import inspect
from collections.abc import Callable
from datetime import date

import pytest

from desk.documents.pdf import render_pdf
from desk.filing.documents.rules import DiffLine
from desk.filing.documents.summary import changed_lines
from desk.kernel.calendar import BEIJING
from desk.office.approvals.commands import grant_approval, refuse_approval
from desk.office.approvals.events import ApprovalSummaryAsked
from desk.office.approvals.summary import ApprovalSummary, approval_summary
from desk.registry import ROOMS
from tests.conftest import Office
from tests.office import waiting


def test_whoever_asks_for_an_approval_says_what_it_is_about() -> None:
    asking = {
        room.name
        for room in ROOMS
        for module in room.modules
        if "ask_approval(" in inspect.getsource(module) and room.name != "approvals"
    }
    telling = {
        room.name
        for room in ROOMS
        for handler in room.handlers
        if handler.event is ApprovalSummaryAsked
    }
    assert len(asking) >= 13
    assert asking <= telling


def shown(office: Office) -> ApprovalSummary:
    """The one request that waits."""
    (row,) = waiting.waiting(office)
    return office.desk.ask(approval_summary, approval_id=row.id)


def facts(summary: ApprovalSummary) -> dict[str, str]:
    return dict(summary.facts)


@pytest.mark.parametrize(
    ("raised", "form", "page"),
    [
        (waiting.quote, "P-18", "call_sheet"),
        (waiting.revision, "P-13", "document_desk"),
        (waiting.claim, "P-31", "claim_desk"),
        (waiting.complaint, "P-12", "complaint_desk"),
        (waiting.questionnaire, "P-14", "questionnaire_editor"),
        (waiting.calls, "P-10", "callback_plans"),
        (waiting.sheet, "", "tariff_sheets"),
    ],
)
def test_every_request_has_facts_a_window_and_where_there_is_one_a_paper(
    office: Office, raised: Callable[[Office], object], form: str, page: str
) -> None:
    raised(office)
    summary = shown(office)
    assert (summary.form, summary.page) == (form, page)
    assert len(summary.facts) >= 3
    assert all(words for _, words in summary.facts)
    if form:
        papers = office.desk.paper(form, summary.form_number, **summary.form_options)
        assert render_pdf(papers).pages >= 1


def test_a_quote_stands_against_the_tariff_and_the_managers_limit(office: Office) -> None:
    waiting.quote(office)
    summary = shown(office)
    assert facts(summary)["线路"] == "郑州→喀什"
    assert facts(summary)["低于运价"].startswith("9.96%")
    assert "经理权限 15.00%" in facts(summary)["低于运价"]
    assert summary.why == "首票让利"
    assert [change.what for change in summary.changes] == ["基本运费"]
    assert summary.former.startswith("运价公布价2026")


def test_a_revision_shows_the_lines_that_are_others(office: Office) -> None:
    waiting.revision(office)
    summary = shown(office)
    assert (summary.former, summary.why) == ("A/0", "增加复述")
    assert [(c.before, c.after) for c in summary.changes] == [
        ("第二条 记录客户要求。", "第二条 记录客户要求并复述。")
    ]
    assert "并复述" in summary.text
    assert summary.files == (), "its wording is readable without the file"


def test_lines_that_went_stand_beside_those_that_came() -> None:
    marks = (("-", "甲"), ("-", "乙"), ("+", "丙"), (" ", "丁"), ("+", "戊"), ("-", "己"))
    lines = [DiffLine(mark, text) for mark, text in marks]
    assert list(changed_lines(lines)) == [
        ("", "甲", "丙"),
        ("", "乙", ""),
        ("", "", "戊"),
        ("", "己", ""),
    ]


def test_a_tariff_shows_every_lane_that_is_dearer_new_or_gone(office: Office) -> None:
    waiting.sheet(office)
    summary = shown(office)
    assert summary.former == "公布价2026 V1"
    changed = {c.what: (c.before, c.after) for c in summary.changes}
    assert set(changed) == {"郑州市→喀什地区", "郑州市→和田地区"}
    assert changed["郑州市→喀什地区"][0].startswith("2.60 元/kg")
    assert changed["郑州市→喀什地区"][1].startswith("2.80 元/kg")
    assert changed["郑州市→和田地区"][0] == ""
    assert summary.row.countersign_needed


def test_a_claim_shows_its_figures_and_papers(office: Office) -> None:
    waiting.claim(office)
    summary = shown(office)
    assert facts(summary)["核定赔付"] == "200.00 元"
    assert [label[:4] for label, _ in summary.files] == ["货损照片"]


def test_a_price_exception_names_its_findings(office: Office) -> None:
    waiting.price(office)
    summary = shown(office)
    assert "690.00" in facts(summary)["高于最低报价"]
    assert (summary.form, summary.form_number) == ("P-05", "ZZ261119-001")
    assert summary.why == "其他合作商停运"


def test_former_decisions_about_the_record_are_told(office: Office) -> None:
    number = waiting.quote(office)
    (row,) = waiting.waiting(office)
    office.desk.run(refuse_approval, approval_id=row.id, reason="让利过多")
    from desk.pricing.quotes.commands import submit_quote

    office.as_("jia").run(submit_quote, number=number)
    summary = shown(office)
    assert [one.reason for one in summary.earlier] == ["让利过多"]
    assert summary.earlier[0].decided_at is not None
    assert summary.earlier[0].decided_at.astimezone(BEIJING).date() == date(2026, 11, 16)
    office.desk.run(grant_approval, approval_id=summary.row.id)
