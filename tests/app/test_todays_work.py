"""Work that looks at every customer is looked for once a day, and again when a customer changed."""

import threading
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import desk.todays_work
from desk.filing.customer_files import ROOM
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource, counted
from tests.conftest import Office


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes every look at all customers."""
    looks: list[str] = []

    def rows(_read: Any) -> list[TodayRow]:
        looks.append("look")
        return [TodayRow("客户归案", f"第 {len(looks)} 次", None, "files_due")]

    (source,) = ROOM.today
    room = replace(ROOM, today=(replace(source, rows=rows),))
    monkeypatch.setattr(desk.todays_work, "ROOMS", (room,))
    return looks


def test_it_is_kept_until_a_customer_changes_or_the_day_ends(
    office: Office, asked: list[str]
) -> None:
    opened = office.as_("boss")
    assert opened.today_at_once() == ([], False)
    assert [row.title for row in opened.today()] == ["第 1 次"]
    rows, whole = opened.today_at_once()
    assert (whole, [row.title for row in rows]) == (True, ["第 1 次"])
    opened._todays_work.forget({"consignment"})
    assert len(opened.today()) == len(asked) == 1
    opened._todays_work.forget({"customer"})
    assert [row.title for row in opened.today()] == ["第 2 次"]
    office.at("2026-11-17 09:00")
    assert [row.title for row in opened.today()] == ["第 3 次"]


def test_an_answer_begun_before_a_change_is_not_kept(office: Office, asked: list[str]) -> None:
    opened = office.as_("boss")
    work = opened._todays_work
    turn = work.turn
    work.forget({"customer"})
    with opened.reading() as reader:
        assert [row.title for row in work.rows(reader, turn)] == ["第 1 次"]
    assert [row.title for row in opened.today()] == ["第 2 次"]


def test_a_look_beside_a_save_does_not_break_it(office: Office, asked: list[str]) -> None:
    opened = office.as_("boss")
    work = opened._todays_work
    (source,) = desk.todays_work.ROOMS[0].today
    others = []

    class Looked(frozenset[str]):
        """Another lane keeps an answer while the save looks through what is kept."""

        def __and__(self, tables: Any) -> frozenset[str]:
            look = threading.Thread(target=opened.today)
            others.append(look)
            look.start()
            look.join(0.2)
            return super().__and__(tables)

    work._kept[replace(source, rests_on=Looked({"consignment"}))] = ((None, date.min), [])
    work.forget({"customer"})
    others[0].join()
    assert [row.title for row in opened.today()] == ["第 1 次"]  # looked for after the save


def test_a_source_that_stopped_counting_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waiting(kind: str, count: int) -> TodaySource:
        rows = [TodayRow(kind, f"第 {n} 项", None, "today") for n in range(count)]
        return TodaySource("customer.read", lambda _read: list(rows))

    room = replace(ROOM, today=(waiting("点收", MOST_ROWS), waiting("派送", MOST_ROWS - 1)))
    monkeypatch.setattr(desk.todays_work, "ROOMS", (room,))
    for rows in (office.as_("boss").today(), office.as_("boss").today_at_once()[0]):
        of_kind = {kind: [row for row in rows if row.kind == kind] for kind in ("点收", "派送")}
        assert counted(of_kind["点收"]) == "50+"
        assert counted(of_kind["派送"]) == "49"
        assert counted(rows) == "99+"
