"""No clock is beaten by moving the level back and forth, by pauses, or by closing while one lasts."""

from datetime import datetime, timedelta

import pytest

from desk.care.complaints.analysis import complaint_analysis
from desk.care.complaints.choices import ClockKind, Level
from desk.care.complaints.clock_commands import (
    change_complaint_level,
    pause_complaint,
    raise_complaints,
    resume_complaint,
)
from desk.care.complaints.finding import complaint_by_number
from desk.care.complaints.registering import register_complaint
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import day
from tests.scenarios.test_at10_complaints import SLOW, card, due, finish


@pytest.fixture
def slow(office: Office) -> str:
    office.at("2026-11-20 18:00")
    return office.as_("jia").run(register_complaint, draft=SLOW).value


def put(office: Office, number: str, level: Level, by: str = "boss") -> dict[ClockKind, datetime]:
    office.as_(by).run(change_complaint_level, number=number, level=level, reason="重新定级")
    return due(office, number)


def test_up_and_down_gives_nobody_more_time(office: Office, slow: str) -> None:
    first = due(office, slow)
    office.at("2026-11-21 12:00")
    higher = put(office, slow, Level.SERIOUS, "jia")
    assert higher[ClockKind.ANSWER] == first[ClockKind.ANSWER]
    assert higher[ClockKind.CLOSE] == first[ClockKind.CLOSE]
    assert higher[ClockKind.REPORT_MGR] == at("2026-11-21 14:00")
    lower = put(office, slow, Level.GENERAL)
    assert lower == first


def test_a_higher_level_shortens_what_runs(office: Office, slow: str) -> None:
    office.at("2026-11-20 18:10")
    assert put(office, slow, Level.MAJOR)[ClockKind.ANSWER] == at("2026-11-20 19:10")


def test_a_complaint_lowered_by_the_manager_is_not_raised_at_once_again(
    office: Office, slow: str
) -> None:
    office.at("2026-11-24 18:00")
    assert office.as_("jia").run(raise_complaints).value == 1
    put(office, slow, Level.GENERAL)
    office.at("2026-11-25 11:00")
    assert office.as_("jia").run(raise_complaints).value == 0
    assert card(office, slow).level is Level.GENERAL


def test_a_minute_s_pause_does_not_lift_the_outer_bound(office: Office) -> None:
    office.at("2026-09-30 18:00")
    jia = office.as_("jia")
    number = jia.run(register_complaint, draft=SLOW).value
    assert due(office, number)[ClockKind.CLOSE] == at("2026-10-07 18:00")
    jia.run(pause_complaint, number=number, reason="等发票")
    office.at("2026-09-30 18:01")
    jia.run(resume_complaint, number=number)
    assert due(office, number)[ClockKind.CLOSE] == at("2026-10-08 10:01")


def test_an_old_pause_does_not_lengthen_a_new_clock(office: Office, slow: str) -> None:
    jia = office.as_("jia")
    jia.run(pause_complaint, number=slow, reason="等发票")
    office.at("2026-11-21 11:00")
    jia.run(resume_complaint, number=slow)
    office.at("2026-11-26 18:00")
    assert jia.run(raise_complaints).value == 1
    serious = due(office, slow)[ClockKind.CLOSE]
    jia.run(pause_complaint, number=slow, reason="再等")
    jia.run(resume_complaint, number=slow)
    assert due(office, slow)[ClockKind.CLOSE] == serious


def test_a_pause_that_never_ends_holds_the_raise_up_for_five_working_days(
    office: Office, slow: str
) -> None:
    jia = office.as_("jia")
    jia.run(pause_complaint, number=slow, reason="等客户资料")
    office.at("2026-11-30 17:59")
    assert jia.run(raise_complaints).value == 0
    office.at("2026-11-30 18:00")
    assert jia.run(raise_complaints).value == 1


def test_closing_while_papers_are_waited_for_counts_the_pause(office: Office, slow: str) -> None:
    office.at("2026-11-21 11:00")
    office.as_("jia").run(pause_complaint, number=slow, reason="等客户资料")
    office.at("2026-11-24 11:00")
    finish(office, slow)
    found = card(office, slow)
    assert (found.paused, found.clocks[2].due_at) == (False, at("2026-11-25 18:00"))
    span = {"from_on": day("2026-11-01"), "to_on": day("2026-11-30")}
    assert office.as_("jia").ask(complaint_analysis, **span).in_time == 1


def test_a_clock_that_keeps_its_deadline_keeps_its_beginning(office: Office, slow: str) -> None:
    overdue = due(office, slow)[ClockKind.CLOSE] + timedelta(hours=1)
    office.clock.put(overdue)
    put(office, slow, Level.SERIOUS, "jia")
    with office.desk.reading() as read:
        clocks = list(complaint_by_number(read, slow).clocks)
    assert all(c.started_at <= c.remind_at <= c.due_at for c in clocks)
    running = {c.kind: c.started_at for c in clocks if not c.superseded}
    assert running[ClockKind.CLOSE] == at("2026-11-20 18:00")
    assert running[ClockKind.REPORT_MGR] == overdue
