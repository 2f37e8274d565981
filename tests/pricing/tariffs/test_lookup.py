"""Which price counts: precedence, days, minimum, factor, surcharges, authority (spec 5.2, A-31)."""

from datetime import date
from typing import Any

import pytest

from desk.kernel.errors import Refused
from desk.kernel.prices import Basis
from desk.pricing.tariffs.approving import withdraw_sheet
from desk.pricing.tariffs.choices import FeeKind, PriceLevel, SheetKind
from desk.pricing.tariffs.discounts import check_discount
from desk.pricing.tariffs.fees import FeeQuestion
from desk.pricing.tariffs.line_commands import add_line
from desk.pricing.tariffs.lookup import PriceQuestion, tariffs_in_force
from desk.pricing.tariffs.queries import fees_of_lane, price_ladder, price_of_lane
from tests.conftest import Office
from tests.pricing.tariffs.f0 import (
    NOW,
    YEAR,
    approve,
    asked,
    contract,
    customer,
    public,
    sheet_of,
    surcharges,
)


@pytest.mark.parametrize(
    ("question", "fen", "kg", "days"),
    [
        (asked("郑州", "喀什", 480, 1900, 12), 164_600, 633, 8),
        (asked("郑州", "乌鲁木齐", 600, 1500, 20), 90_000, 600, 4),
        (asked("郑州", "乌鲁木齐", 320, 400, 8), 48_000, 320, 4),
        (asked("郑州", "库尔勒市", 150, 1800, 30), 119_800, 599, 6),
        (asked("乌鲁木齐", "郑州", 500, 2100, 40), 83_900, 699, 5),
        (asked("乌鲁木齐", "郑州", 30, 50, 5), 6_000, 30, 5),
        (asked("乌鲁木齐", "许昌", 145, 1740, 29, returning=True), 34_700, 579, 6),
    ],
)
def test_prices_of_the_scenarios(
    office: Office, question: PriceQuestion, fen: int, kg: int, days: int
) -> None:
    sheet_id = public(office)
    hit = office.as_("jia").ask(price_of_lane, question=question)
    assert (hit.base_freight_fen, hit.chargeable_kg, hit.transit_days) == (fen, kg, days)
    assert (hit.sheet_id, hit.sheet_name, hit.version) == (sheet_id, "公布价2026", 1)


def test_a_contract_wins_over_the_public_price_for_its_customer_only(office: Office) -> None:
    public(office)
    customer_id, sheet_id = contract(office)
    raisins = asked("乌鲁木齐", "郑州", 3000, 9000, 150, customer_id=customer_id)
    desk = office.as_("out")
    hit = desk.ask(price_of_lane, question=raisins)
    assert (hit.level, hit.sheet_id) == (PriceLevel.CONTRACT_CITY, sheet_id)
    assert (hit.base_freight_fen, hit.price_kg_mill) == (315_000, 1050)
    other = asked("乌鲁木齐", "郑州", 3000, 9000, 150, customer_id=customer_id + 1)
    assert desk.ask(price_of_lane, question=other).base_freight_fen == 360_000
    before = asked("乌鲁木齐", "郑州", 3000, 9000, customer_id=customer_id, on=date(2026, 6, 30))
    assert desk.ask(price_of_lane, question=before).level is PriceLevel.PUBLIC_CITY


def test_the_ladder_shows_every_level_and_the_first_counts(office: Office) -> None:
    customer_id = customer(office)
    desk = office.as_("boss")
    lanes = (("乌鲁木齐", "郑州", 1400, 0, 5), ("乌鲁木齐", "郑州巩义", 1300, 0, 6))
    cheaper = (("乌鲁木齐", "郑州", 1200, 0, 5), ("乌鲁木齐", "郑州巩义", 1100, 0, 6))
    approve(desk, sheet_of(desk, "公布价", lanes))
    mine = sheet_of(desk, "合同", cheaper, kind=SheetKind.CONTRACT, customer_id=customer_id)
    approve(desk, mine)
    asks = asked("乌鲁木齐", "巩义", 100, 1, customer_id=customer_id)
    steps = desk.ask(price_ladder, question=asks)
    found = [(s.level.value, s.hit.price_kg_mill if s.hit else None, s.chosen) for s in steps]
    assert found == [
        ("CONTRACT_COUNTY", 1100, True),
        ("CONTRACT_CITY", 1200, False),
        ("PUBLIC_COUNTY", 1300, False),
        ("PUBLIC_CITY", 1400, False),
    ]
    desk.run(withdraw_sheet, sheet_id=mine, reason="合同终止")
    steps = desk.ask(price_ladder, question=asks)
    assert [s.level.value for s in steps if s.chosen] == ["PUBLIC_COUNTY"]
    elsewhere = asked("乌鲁木齐", "郑州", 100, 1, customer_id=customer_id)
    steps = desk.ask(price_ladder, question=elsewhere)
    assert [(s.level.value, s.chosen) for s in steps if s.hit] == [("PUBLIC_CITY", True)]


@pytest.mark.parametrize(
    "question",
    [
        asked("郑州", "和田", 100, 100),
        asked("许昌", "乌鲁木齐", 100, 100),
        asked("郑州", "乌鲁木齐", 100, 100, on=date(2027, 1, 1)),
        asked("郑州", "查无此城", 100, 100),
    ],
)
def test_no_price_is_refused_with_lane_and_day(office: Office, question: PriceQuestion) -> None:
    public(office)
    with pytest.raises(Refused) as caught:
        office.as_("jia").ask(price_of_lane, question=question)
    assert caught.value.codes == ("E120",)
    words = f"{question.origin}→{question.destination} 在 {question.on:%Y-%m-%d} 没有有效运价"
    assert words in str(caught.value)


