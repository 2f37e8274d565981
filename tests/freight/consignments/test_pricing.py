"""Tickets priced by the tariff: taken from it, held to it, and kept with it (spec 5.2, A-31, AT-01 … AT-09)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.app import Desk
from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.commands import accept_consignment, update_consignment
from desk.freight.consignments.drafting import accept_draft, save_draft
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from desk.freight.consignments.pricing import RateSnapshot, rate_of
from desk.freight.consignments.queries import ConsignmentCard, consignment_card
from desk.importing import import_kind, preview
from desk.kernel.commands import entry_of
from desk.kernel.errors import Refused
from desk.pricing.tariffs.choices import PriceLevel
from desk.pricing.tariffs.commands import new_version
from tests.conftest import Office
from tests.flows.customers import workbook
from tests.freight.consignments.conftest import refused
from tests.freight.consignments.tickets import OUTBOUND, TICKET
from tests.pricing.tariffs.f0 import approve, contract, public

FREE = Charges()


def goods(name: str, pieces: int, kg: int, litres: int) -> tuple[CargoDraft, ...]:
    return (
        CargoDraft(goods_name=name, pieces=pieces, weight_g=kg * 1000, volume_cm3=litres * 1000),
    )


PUMPS = replace(
    TICKET,
    destination="喀什",
    shipper_name="河南宏达机械",
    shipper_phone="13800000001",
    consignee_name="建新农机",
    consignee_address="喀什市解放北路 1 号",
    delivery_mode=DeliveryMode.TRANSIT,
    charges=FREE,
    lines=goods("水泵配件", 12, 480, 1900),
)


def accept(desk: Desk, draft: ConsignmentDraft, reason: str = "") -> str:
    entry = entry_of(accept_consignment)
    return str(desk.execute(entry, {"draft": draft}, reason=reason).value)


def card(desk: Desk, number: str) -> ConsignmentCard:
    return desk.ask(consignment_card, number=number)


def rate(desk: Desk, number: str) -> RateSnapshot | None:
    return desk.ask(rate_of, number=number)


def test_without_an_approved_tariff_nothing_changes(office: Office) -> None:
    desk = office.as_("jia")
    number = accept(desk, replace(PUMPS, charges=Charges(base_freight_fen=1_00)))
    assert card(desk, number).charges["base_freight_fen"] == 1_00
    assert rate(desk, number) is None


@pytest.mark.parametrize(
    ("draft", "fen", "kg"),
    [
        (PUMPS, 164_600, 633),
        (replace(PUMPS, destination="乌鲁木齐", lines=goods("餐车", 20, 600, 1500)), 90_000, 600),
        (replace(PUMPS, destination="乌鲁木齐", lines=goods("轴承", 8, 320, 400)), 48_000, 320),
        (replace(PUMPS, destination="库尔勒", lines=goods("假发", 30, 150, 1800)), 119_800, 599),
        (replace(OUTBOUND, charges=FREE, lines=goods("干果", 40, 500, 2100)), 83_900, 699),
        (replace(OUTBOUND, charges=FREE, lines=goods("配件", 5, 30, 50)), 6_000, 30),
        (
            replace(
                OUTBOUND,
                direction=Direction.RETURN,
                origin_station="库尔勒",
                destination="许昌",
                charges=FREE,
                lines=goods("假发", 29, 145, 1740),
            ),
            34_700,
            579,
        ),
    ],
)
def test_a_freight_left_empty_is_taken_from_the_tariff(
    office: Office, draft: ConsignmentDraft, fen: int, kg: int
) -> None:
    sheet_id = public(office)
    desk = office.as_("jia")
    if draft.direction is Direction.RETURN:
        draft = replace(draft, original_id=card(desk, accept(desk, PUMPS)).id)
    number = accept(desk, draft)
    row = card(desk, number)
    assert (row.charges["base_freight_fen"], row.total_fen) == (fen, fen)
    assert row.chargeable_kg == kg
    kept = rate(desk, number)
    assert kept is not None
    assert kept.hit is not None
    assert (kept.hit.sheet_id, kept.hit.version) == (sheet_id, 1)
    assert kept.hit.base_freight_fen == fen


def test_the_exact_county_and_the_days_of_the_lane_are_kept(office: Office) -> None:
    public(office)
    desk = office.as_("jia")
    number = accept(desk, replace(PUMPS, destination="库尔勒市"))
    kept = rate(desk, number)
    assert kept is not None
    assert kept.hit is not None
    assert (kept.level, kept.hit.transit_days) == (PriceLevel.PUBLIC_COUNTY, 6)
    assert kept.hit.price.ratio == 333


def test_the_contract_customer_pays_his_contract(office: Office) -> None:
    public(office)
    contract(office)
    desk = office.as_("out")
    raisins = replace(OUTBOUND, charges=FREE, pay_terms=PayTerms.MONTHLY)
    number = accept(desk, raisins)
    assert card(desk, number).total_fen == 315_000
    kept = rate(desk, number)
    assert kept is not None
    assert kept.level is PriceLevel.CONTRACT_CITY
    other = replace(raisins, shipper_name="兴华商贸", shipper_phone="13800000055")
    assert card(desk, accept(desk, other)).total_fen == 360_000


def test_split_terms_add_up_to_the_tariff(office: Office) -> None:
    public(office)
    parts: dict[str, Any] = {"prepaid_part_fen": 64_600, "collect_part_fen": 100_000}
    number = accept(office.as_("jia"), replace(PUMPS, pay_terms=PayTerms.SPLIT, **parts))
    assert card(office.desk, number).total_fen == 164_600


CALL = Charges(
    cover_fee_fen=9_000, pickup_fee_fen=8_000, delivery_fee_fen=15_000, receipt_fee_fen=1_000
)
ASKS = replace(PUMPS, charges=CALL, declared_value_fen=3_000_000)


def discounted(fen: int) -> ConsignmentDraft:
    return replace(ASKS, charges=replace(CALL, discount_fen=-fen, discount_reason="老客户"))


def test_the_price_call_and_its_discount(office: Office) -> None:
    public(office)
    desk = office.as_("jia")
    assert card(desk, accept(desk, ASKS)).total_fen == 197_600
    assert card(desk, accept(desk, discounted(8_200))).total_fen == 189_400
    assert refused(desk, lambda: accept(desk, discounted(9_900))) == ("E121",)
    lower = replace(ASKS, charges=replace(CALL, base_freight_fen=154_700))
    with pytest.raises(Refused) as caught:
        accept(desk, lower)
    assert [(p.code, p.field) for p in caught.value.problems] == [
        ("E121", "charges.base_freight_fen")
    ]
    assert "6.01%" in str(caught.value)
    assert "请在「询价来电」报价,按 F7 提交审批。" in str(caught.value)
    boss = office.as_("boss")
    assert card(boss, accept(boss, discounted(9_900))).total_fen == 187_700
    deep = discounted(50_000)
    with pytest.raises(Refused, match="请填写会签人"):
        accept(boss, deep)
    signed = replace(deep, price_countersigned_by="李副总")
    kept = rate(boss, accept(boss, signed))
    assert kept is not None
    assert kept.countersigned_by == "李副总"
    office.as_("jia")
    assert refused(desk, lambda: accept(desk, signed)) == ("E121",)


def test_a_price_above_the_tariff_is_allowed_and_listed_like_every_deviation(
    office: Office,
) -> None:
    public(office)
    desk = office.as_("jia")
    accept(desk, ASKS)
    above = accept(desk, replace(ASKS, charges=replace(CALL, base_freight_fen=170_000)))
    below = accept(desk, discounted(8_200))
    boss = office.as_("boss")
    by_hand = accept(boss, hotan(90_000), reason="首单核价")
    ids = desk.list_ids("price_deviations")
    rows = desk.list_rows("price_deviations", ids)
    assert {row[0]: row[10] for row in rows.values()} == {
        above: 5_400,
        below: -8_200,
        by_hand: None,
    }


def hotan(base_fen: int) -> ConsignmentDraft:
    return replace(PUMPS, destination="和田", charges=Charges(base_freight_fen=base_fen))


def test_a_lane_without_tariff_is_the_managers_to_price(office: Office) -> None:
    public(office)
    desk = office.as_("jia")
    assert refused(desk, lambda: accept(desk, hotan(90_000))) == ("E120",)
    assert refused(desk, lambda: accept(desk, hotan(90_000), reason="急")) == ("E120",)
    boss = office.as_("boss")
    assert refused(boss, lambda: accept(boss, hotan(90_000))) == ("E009",)
    assert refused(boss, lambda: accept(boss, hotan(0), reason="核价")) == ("E120",)
    number = accept(boss, hotan(90_000), reason="首单核价")
    kept = rate(boss, number)
    assert kept is not None
    assert (kept.level, kept.hit, kept.reason) == (PriceLevel.MANUAL, None, "首单核价")


def test_an_unknown_place_is_told_once(office: Office) -> None:
    public(office)
    desk = office.as_("jia")
    assert refused(desk, lambda: accept(desk, replace(PUMPS, destination="喀什葛"))) == ("E007",)


def test_an_origin_that_is_no_place_is_told_at_the_origin(office: Office) -> None:
    public(office)
    for desk in (office.as_("jia"), office.as_("boss")):
        with pytest.raises(Refused) as caught:
            accept(desk, replace(PUMPS, origin_station="mdjj"))
        assert [(p.code, p.field) for p in caught.value.problems] == [("E081", "origin_station")]
    by_hand = replace(hotan(90_000), origin_station="郑州北货场")
    assert accept(office.as_("boss"), by_hand, reason="首单核价")


def test_the_day_of_acceptance_counts(office: Office) -> None:
    old = public(office)
    desk = office.as_("boss")
    days = {"valid_from": date(2026, 12, 1), "valid_to": date(2026, 12, 31)}
    approve(desk, desk.run(new_version, sheet_id=old, **days).value)
    office.at("2027-01-02 10:00")
    desk = office.as_("jia")
    assert refused(desk, lambda: accept(desk, PUMPS)) == ("E120",)


def test_a_correction_keeps_the_price_unless_the_freight_changes(office: Office) -> None:
    office.as_("jia")
    desk = office.desk
    early = accept(desk, replace(PUMPS, charges=Charges(base_freight_fen=50_000)))
    sheet_id = public(office)
    desk = office.as_("jia")
    typed = replace(PUMPS, charges=Charges(base_freight_fen=50_000), remark="勿压")
    desk.run(update_consignment, number=early, version=None, draft=typed)
    assert rate(desk, early) is None
    number = accept(desk, PUMPS)
    same = replace(PUMPS, charges=Charges(base_freight_fen=164_600), remark="勿压")
    office.at("2027-02-01 10:00")
    desk = office.as_("jia")
    desk.run(update_consignment, number=number, version=None, draft=same)
    kept = rate(desk, number)
    assert kept is not None
    assert kept.hit is not None
    assert kept.hit.sheet_id == sheet_id
    heavier = replace(same, charges=FREE, lines=goods("水泵配件", 12, 700, 1900))
    desk.run(update_consignment, number=number, version=None, draft=heavier)
    assert card(desk, number).charges["base_freight_fen"] == 182_000
    cheap = replace(heavier, charges=Charges(base_freight_fen=100_000))
    codes = refused(
        desk, lambda: desk.run(update_consignment, number=number, version=None, draft=cheap)
    )
    assert codes == ("E121",)


def test_a_saved_draft_is_priced_when_it_is_accepted(office: Office) -> None:
    public(office)
    desk = office.as_("jia")
    draft_id = desk.run(save_draft, draft=PUMPS).value
    number = desk.run(accept_draft, draft_id=draft_id).value
    assert card(desk, number).total_fen == 164_600


NAMES = ("手工单号", "受理日期", "始发站", "发货人", "发货电话", "收货人", "电话", "收货地址", "目的地",
         "品名", "开单件数", "重量kg", "体积m³", "交接方式", "付款方式", "运费")  # fmt: skip


def listed(number: str, origin: str, town: str, freight: str) -> tuple[str, ...]:
    return (
        number, "2026.11.16", origin, "发货商", "13800000011", "收货人", "13900000011", "人民路 1 号", town,
        "配件", "1", "100", "0.1", "送货", "现付", freight,
    )  # fmt: skip


def test_an_imported_list_is_held_to_the_tariff(
    office: Office, tmp_path: Path, refusals: Callable[[Any], dict[int, list[str]]]
) -> None:
    rows = (
        listed("A1", "郑州", "喀什", "260"),
        listed("A2", "郑州", "和田", "300"),
        listed("A3", "郑州", "喀什", "200"),
        listed("A4", "", "和田", "300"),
        listed("A5", "", "喀什", "260"),
        listed("A6", "郑州", "喀什", ""),
    )
    path = workbook(tmp_path / "清单.xlsx", [NAMES, *rows])
    desk = office.as_("in")
    assert refusals(preview(desk, import_kind("inbound"), path)) == {}
    public(office)
    desk = office.as_("in")
    found = preview(desk, import_kind("inbound"), path)
    assert refusals(found) == {3: ["E120"], 4: ["E121"], 5: ["E120"]}


@pytest.fixture
def refusals() -> Callable[[Any], dict[int, list[str]]]:
    def told(found: Any) -> dict[int, list[str]]:
        return {row.row_no: [p.code for p in row.problems] for row in found.rows.bad}

    return told
