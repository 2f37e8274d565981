"""The goods ledger: one row per movement, everything else follows from the rows."""

import pytest

from desk.freight.consignments.choices import ConsignmentState as S
from desk.freight.consignments.choices import MoveKind, MoveReason, Place
from desk.freight.consignments.commands import by_number
from desk.freight.consignments.ledger import (
    ROUTES,
    computed_buckets,
    ledger_faults,
    reverse_move,
)
from desk.freight.consignments.model import StockMove
from desk.freight.consignments.queries import ConsignmentCard, consignment_card, load, moves_of
from desk.kernel.commands import command
from desk.storage.work import Work
from tests.conftest import Office
from tests.freight.consignments.conftest import refused
from tests.freight.consignments.tickets import accepted, arrive, move, refuse_goods

R = MoveReason


@command("office.read", "冲销最后一笔(仅测试)")
def undo_last(work: Work, *, number: str) -> None:
    consignment = by_number(work, number)
    last = (
        work.session.query(StockMove)
        .filter_by(consignment_id=consignment.id)
        .order_by(StockMove.id.desc())
        .first()
    )
    assert last is not None
    reverse_move(work, consignment, last, "点错")


def card(office: Office, number: str) -> ConsignmentCard:
    return office.desk.ask(consignment_card, number=number)


def book(office: Office, number: str, *moves: tuple[MoveReason, int]) -> None:
    for reason, pieces in moves:
        office.desk.run(move, number=number, reason=reason, pieces=pieces)


STORIES: list[tuple[tuple[tuple[MoveReason, int], ...], S, dict[str, int]]] = [
    (((R.ARRIVAL, 8),), S.IN_STOCK, {"in_stock": 8}),
    (((R.ARRIVAL, 8), (R.RUN_OUT, 3)), S.ON_RUN, {"in_stock": 5, "on_run": 3}),
    (((R.ARRIVAL, 8), (R.RUN_OUT, 8), (R.RUN_BACK, 8)), S.IN_STOCK, {"in_stock": 8}),
    (((R.ARRIVAL, 8), (R.RUN_OUT, 8), (R.RUN_SIGNED, 8)), S.SIGNED, {"signed": 8}),
    (
        ((R.ARRIVAL, 8), (R.RUN_OUT, 8), (R.RUN_SIGNED, 7), (R.RUN_BACK, 1)),
        S.PART_SIGNED,
        {"signed": 7, "in_stock": 1},
    ),
    (((R.ARRIVAL, 8), (R.TRANSIT_OUT, 8)), S.AT_PARTNER, {"at_partner": 8}),
    (((R.ARRIVAL, 8), (R.TRANSIT_OUT, 8), (R.TRANSIT_SIGNED, 8)), S.SIGNED, {"signed": 8}),
    (((R.PICKUP, 8), (R.SHIP_OUT, 8)), S.SHIPPED, {"shipped_out": 8}),
    (((R.PICKUP, 8), (R.SHIP_OUT, 8), (R.SHIP_SIGNED, 8)), S.SIGNED, {"signed": 8}),
    (((R.ARRIVAL, 7), (R.SELF_PICKUP, 7)), S.SIGNED, {"signed": 7}),
    (
        ((R.ARRIVAL, 8), (R.TRANSIT_OUT, 8), (R.TRANSIT_BACK, 8), (R.RETURN_OUT, 8)),
        S.RETURNED,
        {"returned": 8},
    ),
    (
        ((R.ARRIVAL, 8), (R.SELF_PICKUP, 7), (R.WRITEOFF, 1)),
        S.SIGNED,
        {"signed": 7, "written_off": 1},
    ),
    (((R.ARRIVAL, 8), (R.STOCKTAKE_LESS, 1)), S.IN_STOCK, {"in_stock": 7, "written_off": 1}),
    (((R.ARRIVAL, 8), (R.STOCKTAKE_MORE, 1)), S.IN_STOCK, {"in_stock": 9}),
    (((R.ARRIVAL, 8), (R.RUN_OUT, 2), (R.TRANSIT_OUT, 2)), S.ON_RUN, {"on_run": 2}),
]


@pytest.mark.parametrize(("moves", "state", "buckets"), STORIES)
def test_state_and_quantities_follow(
    office: Office, moves: tuple[tuple[R, int], ...], state: S, buckets: dict[str, int]
) -> None:
    number = accepted(office.as_("in"))
    book(office, number, *moves)
    now = card(office, number)
    assert now.state is state
    assert {name: now.quantities[name] for name in buckets} == buckets
    assert now.quantities["received"] == sum(now.quantities.values()) - now.quantities["received"]
    with office.desk.reading() as read:
        assert computed_buckets(read.session, load(read, number).id) == now.quantities
        assert ledger_faults(read.session) == []


