"""AT-12: a quarter's tickets become figures, points, grades and what follows from them.

No figure is typed in: the tickets of `tests.evaluation.at12_courses` are counted by the program. The
quarter before gave P001 79.20 points, so that this one shows an arrow upwards.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from desk.evaluation.measures.queries import measure_tickets
from desk.evaluation.plans.cards import enter_scorecard
from desk.evaluation.reports.approving import approve_report, reject_report
from desk.evaluation.reports.choices import ReportState
from desk.evaluation.reports.commands import (
    ask_new_scores,
    draft_report,
    submit_report,
    write_report,
)
from desk.evaluation.reports.comparing import recompute_report, report_differences
from desk.evaluation.reports.queries import ReportPage, report_page
from desk.evaluation.reports.rules import VetoDraft
from desk.evaluation.schemes.choices import Trend
from desk.filing.receipts.commands import receive_receipts, return_receipt_back
from desk.freight.transit.commands import add_transit
from desk.freight.transit.drafts import TransitGoods, TransitPlan
from desk.partners.carriers.choices import Grade, PartnerStatus
from desk.partners.carriers.queries import PartnerRow, partner_card
from tests.conftest import Office, at
from tests.evaluation.at12_courses import Q3
from tests.evaluation.playing import CONFIRMED, Book, in_stock, play
from tests.evaluation.typed_quarter import card, marks, planned, running, scheme, scored
from tests.evaluation.writing import at12
from tests.filing.receipts.papers_desk import refusal

WORDS: dict[str, Any] = {"suggestions": "加强装卸管理", "conclusion": "按等级处理"}
WHY = "软性评分无依据;回单5份补录迟到日期不实"
LATE = {"scores_due_on": date(2026, 11, 20), "reports_due_on": date(2026, 11, 30)}


@dataclass
class Story:
    """The office on 16 November 2026 with the quarter's tickets by their names."""

    office: Office
    book: Book

    def draft(self, partner_id: int, plan: str = "PJ2026Q3-1") -> str:
        desk = self.office.as_("in")
        number: str = desk.run(draft_report, plan_number=plan, partner_id=partner_id).value
        desk.run(write_report, number=number, **WORDS)
        return number

    def approved(self, number: str, reason: str = "同意") -> None:
        self.office.as_("in").run(submit_report, number=number)
        self.office.as_("boss").run(approve_report, number=number, reason=reason)

    def page(self, number: str) -> ReportPage:
        return self.office.as_("boss").ask(report_page, number=number)

    def partner(self, code: str) -> PartnerRow:
        return self.office.as_("boss").ask(partner_card, partner=code).partner

    def soft(self, code: str, jia: tuple[int, ...], dispatcher: tuple[int, ...]) -> None:
        """Two evaluators' scores in tenths."""
        scored(self.office, code, *jia, logins=("jia",))
        scored(self.office, code, *dispatcher, logins=("in",))


@pytest.fixture
def story(office: Office) -> Story:
    """Second quarter decided, third one running, nobody has scored for it."""
    found = Story(office, at12(office))
    scheme(office)
    before = planned(office, (1,), period="2026Q2", **LATE)
    running(office, before)
    found.soft("P001", (70, 70, 80, 70), (70, 70, 70, 80))
    number = found.draft(1, before)
    found.approved(number)
    page = found.page(number)
    assert (page.total_hundredths, page.grade) == (7920, Grade.C)
    assert [line.points_hundredths for line in page.measured] == [
        2000, 1000, 1000, 0, 1000, 670, 500, 300,
    ]  # fmt: skip
    running(office, planned(office, (1, 2, 3, 5), **LATE))
    return found


def test_the_quarter_is_evaluated(story: Story) -> None:
    p001_gets_b(story)
    p002_is_turned_down_and_then_suspended(story)
    p003_has_a_veto(story)
    p005_is_capped(story)


def p001_gets_b(story: Story) -> None:
    office = story.office
    scored(office, "P001", 80, 90, 85, 90, logins=("jia",))
    number = story.draft(1)
    early = refusal(lambda: office.as_("in").run(submit_report, number=number))
    assert early.startswith("E193 喀什鸿运 还有 1 位评估人未评分")
    scored(office, "P001", 90, 90, 75, 90, logins=("in",))
    story.approved(number)
    page = story.page(number)
    assert number == "PG2026Q3-P001-V1"
    shown = [
        (line.numerator, line.denominator, line.value_hundredths, line.points_hundredths)
        for line in page.measured
    ]
    assert shown == [
        (231, 240, 9625, 1806),
        (6, 3200, 188, 902),
        (1, 3200, 31, 897),
        (3, 240, 125, 700),
        (192, 200, 9600, 889),
        (24_384_000, 24_000_000, 10160, 670),
        (3, 4, 7500, 250),
        (221, 240, 9208, 442),
    ]
    assert (page.measured_hundredths, page.soft_hundredths) == (6556, 1725)
    assert [row.line.value_hundredths for row in page.soft] == [850, 900, 800, 900]
    assert [row.line.points_hundredths for row in page.soft] == [425, 450, 400, 450]
    assert (page.total_hundredths, page.grade, page.tickets) == (8281, Grade.B, 240)
    assert (page.former_total, page.trend) == (7920, Trend.UP)
    now = story.partner("P001")
    assert (now.status, now.grade, page.state) == (
        PartnerStatus.ACTIVE,
        Grade.B,
        ReportState.EFFECTIVE,
    )
    frozen = refusal(lambda: office.as_("in").run(write_report, number=number, **WORDS))
    assert frozen.startswith("E194")
    every_ticket_is_shown(story, page)


