"""AT-10: a general complaint over a Sunday, and a major one at the very minutes."""

from datetime import datetime
from typing import Any

import pytest

from desk.care.complaints.analysis import complaint_analysis
from desk.care.complaints.answering import record_satisfaction, reply_complaint
from desk.care.complaints.choices import (
    Channel,
    Circumstance,
    ClockKind,
    ComplaintKind,
    ComplaintState,
    Department,
    Level,
    ReportTo,
    Satisfaction,
)
from desk.care.complaints.clock_commands import change_complaint_level, raise_complaints
from desk.care.complaints.deciding import approve_decision, propose_decision
from desk.care.complaints.drafts import ComplaintDraft
from desk.care.complaints.ending import close_complaint
from desk.care.complaints.investigating import investigate_complaint
from desk.care.complaints.lights import Light
from desk.care.complaints.queries import ComplaintCard, complaint_board, complaint_card
from desk.care.complaints.registering import register_complaint
from desk.care.complaints.telling import (
    acknowledge_complaint,
    report_complaint,
    tell_complaint_progress,
)
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from tests import snapshots
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import day, refusal

SLOW = ComplaintDraft(
    complainant="兴疆机电 王经理",
    phone="0991-5550456",
    kind=ComplaintKind.INFORMATION,
    content="通知慢",
)
LOST = ComplaintDraft(
    complainant="建新农机 王建新",
    phone="13900000009",
    kind=ComplaintKind.SHORTAGE,
    content="价值 26,000 元的整票货物在合作商处丢失",
    demand="找到货物或赔偿",
    claimed_fen=2_600_000,
    circumstances=(Circumstance.WHOLE_LOST,),
)


def card(office: Office, number: str) -> ComplaintCard:
    return office.as_("jia").ask(complaint_card, number=number)


def due(office: Office, number: str) -> dict[ClockKind, datetime]:
    return {c.kind: c.due_at for c in card(office, number).clocks if not c.superseded}


def closing(office: Office, number: str) -> Light:
    """The light of the closing clock."""
    return next(c.light for c in card(office, number).clocks if c.kind is ClockKind.CLOSE)


@pytest.fixture
def slow(office: Office) -> str:
    office.at("2026-11-20 18:00")
    return office.as_("jia").run(register_complaint, draft=SLOW).value


@pytest.fixture
def lost(office: Office) -> str:
    office.at("2026-11-23 10:20")
    return office.as_("jia").run(register_complaint, draft=LOST).value


def test_a_general_complaint_runs_over_a_sunday(office: Office, slow: str) -> None:
    assert slow == "TS261120-001"
    found = card(office, slow)
    assert (found.level, found.level_reason) == (Level.GENERAL, "无加重情形")
    assert due(office, slow)[ClockKind.ANSWER] == at("2026-11-21 12:30")
    assert due(office, slow)[ClockKind.CLOSE] == at("2026-11-23 18:00")
    jia = office.as_("jia")
    office.at("2026-11-21 12:29")
    jia.run(acknowledge_complaint, number=slow, text="已受理,正在核查")
    office.at("2026-11-23 13:17")
    assert closing(office, slow) is Light.GREEN
    first = jia.ask(complaint_board)[0]
    assert (first.next_clock, first.light) == (ClockKind.PLAN, Light.RED)
    office.at("2026-11-23 13:18")
    assert closing(office, slow) is Light.YELLOW
    jia.run(investigate_complaint, number=slow, investigation="到货后 3 小时才打电话")
    jia.run(propose_decision, number=slow, decision="致歉")
    jia.run(reply_complaint, number=slow, channel=Channel.PHONE, reply="致歉,已安排专人通知")
    jia.run(record_satisfaction, number=slow, satisfied=Satisfaction.SATISFIED)
    office.at("2026-11-23 17:00")
    close = lambda: jia.run(close_complaint, number=slow)  # noqa: E731
    assert refusal(close) == "E181 缺少根本原因、责任部门、整改措施,投诉不能办结。"


