"""Counting against frozen books, and the manager's word on the differences."""

import pytest

from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import MoveKind, MoveReason
from desk.freight.consignments.ledger import ledger_faults
from desk.freight.consignments.queries import consignment_card, moves_of
from desk.freight.stocktake.choices import StocktakeState
from desk.freight.stocktake.commands import (
    Counted,
    count_stock,
    start_stocktake,
    submit_stocktake,
    void_stocktake,
)
from desk.freight.stocktake.deciding import approve_stocktake, reject_stocktake
from desk.freight.stocktake.queries import stocktake_card
from desk.kernel.actor import Actor
from desk.kernel.errors import Refused
from desk.kernel.roles import Role
from tests.conftest import Office
from tests.freight.consignments.tickets import move
from tests.freight.delivery.yard import CLOTH, TROLLEYS, in_stock
from tests.freight.permissions import assert_matrix

TAKE = "PD261116-001"


def begun(office: Office) -> tuple[str, str]:
    """20 trolleys and 15 pieces of cloth in A-01, and a count of it begun."""
    numbers = in_stock(office, TROLLEYS), in_stock(office, CLOTH)
    assert office.as_("in").run(start_stocktake, bin_prefix="A-").value == TAKE
    return numbers


def counted(office: Office, *counts: Counted) -> None:
    office.as_("in").run(count_stock, number=TAKE, counts=counts)


def test_differences_become_ledger_rows_when_approved(office: Office) -> None:
    first, second = begun(office)
    counted(
        office,
        Counted(waybill=first, pieces=18, note="少 2 件"),
        Counted(waybill=second, pieces=16, note="多 1 件,标签为本票"),
    )
    office.as_("in").run(submit_stocktake, number=TAKE)
    assert office.as_("boss").run(approve_stocktake, number=TAKE).value == 2
    less = office.as_("in").ask(moves_of, number=first)[-1]
    more = office.as_("in").ask(moves_of, number=second)[-1]
    assert (less.reason, less.kind, less.pieces, less.doc_no, less.note) == (
        MoveReason.STOCKTAKE_LESS,
        MoveKind.ADJUST,
        2,
        TAKE,
        "少 2 件",
    )
    assert (more.reason, more.pieces, more.balance_after) == (MoveReason.STOCKTAKE_MORE, 1, 16)
    card = office.as_("in").ask(stocktake_card, number=TAKE)
    assert (card.state, card.book, card.counted) == (StocktakeState.APPROVED, 35, 34)
    assert card.decided_by == "经理"
    with office.desk.reading() as read:
        assert ledger_faults(read.session) == []


def test_the_books_stay_frozen_while_goods_move(office: Office) -> None:
    first, second = begun(office)
    office.as_("in").run(move, number=first, reason=MoveReason.RUN_OUT, pieces=5)
    counted(
        office,
        Counted(waybill=first, pieces=19, note="少 1 件"),
        Counted(waybill=second, pieces=15),
    )
    office.as_("in").run(submit_stocktake, number=TAKE)
    assert office.as_("boss").run(approve_stocktake, number=TAKE).value == 1
    stock = office.as_("in").ask(consignment_card, number=first).quantities["in_stock"]
    assert stock == 14


def test_missing_pieces_that_left_since_are_refused(office: Office) -> None:
    first, second = begun(office)
    counted(
        office,
        Counted(waybill=first, pieces=0, note="全部不见"),
        Counted(waybill=second, pieces=15),
    )
    office.as_("in").run(submit_stocktake, number=TAKE)
    office.as_("in").run(move, number=first, reason=MoveReason.RUN_OUT, pieces=5)
    with pytest.raises(Refused) as caught:
        office.as_("boss").run(approve_stocktake, number=TAKE)
    assert str(caught.value) == f"E142 {first} 在库 15 件,不能出库 20 件。"
    assert office.as_("in").ask(stocktake_card, number=TAKE).state is StocktakeState.SUBMITTED


