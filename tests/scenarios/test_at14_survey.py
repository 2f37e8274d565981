"""AT-14: twelve questionnaires sent, ten recommendations, five full answers, one call owed."""

import pytest

from desk.care.callbacks.choices import FollowUpState
from desk.care.callbacks.screens import FOLLOW_UPS
from desk.care.callbacks.today import follow_ups_to_finish
from desk.care.surveys.choices import Grade
from desk.care.surveys.drafts import Answer
from desk.care.surveys.queries import SurveyReport, satisfaction_of_period, survey_report
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.kernel.moments import local
from tests import snapshots
from tests.care.surveys.round import RECOMMEND, answer, approved, customers, full, sent
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import day

FULL = (("555435", 5), ("454444", 4), ("345234", 3), ("555545", 5), ("234233", 2))
RECOMMENDED = (10, 9, 7, 10, 4, 8, 9, 6, 10, 7)


@pytest.fixture
def number(office: Office) -> str:
    """Monday 23 November 2026, 17:30: all answers are in."""
    customers(office, 14, silent=2)
    approved(office)
    office.at("2026-11-23 10:30")
    found = sent(office)
    office.at("2026-11-23 17:30")
    for n, recommend in enumerate(RECOMMENDED, 1):
        given = (
            full(*FULL[n - 1], recommend)
            if n <= len(FULL)
            else (Answer(item=RECOMMEND, value=recommend),)
        )
        answer(office, f"{found}/{n:02}", given)
    return found


def report(office: Office, number: str) -> SurveyReport:
    return office.as_("jia").ask(survey_report, number=number)


def test_every_figure(office: Office, number: str) -> None:
    assert number == "MY261123-001"
    found = report(office, number)
    figures = found.figures
    assert (figures.sent, figures.answered, figures.valid) == (12, 10, 5)
    assert figures.response_bp == 4167
    assert (figures.recommend_answered, figures.promoters, figures.detractors) == (10, 5, 2)
    assert figures.nps_tenths == 300
    indices = [row.index_hundredths for row in found.rows[:5]]
    assert indices == [9300, 8500, 7000, 9800, 5500]
    assert figures.index_hundredths == 8020
    assert (figures.grade, figures.few) == (Grade.FAIR, False)
    dimensions = {d.name: d.index_hundredths for d in figures.dimensions}
    assert dimensions == {
        "时效": 7600,
        "货物安全": 8800,
        "服务态度": 9200,
        "信息反馈": 6800,
        "价格": 6800,
        "单据结算": 8400,
    }
    assert (figures.overall_answered, figures.csat_bp) == (5, 6000)
    same = office.as_("boss").ask(
        satisfaction_of_period, from_on=day("2026-11-01"), to_on=day("2026-11-30")
    )
    assert same.index_hundredths == 8020
    assert (same.csat_bp, same.nps_tenths, same.sent) == (6000, 300, 12)


def test_respondent_five_is_called_within_eight_working_hours(office: Office, number: str) -> None:
    desk = office.as_("jia")
    names = [field.name for field in FOLLOW_UPS.fields]
    rows = desk.list_rows(FOLLOW_UPS.name, desk.list_ids(FOLLOW_UPS.name, ())).values()
    by_code = {row[names.index("code")]: dict(zip(names, row, strict=True)) for row in rows}
    five = by_code[f"{number}/05"]
    assert five["task"].startswith("满意度指数 55.00,低于 60")
    assert five["state"] is FollowUpState.OPEN
    assert local(five["due_at"]) == at("2026-11-24 17:30")
    with desk.reading() as read:
        first = follow_ups_to_finish(read)
    assert f"{number}/05" in [row.number for row in first]


def test_the_report_and_the_questionnaire_say_it(office: Office, number: str) -> None:
    desk = office.as_("boss")
    (paper,) = desk.paper("P-14b", number)
    text = snapshot_text(paper)
    for words in (
        "80.20 一般",
        "60.00%",
        "30.0(10 人回答,推荐 5、贬损 2)",
        "41.67%",
        "时效 25 76.00",
    ):
        assert words in text, words
    snapshots.check_snapshot("P-14b_AT-14", text)
    (sheet,) = desk.paper("P-14", f"{number}/05")
    assert sheet.qr is not None
    snapshots.check_snapshot("P-14_AT-14", snapshot_text(sheet))
    assert render_pdf(sheet).pages == 1
    assert not render_pdf(paper).missing
