"""Numbers without a gap, also when a command fails after drawing one."""

import threading
from datetime import date

import pytest
from sqlalchemy.orm import Session

from desk.app import Desk
from desk.archive.customers.imports import CustomerImportRow, import_customers
from desk.kernel.commands import command
from desk.kernel.errors import Refused, refuse
from desk.storage.gaps import number_gaps
from desk.storage.tables import NumberSequence
from desk.storage.work import Work
from tests.conftest import Office


@command("customer.create", "取号")
def draw(work: Work, *, fail: bool = False, day: date | None = None) -> str:
    """Draw a number, and fail if told to."""
    number = work.number("inbound_manifest", day)
    if fail:
        raise refuse("E007", v="火星")
    return number


def test_a_failed_command_gives_its_number_back(office: Office) -> None:
    desk = office.as_("boss")
    assert desk.run(draw).value == "JG261116-001"
    with pytest.raises(Refused):
        desk.run(draw, fail=True)
    assert desk.run(draw).value == "JG261116-002"


def test_every_day_counts_for_itself(office: Office) -> None:
    desk = office.as_("boss")
    assert desk.run(draw, day=date(2026, 11, 15)).value == "JG261115-001"
    assert desk.run(draw).value == "JG261116-001"


def test_threads_never_share_a_number(office: Office) -> None:
    desk = office.as_("boss")
    drawn: list[str] = []

    def work() -> None:
        for _ in range(5):
            drawn.append(desk.run(draw).value)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(drawn) == [f"JG261116-{n:03}" for n in range(1, 21)]


def add(desk: Desk, name: str, phone: str) -> None:
    desk.run(import_customers, rows=(CustomerImportRow(name=name, phone=phone),))


def test_a_gap_is_named(office: Office) -> None:
    desk = office.as_("boss")
    add(desk, "天果园果品", "13800000001")
    add(desk, "洛城轴承", "13800000002")
    with Session(desk.engine) as session:
        assert number_gaps(session) == []
        session.get_one(NumberSequence, "K").last = 4
        session.add(NumberSequence(scope="XX", last=1))
        session.flush()
        assert number_gaps(session) == ["K00003、00004", "XX?"]
