"""What is taken up again owes everything anew: no clock is lost by dismissing, lowering or reopening."""

from datetime import datetime
from typing import Any

from desk.care.complaints.answering import record_satisfaction, reply_complaint
from desk.care.complaints.choices import (
    Channel,
    ClockKind,
    ComplaintState,
    Department,
    Level,
    ReportTo,
    Satisfaction,
    Validity,
)
from desk.care.complaints.clock_commands import change_complaint_level
from desk.care.complaints.deciding import approve_decision, propose_decision
from desk.care.complaints.ending import close_complaint, dismiss_complaint, reopen_complaint
from desk.care.complaints.investigating import investigate_complaint
from desk.care.complaints.registering import register_complaint
from desk.care.complaints.telling import (
    acknowledge_complaint,
    report_complaint,
    tell_complaint_progress,
)
from desk.documents.text_snapshot import snapshot_text
from tests.conftest import Office, at
from tests.scenarios.test_at10_complaints import LOST, SLOW, card, finish


def open_clocks(office: Office, number: str) -> dict[ClockKind, datetime]:
    """What is still to be done, and until when."""
    clocks = card(office, number).clocks
    return {c.kind: c.due_at for c in clocks if c.met_at is None and not c.superseded}


def taken(office: Office, moment: str, *, major: bool = False) -> str:
    office.at(moment)
    return office.as_("jia").run(register_complaint, draft=LOST if major else SLOW).value


def dismissed_and_reopened(office: Office, number: str, ended: str, again: str) -> None:
    office.at(ended)
    boss = office.as_("boss")
    boss.run(dismiss_complaint, number=number, validity=Validity.INVALID, reason="查无此票")
    office.at(again)
    boss.run(reopen_complaint, number=number, reason="单号听错,确有此票")


def level(office: Office, number: str, to: Level) -> None:
    boss = office.as_("boss")
    boss.run(change_complaint_level, number=number, level=to, reason="重新定级")


def proposed(office: Office, number: str) -> None:
    jia = office.as_("jia")
    if card(office, number).state is ComplaintState.REGISTERED:
        jia.run(acknowledge_complaint, number=number, text="已受理")
    jia.run(
        investigate_complaint,
        number=number,
        investigation="在分拨仓漏装",
        root_cause="交接未核对件数",
        resp_department=Department.LINEHAUL,
    )
    action: dict[str, Any] = {"corrective_action": "双人核对", "corrective_owner": "进港调度"}
    jia.run(propose_decision, number=number, decision="找到货物并致歉", **action)


def test_a_wrongly_dismissed_complaint_owes_everything_anew(office: Office) -> None:
    number = taken(office, "2026-11-23 10:20", major=True)
    dismissed_and_reopened(office, number, "2026-11-23 10:40", "2026-11-24 09:00")
    assert open_clocks(office, number) == {
        ClockKind.ANSWER: at("2026-11-24 10:00"),
        ClockKind.REPORT_MGR: at("2026-11-24 09:30"),
        ClockKind.REPORT_DGM: at("2026-11-24 11:00"),
        ClockKind.PLAN: at("2026-11-25 09:00"),
        ClockKind.CLOSE: at("2026-12-01 09:00"),
    }
    jia = office.as_("jia")
    jia.run(acknowledge_complaint, number=number, text="已重新受理,正在核查")
    assert card(office, number).state is ComplaintState.ACKED
    jia.run(report_complaint, number=number, report_to=ReportTo.MGR, person="王", how="当面")
    assert set(open_clocks(office, number)) == {
        ClockKind.REPORT_DGM,
        ClockKind.PLAN,
        ClockKind.CLOSE,
    }


def test_a_dismissed_complaint_owes_nothing(office: Office) -> None:
    number = taken(office, "2026-11-23 10:20", major=True)
    boss = office.as_("boss")
    boss.run(dismiss_complaint, number=number, validity=Validity.INVALID, reason="查无此票")
    assert open_clocks(office, number) == {}


def test_a_complaint_risen_after_its_plan_owes_its_customer_a_word_a_day(office: Office) -> None:
    number = taken(office, "2026-11-23 10:20")
    proposed(office, number)
    office.at("2026-11-24 15:00")
    level(office, number, Level.MAJOR)
    assert open_clocks(office, number)[ClockKind.PROGRESS] == at("2026-11-25 15:00")


def test_the_word_a_day_outlives_a_level_moved_back_and_forth(office: Office) -> None:
    number = taken(office, "2026-11-23 10:20", major=True)
    proposed(office, number)
    level(office, number, Level.SERIOUS)
    assert ClockKind.PROGRESS not in open_clocks(office, number)
    office.at("2026-11-23 12:00")
    level(office, number, Level.MAJOR)
    assert open_clocks(office, number)[ClockKind.PROGRESS] == at("2026-11-24 12:00")
    tell: dict[str, Any] = {"who": "王建新", "channel": Channel.PHONE, "text": "正在查找"}
    office.as_("jia").run(tell_complaint_progress, number=number, **tell)
    clocks = card(office, number).clocks
    assert [c.kind for c in clocks if c.met_at is None].count(ClockKind.PROGRESS) == 1


def closed_major(office: Office) -> str:
    number = taken(office, "2026-11-23 10:20", major=True)
    jia = office.as_("jia")
    for to in (ReportTo.MGR, ReportTo.DGM):
        jia.run(report_complaint, number=number, report_to=to, person="王", how="电话")
    finish(office, number)
    return number


def test_a_major_complaint_taken_up_again_owes_a_word_a_day(office: Office) -> None:
    number = closed_major(office)
    office.at("2026-11-25 09:00")
    office.as_("boss").run(reopen_complaint, number=number, reason="承诺未兑现")
    assert open_clocks(office, number) == {
        ClockKind.PROGRESS: at("2026-11-26 09:00"),
        ClockKind.CLOSE: at("2026-12-02 09:00"),
    }
    proposed(office, number)
    assert open_clocks(office, number)[ClockKind.PROGRESS] == at("2026-11-26 09:00")
    office.as_("boss").run(approve_decision, number=number)
    jia = office.as_("jia")
    jia.run(reply_complaint, number=number, channel=Channel.PHONE, reply="已兑现")
    jia.run(record_satisfaction, number=number, satisfied=Satisfaction.FAIR)
    office.as_("boss").run(close_complaint, number=number, summary="承诺须当天兑现")
    assert set(open_clocks(office, number)) == {ClockKind.CALL_BACK}


def test_a_lower_level_counts_from_the_reopening_not_from_the_first_call(office: Office) -> None:
    number = closed_major(office)
    office.at("2026-12-07 11:00")
    office.as_("boss").run(reopen_complaint, number=number, reason="承诺未兑现")
    office.at("2026-12-07 12:00")
    level(office, number, Level.GENERAL)
    assert open_clocks(office, number)[ClockKind.CLOSE] == at("2026-12-09 11:00")


def test_the_sheet_says_which_clocks_are_not_counted_any_more(office: Office) -> None:
    number = taken(office, "2026-11-23 10:20", major=True)
    office.at("2026-11-23 10:40")
    boss = office.as_("boss")
    boss.run(dismiss_complaint, number=number, validity=Validity.INVALID, reason="查无此票")
    office.at("2026-12-01 10:00")
    sheet = snapshot_text(office.as_("jia").paper("P-12", number)[0])
    assert "进行中" not in sheet
    assert "超时 " not in sheet
    assert sheet.count("不再计时") == 4
