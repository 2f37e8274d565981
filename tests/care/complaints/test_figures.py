"""K11 to K13, reports upward, and writing down within the hour."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from desk.care.complaints.analysis import complaint_analysis
from desk.care.complaints.answering import record_satisfaction, reply_complaint
from desk.care.complaints.choices import (
    Channel,
    ComplaintKind,
    Level,
    ReportTo,
    Satisfaction,
    Validity,
)
from desk.care.complaints.clock_commands import (
    change_complaint_level,
    pause_complaint,
    resume_complaint,
)
from desk.care.complaints.deciding import propose_decision
from desk.care.complaints.drafts import ComplaintDraft
from desk.care.complaints.ending import close_complaint, dismiss_complaint, reopen_complaint
from desk.care.complaints.figures import ComplaintRates, complaint_rates
from desk.care.complaints.investigating import investigate_complaint
from desk.care.complaints.queries import complaint_card, proposed_level
from desk.care.complaints.registering import register_complaint
from desk.care.complaints.telling import report_complaint
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import day
from tests.freight.delivery.yard import TROLLEYS, in_stock
from tests.scenarios.test_at10_complaints import SLOW, finish

NOVEMBER = {"from_on": day("2026-11-01"), "to_on": day("2026-11-30")}


def rates(office: Office) -> ComplaintRates:
    return office.as_("boss").ask(complaint_rates, **NOVEMBER)


def registered(office: Office, **changes: Any) -> str:
    return office.as_("jia").run(register_complaint, draft=replace(SLOW, **changes)).value


def test_nothing_to_count_is_no_hundred_per_cent(office: Office) -> None:
    found = rates(office)
    assert (found.complaint_bp, found.closing_bp, found.content_bp) == (None, None, None)


def test_the_three_figures(office: Office) -> None:
    office.at("2026-11-18 17:00")
    tickets = [in_stock(office, TROLLEYS, paper_no=f"T-{n}") for n in range(4)]
    office.at("2026-11-20 18:00")
    first = registered(office, waybill=tickets[0])
    registered(office, waybill=tickets[0], complainant="别人", phone="")
    false = registered(office, waybill=tickets[1], complainant="误会", phone="")
    why: dict[str, Any] = {"validity": Validity.INVALID, "reason": "客户看错单号"}
    office.as_("boss").run(dismiss_complaint, number=false, **why)
    office.at("2026-11-23 17:00")
    finish(office, first)
    found = rates(office)
    assert (found.complained, found.tickets, found.complaint_bp) == (1, 4, 2500)
    assert (found.closing_due, found.closing_met, found.closing_bp) == (2, 1, 5000)
    assert (found.reached, found.content, found.content_bp) == (1, 1, 10_000)


def test_reopening_buys_no_time_and_takes_none(office: Office) -> None:
    office.at("2026-11-20 18:00")
    number = registered(office)
    office.at("2026-11-23 17:00")
    finish(office, number)
    office.at("2026-11-26 11:00")
    office.as_("boss").run(reopen_complaint, number=number, reason="未兑现")
    assert rates(office).closing_met == 0
    office.at("2026-11-27 11:00")
    jia = office.as_("jia")
    jia.run(investigate_complaint, number=number, investigation="已补做")
    jia.run(propose_decision, number=number, decision="再次致歉")
    jia.run(reply_complaint, number=number, channel=Channel.PHONE, reply="已补做并致歉")
    jia.run(record_satisfaction, number=number, satisfied=Satisfaction.FAIR)
    jia.run(close_complaint, number=number)
    assert rates(office).closing_met == 1


def test_one_report_counts_once_however_often_the_level_changes(office: Office) -> None:
    office.at("2026-11-20 11:00")
    number = registered(office, level=Level.SERIOUS, level_reason="老客户")
    assert office.as_("boss").ask(complaint_analysis, **NOVEMBER).reports_in_time == (0, 0)
    up: dict[str, Any] = {"level": Level.MAJOR, "reason": "客户向 12328 反映"}
    office.as_("jia").run(change_complaint_level, number=number, **up)
    office.at("2026-11-20 11:20")
    told: dict[str, Any] = {"report_to": ReportTo.MGR, "person": "王经理", "how": "当面"}
    office.as_("jia").run(report_complaint, number=number, **told)
    assert office.as_("boss").ask(complaint_analysis, **NOVEMBER).reports_in_time == (1, 1)
    office.at("2026-11-20 14:00")
    assert office.as_("boss").ask(complaint_analysis, **NOVEMBER).reports_in_time == (1, 2)


def test_written_down_within_the_hour(office: Office) -> None:
    office.at("2026-11-20 18:30")
    registered(office, received_at=at("2026-11-20 17:00"))
    registered(office, received_at=at("2026-11-20 17:40"), complainant="别人", phone="")
    found = rates(office)
    assert (found.cases, found.registered_in_time) == (2, 1)


def test_the_proposal_is_the_level_it_is_registered_at(office: Office) -> None:
    office.at("2026-11-18 17:00")
    waybill = in_stock(office, TROLLEYS)
    for _ in range(2):
        office.at("2026-11-20 11:00")
        draft = ComplaintDraft(
            complainant="老王", kind=ComplaintKind.DELAY, content="慢", waybill=waybill
        )
        proposal = office.as_("jia").ask(proposed_level, draft=draft)
        number = office.as_("jia").run(register_complaint, draft=draft).value
        office.at("2026-11-20 11:30")
    assert office.as_("jia").ask(complaint_card, number=number).level is proposal.level


def test_a_call_in_the_last_second_of_the_day_is_counted(office: Office) -> None:
    office.clock.put(at("2026-11-30 23:59") + timedelta(seconds=59, milliseconds=500))
    registered(office)
    assert office.as_("jia").ask(complaint_analysis, **NOVEMBER).total == 1


def test_a_pause_over_a_raised_level_is_not_counted_as_late(office: Office) -> None:
    office.at("2026-11-20 18:00")
    number = registered(office)
    jia = office.as_("jia")
    jia.run(pause_complaint, number=number, reason="等发票")
    office.at("2026-11-21 11:00")
    change: dict[str, Any] = {"number": number, "level": Level.SERIOUS, "reason": "客户辱骂"}
    jia.run(change_complaint_level, **change)
    office.at("2026-11-25 18:00")
    jia.run(resume_complaint, number=number)
    finish(office, number)
    assert rates(office).closing_met == 1


def test_a_lowered_level_is_counted_by_its_own_shorter_time(office: Office) -> None:
    office.at("2026-11-20 18:00")
    number = registered(office, level=Level.MAJOR, level_reason="媒体来电")
    change: dict[str, Any] = {"number": number, "level": Level.GENERAL, "reason": "并无媒体"}
    office.as_("boss").run(change_complaint_level, **change)
    office.at("2026-11-25 18:00")
    finish(office, number)
    assert rates(office).closing_met == 0
