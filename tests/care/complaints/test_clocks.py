"""The clocks at the very minutes of AT-10, across lunch, Sunday and a holiday with make-up days."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.care.complaints.choices import Circumstance, ClockKind, Level
from desk.care.complaints.clocks import (
    MINUTES,
    call_back,
    clock,
    clocks,
    minutes_between,
    overdue_minutes,
)
from desk.care.complaints.levels import LevelFacts, propose_level
from desk.kernel.calendar import WorkingCalendar, seed_days
from tests.conftest import at

OFFICE = WorkingCalendar(days=seed_days(2026))


def due(level: Level, start: str) -> dict[ClockKind, datetime]:
    return {c.kind: c.due_at for c in clocks(OFFICE, level, at(start))}


def test_a_general_complaint_on_friday_evening() -> None:
    found = due(Level.GENERAL, "2026-11-20 18:00")
    assert found[ClockKind.ANSWER] == at("2026-11-21 12:30")
    assert found[ClockKind.CLOSE] == at("2026-11-23 18:00")
    closing = clocks(OFFICE, Level.GENERAL, at("2026-11-20 18:00"))[-1]
    assert closing.remind_at == at("2026-11-23 13:18")
    assert closing.raise_at == at("2026-11-24 18:00")
    after = call_back(OFFICE, Level.GENERAL, at("2026-11-23 17:00"))
    assert after.due_at == at("2026-11-26 17:00")


def test_a_major_complaint_runs_through_the_night() -> None:
    found = due(Level.MAJOR, "2026-11-23 10:20")
    assert found == {
        ClockKind.REPORT_MGR: at("2026-11-23 10:50"),
        ClockKind.ANSWER: at("2026-11-23 11:20"),
        ClockKind.REPORT_DGM: at("2026-11-23 12:20"),
        ClockKind.PLAN: at("2026-11-24 10:20"),
        ClockKind.CLOSE: at("2026-11-30 10:20"),
    }
    late = overdue_minutes(OFFICE, Level.MAJOR, at("2026-11-23 12:20"), at("2026-11-23 12:50"))
    assert late == 30


def test_a_serious_complaint_in_the_lunch_break() -> None:
    found = due(Level.SERIOUS, "2026-11-17 14:30")
    assert found[ClockKind.ANSWER] == at("2026-11-17 17:30")
    assert found[ClockKind.CLOSE] == at("2026-11-20 14:00")


def test_a_holiday_with_make_up_days() -> None:
    """30 September 2026, 18:00: the holiday runs from 1 to 7 October; the outer bound of 7 days holds."""
    found = due(Level.GENERAL, "2026-09-30 18:00")
    assert found[ClockKind.ANSWER] == at("2026-10-08 12:30")
    assert found[ClockKind.CLOSE] == at("2026-10-07 18:00")


def test_waiting_for_papers_lengthens_the_closing_clock() -> None:
    start = at("2026-11-20 18:00")
    longer = clock(OFFICE, Level.GENERAL, ClockKind.CLOSE, start, 16 * 60, paused=8 * 60)
    assert longer.due_at == at("2026-11-24 18:00")


def _slow_deadline(start: datetime, minutes: int) -> datetime:
    """Minute by minute, the obvious way."""
    moment, left = start, minutes
    while left > 0:
        left -= OFFICE.elapsed_minutes(moment, moment + timedelta(minutes=1))
        moment += timedelta(minutes=1)
    return moment


@settings(max_examples=60, deadline=None)
@given(
    st.integers(min_value=0, max_value=60 * 24 * 21),
    st.sampled_from([Level.GENERAL, Level.SERIOUS]),
)
def test_the_clock_agrees_with_counting_minutes(offset: int, level: Level) -> None:
    start = at("2026-09-25 00:00") + timedelta(minutes=offset)
    for kind in (ClockKind.ANSWER, ClockKind.PLAN):
        wanted = _slow_deadline(start, MINUTES[level][kind])
        found = next(c for c in clocks(OFFICE, level, start) if c.kind is kind)
        assert found.due_at == wanted
        assert minutes_between(OFFICE, level, start, found.due_at) == MINUTES[level][kind]
        assert start <= found.remind_at <= found.due_at


@pytest.mark.parametrize(
    ("facts", "level", "why"),
    [
        (LevelFacts(), Level.GENERAL, "无加重情形"),
        (LevelFacts(amount_fen=199_999), Level.GENERAL, "无加重情形"),
        (LevelFacts(amount_fen=200_000), Level.SERIOUS, "索赔或估损 2,000.00 元,达到 2,000 元"),
        (LevelFacts(amount_fen=1_000_000), Level.MAJOR, "索赔或估损 10,000.00 元,达到 10,000 元"),
        (LevelFacts(of_ticket=1), Level.SERIOUS, "同一运单第 2 次投诉"),
        (LevelFacts(of_customer=1), Level.GENERAL, "无加重情形"),
        (LevelFacts(of_customer=2), Level.SERIOUS, "客户 30 天内第 3 次投诉"),
        (LevelFacts(class_a=True), Level.SERIOUS, "A 类客户"),
        (
            LevelFacts(amount_fen=500_000, circumstances=frozenset({Circumstance.WHOLE_LOST})),
            Level.MAJOR,
            "整票丢失且达到 5,000 元",
        ),
        (
            LevelFacts(amount_fen=499_999, circumstances=frozenset({Circumstance.WHOLE_LOST})),
            Level.SERIOUS,
            "整票丢失",
        ),
        (
            LevelFacts(class_a=True, circumstances=frozenset({Circumstance.LEAVING})),
            Level.MAJOR,
            "A 类客户扬言终止合作",
        ),
        *(
            (LevelFacts(circumstances=frozenset({c})), Level.MAJOR, c.label)
            for c in (
                Circumstance.INJURY,
                Circumstance.COD_TAKEN,
                Circumstance.LEAK,
                Circumstance.REGULATOR,
                Circumstance.MEDIA,
            )
        ),
        *(
            (LevelFacts(circumstances=frozenset({c})), Level.SERIOUS, c.label)
            for c in (Circumstance.INSULT, Circumstance.COD_LATE)
        ),
    ],
)
def test_the_level_is_proposed_with_its_reason(facts: LevelFacts, level: Level, why: str) -> None:
    found = propose_level(facts)
    assert found.level is level
    assert why in "、".join(found.reasons)


def _slow_after(level: Level, start: datetime, minutes: int) -> datetime:
    natural = level is Level.MAJOR
    return start + timedelta(minutes=minutes) if natural else _slow_deadline(start, minutes)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(min_value=0, max_value=60 * 24 * 21),
    st.sampled_from(Level),
    st.sampled_from([0, 1, 7 * 60, 5 * 8 * 60]),
)
def test_closing_agrees_with_counting_minutes_through_pauses(
    offset: int, level: Level, paused: int
) -> None:
    start = at("2026-09-25 00:00") + timedelta(minutes=offset)
    minutes = MINUTES[level][ClockKind.CLOSE]
    found = clock(OFFICE, level, ClockKind.CLOSE, start, minutes, paused)
    outer = start + timedelta(days=7)
    bound = _slow_after(level, outer, paused) if paused else outer
    assert found.due_at == min(_slow_after(level, start, minutes + paused), bound)
    reminder = _slow_after(level, start, round(minutes * 0.8) + paused)
    assert found.remind_at == min(reminder, bound)
    assert found.raise_at == _slow_after(level, start, round(minutes * 1.5) + paused)
    assert found.started_at <= found.remind_at <= found.due_at
