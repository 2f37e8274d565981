"""The computer's clock may jump back: every save says so, approvals wait (reliability P16)."""

import pytest

from desk.kernel.commands import command
from desk.kernel.errors import NeedsConfirmation
from desk.office.calendar.commands import set_calendar_day
from desk.storage.work import Work
from tests.conftest import Office, at

SENTENCE = "E029 系统时间比上次记账早了 90 分钟,请先校准电脑时间。"


@command("stock.approve", "批准(仅测试)")
def approve_something(work: Work) -> str:
    """Stands for every approval."""
    return work.number("stocktake")


@pytest.fixture
def behind(office: Office) -> Office:
    """A command was saved at 12:00; now the clock shows 10:30."""
    office.at("2026-11-16 12:00")
    office.as_("boss").run(set_calendar_day, day=at("2026-12-05 00:00").date(), works=True)
    office.at("2026-11-16 10:30")
    return office


def test_every_save_says_that_the_clock_is_behind(behind: Office) -> None:
    problem = behind.desk.clock_problem()
    assert problem is not None
    assert f"{problem.code} {problem.message}" == SENTENCE
    day = at("2026-12-06 00:00").date()
    saved = behind.desk.run(set_calendar_day, day=day, works=True)
    assert [warning.code for warning in saved.warnings] == ["E029"]


def test_an_approval_waits_until_somebody_confirms_the_time(behind: Office) -> None:
    with pytest.raises(NeedsConfirmation) as caught:
        behind.desk.run(approve_something)
    assert str(caught.value) == SENTENCE
    done = behind.desk.with_(confirmed={"E029"}).run(approve_something)
    assert done.value == "PD261116-001"


def test_a_few_minutes_are_no_matter(behind: Office) -> None:
    behind.at("2026-11-16 11:55")
    assert behind.desk.clock_problem() is None
    assert behind.desk.run(approve_something).warnings == ()
