"""Stock on hand and the register of the warehouse, on screen and on paper."""

from datetime import date

import pytest

from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import Condition, MoveReason
from desk.freight.warehouse.choices import InReason, OutReason
from desk.freight.warehouse.commands import issue_goods, receive_goods, reverse_slip
from desk.freight.warehouse.queries import register, stock_on_hand
from desk.kernel.errors import Refused
from desk.kernel.periods import period_of
from desk.screens.lists import Filter, Sort
from tests import snapshots
from tests.conftest import Office
from tests.documents.paper_reading import page_texts
from tests.freight.consignments.tickets import (
    CUTLERY,
    OUTBOUND,
    accepted,
    arrive,
    line,
    move,
)

DAY = date(2026, 11, 18)


@pytest.fixture
def busy(office: Office) -> Office:
    """Three days of the warehouse: 28 in, 12 out, one mistake mended, goods signed elsewhere."""
    office.at("2026-11-17 11:00")
    desk = office.as_("in")
    bearings, cutlery = accepted(desk, hold_release=True), accepted(desk, CUTLERY)
    office.at("2026-11-18 17:30")
    desk.run(arrive, number=bearings, pieces=8)
    desk.run(arrive, number=cutlery, pieces=20)
    office.at("2026-11-19 09:40")
    slip = desk.run(
        issue_goods,
        number=cutlery,
        pieces=5,
        reason=OutReason.TRANSIT_OUT,
        handed_to="喀什鸿运 阿里木",
    ).value
    office.at("2026-11-19 10:10")
    desk.run(reverse_slip, slip_no=slip, reason="交错合作商")
    desk.run(move, number=cutlery, reason=MoveReason.RUN_OUT, pieces=12)
    office.at("2026-11-20 16:00")
    desk.run(move, number=cutlery, reason=MoveReason.RUN_SIGNED, pieces=12)
    desk.run(
        issue_goods,
        number=bearings,
        pieces=3,
        reason=OutReason.TRANSIT_OUT,
        handed_to="喀什鸿运",
    )
    return office


def test_the_register_adds_up(busy: Office) -> None:
    book = busy.desk.ask(register, first_on=date(2026, 11, 1), last_on=date(2026, 11, 30))
    assert (book.opening, book.pieces_in, book.pieces_out, book.closing) == (0, 33, 20, 13)
    assert [(d.day.day, d.pieces_in, d.pieces_out, d.closing) for d in book.days] == [
        (18, 28, 0, 28),
        (19, 5, 17, 16),
        (20, 0, 3, 13),
    ]
    assert [m.balance for d in book.days for m in d.lines] == [8, 28, 23, 28, 16, 13]
    assert [m.weight_g for d in book.days for m in d.lines][:3] == [320_000, 600_000, 150_000]
    assert book.days[0].lines[0].keeper == "进港调度"


def test_a_later_period_opens_with_what_lay_there(busy: Office) -> None:
    day = date(2026, 11, 20)
    book = busy.desk.ask(register, first_on=day, last_on=day)
    assert (book.opening, book.closing) == (16, 13)
    empty = busy.desk.ask(register, first_on=date(2026, 12, 1), last_on=date(2026, 12, 2))
    assert (empty.opening, empty.days, empty.closing) == (13, (), 13)


def test_a_day_ends_at_midnight_in_beijing(office: Office) -> None:
    desk = office.as_("in")
    number = accepted(desk)
    for moment in ("2026-11-17 23:59", "2026-11-18 00:00"):
        office.at(moment)
        desk.run(arrive, number=number, pieces=1)
    book = desk.ask(register, first_on=DAY, last_on=DAY)
    assert (book.opening, book.pieces_in) == (1, 1)


