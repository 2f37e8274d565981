"""Whatever the office does, in whatever order: the ledger holds, and a refusal changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from desk.app import Desk
from desk.freight.consignments.choices import Direction, MoveReason
from desk.freight.consignments.commands import (
    close_consignment,
    reopen_consignment,
    update_consignment,
    void_consignment,
)
from desk.freight.consignments.ledger import BUCKETS, computed_buckets
from desk.freight.consignments.queries import consignment_card, load
from desk.freight.consignments.rules import derive_state
from desk.freight.warehouse.choices import InReason, OutReason
from desk.freight.warehouse.commands import (
    issue_goods,
    move_bin,
    receive_goods,
    reverse_slip,
    reverse_write_off,
    sign_remote,
    write_off,
)
from desk.kernel.actor import Actor
from desk.kernel.errors import Refused
from tests.conftest import Office
from tests.freight.consignments.tickets import (
    TICKET,
    accepted,
    arrive,
    line,
    move,
    refuse_goods,
    ticket,
)

DECLARED = 8
PIECES = st.integers(-1, DECLARED + 2)
Step = Callable[["Play"], Any]


@dataclass
class Play:
    """One consignment, the people who act on it and the slips written so far."""

    desk: Desk
    people: dict[str, Actor]
    number: str
    slips: list[str]

    def run(self, who: str, command: Callable[..., Any], **arguments: Any) -> Any:
        self.desk.actor = self.people[who]
        return self.desk.run(command, **arguments).value

    def slip(self, who: str, command: Callable[..., Any], **arguments: Any) -> None:
        self.slips.append(self.run(who, command, number=self.number, **arguments))

    def some_slip(self, nth: int) -> str:
        return self.slips[nth % len(self.slips)] if self.slips else "RK000000-000"


def arriving(pieces: int, over: bool) -> Step:
    return lambda p: p.run("in", arrive, number=p.number, pieces=pieces, over=over)


def receiving(pieces: int, reason: InReason) -> Step:
    return lambda p: p.slip("in", receive_goods, pieces=pieces, reason=reason, bin_code="A-1")


def issuing(pieces: int, reason: OutReason) -> Step:
    return lambda p: p.slip("out", issue_goods, pieces=pieces, reason=reason, handed_to="马强")


def moving(pieces: int, reason: MoveReason) -> Step:
    return lambda p: p.run("in", move, number=p.number, pieces=pieces, reason=reason)


def signing(pieces: int) -> Step:
    return lambda p: p.run(
        "jia",
        sign_remote,
        number=p.number,
        pieces=pieces,
        signer="王",
        signed_at=p.desk.now,
        by="电话",
    )


def writing_off(pieces: int) -> Step:
    return lambda p: p.slip("boss", write_off, pieces=pieces, reason="丢失")


def reversing(nth: int) -> Step:
    return lambda p: p.run("in", reverse_slip, slip_no=p.some_slip(nth), reason="错")


def finding_again(nth: int) -> Step:
    return lambda p: p.run("boss", reverse_write_off, slip_no=p.some_slip(nth), reason="找到")


def refusing(is_open: bool) -> Step:
    return lambda p: p.run("in", refuse_goods, number=p.number, is_open=is_open)


def correcting(pieces: int) -> Step:
    draft = ticket(lines=(line(pieces=pieces),))
    return lambda p: p.run("boss", update_consignment, number=p.number, version=None, draft=draft)


def voiding() -> Step:
    return lambda p: p.run("boss", void_consignment, number=p.number, reason="重单")


def closing() -> Step:
    return lambda p: p.run("boss", close_consignment, number=p.number)


def reopening() -> Step:
    return lambda p: p.run("boss", reopen_consignment, number=p.number, reason="漏记")


def rebinning() -> Step:
    return lambda p: p.run("in", move_bin, number=p.number, bin_code="B-2")


STEPS = st.one_of(
    st.builds(arriving, PIECES, st.booleans()),
    st.builds(arriving, st.just(DECLARED), st.just(False)),
    st.builds(receiving, PIECES, st.sampled_from(InReason)),
    st.builds(receiving, st.just(DECLARED), st.just(InReason.PICKUP)),
    st.builds(issuing, PIECES, st.sampled_from(OutReason)),
    st.builds(issuing, st.integers(1, 3), st.sampled_from(OutReason)),
    st.builds(reversing, st.integers(0, 1)),
    st.builds(moving, PIECES, st.sampled_from(MoveReason)),
    st.builds(moving, st.integers(1, 3), st.sampled_from(MoveReason)),
    st.builds(signing, PIECES),
    st.builds(writing_off, PIECES),
    st.builds(reversing, st.integers(0, 5)),
    st.builds(finding_again, st.integers(0, 5)),
    st.builds(refusing, st.booleans()),
    st.builds(correcting, st.integers(1, DECLARED + 2)),
    st.builds(voiding),
    st.builds(closing),
    st.builds(reopening),
    st.builds(rebinning),
)


def trace(play: Play) -> list[Any]:
    """Everything a refused step could have changed."""
    wanted = (
        "SELECT * FROM consignment WHERE number = :n",
        "SELECT m.* FROM stock_move m JOIN consignment c ON c.id = m.consignment_id"
        " WHERE c.number = :n",
        "SELECT l.* FROM cargo_line l JOIN consignment c ON c.id = l.consignment_id"
        " WHERE c.number = :n",
        "SELECT * FROM number_sequence",
        "SELECT max(id) FROM audit_log",
    )
    with play.desk.engine.connect().execution_options(reading=True) as connection:
        return [connection.execute(text(sql), {"n": play.number}).all() for sql in wanted]


def check(play: Play) -> None:
    """The invariant of spec 3.3, added up from the rows."""
    with play.desk.reading() as read:
        consignment = load(read, play.number)
        stored = {name: getattr(consignment, name) for name in ("received", *BUCKETS.values())}
        assert stored == computed_buckets(read.session, consignment.id)
        assert stored["received"] * 2 == sum(stored.values())
        assert min(stored.values()) >= 0
        assert consignment.state is derive_state(consignment)
        assert (consignment.stocked_at is None) == (consignment.received == 0)
        assert (consignment.signed_at is None) == (consignment.signed == 0)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    direction=st.sampled_from(Direction),
    steps=st.lists(STEPS, min_size=1, max_size=12),
)
def test_any_order_of_work_keeps_the_ledger(
    office: Office, direction: Direction, steps: list[Step]
) -> None:
    desk = office.as_("boss")
    original = accepted_id(desk) if direction is Direction.RETURN else None
    number = accepted(desk, direction=direction, original_id=original)
    play = Play(desk, people_of(office), number, [])
    for step in steps:
        before = trace(play)
        try:
            step(play)
        except Refused:
            assert trace(play) == before
        check(play)


def accepted_id(desk: Desk) -> int:
    """The id of a ticket whose goods may come back."""
    return desk.ask(consignment_card, number=accepted(desk)).id


def people_of(office: Office) -> dict[str, Actor]:
    people = {}
    for who in ("jia", "in", "out", "boss"):
        actor = office.as_(who).actor
        assert actor is not None
        people[who] = actor
    return people


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE consignment SET in_stock = 9",
        "UPDATE consignment SET in_stock = -1, signed = 9",
        "UPDATE stock_move SET pieces = 0",
        "UPDATE stock_move SET place_to = place_from",
    ],
)
def test_the_database_itself_refuses_a_broken_ledger(office: Office, sql: str) -> None:
    from sqlalchemy.exc import IntegrityError

    desk = office.as_("in")
    desk.run(arrive, number=accepted(desk, TICKET), pieces=8)
    with (
        desk.engine.connect() as connection,
        pytest.raises(IntegrityError, match="CHECK"),
        connection.begin(),
    ):
        connection.execute(text(sql))