def finish(office: Office, number: str) -> None:
    """What AT-10(a) lacks is filled in at 17:00, and the case is closed."""
    jia = office.as_("jia")
    jia.run(acknowledge_complaint, number=number, text="已受理")
    jia.run(
        investigate_complaint,
        number=number,
        investigation="到货后 3 小时才打电话",
        root_cause="晚班无人接手通知",
        resp_department=Department.INBOUND,
    )
    action: dict[str, Any] = {"corrective_action": "晚班指定通知人", "corrective_owner": "进港调度"}
    jia.run(propose_decision, number=number, decision="致歉", **action)
    if card(office, number).level is not Level.GENERAL:
        office.as_("boss").run(approve_decision, number=number)
    jia = office.as_("jia")
    jia.run(reply_complaint, number=number, channel=Channel.PHONE, reply="致歉,已安排专人通知")
    jia.run(record_satisfaction, number=number, satisfied=Satisfaction.SATISFIED)
    major = card(office, number).level is Level.MAJOR
    closes = office.as_("boss") if major else jia
    closes.run(close_complaint, number=number, summary="分拨交接须双人核对" if major else "")


def test_closed_in_time_and_called_back_three_days_later(office: Office, slow: str) -> None:
    office.at("2026-11-23 17:00")
    finish(office, slow)
    found = card(office, slow)
    ended = next(c for c in found.clocks if c.kind is ClockKind.CLOSE)
    assert (found.state, ended.light, ended.late_minutes) == (
        ComplaintState.CLOSED,
        Light.DONE,
        0,
    )
    assert due(office, slow)[ClockKind.CALL_BACK] == at("2026-11-26 17:00")
    figures = office.desk.ask(
        complaint_analysis, from_on=day("2026-11-01"), to_on=day("2026-11-30")
    )
    assert (figures.total, figures.closed, figures.in_time, figures.satisfied_bp) == (
        1,
        1,
        1,
        10_000,
    )


def test_left_alone_it_rises_by_itself(office: Office, slow: str) -> None:
    office.at("2026-11-24 17:59")
    jia = office.as_("jia")
    assert jia.run(raise_complaints).value == 0
    office.at("2026-11-24 18:00")
    assert jia.run(raise_complaints).value == 1
    found = card(office, slow)
    assert (found.level, found.proposed_level, found.owner) == (
        Level.SERIOUS,
        Level.GENERAL,
        "客服员甲",
    )
    old, new = (c for c in found.clocks if c.kind is ClockKind.CLOSE)
    assert (old.level, old.due_at, old.superseded) == (
        Level.GENERAL,
        at("2026-11-23 18:00"),
        True,
    )
    assert (new.level, new.started_at) == (Level.SERIOUS, at("2026-11-24 18:00"))
    assert jia.run(raise_complaints).value == 0
    office.at("2026-11-25 11:00")
    finish(office, slow)
    figures = office.desk.ask(
        complaint_analysis, from_on=day("2026-11-01"), to_on=day("2026-11-30")
    )
    assert (figures.closed, figures.in_time) == (1, 0)