def test_a_refusal_goes_before_everything_but_the_end(office: Office) -> None:
    number = accepted(office.as_("in"))
    book(office, number, (R.ARRIVAL, 8), (R.RUN_OUT, 8), (R.RUN_SIGNED, 7), (R.RUN_BACK, 1))
    office.desk.run(refuse_goods, number=number, is_open=True)
    assert card(office, number).state is S.REFUSED
    book(office, number, (R.RETURN_OUT, 1))
    assert card(office, number).state is S.SIGNED


def test_more_than_declared_needs_a_registered_overage(office: Office) -> None:
    """AT-03: typing 31 for 30."""
    desk = office.as_("in")
    number = accepted(desk)
    assert refused(desk, lambda: desk.run(arrive, number=number, pieces=9)) == ("E140",)
    desk.run(arrive, number=number, pieces=5)
    assert refused(desk, lambda: desk.run(arrive, number=number, pieces=4)) == ("E140",)
    desk.run(arrive, number=number, pieces=4, over=True)
    assert card(office, number).quantities["received"] == 9


def test_what_is_not_there_cannot_move(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    book(office, number, (R.ARRIVAL, 8), (R.RUN_OUT, 2), (R.TRANSIT_OUT, 2))
    for reason, pieces, code in (
        (R.RUN_OUT, 9, "E142"),
        (R.SELF_PICKUP, 5, "E142"),
        (R.WRITEOFF, 5, "E142"),
        (R.RUN_SIGNED, 3, "E026"),
        (R.TRANSIT_BACK, 3, "E026"),
        (R.SHIP_SIGNED, 1, "E026"),
        (R.RUN_OUT, 0, "E003"),
        (R.RUN_OUT, -1, "E003"),
    ):
        codes = refused(
            desk,
            lambda r=reason, p=pieces: desk.run(move, number=number, reason=r, pieces=p),  # type: ignore[misc]
        )
        assert codes == (code,), reason


def test_every_reason_has_one_way_and_its_kind() -> None:
    assert set(ROUTES) == set(MoveReason)
    kinds = {reason: route.kind for reason, route in ROUTES.items()}
    assert kinds[R.RUN_BACK] is MoveKind.IN
    assert kinds[R.WRITEOFF] is MoveKind.OUT
    assert kinds[R.TRANSIT_SIGNED] is MoveKind.OUTSIDE
    assert all((r.place_to is Place.STOCK) == (r.kind is MoveKind.IN) for r in ROUTES.values())


def test_rows_tell_the_story_and_are_never_rewritten(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    desk.run(arrive, number=number, pieces=8)
    book(office, number, (R.RUN_OUT, 3))
    rows = desk.ask(moves_of, number=number)
    assert [(m.kind, m.pieces, m.balance_after, m.slip_no) for m in rows] == [
        (MoveKind.IN, 8, 8, "RK261118-001"),
        (MoveKind.OUT, 3, 5, ""),
    ]

    @command("office.read", "涂改(仅测试)")
    def rewrite(work: Work) -> None:
        row = work.session.get(StockMove, 1)
        assert row is not None
        row.pieces = 7

    with pytest.raises(AssertionError, match="append-only"):
        desk.run(rewrite)
    assert desk.ask(moves_of, number=number) == rows


def test_a_reversed_arrival_leaves_no_trace_on_the_ticket(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    office.at("2026-11-17 11:00")
    desk.run(arrive, number=number, pieces=8)
    desk.run(undo_last, number=number)
    now = card(office, number)
    assert (now.state, now.stocked_at, now.bin_code) == (S.ACCEPTED, None, "")
    assert now.quantities == dict.fromkeys(now.quantities, 0)
    assert [m.note for m in desk.ask(moves_of, number=number)] == ["", "点错"]
    office.at("2026-11-18 17:30")
    desk.run(arrive, number=number, pieces=8)
    assert card(office, number).stocked_at == office.desk.now


def test_a_reversed_signature_is_no_signature(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    book(office, number, (R.ARRIVAL, 8), (R.SELF_PICKUP, 8))
    assert card(office, number).signed_at is not None
    desk.run(undo_last, number=number)
    now = card(office, number)
    assert (now.state, now.signed_at) == (S.IN_STOCK, None)
    assert desk.ask(moves_of, number=number)[-1].kind is MoveKind.IN