def test_a_draft_or_submitted_sheet_is_no_price(office: Office) -> None:
    desk = office.as_("boss")
    sheet_of(desk, "草稿", (("郑州", "喀什", 2600, 120, 8),))
    with desk.reading() as read:
        assert not tariffs_in_force(read, NOW)
    with pytest.raises(Refused):
        desk.ask(price_of_lane, question=asked("郑州", "喀什", 1, 1))


def test_tariffs_are_in_force_from_the_first_day_of_a_public_sheet_on(office: Office) -> None:
    public(office)
    with office.as_("jia").reading() as read:
        days = (date(2025, 12, 31), YEAR[0], YEAR[1], date(2027, 1, 1))
        assert [tariffs_in_force(read, day) for day in days] == [False, True, True, True]


def test_weight_breaks_and_other_bases(office: Office) -> None:
    desk = office.as_("boss")
    sheet_id = sheet_of(desk, "分段", ())
    lane: dict[str, Any] = {"sheet_id": sheet_id, "origin": "郑州", "transit_days": 5}
    desk.run(add_line, **lane, destination="喀什", price_kg_mill=2000, tiers="100:1.5 500:1.2")
    desk.run(
        add_line,
        **lane,
        destination="和田",
        basis=Basis.WV,
        price_kg_mill=1000,
        price_m3_fen=30_000,
    )
    desk.run(add_line, **lane, destination="阿克苏", basis=Basis.P, price_piece_fen=1_550)
    desk.run(add_line, **lane, destination="哈密", basis=Basis.L, lump_fen=88_800)
    approve(desk, sheet_id)

    def fen(destination: str, kg: int, litres: int, pieces: int = 1) -> tuple[int, int]:
        hit = desk.ask(price_of_lane, question=asked("郑州", destination, kg, litres, pieces))
        return hit.base_freight_fen, hit.tier_from_kg

    assert fen("喀什", 90, 1) == (15_000, 100)
    assert fen("喀什", 50, 1) == (10_000, 0)
    assert fen("喀什", 450, 1) == (60_000, 500)
    assert fen("和田", 100, 1000) == (30_000, 0)
    assert fen("和田", 400, 1000) == (40_000, 0)
    assert fen("阿克苏", 5, 5, 3) == (4_700, 0)  # 46.50 up
    assert fen("哈密", 5, 5, 3) == (88_800, 0)


def test_the_surcharges_of_the_price_call(office: Office) -> None:
    sheet_id = surcharges(office)
    call = FeeQuestion(
        origin="郑州",
        destination="喀什",
        on=NOW,
        chargeable_kg=633,
        pickup=True,
        delivery=True,
        receipt=True,
        declared_value_fen=3_000_000,
        cod_amount_fen=760_000,
    )
    hits = office.as_("jia").ask(fees_of_lane, question=call)
    assert {hit.fee: hit.amount_fen for hit in hits} == {
        FeeKind.PICKUP: 8_000,
        FeeKind.DELIVERY: 15_000,
        FeeKind.COVER: 9_000,
        FeeKind.RECEIPT: 1_000,
        FeeKind.COD: 2_300,
    }
    assert {hit.sheet_id for hit in hits} == {sheet_id}


def test_surcharges_by_place_and_by_the_settings(office: Office) -> None:
    surcharges(office)
    desk = office.as_("jia")

    def fees(origin: str, destination: str, on: date = NOW) -> dict[str, int]:
        question = FeeQuestion(
            origin=origin,
            destination=destination,
            on=on,
            chargeable_kg=900,
            pickup=True,
            delivery=True,
            declared_value_fen=100_000,
        )
        return {h.fee.value: h.amount_fen for h in desk.ask(fees_of_lane, question=question)}

    assert fees("郑州", "乌鲁木齐天山区") == {"PICKUP": 8_000, "DELIVERY": 9_000, "COVER": 500}
    assert fees("西安", "和田") == {"PICKUP": 0, "DELIVERY": 0, "COVER": 500}
    assert fees("郑州", "喀什", date(2027, 3, 1)) == {"PICKUP": 0, "DELIVERY": 0, "COVER": 500}


@pytest.mark.parametrize(
    ("login", "asked_fen", "fine"),
    [
        ("jia", 156_400, True),
        ("jia", 154_700, False),
        ("in", 154_700, False),
        ("boss", 154_700, True),
        ("boss", 139_900, False),
    ],
)
def test_how_far_below_the_tariff_each_may_go(
    office: Office, login: str, asked_fen: int, fine: bool
) -> None:
    with office.as_(login).reading() as read:
        if fine:
            assert check_discount(read, 164_600, asked_fen) >= 0
            return
        with pytest.raises(Refused) as caught:
            check_discount(read, 164_600, asked_fen)
    assert caught.value.codes == ("E121",)


def test_the_refusal_names_share_and_limit_and_a_countersign_opens_the_managers_way(
    office: Office,
) -> None:
    with office.as_("jia").reading() as read, pytest.raises(Refused) as caught:
        check_discount(read, 164_600, 154_700, countersigned_by="李副总")
    assert "6.01%" in str(caught.value)
    assert "5.00%" in str(caught.value)
    with office.as_("boss").reading() as read:
        assert check_discount(read, 164_600, 100_000, countersigned_by="李副总") == 3925