def every_ticket_is_shown(story: Story, page: ReportPage) -> None:
    """A click on a figure: the very tickets, and they add up."""
    desk = story.office.as_("in")
    for line in page.measured:
        rows = desk.ask(measure_tickets, partner="P001", code=line.code, from_on=Q3[0], to_on=Q3[1])
        assert sum(row.numerator for row in rows) == line.numerator
        assert sum(row.denominator for row in rows) == line.denominator
    assert desk.ask(recompute_report, number=page.number).rows == ()


def p002_is_turned_down_and_then_suspended(story: Story) -> None:
    office = story.office
    due = card(office, "jia", "P002")
    bare = refusal(
        lambda: office.as_("jia").run(
            enter_scorecard, scorecard_id=due.id, scores=marks(100, 100, 100, 100)
        )
    )
    assert "E195 " in bare
    scored(office, "P002", 100, 100, 100, 100, evidence="ok")
    first = story.draft(2)
    office.as_("in").run(submit_report, number=first)
    page = story.page(first)
    assert [line.points_hundredths for line in page.measured] == [
        1111, 741, 777, 532, 500, 850, 500, 333,
    ]  # fmt: skip
    assert (page.measured_hundredths, page.total_hundredths) == (5344, 7344)
    assert page.grade is Grade.C
    mine = refusal(lambda: office.as_("in").run(approve_report, number=first))
    assert mine.startswith("E210")
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(reject_report, number=first, reason="")).startswith("E191")
    boss.run(reject_report, number=first, reason=WHY)
    receipts_are_corrected(story)
    second = story.draft(2)
    office.as_("in").run(ask_new_scores, number=second, reason=WHY)
    scored(office, "P002", 80, 70, 75, 80)
    story.approved(second)
    page = story.page(second)
    h5 = page.measured[4]
    assert (h5.numerator, h5.denominator, h5.points_hundredths) == (84, 100, 222)
    assert (page.measured_hundredths, page.soft_hundredths) == (5066, 1525)
    assert (page.total_hundredths, page.grade) == (6591, Grade.D)
    assert story.partner("P002").status is PartnerStatus.SUSPENDED
    old = story.page(first)
    assert (old.state, old.answer, old.total_hundredths) == (ReportState.REJECTED, WHY, 7344)
    differing = office.as_("in").ask(report_differences, number=second)
    words = {row.what: (row.before, row.after) for row in differing.rows}
    assert words["H5 回单返还率"] == ("89/100 89.00%,得 5.00 分", "84/100 84.00%,得 2.22 分")
    assert words["总分"] == ("73.44", "65.91")
    nothing_more_goes_to_p002(story)


def receipts_are_corrected(story: Story) -> None:
    """Five papers had come five days after their day; the date first noted was not true."""
    desk = story.office.as_("jia")
    for key in ("b20", "b21", "b22", "b23", "b24"):
        desk.run(return_receipt_back, number=story.book[key], reason="补录日期不实")
        late = Q3[0] + timedelta(days=5 + 2 + 15 + 5)
        desk.run(receive_receipts, numbers=(story.book[key],), on=late)


def nothing_more_goes_to_p002(story: Story) -> None:
    desk, book = story.office.as_("in"), story.book
    steps = [(at("2026-11-16 09:00"), in_stock("new"))]
    desk.with_(confirmed=CONFIRMED).run(play, steps=steps, book=book)
    said = refusal(
        lambda: desk.run(
            add_transit,
            plan=TransitPlan(partner="P002", dest="喀什"),
            goods=(TransitGoods(waybill=book["new"]),),
        )
    )
    assert "E160 合作商「喀什顺达」状态为暂停,不能新增中转。" in said


def p003_has_a_veto(story: Story) -> None:
    office = story.office
    scored(office, "P003", 70, 70, 65, 65)
    number = story.draft(3)
    (hint,) = story.page(number).hints
    assert hint == f"代收货款最长 17 天才返还(运单 {story.book['c0']})"
    veto = (VetoDraft(code="V2", found=True, evidence=hint),)
    office.as_("in").run(write_report, number=number, vetoes=veto, **WORDS)
    story.approved(number)
    page = story.page(number)
    assert (page.measured_hundredths, page.soft_hundredths) == (7780, 1350)
    assert (page.total_hundredths, page.grade, page.vetoed) == (9130, Grade.D, True)
    assert story.partner("P003").status is PartnerStatus.SUSPENDED


def p005_is_capped(story: Story) -> None:
    office = story.office
    scored(office, "P005", 70, 70, 70, 70)
    number = story.draft(5)
    office.as_("in").run(submit_report, number=number)
    page = story.page(number)
    assert (page.tickets, page.few, page.capped) == (6, True, True)
    claims = page.measured[6]
    assert (claims.denominator, claims.value_hundredths, claims.points_hundredths) == (0, None, 500)
    assert (page.total_hundredths, page.grade) == (9400, Grade.B)
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(approve_report, number=number)).startswith("E001")
    boss.run(approve_report, number=number, reason="样本不足,等级按 B")
    assert story.partner("P005").grade is Grade.B