def test_a_major_complaint_runs_by_the_minute(office: Office, lost: str) -> None:
    found = card(office, lost)
    assert (found.level, found.level_reason) == (
        Level.MAJOR,
        "索赔或估损 26,000.00 元,达到 10,000 元、整票丢失且达到 5,000 元",
    )
    assert due(office, lost) == {
        ClockKind.REPORT_MGR: at("2026-11-23 10:50"),
        ClockKind.ANSWER: at("2026-11-23 11:20"),
        ClockKind.REPORT_DGM: at("2026-11-23 12:20"),
        ClockKind.PLAN: at("2026-11-24 10:20"),
        ClockKind.CLOSE: at("2026-11-30 10:20"),
    }
    jia = office.as_("jia")
    lower = lambda: jia.run(  # noqa: E731
        change_complaint_level, number=lost, level=Level.GENERAL, reason="客户已冷静"
    )
    assert refusal(lower) == "E182 降低投诉等级须经理确认并填写理由。"
    office.at("2026-11-23 10:32")
    upward: dict[str, Any] = {"person": "王经理", "how": "当面"}
    jia.run(report_complaint, number=lost, report_to=ReportTo.MGR, **upward)
    office.at("2026-11-23 11:00")
    jia.run(acknowledge_complaint, number=lost, text="已受理,立即查找")
    office.at("2026-11-23 12:50")
    jia.run(report_complaint, number=lost, report_to=ReportTo.DGM, person="李副总", how="电话")
    late = next(c for c in card(office, lost).clocks if c.kind is ClockKind.REPORT_DGM)
    assert (late.light, late.late_minutes) == (Light.RED, 30)
    figures = jia.ask(complaint_analysis, from_on=day("2026-11-01"), to_on=day("2026-11-30"))
    assert figures.reports_in_time == (1, 2)


def decided(office: Office, number: str) -> None:
    """Found on the 24th at nine; the plan is approved by the manager, the customer told each day."""
    jia = office.as_("jia")
    jia.run(acknowledge_complaint, number=number, text="已受理,立即查找")
    office.at("2026-11-24 09:30")
    jia.run(
        investigate_complaint,
        number=number,
        investigation="货物在喀什分拨仓错放",
        root_cause="分拨交接未核对件数",
        resp_department=Department.PARTNER,
    )
    jia.run(propose_decision, number=number, decision="25 日送达并致歉")
    told: dict[str, Any] = {"who": "建新农机 王建新", "channel": Channel.PHONE}
    jia.run(tell_complaint_progress, number=number, text="货物已找到", **told)
    nxt = due(office, number)[ClockKind.PROGRESS]
    assert nxt == at("2026-11-25 09:30")


def test_no_closing_without_reports_summary_and_cure(office: Office, lost: str) -> None:
    decided(office, lost)
    jia = office.as_("jia")
    early = lambda: jia.run(  # noqa: E731
        reply_complaint, number=lost, channel=Channel.PHONE, reply="已送达"
    )
    assert refusal(early) == "E008 投诉当前为「待经理批准处理意见」,不能回复客户。"
    office.as_("boss").run(approve_decision, number=lost)
    office.at("2026-11-25 16:00")
    office.as_("jia").run(reply_complaint, number=lost, channel=Channel.PHONE, reply="已送达")
    office.as_("jia").run(record_satisfaction, number=lost, satisfied=Satisfaction.FAIR)
    clerk = lambda: office.as_("jia").run(close_complaint, number=lost)  # noqa: E731
    assert refusal(clerk).startswith("E210")
    boss = office.as_("boss")
    close = lambda **more: boss.run(close_complaint, number=lost, **more)  # noqa: E731
    assert refusal(close) == (
        "E181 缺少整改措施、总结,投诉不能办结。\nE183 重大投诉须先上报经理和副总经理并记录时间。"
    )
    for to, person in ((ReportTo.MGR, "王经理"), (ReportTo.DGM, "李副总")):
        boss.run(report_complaint, number=lost, report_to=to, person=person, how="电话")
    assert refusal(close) == "E181 缺少整改措施、总结,投诉不能办结。"


def test_the_sheet_and_the_letter(office: Office, lost: str) -> None:
    decided(office, lost)
    office.as_("boss").run(approve_decision, number=lost)
    office.as_("jia").run(
        reply_complaint, number=lost, channel=Channel.PHONE, reply="货物已于 25 日完好送达。"
    )
    for form in ("P-12", "P-12b"):
        (paper,) = office.as_("jia").paper(form, lost)
        snapshots.check_snapshot(f"at10-{form.lower()}", snapshot_text(paper))
        assert render_pdf(paper).missing == frozenset()