def test_a_period_that_runs_backwards_is_refused(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        office.as_("in").ask(register, first_on=DAY, last_on=date(2026, 11, 17))
    assert caught.value.codes == ("E019",)


def test_stock_on_hand_by_bin_and_words(busy: Office) -> None:
    desk = busy.desk
    rows = desk.ask(stock_on_hand)
    assert [(r.number, r.in_stock, r.days, r.held) for r in rows] == [
        ("YD2611170001", 5, 2, True),
        ("YD2611170002", 8, 2, False),
    ]
    found = {
        "A-01": desk.ask(stock_on_hand, bin_code="A-01"),
        "B": desk.ask(stock_on_hand, bin_code="B"),
        "0002": desk.ask(stock_on_hand, text="0002"),
        "天悦": desk.ask(stock_on_hand, text="天悦"),
        "%": desk.ask(stock_on_hand, text="%"),
    }
    assert {key: len(hits) for key, hits in found.items()} == {
        "A-01": 2,
        "B": 0,
        "0002": 1,
        "天悦": 1,
        "%": 0,
    }


def test_the_stock_list_shows_only_what_lies_there(busy: Office) -> None:
    desk = busy.desk
    spec = desk.list_spec("stock")
    ids = desk.list_ids("stock")
    names = [f.name for f in spec.fields]
    rows = [dict(zip(names, desk.list_rows("stock", ids)[i], strict=True)) for i in ids]
    assert [(r["number"], r["in_stock"], bool(r["held"])) for r in rows] == [
        ("YD2611170001", 5, True),
        ("YD2611170002", 8, False),
    ]
    assert desk.list_totals("stock") == {"count": 2, "in_stock": 13}
    assert list(desk.list_ids("stock", [Filter("held", "is", True)])) == [ids[0]]
    desk.run(
        issue_goods,
        number="YD2611170001",
        pieces=5,
        reason=OutReason.TRANSIT_OUT,
        handed_to="喀什鸿运",
    )
    assert len(desk.list_ids("stock")) == 1


def test_the_list_of_moves_is_the_register(busy: Office) -> None:
    desk = busy.desk
    assert desk.list_totals("stock_moves") == {"count": 6, "pieces_in": 33, "pieces_out": 20}
    names = [f.name for f in desk.list_spec("stock_moves").fields]
    ids = desk.list_ids("stock_moves", sort=Sort("at"))
    first = dict(zip(names, desk.list_rows("stock_moves", ids)[ids[0]], strict=True))
    assert (first["number"], first["pieces_in"], first["pieces_out"], first["keeper"]) == (
        "YD2611170001",
        8,
        0,
        "进港调度",
    )
    assert len(desk.list_ids("stock_moves", search="喀什鸿运")) == 2
    by_reason = [Filter("reason", "in", (MoveReason.RUN_OUT, MoveReason.ARRIVAL))]
    assert len(desk.list_ids("stock_moves", by_reason)) == 3
    assert len(desk.list_ids("stock_moves", [Filter("pieces_out", "from", 4)])) == 2


def test_p06_says_what_was_agreed(busy: Office) -> None:
    paper = busy.desk.paper("P-06", "2026-11-18~2026-11-20", print_no=1)[0]
    snapshots.check_snapshot("p06-register", snapshot_text(paper))
    result = render_pdf(paper)
    assert (result.pages, result.missing) == (1, frozenset())


@pytest.mark.parametrize(
    ("typed", "number", "opening", "moves"),
    [
        ("2026-11", "2026-11", 0, 6),
        ("2026-11-19", "2026-11-19", 28, 3),
        ("2026-11-19～2026-11-20", "2026-11-19~2026-11-20", 28, 4),
        ("2026-11-01~2026-11-30", "2026-11", 0, 6),
        ("2026.11.20", "2026-11-20", 16, 1),
        ("2026-10", "2026-10", 0, 0),
    ],
)
def test_p06_of_a_month_a_day_or_a_range(
    busy: Office, typed: str, number: str, opening: int, moves: int
) -> None:
    text = snapshot_text(busy.desk.paper("P-06", typed)[0])
    assert f"《货物出、入库登记表》  {number}\n" in text
    assert f"合计 {moves} 笔" in text
    assert f"期初结存 {opening} 件" in text


@pytest.mark.parametrize("typed", ["", "十一月", "2026-13", "2026-11-18~", "1~2~3", "2026-02-30"])
def test_p06_asks_back_what_it_cannot_read(office: Office, typed: str) -> None:
    with pytest.raises(Refused) as caught:
        office.as_("in").paper("P-06", typed)
    assert caught.value.codes == ("E002",)


def test_p06_of_the_last_of_february() -> None:
    assert period_of("2028-02", DAY) == (date(2028, 2, 1), date(2028, 2, 29))


def test_p06_over_several_pages_keeps_its_sums(office: Office) -> None:
    number = accepted(office.as_("out"), OUTBOUND, lines=(line(goods_name="<b>&干果", pieces=150),))
    desk = office.desk
    for _ in range(60):
        desk.run(
            receive_goods,
            number=number,
            pieces=1,
            reason=InReason.PICKUP,
            condition=Condition.GOOD,
            handed_by="=1+1",
        )
    result = render_pdf(desk.paper("P-06", "2026-11"))
    texts = page_texts(result.pdf)
    assert result.pages == len(texts) > 1
    assert all("凭证号" in text for text in texts)
    assert "本页小计" in texts[0]
    assert "期初结存 0 件 + 入库 60 件 − 出库 0 件 = 期末结存 60 件" in texts[-1]
    assert sum(text.count("<b>&干果") for text in texts) == 60