def test_who_counted_does_not_approve(office: Office) -> None:
    first, second = begun(office)
    counted(office, Counted(waybill=first, pieces=20), Counted(waybill=second, pieces=15))
    desk = office.as_("in")
    desk.run(submit_stocktake, number=TAKE)
    counter = desk.signed_in()
    desk.actor = Actor(counter.user_id, counter.login, counter.name, Role.MGR)
    with pytest.raises(Refused) as caught:
        desk.run(approve_stocktake, number=TAKE)
    assert str(caught.value) == "E190 不能审批本人提交的盘点单。"


def test_a_rejected_count_is_done_again(office: Office) -> None:
    first, second = begun(office)
    counted(office, Counted(waybill=first, pieces=20), Counted(waybill=second, pieces=15))
    office.as_("in").run(submit_stocktake, number=TAKE)
    with pytest.raises(Refused) as silent:
        office.as_("boss").run(reject_stocktake, number=TAKE, reason=" ")
    assert silent.value.codes == ("E191",)
    office.as_("boss").run(reject_stocktake, number=TAKE, reason="请复盘")
    counted(office, Counted(waybill=first, pieces=19, note="少 1"))
    office.as_("in").run(submit_stocktake, number=TAKE)
    assert office.as_("boss").run(approve_stocktake, number=TAKE).value == 1


def test_what_is_refused_while_counting(office: Office) -> None:
    with pytest.raises(Refused) as empty:
        office.as_("in").run(start_stocktake)
    assert empty.value.codes == ("E019",)
    first, second = begun(office)
    with pytest.raises(Refused) as twice:
        office.as_("in").run(start_stocktake)
    assert twice.value.codes == ("E019",)
    with pytest.raises(Refused) as wrong:
        counted(office, Counted(waybill="YD0", pieces=1), Counted(waybill=first, pieces=-1))
    assert wrong.value.codes == ("E006", "E003")
    counted(office, Counted(waybill=first, pieces=19))
    with pytest.raises(Refused) as uncounted:
        office.as_("in").run(submit_stocktake, number=TAKE)
    assert "还有 1 票未盘" in str(uncounted.value)
    counted(office, Counted(waybill=second, pieces=15))
    with pytest.raises(Refused) as unexplained:
        office.as_("in").run(submit_stocktake, number=TAKE)
    assert unexplained.value.codes == ("E001",)
    office.as_("in").run(void_stocktake, number=TAKE, reason="重新划区")
    with pytest.raises(Refused) as void:
        counted(office, Counted(waybill=first, pieces=20))
    assert void.value.codes == ("E008",)


def test_goods_found_in_the_area_are_put_on_the_list(office: Office) -> None:
    begun(office)
    stray = in_stock(office, CLOTH, paper_no="T-9")
    counted(office, Counted(waybill=stray, pieces=15))
    card = office.as_("in").ask(stocktake_card, number=TAKE)
    assert [(row.number, row.difference) for row in card.lines][-1] == (stray, 0)


def test_the_sheet_is_empty_before_and_full_after(office: Office) -> None:
    first, second = begun(office)
    before = snapshot_text(office.as_("in").paper("P-44", TAKE)[0])
    assert first in before
    assert "A-01" in before
    counted(
        office,
        Counted(waybill=first, pieces=18, note="少 2 件"),
        Counted(waybill=second, pieces=15),
    )
    (paper,) = office.as_("in").paper("P-44", TAKE, print_no=1)
    assert "少 2 件" in snapshot_text(paper)
    assert "-2" in snapshot_text(paper)
    assert render_pdf(paper).pages == 1


def test_the_board_shows_counts_to_those_who_do_them(office: Office) -> None:
    first, second = begun(office)
    shown = [r.kind for r in office.as_("in").today() if r.page == "stocktake_desk"]
    assert shown == ["盘点"]
    counted(office, Counted(waybill=first, pieces=20), Counted(waybill=second, pieces=15))
    office.as_("in").run(submit_stocktake, number=TAKE)
    shown = [r.kind for r in office.as_("boss").today() if r.page == "stocktake_desk"]
    assert shown == ["批准盘点差异"]


def test_who_may_count_and_who_approves(office: Office) -> None:
    assert_matrix(
        office,
        {
            start_stocktake: "IN OUT",
            count_stock: "IN OUT",
            submit_stocktake: "IN OUT",
            void_stocktake: "IN OUT",
            approve_stocktake: "MGR",
            reject_stocktake: "MGR",
        },
    )
